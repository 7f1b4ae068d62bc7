"""The server of the month: the sandbox, the bot behind it, and what is done on its command line."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import text

from bot import opening
from bot.actions import verify
from bot.actions.month import nudge
from bot.actions.people import leave, set_up
from bot.rules.roles import Role
from bot.sandbox.clock import Clock
from bot.sandbox.server import running
from bot.sandbox.world import World
from bot.settings import Settings
from bot.storage import databases, schema
from bot.storage.blobs import open_blobs
from bot.storage.crypto import Vault
from bot.storage.people import invites
from bot.storage.reader import Reader
from bot.storage.session import Session
from tests import places
from tests.conftest import KEY, MONDAY, TOKEN, Town, _agrees_with_the_bot_api
from tests.month.expected import LIAISONS, MEMBERS, OFFICERS

SOON: Final = timedelta(seconds=10)
"""Albums settle within seconds; whatever waits longer waits for the clock."""
WAITING: Final = text(
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')"
    " + (SELECT count(*) FROM outbox WHERE state = 'new' AND not_before <= :soon)"
    " + (SELECT count(*) FROM errand WHERE not_before <= :soon)"
)
FAILED: Final = text(
    "SELECT 'inbox', id, error FROM inbox WHERE state NOT IN ('done', 'new') UNION ALL "
    "SELECT 'outbox', id, error FROM outbox WHERE error IS NOT NULL OR state = 'failed' UNION ALL "
    "SELECT 'errand', id, kind FROM errand WHERE tries > 0"
)


class Office:
    """A town's server room. Whoever is in a ledger has a number on record, officers have none."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._people: dict[str, tuple[int, str]] = {}
        self._is_running = False
        county = opening.read_county(town.settings)
        self._reader = Reader(
            databases.reading(town.settings.database_url),
            Vault(town.settings.key),
            county,
            town.clock.now,
        )
        town.clock.moved.append(self._woken)

    async def start(self) -> None:
        await self._town.start()
        self._is_running = True

    async def stop(self) -> None:
        self._is_running = False
        await self._town.stop()

    async def settled(self) -> None:
        for _ in range(600):
            await self._town.settled()
            if await self._reader.do(_is_idle):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"not settled: {await self._reader.do(_open)}")

    async def hasten(self) -> None:
        """Whenever all that is due has been done, what waits for its moment gets it."""
        while True:
            await self._town.settled()
            await asyncio.sleep(0.05)

    def people(self) -> None:
        """The ledgers and the officers."""
        for force, members in MEMBERS.items():
            liaison = LIAISONS[force]
            self._add(liaison, Role.COORDINATOR, Role.LIAISON, force=force)
            for name in members:
                self._add(name, Role.COORDINATOR, force=force)
        for name in OFFICERS:
            self._people[name] = self._town.add(name, Role.BUREAU, phone=""), ""

    def invite(self, name: str) -> tuple[str, str]:
        person_id, last_four = self._people[name]
        token = secrets.token_urlsafe(18)
        self._town.do(invites.issue, person_id, token)
        return token, last_four

    def leave(self, name: str) -> None:
        def step(session: Session) -> None:
            (person,) = set_up.whom(session, name, everyone=False)
            leave.leave(session, person)

        self._town.do(step)

    def failed(self) -> list[Any]:
        """What did not work, anywhere."""
        return [tuple(row) for row in self._reader.now(lambda s: s.rows(FAILED))]

    def broken(self) -> list[str]:
        """What `xietiao verify` finds."""
        blobs = open_blobs(self._town.settings)
        return self._reader.now(lambda session: list(verify.verify(session, blobs)))

    def _add(self, name: str, *roles: Role, force: str) -> None:
        last_four = f"{1000 + 37 * len(self._people)}"
        person_id = self._town.add(name, *roles, force=force, phone=f"1380000{last_four}")
        self._people[name] = person_id, last_four

    def _woken(self) -> None:
        if self._is_running and self._town.bot is not None:
            self._town.bot.woken()


@asynccontextmanager
async def open_office(folder: Path) -> AsyncIterator[tuple[Office, str]]:
    """A county whose bot runs while the block does; its requests are checked at the end."""
    clock = Clock(MONDAY)
    world = World(clock, seed=12)
    world.add_bot(TOKEN, "xietiao_bot", "协调通")
    calls: list[tuple[str, dict[str, Any]]] = []

    def observe(method: str, params: dict[str, Any], _answer: Any) -> None:
        calls.append((method, params))

    async with running(world, observer=observe) as url:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            bot_token=TOKEN,
            bot_api_url=url,
            database_url=places.fresh(folder),
            evidence_url=places.evidence_url(folder),
            data_key=KEY,
            send_rate=1000,
            chat_rate=1000,
        )
        schema.upgrade(databases.at(settings.database_url))
        town = Town(settings, world, clock, url, calls)
        town.do(set_up.load_county)
        office = Office(town)
        office.people()
        await office.start()
        hastening = asyncio.create_task(office.hasten())
        try:
            yield office, url
        finally:
            hastening.cancel()
            await asyncio.gather(hastening, return_exceptions=True)
            await office.stop()
    _agrees_with_the_bot_api(calls)


def _open(session: Session) -> int:
    return int(session.value(WAITING, soon=_soon(session)))


def _is_idle(session: Session) -> bool:
    return _open(session) == 0 and not nudge.is_due(session)


def _soon(session: Session) -> str:
    """As SQLite keeps its moments."""
    return f"{session.now + SOON:%Y-%m-%d %H:%M:%S.%f}"
