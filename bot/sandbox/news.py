"""News for the page, over a WebSocket."""

import asyncio
import contextlib

from aiohttp import web

from bot.sandbox.events import Event, Events
from bot.sandbox.wire import Json

SOCKETS: web.AppKey[set[web.WebSocketResponse]] = web.AppKey("sockets")
BACKLOG = 10_000


async def send_news(request: web.Request, events: Events) -> web.WebSocketResponse:
    """Push every event that concerns a phone, until the page leaves."""
    socket = web.WebSocketResponse(heartbeat=30)
    await socket.prepare(request)
    waiting: asyncio.Queue[Json] = asyncio.Queue(BACKLOG)

    def heard(event: Event) -> None:
        if event.chat in {None, event.user}:
            with contextlib.suppress(asyncio.QueueFull):
                waiting.put_nowait({"user": event.user, "kind": event.kind, **event.body})

    unlisten = events.listen(heard)
    request.app[SOCKETS].add(socket)
    pushing = asyncio.create_task(_push(socket, waiting))
    try:
        async for _ in socket:
            pass
    finally:
        unlisten()
        pushing.cancel()
        request.app[SOCKETS].discard(socket)
    return socket


async def _push(socket: web.WebSocketResponse, waiting: asyncio.Queue[Json]) -> None:
    with contextlib.suppress(ConnectionError):
        while True:
            await socket.send_json(await waiting.get())


async def close_sockets(app: web.Application) -> None:
    """Say goodbye when the server stops."""
    sockets = app[SOCKETS]
    for socket in tuple(sockets):
        await socket.close()
