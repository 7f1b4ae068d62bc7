"""One listener for the webhooks of several counties."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context, copy_context
from typing import Final
from urllib.parse import unquote, urlsplit

from aiohttp import web

from bot.transport.intake import Intake, Receiver, listen, posted_to, receiver

_EVERYTHING: Final = "/{path:.*}"


class Reception:
    """Takes updates for every county that is open, each at the path of its webhook's address and
    with its own secret. Where none is open the answer is 404, and Telegram sends it again later.
    """

    def __init__(self) -> None:
        self._open: dict[str, tuple[Receiver, Context]] = {}

    @contextmanager
    def open(self, url: str, secret: str, intake: Intake) -> Iterator[None]:
        """Take updates for a county while the block runs."""
        path = path_of(url)
        self._open[path] = receiver(secret, intake), copy_context()
        try:
            yield
        finally:
            del self._open[path]

    async def run(self, address: str, stop: asyncio.Event) -> None:
        """Listen until told to stop. Raises Misconfigured when nothing can listen there."""
        await listen(posted_to(_EVERYTHING, self._receive), address, stop)

    async def _receive(self, request: web.Request) -> web.Response:
        if request.path not in self._open:
            return web.Response(status=404)
        receive, context = self._open[request.path]
        # In the county's own context, so that what is logged on the way says whose it is.
        taking = asyncio.get_running_loop().create_task(
            _of(receive, request), context=context.copy()
        )
        return await taking


def path_of(url: str) -> str:
    """Return the path that an address leads to, as a request says it."""
    return unquote(urlsplit(url).path) or "/"


async def _of(receive: Receiver, request: web.Request) -> web.Response:
    return await receive(request)
