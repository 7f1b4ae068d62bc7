"""A sender on a real outbox, with the sandbox at the other end."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import pytest

from bot.sandbox.faults import Faults
from bot.sandbox.phone import PATIENCE, Phone
from bot.sandbox.server import running
from bot.sandbox.world import World
from bot.settings import Settings
from bot.storage import databases, outbox
from bot.storage.blobs import Blobs, open_blobs
from bot.storage.databases import Postgres
from bot.storage.reader import Reader
from bot.storage.writer import Writer
from bot.transport.http import Post
from bot.transport.pace import Pace
from bot.transport.peers import Others
from bot.transport.sender import Sender
from bot.transport.turns import Alone, Together, Turns
from tests.conftest import TOKEN
from tests.places import ON_POSTGRES
from tests.storage.conftest import Store, empty, store, writer

__all__ = ["empty", "store", "writer"]  # fixtures of the room below

FAST = (1000.0, 1000.0)
"""So many messages a second, over all chats and in each, that nobody waits."""
_numbers = itertools.count(1)


class Process:
    """One of several on a store in PostgreSQL: what it agrees on with others, and what it has."""

    def __init__(self, store: Store, rates: tuple[float, float] = FAST) -> None:
        self.me = next(_numbers)
        database = databases.at(store.url)
        assert isinstance(database, Postgres)
        engine = database.agreeing(self.me)
        self.agreeing = Writer(engine, store.vault, store.county, store.clock.now)
        self.turns = Together(self.agreeing, self.me, rates, store.clock.now)
        self.peers = Others(self.agreeing, self.turns)
        self.agreeing.start()

    async def dies(self) -> None:
        """Its session ends, and with that its locks; what it has taken nobody gives back."""
        await self.agreeing.stop()


@dataclass
class Way:
    """How a store's work is handed out: as one process does that is alone, or as one of several
    does where there can be others.
    """

    turns: Turns
    process: Process | None = None

    @classmethod
    def of(cls, store: Store, reader: Reader, pace: Pace, rates: tuple[float, float]) -> "Way":
        if not ON_POSTGRES:
            return cls(Alone(reader, pace, store.clock.now))
        process = Process(store, rates)
        return cls(process.turns, process)

    async def end(self) -> None:
        if self.process is not None:
            await self.process.dies()


@dataclass
class Line:
    """The way out: say something, and look at the phones."""

    store: Store
    world: World
    url: str
    post: Post
    writer: Writer
    reader: Reader
    blobs: Blobs
    calls: list[tuple[str, dict[str, Any]]]
    rates: tuple[float, float] = FAST
    watch: Callable[[], float] = monotonic
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    task: "asyncio.Task[None] | None" = None

    def begin(self) -> None:
        """The sender runs."""
        self.pace = Pace(*self.rates, self.watch)
        self.way = Way.of(self.store, self.reader, self.pace, self.rates)
        sender = Sender(
            self.post, self.writer, self.reader, self.blobs, self.store.vault, self.way.turns
        )
        self.writer.on_wake = lambda _: sender.wake()
        self.task = asyncio.create_task(sender.run(self.stop))

    async def end(self) -> None:
        self.stop.set()
        if self.task is not None:
            self.writer.on_wake({"outbox"})
            await self.task
            self.task = None
            await self.way.end()

    def is_held(self, phone: Phone) -> bool:
        """Whether the chat is left alone for a while."""
        if not ON_POSTGRES:
            return self.pace.wait(phone.user.id) > 0
        now = "timezone('utc', clock_timestamp())"
        held = f"SELECT 1 FROM lane WHERE chat_id = {phone.user.id} AND free_at > {now}"
        return bool(self.store.sql(held))

    async def phone(self, name: str = "李梅") -> Phone:
        phone = Phone(self.world, self.world.add_user(name))
        await phone.start()
        return phone

    async def say(self, to: Phone, text: str, **more: Any) -> None:
        """Put a message into the outbox; `handle`, `priority`, `settle`, `delay` are the row's."""
        about = {name: more.pop(name) for name in ("handle", "settle", "delay") if name in more}
        await self.writer.do(outbox.put, to.user.id, {"text": text, **more}, **about)

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(0.005)

    async def delivered(self) -> None:
        """Nothing waits any more."""
        await self.until(lambda: self.store.do(outbox.count, "new") == 0)

    def called(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)


@pytest.fixture
async def quiet_line(store: Store, writer: Writer, evidence_url: str) -> AsyncIterator[Line]:
    """All of it, but the sender does not run yet."""
    world = World(store.clock, seed=7)
    world.add_bot(TOKEN, "xietiao_bot", "协调通")
    calls: list[tuple[str, dict[str, Any]]] = []

    def observe(method: str, params: dict[str, Any], _answer: Any) -> None:
        calls.append((method, params))

    async with running(world, observer=observe) as url:
        post = Post(url, TOKEN)
        await post.initialize()
        settings = Settings(_env_file=None, evidence_url=evidence_url)  # type: ignore[call-arg]
        blobs = open_blobs(settings)
        made = Line(store, world, url, post, writer, store.reader(), blobs, calls)
        yield made
        await made.end()
        await post.shutdown()


@pytest.fixture
async def line(quiet_line: Line) -> Line:
    quiet_line.begin()
    return quiet_line


@dataclass
class Held:
    """Calls that have come and get no answer until they may go."""

    came: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)


Hold = Callable[[str], Held]


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Hold:
    """Hold up a method's calls, as long as a test needs and no guess how long that is."""
    before = Faults.before

    def hold(held_up: str) -> Held:
        held = Held()

        async def waits(faults: Faults, method: str, chat_id: int | None) -> None:
            if method == held_up:
                held.came.set()
                await held.go.wait()
            await before(faults, method, chat_id)

        monkeypatch.setattr(Faults, "before", waits)
        return held

    return hold


def heard(phone: Phone) -> list[str]:
    """What the bot has said that is still there, from the oldest to the newest."""
    return [message.text for message in phone.messages if not message.outgoing]
