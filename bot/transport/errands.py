"""Runs errands: work that follows a commit and is tried again until it is done."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Final

import structlog

from bot.errors import Away
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.reader import Reader
from bot.storage.writer import Writer

Doer = Callable[[Due], Awaitable[None]]

# How many of a kind are run at once. With more, the fsyncs of an album would hold up everybody's
# commits.
AT_ONCE: Final = {"fetch": 3}
_OTHERS: Final = 2

log = structlog.get_logger()


class Errands:
    """Runs the errands that are due, a few of each kind at once.

    Each kind has its doer, which takes the errand off the list in its own last transaction. When a
    doer raises, the errand is tried again later.
    """

    def __init__(
        self,
        writer: Writer,
        reader: Reader,
        clock: Callable[[], datetime],
        doers: Mapping[str, Doer],
    ) -> None:
        self._writer, self._reader, self._clock, self._doers = writer, reader, clock, doers
        self._wake = asyncio.Event()
        self._running: dict[int, asyncio.Task[None]] = {}
        self._kinds: Counter[str] = Counter()

    def wake(self) -> None:
        """Look at once for errands that are due."""
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Run errands until told to stop. Those that are running then are cancelled; they are still
        on the list, and run again after the next start.
        """
        while not stop.is_set():
            self._wake.clear()
            wait = await self._round()
            try:
                await asyncio.wait_for(self._wake.wait(), wait)
            except TimeoutError:
                continue
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _round(self) -> float:
        """Start what is due and has room; return the seconds until the next look."""
        # What was running when the look began may be done by now, though the look still shows it.
        running = set(self._running)
        due, next_due = await self._reader.do(_look)
        for errand in due:
            if errand.id in running or errand.id in self._running:
                continue
            if self._kinds[errand.kind] >= AT_ONCE.get(errand.kind, _OTHERS):
                continue
            self._kinds[errand.kind] += 1
            self._running[errand.id] = asyncio.create_task(self._do(errand))
        if next_due is None:
            return 5.0
        return min(max((next_due - self._clock()).total_seconds(), 0.01), 5.0)

    async def _do(self, errand: Due) -> None:
        try:
            await self._doers[errand.kind](errand)
        except Away as trouble:
            log.warning("errand later", kind=errand.kind, trouble=str(trouble), tries=errand.tries)
            await self._writer.do(errands.later, errand)
        except Exception:
            log.exception("errand failed", kind=errand.kind, subject=errand.subject)
            await self._writer.do(errands.later, errand)
        finally:
            self._kinds[errand.kind] -= 1
            del self._running[errand.id]
            self._wake.set()


def _look(session: Any) -> tuple[list[Due], datetime | None]:
    return errands.due(session), errands.next_due(session)
