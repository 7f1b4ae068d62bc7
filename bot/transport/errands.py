"""Runs errands: work that follows a commit and is tried again until it is done."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Final

import structlog

from bot.errors import Away, place_of
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.writer import Writer
from bot.transport.turns import Turns

Doer = Callable[[Due], Awaitable[None]]

# How many of a kind are run at once. With more, the fsyncs of an album would hold up everybody's
# commits. There is one reader of papers, and who waits for it should not hold a place.
AT_ONCE: Final = {"fetch": 3, "read": 1}
_OTHERS: Final = 2

log = structlog.get_logger()


class Errands:
    """Runs the errands that are due, a few of each kind at once.

    Each kind has its doer, which takes the errand off the list in its own last transaction. When a
    doer raises, the errand is tried again later: `put_off` is the step that sees to it. `counts`
    tells how often what became of a kind: done, later.
    """

    def __init__(
        self,
        writer: Writer,
        turns: Turns,
        doers: Mapping[str, Doer],
        put_off: Callable[[Session, Due], None] = errands.later,
    ) -> None:
        self._writer, self._turns, self._doers, self._put_off = writer, turns, doers, put_off
        self._wake = asyncio.Event()
        self._running: dict[int, asyncio.Task[None]] = {}
        self._kinds: Counter[str] = Counter()
        self.counts: Counter[tuple[str, str]] = Counter()

    def wake(self) -> None:
        """Look at once for errands that are due."""
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Run errands until told to stop. Those that are running then are cancelled; they are still
        on the list, and run again after the next start.
        """
        try:
            while not stop.is_set():
                self._wake.clear()
                wait = await self._round()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), wait)
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _round(self) -> float:
        """Start what is due and has room; return the seconds until the next look."""
        at_most = {**dict.fromkeys(self._kinds, _OTHERS), **AT_ONCE}
        room = {kind: most - self._kinds[kind] for kind, most in at_most.items()}
        due, wait = await self._turns.errands(self._running, room, _OTHERS)
        for errand in due:
            self._kinds[errand.kind] += 1
            self._running[errand.id] = asyncio.create_task(self._do(errand))
        return wait

    async def _do(self, errand: Due) -> None:
        try:
            await self._doers[errand.kind](errand)
        except Away as trouble:
            self.counts[errand.kind, "later"] += 1
            log.warning("errand later", kind=errand.kind, trouble=str(trouble), tries=errand.tries)
            await self._writer.do(self._put_off, errand)
        except Exception as error:  # noqa: BLE001 - it is tried again
            self.counts[errand.kind, "later"] += 1
            told = {"error": type(error).__name__, "where": place_of(error)}
            log.error(  # noqa: TRY400 - the error's text may quote a paper
                "errand failed", kind=errand.kind, subject=errand.subject, **told
            )
            await self._writer.do(self._put_off, errand)
        else:
            self.counts[errand.kind, "done"] += 1
        finally:
            try:
                await self._turns.ran(errand)
            finally:
                self._kinds[errand.kind] -= 1
                if self._running.get(errand.id) is asyncio.current_task():
                    del self._running[errand.id]
                self._wake.set()
