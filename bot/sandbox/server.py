"""The sandbox on HTTP: the Bot API for bots, the page for people."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.sandbox import limits
from bot.sandbox.faults import ConnectionLost
from bot.sandbox.limits import ApiError
from bot.sandbox.loopback import is_loopback, only_loopback
from bot.sandbox.news import SOCKETS, close_sockets
from bot.sandbox.page_api import add_page
from bot.sandbox.page_requests import WORLD, in_sentences
from bot.sandbox.parameters import Parameters, from_body
from bot.sandbox.switchboard import Observer, Switchboard, refusal
from bot.sandbox.wire import Json
from bot.sandbox.world import World

SWITCHBOARD = web.AppKey("switchboard", Switchboard)
ENVELOPE_BYTES = 10 * limits.UPLOAD_BYTES + (1 << 20)


def create_app(world: World, observer: Observer | None = None) -> web.Application:
    """The application; `observer(method, params, answer)` sees every call and its whole answer."""
    app = web.Application(middlewares=[only_loopback, in_sentences], client_max_size=ENVELOPE_BYTES)
    app[WORLD] = world
    app[SOCKETS] = set()
    app[SWITCHBOARD] = Switchboard(world, observer)
    app.router.add_route("*", "/bot{token}/{method}", _call)
    app.router.add_get("/file/bot{token}/{path:.+}", _download)
    add_page(app)
    app.on_shutdown.extend((_end_delivery, close_sockets))
    return app


@asynccontextmanager
async def running(
    world: World, port: int = 0, *, host: str = "127.0.0.1", observer: Observer | None = None
) -> AsyncIterator[str]:
    """Serve while the block runs; gives the address, such as `http://127.0.0.1:8080`."""
    if not is_loopback(host):
        raise ValueError(f"the sandbox listens on loopback only, not on {host}")
    runner = web.AppRunner(create_app(world, observer), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _call(request: web.Request) -> web.StreamResponse:
    try:
        answer = await _answer(request)
    except ConnectionLost:
        if request.transport:
            request.transport.abort()
        return web.Response(status=502)
    status = 200 if answer["ok"] else answer["error_code"]
    headers = {}
    if "parameters" in answer:
        headers["Retry-After"] = str(answer["parameters"]["retry_after"])
    return web.Response(
        body=json.dumps(answer, ensure_ascii=False).encode(),
        status=status,
        headers=headers,
        content_type="application/json",
    )


async def _answer(request: web.Request) -> Json:
    given = Parameters()
    if request.can_read_body:
        try:
            given = await from_body(request.content_type, request.headers, request.content)
        except ApiError as error:
            return refusal(error)
    given.values = dict(request.query) | given.values
    token, method = request.match_info["token"], request.match_info["method"]
    return await request.app[SWITCHBOARD].call(token, method, given)


async def _download(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    file = world.files.at(request.match_info["path"])
    if request.match_info["token"] not in world.bots:
        return web.json_response(refusal(limits.unauthorized()), status=401)
    if file is None or len(file.data) > limits.DOWNLOAD_BYTES:
        return web.json_response(refusal(limits.unknown_method()), status=404)
    try:
        await world.faults.before("download", None)
    except ApiError as error:
        return web.json_response(refusal(error), status=error.code)
    return web.Response(body=file.data, content_type="application/octet-stream")


async def _end_delivery(app: web.Application) -> None:
    await app[SWITCHBOARD].delivery.close()
