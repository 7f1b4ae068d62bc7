"""Lets bots be watched from outside, where METRICS_LISTEN says so: what of them is to be seen."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Bot


@asynccontextmanager
async def watched(address: str, bots: Mapping[str, "Bot"]) -> AsyncIterator[None]:
    """Let the bots of a process, by their counties' names, be watched at `host:port` for as long as
    the block runs; with "" they are not, nor is the library for it loaded. Raises Misconfigured
    when nothing can listen there.
    """
    if not address:
        yield
        return
    from bot.transport.metrics import Watched, watching

    seen = [
        Watched(
            county=county,
            reader=bot.reader,
            blobs=bot.blobs,
            post=bot.post,
            peers=bot.peers,
            intake=bot.intake,
            messages=bot.sender.counts,
            errands=bot.errands.counts,
            jobs=bot.jobs.counts,
            step_waits=bot.writer.waits,
            commits=bot.writer.commits,
        )
        for county, bot in bots.items()
    ]
    async with watching(address, seen):
        yield
