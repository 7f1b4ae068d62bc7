"""Errands are run a few of a kind at once, again until done, and across restarts."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from time import monotonic

import pytest
from structlog.testing import capture_logs

from bot.sandbox.phone import PATIENCE
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.writer import Writer
from bot.transport.errands import AT_ONCE, Errands
from bot.transport.http import Unreachable
from bot.transport.pace import Pace
from tests.storage.conftest import Store, empty, store, writer
from tests.transport.conftest import FAST, Way

__all__ = ["empty", "store", "writer"]


@dataclass
class Desk:
    """Does errands, and notes which; `trouble` strikes first."""

    store: Store
    writer: Writer
    done: list[int] = field(default_factory=list)
    trouble: list[Exception] = field(default_factory=list)
    at_once: int = 0
    most: int = 0
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self) -> None:
        self.hold.set()
        pace = Pace(*FAST, monotonic)
        self.way = Way.of(self.store, self.store.reader(), pace, FAST)
        self.runner = Errands(self.writer, self.way.turns, {"fetch": self.do, "sheet": self.do})
        self.writer.on_wake = lambda _: self.runner.wake()
        self.task = asyncio.create_task(self.runner.run(self.stop))

    async def end(self) -> None:
        self.stop.set()
        self.runner.wake()
        await self.task
        await self.way.end()

    async def do(self, errand: Due) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            await asyncio.sleep(0)
            await self.hold.wait()
            if self.trouble:
                raise self.trouble.pop()
            self.done.append(errand.subject)
            await self.writer.do(errands.done, errand)
        finally:
            self.at_once -= 1

    async def ask(self, kind: str, subject: int) -> None:
        await self.writer.do(lambda session: errands.ask(session, kind, subject))

    async def reached(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(0.005)

    def is_idle(self) -> bool:
        return not self.runner._running and not self.store.do(errands.due)

    async def until(self, count: int) -> None:
        """So many are done, and nothing else is due or begun."""
        await self.reached(lambda: len(self.done) >= count and self.is_idle())


@pytest.fixture
async def desk(store: Store, writer: Writer) -> AsyncIterator[Desk]:
    desk = Desk(store, writer)
    desk.begin()
    yield desk
    await desk.end()


def left(desk: Desk) -> int:
    return int(desk.store.sql("SELECT count(*) FROM errand")[0][0])


async def test_each_is_done_once(desk: Desk) -> None:
    await asyncio.gather(*(desk.ask("fetch", n) for n in range(60)))
    await desk.until(60)
    assert sorted(desk.done) == list(range(60))
    assert left(desk) == 0


async def test_a_kind_has_only_so_many_at_once_and_keeps_no_other_waiting(desk: Desk) -> None:
    desk.hold.clear()
    await asyncio.gather(*(desk.ask("fetch", n) for n in range(200)))
    await desk.ask("sheet", 999)
    await desk.reached(lambda: desk.at_once == AT_ONCE["fetch"] + 1)
    await asyncio.sleep(0.1)  # for what should not come any more
    assert desk.most == AT_ONCE["fetch"] + 1
    desk.hold.set()
    await desk.until(201)
    assert desk.done.index(999) <= AT_ONCE["fetch"]


async def test_of_one_that_fails_the_log_has_kind_and_place_and_no_text(desk: Desk) -> None:
    desk.trouble.append(ValueError("申请人：张建国"))
    with capture_logs() as logs:
        await desk.ask("fetch", 1)
        await desk.reached(lambda: not desk.trouble and desk.is_idle())
    (failed,) = (log for log in logs if log["event"] == "errand failed")
    assert failed["error"] == "ValueError"
    assert failed["where"].startswith("test_errands.py:")
    assert "张建国" not in str(logs)
    assert "exc_info" not in failed


@pytest.mark.parametrize("trouble", [Unreachable("HTTP 502"), ValueError("坏了")])
async def test_one_that_fails_is_tried_again_later(desk: Desk, trouble: Exception) -> None:
    desk.trouble.append(trouble)
    await desk.ask("fetch", 1)
    await desk.reached(lambda: not desk.trouble and desk.is_idle())
    assert (desk.done, left(desk)) == ([], 1)
    desk.store.clock.advance(1)
    desk.runner.wake()
    await desk.until(1)
    assert desk.done == [1]


async def test_asked_for_anew_while_it_runs_it_is_done_again(desk: Desk) -> None:
    desk.hold.clear()
    await desk.ask("sheet", 1)
    await desk.reached(lambda: desk.at_once == 1)
    await desk.ask("sheet", 1)
    desk.hold.set()
    await desk.until(2)
    assert desk.done == [1, 1]
    assert left(desk) == 0


async def test_one_that_was_cut_off_is_done_after_the_restart(store: Store) -> None:
    first = store.writer()
    first.start()
    desk = Desk(store, first)
    desk.begin()
    desk.hold.clear()
    await desk.ask("fetch", 1)
    await desk.reached(lambda: desk.at_once == 1)
    await desk.end()
    await first.stop()
    second = store.writer()
    second.start()
    again = Desk(store, second)
    again.begin()
    await again.until(1)
    await again.end()
    await second.stop()
    assert (desk.done, again.done) == ([], [1])


async def test_one_of_an_unknown_kind_holds_up_no_other(desk: Desk) -> None:
    await desk.ask("of 2030", 1)
    await desk.ask("fetch", 2)
    await desk.until(1)
    assert desk.done == [2]
