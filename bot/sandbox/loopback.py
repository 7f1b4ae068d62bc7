"""The sandbox is for this machine only: who may ask, and where it may deliver."""

import ipaddress

from aiohttp import web
from aiohttp.typedefs import Handler
from yarl import URL


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine."""
    bare = host.strip("[]").rstrip(".").lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


@web.middleware
async def only_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other hosts' names, so that no web page elsewhere can reach us through DNS."""
    if not is_loopback(_host(f"http://{request.host}")):
        return web.json_response({"error": "演示环境只在本机使用。"}, status=403)
    origin = request.headers.get("Origin")
    if origin and not is_loopback(_host(origin)):
        return web.json_response({"error": "演示环境只接受本机网页的操作。"}, status=403)
    return await handler(request)


def _host(address: str) -> str:
    try:
        return URL(address).host or ""
    except ValueError:
        return ""
