"""What the scheduler starts, and when. Jobs hold no state: each recomputes what is due."""

from collections.abc import Callable, Coroutine
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.rules.calendar import TIMEZONE
from bot.storage import inbox
from bot.storage.writer import Writer

Job = Callable[[], Coroutine[Any, Any, None]]


def scheduled(writer: Writer) -> AsyncIOScheduler:
    """The scheduler with all its jobs, not yet started. A job missed during an outage runs once."""
    scheduler = AsyncIOScheduler(
        timezone=TIMEZONE, job_defaults={"misfire_grace_time": None, "coalesce": True}
    )

    async def purge() -> None:
        await writer.do(inbox.purge)

    def at(job: Job, **when: int) -> None:
        scheduler.add_job(job, CronTrigger(timezone=TIMEZONE, **when), id=job.__name__)

    at(purge, hour=3, minute=30)
    return scheduler
