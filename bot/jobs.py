"""What the scheduler starts, and when. Jobs hold no state: each recomputes what is due."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from multiprocessing import get_context
from typing import Any, Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.rules.calendar import TIMEZONE
from bot.storage import inbox
from bot.storage.reader import Reader
from bot.storage.session import Session
from bot.storage.writer import Writer

MINUTES: Final = 5
"""Minutes between two looks at who is to be reminded."""
_LOOK: Final = 0.5  # seconds between two looks whether the backup is made

Job = Callable[[], Coroutine[Any, Any, None]]
Nightly = Callable[[], None]
"""What is done each night besides, and can be handed to another process."""
Reminder = tuple[Callable[[Session], bool], Callable[[Session], int]]
"""Two functions for one kind of reminder.

The first, a look-up, says whether any is due. The second, a step of the writer, says a few of them
and returns how many.
"""
log = structlog.get_logger()


class Jobs:
    """The scheduler with all its jobs. A job missed during an outage runs once. Of several
    processes only the one that `leads` runs any.

    Whether something is due is judged by the session's time and not by the scheduler's, so a clock
    that was moved makes no difference. `counts` tells how often which was run.
    """

    def __init__(
        self,
        writer: Writer,
        reader: Reader,
        reminders: Sequence[Reminder],
        leads: Callable[[], bool] = lambda: True,
        nightly: Nightly | None = None,
    ) -> None:
        self._writer, self._reader, self._reminders = writer, reader, reminders
        self._leads, self._nightly = leads, nightly
        self.counts: Counter[str] = Counter()
        self._scheduler: AsyncIOScheduler | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._one_at_a_time = asyncio.Lock()

    def start(self) -> None:
        """Start the jobs, and look at once for reminders that an outage kept waiting."""
        self._scheduler = AsyncIOScheduler(
            timezone=TIMEZONE, job_defaults={"misfire_grace_time": None, "coalesce": True}
        )
        nightly = CronTrigger(hour=3, minute=30, timezone=TIMEZONE)
        often = IntervalTrigger(minutes=MINUTES, timezone=TIMEZONE)
        self._scheduler.add_job(self._purge, nightly, id="purge")
        self._scheduler.add_job(self._nudge, often, id="nudge")
        if self._nightly is not None:
            by_night = CronTrigger(hour=2, minute=30, timezone=TIMEZONE)
            self._scheduler.add_job(self._back_up, by_night, id="backup")
        self._scheduler.start()
        self.wake()

    def wake(self) -> None:
        """Look at once for what is due, as the clock has jumped or the bot has started."""
        if self._scheduler is None:
            return
        task = asyncio.get_running_loop().create_task(self._nudge())
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def stop(self) -> None:
        """Stop the jobs; what was handed to the writer is still done."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _purge(self) -> None:
        if not self._leads():
            return
        await self._writer.do(inbox.purge)
        self.counts["purge"] += 1

    async def _back_up(self) -> None:
        """Do in a process of its own what takes long, so that nobody's tap waits for it. It ends
        with the bot, and what was half-written with it.
        """
        if self._nightly is None or not self._leads():
            return
        process = get_context("spawn").Process(target=self._nightly, daemon=True)
        await asyncio.to_thread(process.start)
        try:
            while process.is_alive():  # noqa: ASYNC110 - a process tells nobody
                await asyncio.sleep(_LOOK)
        finally:
            process.terminate()
        if process.exitcode:  # it says itself what went wrong, unless it was ended from outside
            log.error("backup ended before it was made", exitcode=process.exitcode)

    async def _nudge(self) -> None:
        """Send the reminders that are due: a few reads, and a write only when something is due."""
        async with self._one_at_a_time:
            if not self._leads():
                return
            for is_due, send in self._reminders:
                try:
                    while await self._reader.do(is_due):
                        if not await self._writer.do(send):
                            break
                except Exception:
                    log.exception("nudges failed, tried again later", minutes=MINUTES)
            self.counts["nudge"] += 1
