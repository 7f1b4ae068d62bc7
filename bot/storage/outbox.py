"""The outbox: what is to be said, written in the transaction that decided to say it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntEnum
from typing import Any, Final, cast

from sqlalchemy import bindparam, case, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.rules.calendar import TIMEZONE
from bot.rules.quiet import is_quiet
from bot.storage.crypto import Vault
from bot.storage.models import Handle, Outbox, Upload
from bot.storage.session import Session

BATCH: Final = 256
SETTLE: Final = timedelta(seconds=2)
SETTLE_AT_MOST: Final = timedelta(seconds=8)

_h, _o, _u = Handle.__table__.c, Outbox.__table__.c, Upload.__table__.c


class Priority(IntEnum):
    """Who goes first when much is due: people who are typing, then news, then nudges."""

    ANSWER = 0
    NEWS = 1
    NUDGE = 2


@dataclass(frozen=True, slots=True)
class Due:
    """An outbox row that may go now, with the message it edits, if any."""

    id: int
    version: int
    chat_id: int
    handle_id: int | None
    message_id: int | None
    kind: str | None
    sha256: str | None
    sealed: bytes

    def shows(self, shown: "Shown") -> bool:
        """Whether the handle knew this already: an edit of the text alone."""
        known = (self.message_id, self.kind, self.sha256 or "")
        return known == (shown.message_id, shown.kind, shown.sha256)

    def payload(self, vault: Vault) -> dict[str, Any]:
        """What to say, opened only when it is about to be said."""
        return json.loads(vault.open(self.sealed, f"outbox:{self.chat_id}"))  # type: ignore[no-any-return]


_FIND_HANDLE = select(_h.id).where(
    _h.chat_id == bindparam("chat"), _h.purpose == bindparam("of"), _h.subject == bindparam("about")
)
_NEW_HANDLE = (
    insert(Handle)
    .values(chat_id=bindparam("chat"), purpose=bindparam("of"), subject=bindparam("about"))
    .returning(_h.id)
)
_APPEND = insert(Outbox).values(
    {
        name: bindparam(name)
        for name in (
            "chat_id",
            "handle_id",
            "payload_sealed",
            "priority",
            "created_at",
            "not_before",
            "latest",
            "settling",
        )
    }
    | {"version": 1, "state": "new"}
)
_new = _APPEND.excluded
_PUT = _APPEND.on_conflict_do_update(
    index_elements=["handle_id"],
    set_={
        "payload_sealed": _new.payload_sealed,
        "version": _o.version + 1,
        "priority": _new.priority,
        "not_before": case(
            (_new.settling.is_(False), _new.not_before),
            (_o.not_before <= _new.created_at, _o.not_before),
            else_=func.min(_new.not_before, _o.latest),
        ),
        "latest": case((_new.settling.is_(False), _new.latest), else_=_o.latest),
        "settling": _new.settling,
        "state": "new",
    },
)
_HEADS = (
    select(func.min(_o.id))
    .where(
        _o.state == "new",
        _o.not_before <= bindparam("now"),
        _o.priority <= bindparam("at_most"),
        (_o.priority < int(Priority.NUDGE))
        | _o.handle_id.is_(None)
        | (_o.not_before >= bindparam("since")),
    )
    .group_by(_o.chat_id)
)
_NUDGES = (
    select(_o.chat_id, _h.purpose, _h.subject)
    .select_from(Outbox.__table__.join(Handle.__table__, _h.id == _o.handle_id))
    .where(_o.state == "new", _o.priority == int(Priority.NUDGE))
)
_STALE = _NUDGES.where(_o.not_before < bindparam("since"))
_NUDGES_OF = _NUDGES.where(_o.chat_id == bindparam("chat"))
_DUE = (
    select(
        _o.id,
        _o.version,
        _o.chat_id,
        _o.handle_id,
        _o.payload_sealed,
        _h.message_id,
        _h.kind,
        _h.sha256,
    )
    .select_from(Outbox.__table__.outerjoin(Handle.__table__, _h.id == _o.handle_id))
    .where(_o.id.in_(_HEADS))
    .order_by(_o.priority, _o.id)
    .limit(BATCH)
)
_NEXT = select(func.min(_o.not_before)).where(_o.state == "new", _o.not_before > bindparam("now"))
_SENT = delete(Outbox).where(_o.id == bindparam("row"), _o.version == bindparam("sent_version"))
_BIND = (
    update(Handle)
    .where(_h.id == bindparam("row"))
    .values(message_id=bindparam("message"), kind=bindparam("as_kind"), sha256=bindparam("of_file"))
)
_REWRITE = (
    update(Outbox)
    .where(_o.id == bindparam("row"), _o.version == bindparam("sent_version"))
    .values(payload_sealed=bindparam("sealed"), version=_o.version + 1)
)
_LINGER = (
    update(Outbox)
    .where(_o.id == bindparam("row"), _o.settling.is_(True))
    .values(not_before=func.min(bindparam("later", type_=_o.not_before.type), _o.latest))
)
_FAILED = (
    update(Outbox)
    .where(_o.id == bindparam("row"), _o.version == bindparam("sent_version"))
    .values(state="failed", error=bindparam("why"), handle_id=None)
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
_LET_GO = delete(Handle).where(_h.id == bindparam("row"))
_FORGET = (
    update(Handle)
    .where(
        _h.chat_id == bindparam("chat"),
        _h.purpose == bindparam("of"),
        _h.subject == bindparam("about"),
    )
    .values(message_id=None, kind=None, sha256=None)
)
_OF_MESSAGE = select(_h.purpose, _h.subject).where(
    _h.chat_id == bindparam("chat"), _h.message_id == bindparam("message")
)
_KNOWN = select(_u.file_id).where(_u.sha256 == bindparam("sha"), _u.kind == bindparam("as_kind"))
_KNOW = (
    insert(Upload)
    .values(sha256=bindparam("sha"), kind=bindparam("as_kind"), file_id=bindparam("ref"))
    .on_conflict_do_update(index_elements=["sha256", "kind"], set_={"file_id": bindparam("ref")})
)
_UNKNOW = delete(Upload).where(_u.sha256 == bindparam("sha"), _u.kind == bindparam("as_kind"))
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
    """Say something in a chat; with a handle (purpose, subject) it replaces what waits there; what
    is renewed goes after what was said before it.

    `settle` is for news that may go on (an album): each call moves the row to two seconds from
    now, at most eight from the first, and that survives a kill.
    """
    if handle is not None and payload.get("renew") and not settle:
        drop(session, chat_id, *handle)
    handle_id = None if handle is None else _handle(session, chat_id, *handle)
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    session.write(
        _PUT if handle_id else _APPEND,
        chat_id=chat_id,
        handle_id=handle_id,
        payload_sealed=session.vault.seal(text, f"outbox:{chat_id}"),
        priority=int(priority),
        created_at=session.now,
        not_before=session.now + (SETTLE if settle else delay),
        latest=session.now + SETTLE_AT_MOST,
        settling=settle,
    )
    session.wake.add("outbox")


def _handle(session: Session, chat_id: int, purpose: str, subject: int) -> int:
    found = session.value(_FIND_HANDLE, chat=chat_id, of=purpose, about=subject)
    if found is not None:
        return int(found)
    return session.insert(_NEW_HANDLE, chat=chat_id, of=purpose, about=subject)


def due(session: Session) -> list[Due]:
    """The first of each chat's rows that may go now, people who are typing before others. A nudge
    that could not go by day waits for the morning; one with a handle, which is of its day, is kept
    back to be written anew.
    """
    at_most = Priority.NEWS if is_quiet(session.now) else Priority.NUDGE
    return [
        Due(
            r.id,
            r.version,
            r.chat_id,
            r.handle_id,
            r.message_id,
            r.kind,
            r.sha256,
            r.payload_sealed,
        )
        for r in session.rows(_DUE, now=session.now, at_most=int(at_most), since=_midnight(session))
    ]


def stale_nudges(session: Session) -> list[tuple[int, str, int]]:
    """Chat, purpose and subject of the nudges that were to go on an earlier day and did not."""
    rows = session.rows(_STALE, since=_midnight(session))
    return [(row.chat_id, row.purpose, row.subject) for row in rows]


def waiting_nudges(session: Session, chat_id: int) -> list[tuple[str, int]]:
    """Purpose and subject of the nudges that have not gone to a chat yet."""
    return [(row.purpose, row.subject) for row in session.rows(_NUDGES_OF, chat=chat_id)]


def _midnight(session: Session) -> datetime:
    """When the county's day began."""
    return datetime.combine(session.today, time.min, TIMEZONE)


def next_due(session: Session) -> datetime | None:
    """When the next row that waits for its time may go."""
    return cast("datetime | None", session.value(_NEXT, now=session.now))


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the chat now: the message, its kind (text, photo, document), its file; and
    the message whose place it took, which is still to be taken away. `files` are an album's:
    SHA-256, kind, file_id.
    """

    message_id: int | None
    kind: str
    sha256: str = ""
    file_id: str = ""
    replaced: int | None = None
    files: Sequence[tuple[str, str, str]] = ()


def sent(session: Session, row: Due, shown: Shown, left: dict[str, Any] | None = None) -> None:
    """Off the list, and the handle knows its message, in one commit. A row that was replaced
    while it was on its way stays and goes again, as an edit; one of which something is `left` to
    be said stays with that.
    """
    if left is not None:
        rewrite(session, row, left)
    elif session.write(_SENT, row=row.id, sent_version=row.version) == 0:
        session.write(_LINGER, row=row.id, later=session.now + SETTLE)
    if row.handle_id is not None and not row.shows(shown):
        session.write(
            _BIND,
            row=row.handle_id,
            message=shown.message_id,
            as_kind=shown.kind,
            of_file=shown.sha256 or None,
        )
    for sha256, kind, file_id in (*shown.files, (shown.sha256, shown.kind, shown.file_id)):
        if file_id:
            session.write(_KNOW, sha=sha256, as_kind=kind, ref=file_id)
    if shown.replaced is not None:
        put(session, row.chat_id, {"delete": shown.replaced})
    session.wake.add("outbox")


def rewrite(session: Session, row: Due, payload: dict[str, Any]) -> None:
    """Say this instead, in the row's own place: nothing that was said later comes before it."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    sealed = session.vault.seal(text, f"outbox:{row.chat_id}")
    session.write(_REWRITE, row=row.id, sent_version=row.version, sealed=sealed)
    session.wake.add("outbox")


def failed(session: Session, row: Due, why: str) -> None:
    """Telegram will never take this one; it blocks nobody and is kept with the reason."""
    session.write(_FAILED, row=row.id, sent_version=row.version, why=why)


def drop(session: Session, chat_id: int, purpose: str, subject: int) -> bool:
    """Take back what still waits under a handle; whether anything did."""
    return session.write(_DROP, chat=chat_id, of=purpose, about=subject) > 0


def drop_chat(session: Session, chat_id: int) -> None:
    """Everything that waits for someone whose access was cut or who blocked the bot."""
    session.write(_DROP_CHAT, chat=chat_id)


def rename(session: Session, chat_id: int, old: tuple[str, int], new: tuple[str, int]) -> None:
    """The message known as `old` is known as `new` from now on; one known so before is let go.
    Done twice it does the same.
    """
    if session.value(_FIND_HANDLE, chat=chat_id, of=old[0], about=old[1]) is None:
        return
    former = session.value(_FIND_HANDLE, chat=chat_id, of=new[0], about=new[1])
    if former is not None:
        drop(session, chat_id, *new)
        session.write(_LET_GO, row=former)
    session.write(
        _MOVE, chat=chat_id, of=old[0], about=old[1], to_purpose=new[0], to_subject=new[1]
    )


def forget(session: Session, chat_id: int, purpose: str, subject: int) -> None:
    """The next thing said under this handle is a new message."""
    session.write(_FORGET, chat=chat_id, of=purpose, about=subject)


def handle_of(session: Session, chat_id: int, message_id: int) -> tuple[str, int] | None:
    """What one of our messages is for: someone answered it."""
    row = session.row(_OF_MESSAGE, chat=chat_id, message=message_id)
    return None if row is None else (row.purpose, row.subject)


def known_file(session: Session, sha256: str, kind: str) -> str | None:
    """The file_id under which Telegram already has these bytes."""
    return session.value(_KNOWN, sha=sha256, as_kind=kind)  # type: ignore[no-any-return]


def unknow_file(session: Session, sha256: str, kind: str) -> bool:
    """Telegram no longer takes the file_id; the bytes are sent again. False when none was kept."""
    return session.write(_UNKNOW, sha=sha256, as_kind=kind) > 0


def count(session: Session, state: str) -> int:
    return int(session.value(_COUNT, in_state=state))
