"""Intake: updates are written down and committed, and only then acknowledged."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.storage import inbox
from bot.storage.writer import Writer
from bot.transport.dispatch import Dispatch
from bot.transport.http import Declined, Post, Unreachable, patiently

HOLD: Final = 25
ALLOWED: Final = ["message", "callback_query", "my_chat_member"]
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name

log = structlog.get_logger()


class Intake:
    """What both ways of receiving share: write down, then hand over."""

    def __init__(self, writer: Writer, dispatch: Dispatch) -> None:
        self._writer, self._dispatch = writer, dispatch

    async def recover(self) -> None:
        """What a former process wrote down and did not finish goes first."""
        waiting = await self._writer.do(inbox.undone)
        if waiting:
            log.info("going on with what was undone", updates=len(waiting))
        self._dispatch.take(waiting)

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Returns once the updates are on disk."""
        self._dispatch.take(await self._writer.do(inbox.write_down, updates))

    async def space(self) -> None:
        await self._dispatch.space()


async def poll(post: Post, intake: Intake, stop: asyncio.Event) -> None:
    """Long polling until told to stop. The offset moves only over what is on disk."""
    offset, trouble = 0, 0
    while not stop.is_set():
        await intake.space()
        asking = {"offset": offset, "timeout": HOLD, "allowed_updates": ALLOWED}
        try:
            updates = await _unless(stop, post.call("getUpdates", asking, wait=HOLD))
        except (Unreachable, Declined) as error:
            trouble += 1
            log.warning("getUpdates", trouble=str(error), tries=trouble)
            pause = error.retry_after if isinstance(error, Declined) else 0
            await patiently(pause or min(0.5 * 2**trouble, 30), stop)
            continue
        trouble = 0
        if updates:
            await intake.receive(updates)
            offset = updates[-1]["update_id"] + 1


async def _unless(stop: asyncio.Event, call: Awaitable[Any]) -> Any:
    """The call's result, or nothing when told to stop meanwhile."""
    asked = asyncio.ensure_future(call)
    stopped = asyncio.ensure_future(stop.wait())
    await asyncio.wait({asked, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if asked.done():
        return asked.result()
    asked.cancel()
    return []


def webhook(url: str, secret: str, intake: Intake) -> web.Application:
    """The other way in: 200 is answered after the commit, so Telegram sends again what was not."""

    async def receive(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, ""), secret):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
            int(update["update_id"])
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        await intake.space()
        await intake.receive([update])
        return web.Response()

    app = web.Application(client_max_size=4 << 20)
    app.router.add_post(urlsplit(url).path or "/", receive)
    return app


async def listen(app: web.Application, address: str, stop: asyncio.Event) -> None:
    """Serve until told to stop. `address` is `host:port`."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    host, _, port = address.rpartition(":")
    await web.TCPSite(runner, host or "127.0.0.1", int(port)).start()
    try:
        await stop.wait()
    finally:
        await runner.cleanup()


Receiving = Callable[[asyncio.Event], Awaitable[None]]
