"""The page's means to set the scene: the clock, the state of the preparation, and trouble to
order.
"""

from dataclasses import asdict
from datetime import datetime

from aiohttp import web

from bot.errors import Refused
from bot.rules.calendar import local_day
from bot.sandbox.faults import KINDS, Fault
from bot.sandbox.moments import kind_of, moments
from bot.sandbox.page_requests import WORLD, read_body


def add_stage(app: web.Application) -> None:
    """Mount `/api/clock`, `/api/preparation` and `/api/faults`."""
    app.router.add_get("/api/preparation", _preparation)
    app.router.add_get("/api/clock", _clock)
    app.router.add_post("/api/clock", _move_clock)
    app.router.add_get("/api/clock/moments", _moments)
    app.router.add_get("/api/faults", _faults)
    app.router.add_post("/api/faults", _order_fault)
    app.router.add_delete("/api/faults", _clear_faults)


async def _clock(request: web.Request) -> web.Response:
    now = request.app[WORLD].clock.now()
    return web.json_response({"now": now.isoformat(), "day": kind_of(local_day(now))})


async def _preparation(request: web.Request) -> web.Response:
    """Answer with what is not there yet, and how far it is; {} when everything is."""
    return web.json_response(request.app[WORLD].preparation.body)


async def _moments(request: web.Request) -> web.Response:
    """Answer with where the clock can be moved in one tap: label, day in words, note and the
    moment.
    """
    found = moments(request.app[WORLD].clock.now())
    return web.json_response(
        [{"label": each.label, "note": each.note, "at": each.at.isoformat()} for each in found]
    )


async def _move_clock(request: web.Request) -> web.Response:
    clock, body = request.app[WORLD].clock, await read_body(request)
    try:
        if "to" in body:
            clock.move_to(datetime.fromisoformat(str(body["to"])))
        else:
            clock.advance(float(body["advance"]))
    except (KeyError, ValueError, TypeError, OverflowError):
        raise Refused("看不懂这个时间，例如 2026-11-19T15:00:00+08:00。") from None
    return await _clock(request)


async def _faults(request: web.Request) -> web.Response:
    return web.json_response([asdict(fault) for fault in request.app[WORLD].faults.due])


async def _order_fault(request: web.Request) -> web.Response:
    faults, body = request.app[WORLD].faults, await read_body(request)
    kind, value, times = body.get("kind"), body.get("value", 0), body.get("times", 1)
    if not isinstance(value, int | float) or not isinstance(times, int | None):
        raise Refused('数值和次数要用数字，例如 {"kind": "flood", "value": 5, "times": 1}。')
    if kind == "duplicate":
        faults.duplicate(times or 1)
    elif kind == "reorder":
        faults.reorder(times or 1)
    elif kind in KINDS:
        faults.due.append(Fault(kind, value, body.get("method"), body.get("chat_id"), times))
    else:
        raise Refused(f"没有这种故障，可选：{'、'.join((*KINDS, 'duplicate', 'reorder'))}。")
    return await _faults(request)


async def _clear_faults(request: web.Request) -> web.Response:
    request.app[WORLD].faults.clear()
    return await _faults(request)
