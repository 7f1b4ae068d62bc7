"""Lets bots be watched from outside, where METRICS_LISTEN says so: what of them is to be seen."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Bot
    from bot.transport.metrics import Probes


class Watch:
    """The bots of one process that are watched, in the order in which they came. At "" nobody
    watches, nor is the library for it loaded.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._probes: list[Probes] = []

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Answer whoever watches, at `host:port`, for as long as the block runs. Raises
        Misconfigured when nothing can listen there.
        """
        async with AsyncExitStack() as stack:
            if self._address:
                from bot.transport.metrics import watching

                await stack.enter_async_context(watching(self._address, self._probes))
            yield

    @asynccontextmanager
    async def seeing(self, county: str, bot: "Bot") -> AsyncIterator[None]:
        """Let a county's bot be watched for as long as the block runs."""
        if not self._address:
            yield
            return
        from bot.transport.metrics import Probes, Watched

        probes = Probes(
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
        )
        self._probes.append(probes)
        try:
            yield
        finally:
            self._probes.remove(probes)
            probes.close()
