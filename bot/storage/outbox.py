"""The outbox: what is to be said, written in the transaction that decided to say it."""

import json
from datetime import datetime, time, timedelta
from enum import IntEnum
from typing import Any, Final

from sqlalchemy import bindparam, case, delete, func, select, update

from bot.rules.calendar import TIMEZONE
from bot.storage import handles
from bot.storage.databases import insert, least
from bot.storage.models import Handle, Outbox, Upload
from bot.storage.session import Session

SETTLE: Final = timedelta(seconds=2)
SETTLE_AT_MOST: Final = timedelta(seconds=8)

_h, _o, _u = Handle.__table__.c, Outbox.__table__.c, Upload.__table__.c


class Priority(IntEnum):
    """Who goes first when much is due: alerts, people who are typing, then news, then nudges."""

    ALERT = -1
    ANSWER = 0
    NEWS = 1
    NUDGE = 2


_APPEND = insert(Outbox).values(
    {
        name: bindparam(name)
        for name in (
            "payload_sealed",
            "priority",
            "created_at",
            "not_before",
            "latest",
            "settling",
        )
    }
    | {"chat_id": bindparam("chat"), "version": 1, "state": "new"}
)
_new = _APPEND.excluded
_PUT = _APPEND.values(handle_id=handles.ID).on_conflict_do_update(
    index_elements=["handle_id"],
    set_={
        "payload_sealed": _new.payload_sealed,
        "version": _o.version + 1,
        "priority": _new.priority,
        "not_before": case(
            (_new.settling.is_(False), _new.not_before),
            (_o.not_before <= _new.created_at, _o.not_before),
            else_=least(_new.not_before, _o.latest),
        ),
        "latest": case((_new.settling.is_(False), _new.latest), else_=_o.latest),
        "settling": _new.settling,
        "state": "new",
    },
)
_DROP = delete(Outbox).where(
    _o.handle_id.in_(
        select(_h.id).where(
            _h.chat_id == bindparam("chat"),
            _h.purpose == bindparam("of"),
            _h.subject == bindparam("about"),
        )
    ),
    _o.state == "new",
    _o.taken_by.is_(None),  # what is on its way is replaced, and then goes once more
)
_DROP_CHAT = delete(Outbox).where(_o.chat_id == bindparam("chat"), _o.state == "new")
_MOVE = (
    update(Handle)
    .where(
        _h.chat_id == bindparam("chat"),
        _h.purpose == bindparam("of"),
        _h.subject == bindparam("about"),
    )
    .values(purpose=bindparam("to_purpose"), subject=bindparam("to_subject"))
)
# What is on its way is said all the same, as a message that nobody knows by a name any more.
_SET_FREE = update(Outbox).where(_o.handle_id == bindparam("former")).values(handle_id=None)
_LET_GO = delete(Handle).where(_h.id == bindparam("row"))
_COUNT = select(func.count()).where(_o.state == bindparam("in_state"))


def put(
    session: Session,
    chat_id: int,
    payload: dict[str, Any],
    *,
    handle: tuple[str, int] | None = None,
    priority: Priority = Priority.ANSWER,
    delay: timedelta = timedelta(0),
    settle: bool = False,
) -> None:
    """Say something in a chat, once the transaction is committed.

    With a handle (purpose, subject) it replaces what still waits under that handle, or edits the
    message known by it. What is renewed goes after what was said before it.

    `settle` is for news that may go on (an album): each call moves the row to two seconds from now,
    at most eight from the first, and that survives a kill.
    """
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    row = {
        "chat": chat_id,
        "payload_sealed": session.vault.seal(text, f"outbox:{chat_id}"),
        "priority": int(priority),
        "created_at": session.now,
        "not_before": session.now + (SETTLE if settle else delay),
        "latest": session.now + SETTLE_AT_MOST,
        "settling": settle,
    }
    if handle is None:
        session.write(_APPEND, **row)
    else:
        of, about = handle
        if payload.get("renew") and not settle:
            session.write(_DROP, chat=chat_id, of=of, about=about)
        handles.know(session, chat_id, of, about)
        session.write(_PUT, **row, of=of, about=about)
    session.wake.add("outbox")


def midnight(session: Session) -> datetime:
    """Return when the county's day began."""
    return datetime.combine(session.today, time.min, TIMEZONE)


def drop(session: Session, chat_id: int, purpose: str, subject: int) -> bool:
    """Take back what still waits under a handle; return whether anything did."""
    return session.changed(_DROP, chat=chat_id, of=purpose, about=subject) > 0


def drop_chat(session: Session, chat_id: int) -> None:
    """Take back everything that waits for someone whose access was cut or who blocked the bot."""
    session.write(_DROP_CHAT, chat=chat_id)


def rename(session: Session, chat_id: int, old: tuple[str, int], new: tuple[str, int]) -> None:
    """Let the message known as `old` be known as `new` from now on.

    A message known as `new` before is let go: it can no longer be edited, and what waits for it is
    taken back. Done twice it does the same.
    """
    if handles.find(session, chat_id, *old) is None:
        return
    former = handles.find(session, chat_id, *new)
    if former is not None:
        drop(session, chat_id, *new)
        session.write(_SET_FREE, former=former)
        session.write(_LET_GO, row=former)
    session.write(
        _MOVE, chat=chat_id, of=old[0], about=old[1], to_purpose=new[0], to_subject=new[1]
    )


def count(session: Session, state: str) -> int:
    return int(session.value(_COUNT, in_state=state))
