"""What all requests of the page have in common: their world, their bodies, their refusals."""

from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.errors import Refused
from bot.sandbox.world import World

WORLD = web.AppKey("world", World)


@web.middleware
async def in_sentences(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a refusal with 400 and its sentence."""
    try:
        return await handler(request)
    except Refused as refused:
        return web.json_response({"error": refused.sentence}, status=400)


async def read_body(request: web.Request) -> dict[str, Any]:
    """Read the JSON object a request carries. Raises `Refused`."""
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refused('请求要用 JSON 对象，例如 {"text": "你好"}。')
    return body
