"""A small town with its people on their phones, a real bot, and the sandbox between them."""

import asyncio
import base64
import contextlib
import gc
import io
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import structlog
from PIL import Image, ImageDraw
from sqlalchemy import Engine

from bot import app as bot_app
from bot.actions.people import set_up
from bot.opening import read_county
from bot.rules.county import County, load_county
from bot.rules.roles import Role
from bot.sandbox.clock import Clock
from bot.sandbox.phone import Phone
from bot.sandbox.server import running
from bot.sandbox.world import World
from bot.settings import Settings
from bot.storage import audit, databases
from bot.storage.crypto import Vault
from bot.storage.people import accounts, persons, task_forces
from bot.storage.people import roles as held
from bot.storage.session import Session
from bot.transport import in_turn
from tests import places
from tests.places import Template
from tests.sandbox.spec import Spec
from tests.scheduling import (
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_report_header,
    pytest_xdist_make_scheduler,
)
from tests.servers import afterwards, bucket
from tests.settling import Gate, StandingClock, settle

__all__ = [  # for pytest
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_report_header",
    "pytest_xdist_make_scheduler",
]

TOKEN = "424242:TEST-TOKEN"
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in the county
FORCE = "服装制造"


@dataclass
class Town:
    """The bot's settings and world, and how to look into its database."""

    settings: Settings
    world: World
    clock: Clock
    url: str
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    bot: bot_app.Bot | None = None
    _gate: Gate = field(default_factory=Gate)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _task: "asyncio.Task[None] | None" = None
    _engines: dict[str, Engine] = field(default_factory=dict)

    async def start(self) -> None:
        """The bot runs, in this process."""
        self._stop = asyncio.Event()
        self.bot = bot_app.Bot(self.settings, self.clock.now)
        self._task = asyncio.create_task(self.bot.run(self._stop))

    async def stop(self) -> None:
        if self._task is not None:
            self._stop.set()
            await self._task
            self._task = None

    def do(self, step: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """One step in a transaction of its own, as the command line does it. A bot that runs looks
        at once for what it has to do now; by itself it would within five seconds.
        """
        with self._writing.connect() as db:
            own = self.settings.county_file
            county = read_county(self.settings) if own else _shipped()
            session = Session(db, Vault(self.settings.key), county, self.clock.now())
            done = step(session, *args, **kwargs)
            audit.settle(session)
            db.commit()
        if self.bot is not None and self._runs():
            self.bot._wake(session.wake)
        return done

    @property
    def _writing(self) -> Engine:
        """Made anew only where the settings have come to name another database."""
        url = self.settings.database_url
        if url not in self._engines:
            self._engines[url] = databases.writing(url)
        return self._engines[url]

    def phone(self, name: str) -> Phone:
        """A new phone of somebody the bot has not met."""
        return Phone(self.world, self.world.add_user(name), settled=self.settled)

    async def settled(self) -> None:
        """Until the bot, while it runs, has done and said all that is due."""
        if self.bot is not None:
            await settle(self.bot, self.world, self.clock, self._gate, self._runs)

    def _runs(self) -> bool:
        return self._task is not None and not self._task.done()

    def held_up(self, kind: str) -> AbstractContextManager[None]:
        """Errands of a kind are begun and not done while the block runs."""
        assert self.bot is not None
        return self._gate.shut(self.bot, kind)

    def add(
        self,
        name: str,
        *roles: Role,
        force: str = FORCE,
        phone: str = "13800001234",
        employer: str = "",
    ) -> int:
        """Somebody of a ledger, or an officer."""

        def step(session: Session) -> int:
            known = {f.name: f.id for f in task_forces.every(session)}
            force_id = None if Role.BUREAU in roles else known[force]
            person_id = persons.add(
                session,
                force_id,
                name,
                phone=phone,
                employer=employer or f"{name}的单位",
                kind="劳动监察网格员",
            )
            for role in roles:
                held.give(session, person_id, role, force_id if role is Role.LIAISON else None)
            return person_id

        return int(self.do(step))

    async def joined(self, name: str, *roles: Role, force: str = FORCE) -> Phone:
        """Somebody who has joined, with their phone in hand."""
        return await self.joined_as(self.add(name, *roles, force=force), name)

    async def joined_as(self, person_id: int, name: str) -> Phone:
        """Somebody of the ledger who has joined, with their phone in hand."""
        phone = self.phone(name)

        def step(session: Session) -> None:
            accounts.invited(session, phone.user.id, None)
            accounts.join(session, phone.user.id, person_id)

        self.do(step)
        await phone.start()
        await phone.until("协调通")
        return phone


@cache
def _shipped() -> County:
    return load_county((files("bot.rules") / "county.toml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A command run in this process sets logging up on a stream that is closed after its test."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session", autouse=True)
def _papers_are_not_read() -> None:
    """Where nobody says otherwise: a bot of another process, or one that a test sets up itself."""
    os.environ.setdefault("READ_PAPERS", "off")


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[bucket.BucketServer]:
    """Started by the first test that needs one. What is lent from it lies in a folder of this
    process's, since a worker of pytest-xdist ends without tidying up.
    """
    lent = afterwards.folder()
    lent.chmod(0o711)  # PostgreSQL's own account has to get through
    with bucket.bucket_server() as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(lent))
        yield server


@pytest.fixture(scope="session", autouse=places.IN_BUCKET)
def _in_the_environment(bucket_server: bucket.BucketServer) -> None:
    """Where every test keeps its evidence in a bucket, all of them find it."""
    os.environ.update(bucket_server.environment())


@pytest.fixture
def door(
    bucket_server: bucket.BucketServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[bucket.Door]:
    """The way to the bucket, which can be shut; the settings lead there."""
    made = bucket.Door(bucket_server.port)
    for name, value in bucket_server.environment(made.port).items():
        monkeypatch.setenv(name, value)
    yield made
    made.shut()


@pytest.fixture(autouse=places.ON_POSTGRES)
def _databases_go_with_their_test(tmp_path: Path) -> Iterator[None]:
    yield
    places.forget(tmp_path)


@pytest.fixture
def evidence_url(tmp_path: Path) -> str:
    """Where a test keeps its evidence."""
    return places.evidence_url(tmp_path)


@pytest.fixture(scope="session")
def seven_fields(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The database of a county with its seven fields: made once, then copied."""

    def fill(writing: Engine) -> None:
        with writing.begin() as db:
            session = Session(db, Vault(base64.urlsafe_b64decode(KEY)), _shipped(), MONDAY)
            set_up.load_county(session)
            audit.settle(session)

    return Template.made(tmp_path_factory.mktemp("county"), fill)


@pytest.fixture
def read_papers() -> str:
    """Whether the town's bot reads papers, which takes it a second a page: "auto" where that is
    what a test is about.
    """
    return "off"


@pytest.fixture
async def town(
    tmp_path: Path,
    evidence_url: str,
    seven_fields: Template,
    read_papers: str,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Town]:
    """A county with its seven fields, and a running bot. No other process has a part in it: its
    first update is not held up until the one before could have come to another.
    """
    monkeypatch.setattr(in_turn, "_LOOKS", 0)
    clock = StandingClock(MONDAY)
    world = World(clock, seed=7)
    world.add_bot(TOKEN, "xietiao_bot", "协调通")
    calls: list[tuple[str, dict[str, Any]]] = []

    def observe(method: str, params: dict[str, Any], _answer: Any) -> None:
        calls.append((method, params))

    async with running(world, observer=observe) as url:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            bot_token=TOKEN,
            bot_api_url=url,
            database_url=seven_fields.copied(tmp_path),
            evidence_url=evidence_url,
            data_key=KEY,
            send_rate=1000,
            chat_rate=1000,
            read_papers=read_papers,
        )
        made = Town(settings, world, clock, url, calls)
        await made.start()
        try:
            yield made
        finally:
            with contextlib.suppress(asyncio.CancelledError):
                await made.stop()
            _agrees_with_the_bot_api(calls)


def _agrees_with_the_bot_api(calls: list[tuple[str, dict[str, Any]]]) -> None:
    """Every request the bot made in any test is checked, where the Bot API as data is at hand."""
    spec = Spec.beside_checkout()
    if spec is not None:
        wrong = [
            sentence for method, params in calls for sentence in spec.check_request(method, params)
        ]
        assert not wrong, wrong


@pytest.fixture
async def mei(town: Town) -> Phone:
    """李梅, a coordinator."""
    return await town.joined("李梅", Role.COORDINATOR)


@pytest.fixture
async def wang(town: Town) -> Phone:
    """王强, the liaison of her task force, who is in its ledger too."""
    return await town.joined("王强", Role.COORDINATOR, Role.LIAISON)


@pytest.fixture
async def zhao(town: Town) -> Phone:
    """赵敏, an officer of the bureau."""
    return await town.joined("赵敏", Role.BUREAU)


def photo(text: str = "现场", size: tuple[int, int] = (1280, 960), **save: Any) -> bytes:
    """A photo of our own making, different for each text."""
    hue = sum(map(ord, text)) * 37 % 256
    picture = Image.new("RGB", size, (hue, 120, 200))
    draw = ImageDraw.Draw(picture)
    for i in range(12):
        draw.rectangle((i * 90, hue + i * 20, i * 90 + 60, hue + i * 20 + 200), (i * 20, hue, 90))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, **save)
    return out.getvalue()


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage took every test a while, and
    looking as often as Python does took a thirtieth of the time.
    """
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (CI), a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("XIETIAO_SKIP_NOTHING") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
