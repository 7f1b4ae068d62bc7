"""A sender on a real outbox, with the sandbox at the other end."""

import asyncio
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
from bot.storage import outbox
from bot.storage.blobs import Blobs, open_blobs
from bot.storage.reader import Reader
from bot.storage.writer import Writer
from bot.transport.http import Post
from bot.transport.pace import Pace
from bot.transport.sender import Sender
from bot.transport.turns import Alone
from tests.conftest import TOKEN
from tests.storage.conftest import Store, empty, store, writer

__all__ = ["empty", "store", "writer"]  # fixtures of the room below


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
    pace: Pace = field(default_factory=lambda: Pace(1000, 1000, monotonic))
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    task: "asyncio.Task[None] | None" = None

    def begin(self) -> None:
        """The sender runs."""
        turns = Alone(self.reader, self.pace, self.store.clock.now)
        sender = Sender(self.post, self.writer, self.reader, self.blobs, self.store.vault, turns)
        self.writer.on_wake = lambda _: sender.wake()
        self.task = asyncio.create_task(sender.run(self.stop))

    async def end(self) -> None:
        self.stop.set()
        if self.task is not None:
            self.writer.on_wake({"outbox"})
            await self.task

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
