"""A folder of counties, on either database, and a messenger that has all their bots."""

import asyncio
import base64
import hashlib
import itertools
import shutil
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot import counties
from bot.opening import read_county
from bot.rules.roles import Role
from bot.sandbox.accounts import User
from bot.sandbox.clock import Clock
from bot.sandbox.phone import Phone
from bot.sandbox.server import running
from bot.sandbox.world import World
from bot.settings import EXAMPLES, Settings, settings_of
from bot.storage import audit, databases, schema
from bot.storage.crypto import Vault
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.session import Session
from tests.conftest import FORCE, MONDAY
from tests.servers import postgres

KINDS: Final = ("sqlite", "postgresql")
PATIENCE: Final = 30.0
_numbers = itertools.count(1)


def key_of(name: str) -> str:
    """A key of its own for each county."""
    return base64.urlsafe_b64encode(hashlib.sha256(name.encode()).digest()).decode()


@dataclass
class Deployment:
    """Counties, the messenger, and the one process that runs them all."""

    folder: Path
    kind: str
    world: World
    clock: Clock
    template: Callable[[str], str]
    log: list[EventDict] = field(default_factory=list)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    task: "asyncio.Task[bool] | None" = None

    def file(self, name: str) -> Path:
        return self.folder / "counties" / f"{name}.env"

    def county(self, name: str, **other: str | None) -> Settings:
        """A county with a bot and a database of its own; what is `other` about its file, None for
        what is not there.
        """
        token = other.get("BOT_TOKEN") or f"{600_000 + next(_numbers)}:TOKEN-{len(self.world.bots)}"
        if "BOT_TOKEN" not in other:
            self.world.add_bot(token, f"bot{token[:6]}_bot", name)
        said = {
            "BOT_TOKEN": token,
            "DATABASE_URL": other.get("DATABASE_URL") or self.new_database(name),
            "EVIDENCE_URL": f"file://{self.folder}/{name}/evidence",
            "DATA_KEY": key_of(name),
            "WEBHOOK_SECRET": f"secret-{next(_numbers)}",
        }
        lines = [f"{n}={v}" for n, v in (said | other).items() if v is not None]
        self.file(name).parent.mkdir(exist_ok=True)
        self.file(name).write_text("\n".join(lines) + "\n", "utf-8")
        return settings_of(self.file(name))

    def new_database(self, name: str) -> str:
        (self.folder / name).mkdir(exist_ok=True)
        if self.kind == "postgresql":
            like = databases.at(self.template(self.kind)).url.database or ""
            return postgres.shared().create(f"of_a_county{next(_numbers)}", like)
        shutil.copy(databases.at(self.template(self.kind)).beside, self.folder / name / "county.db")
        return f"sqlite:///{self.folder}/{name}/county.db"

    def token(self, name: str) -> str:
        return settings_of(self.file(name)).token

    def do(self, name: str, step: Callable[..., Any], *args: Any) -> Any:
        """A step in the database of a county, committed."""
        settings = settings_of(self.file(name))
        with databases.writing(settings.database_url).begin() as db:
            vault, rules = Vault(settings.key), read_county(settings)
            session = Session(db, vault, rules, self.clock.now())
            done = step(session, *args)
            audit.settle(session)
            return done

    def sql(self, name: str, statement: str) -> list[tuple[Any, ...]]:
        settings = settings_of(self.file(name))
        with databases.writing(settings.database_url).begin() as db:
            found = db.exec_driver_sql(statement)
            return [tuple(row) for row in found] if found.returns_rows else []

    def joined(self, name: str, person: str, user: User, *held: Role) -> Phone:
        """Somebody who has joined in a county, and their phone with its bot on the screen."""

        def step(session: Session) -> None:
            force = next(f.id for f in task_forces.every(session) if f.name == FORCE)
            who = persons.add(session, force, person, phone="13800001234", kind="商会")
            for role in held:
                roles.give(session, who, role, force if role is Role.LIAISON else None)
            accounts.invited(session, user.id, None)
            accounts.join(session, user.id, who)

        self.do(name, step)
        return self.phone(name, user)

    def phone(self, name: str, user: User) -> Phone:
        return Phone(self.world, user, bot=self.world.bots[self.token(name)])

    async def start(self) -> None:
        self.stop = asyncio.Event()
        running = counties.run(self.folder / "counties", self.stop, self.clock.now)
        self.task = asyncio.create_task(running)

    async def end(self) -> bool:
        assert self.task is not None
        self.stop.set()
        return await asyncio.wait_for(self.task, PATIENCE)

    async def logged(self, event: str, county: str) -> EventDict:
        """Wait until the log says that of a county."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for line in self.log:
                    if line["event"] == event and line.get("county") == county:
                        return line
                assert self.task is None or not self.task.done() or event != "ready", self.log
                await asyncio.sleep(0.01)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The database of a county with its task forces and without people; made once of each kind."""

    @cache
    def made(kind: str) -> str:
        url = f"sqlite:///{tmp_path_factory.mktemp('of_a_county')}/county.db"
        if kind == "postgresql":
            url = postgres.shared().create("a_county")
        schema.upgrade(databases.at(url))
        settings = Settings(_env_file=None, webhook_url="")  # type: ignore[call-arg]
        with databases.writing(url).begin() as db:
            session = Session(db, Vault(bytes(32)), read_county(settings), MONDAY)
            for spec in session.county.task_forces:
                task_forces.put(session, spec.name, spec.field.value, spec.lead, spec.cooperating)
            audit.settle(session)
        return url

    return made


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def deployment(
    kind: str,
    tmp_path: Path,
    template: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Deployment]:
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEND_RATE", "1000")
    monkeypatch.setenv("CHAT_RATE", "1000")
    world = World(Clock(MONDAY), seed=7)
    with capture_logs([merge_contextvars]) as log:
        async with running(world) as url:
            monkeypatch.setenv("BOT_API_URL", url)
            made = Deployment(tmp_path, kind, world, world.clock, template, log)
            try:
                yield made
            finally:
                if made.task is not None and not made.task.done():
                    await made.end()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
