"""What goes out: the outbox as the sender sees it, what may go now and what became of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    and_,
    bindparam,
    case,
    delete,
    func,
    select,
    union_all,
    update,
)

from bot.rules.quiet import is_quiet
from bot.storage.crypto import Vault
from bot.storage.databases import insert, least
from bot.storage.models import Handle, Outbox, Upload
from bot.storage.outbox import SETTLE, Priority, midnight, put
from bot.storage.session import Session

_h, _o, _u = Handle.__table__.c, Outbox.__table__.c, Upload.__table__.c

BATCH: Final = 256


@dataclass(frozen=True, slots=True)
class Due:
    """An outbox row that may go now, with the message it edits, if any.

    `message_id`, `kind` and `sha256` tell that message, its kind and its file; None when there is
    none.
    """

    id: int
    version: int
    chat_id: int
    handle_id: int | None
    message_id: int | None
    kind: str | None
    sha256: str | None
    sealed: bytes

    def shows(self, shown: "Shown") -> bool:
        """Whether the handle knows this already: only the text was edited."""
        known = (self.message_id, self.kind, self.sha256 or "")
        return known == (shown.message_id, shown.kind, shown.sha256)

    def payload(self, vault: Vault) -> dict[str, Any]:
        """Return what to say, decrypted only when it is about to be said."""
        return json.loads(vault.open(self.sealed, f"outbox:{self.chat_id}"))  # type: ignore[no-any-return]


def _may_go(row: Any) -> ColumnElement[bool]:
    return and_(
        row.state == "new",
        row.not_before <= bindparam("now"),
        row.priority <= bindparam("at_most"),
        (row.priority < int(Priority.NUDGE))
        | row.handle_id.is_(None)
        | (row.not_before >= bindparam("since")),
    )


_before = Outbox.__table__.alias("before")
# Whether a row is the first of its chat that may go.
_IS_HEAD = ~(
    select(_before.c.id)
    .where(_before.c.chat_id == _o.chat_id, _before.c.id < _o.id, _may_go(_before.c))
    .exists()
)


def heads(*more: ColumnElement[bool], most: int = BATCH) -> CompoundSelect[Any]:
    """Return the first rows of chats, people who are typing before others. Each priority is a
    stretch of the index of its own, and whatever is not due yet lies outside of it: so a look costs
    the same, however many rows wait.
    """
    return union_all(
        *(
            select(
                select(_o.id)
                .where(_o.priority == int(priority), _may_go(_o), _IS_HEAD, *more)
                .order_by(_o.not_before, _o.id)
                .limit(most)
                .subquery()
                .c.id
            )
            for priority in Priority
        )
    )


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
    .where(_o.id.in_(heads()))
    .order_by(_o.priority, _o.not_before, _o.id)
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
    .values(payload_sealed=bindparam("sealed"), version=_o.version + 1, taken_by=None)
)
_LINGER = (
    update(Outbox)
    .where(_o.id == bindparam("row"), _o.version != bindparam("sent_version"))
    .values(
        not_before=case(
            (
                _o.settling.is_(True),
                least(bindparam("later", type_=_o.not_before.type), _o.latest),
            ),
            else_=_o.not_before,
        ),
        taken_by=None,
    )
)
_COLUMNS: Final = (
    *("chat_id", "handle_id", "payload_sealed", "version", "priority", "created_at"),
    *("not_before", "latest", "settling", "state"),
)
_STAYED = select(*(_o[name] for name in _COLUMNS)).where(_o.id == bindparam("row"))
_TAKE_OFF = delete(Outbox).where(_o.id == bindparam("row"))
_TO_THE_END = insert(Outbox).values({name: bindparam(name) for name in _COLUMNS})
_FREE = (
    update(Outbox)
    .where(_o.id == bindparam("row"), _o.version != bindparam("sent_version"))
    .values(taken_by=None)
)
_FAILED = (
    update(Outbox)
    .where(_o.id == bindparam("row"), _o.version == bindparam("sent_version"))
    .values(state="failed", error=bindparam("why"), handle_id=None, taken_by=None)
)
_KNOWN = select(_u.file_id).where(_u.sha256 == bindparam("sha"), _u.kind == bindparam("as_kind"))
_KNOW = (
    insert(Upload)
    .values(sha256=bindparam("sha"), kind=bindparam("as_kind"), file_id=bindparam("ref"))
    .on_conflict_do_update(index_elements=["sha256", "kind"], set_={"file_id": bindparam("ref")})
)
_UNKNOW = delete(Upload).where(_u.sha256 == bindparam("sha"), _u.kind == bindparam("as_kind"))


def due(session: Session) -> list[Due]:
    """Return the first of each chat's rows that may go now, people who are typing before others.

    A nudge that could not go by day waits for the morning. One with a handle is of its day only:
    after midnight it is kept back, to be written anew.
    """
    at_most = Priority.NEWS if is_quiet(session.now) else Priority.NUDGE
    found = session.rows(_DUE, now=session.now, at_most=int(at_most), since=midnight(session))
    return [read(row) for row in found]


def read(row: Any) -> Due:
    """Return a row of the database as what is due."""
    return Due(
        row.id,
        row.version,
        row.chat_id,
        row.handle_id,
        row.message_id,
        row.kind,
        row.sha256,
        row.payload_sealed,
    )


def next_due(session: Session) -> datetime | None:
    """Return when the next row that waits for its time may go; None when none does."""
    return cast("datetime | None", session.value(_NEXT, now=session.now))


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the chat after a row was sent: the message, its kind and its file.

    `message_id` is None when it was deleted; `kind` is text, photo or document; `file_id` is
    Telegram's name for the file. `replaced` is the message whose place this one took, which is
    still to be taken away.
    `files` are an album's: SHA-256, kind, file_id.
    """

    message_id: int | None
    kind: str
    sha256: str = ""
    file_id: str = ""
    replaced: int | None = None
    files: Sequence[tuple[str, str, str]] = ()


def sent(session: Session, row: Due, shown: Shown, left: dict[str, Any] | None = None) -> None:
    """Take a row that was sent off the list, and let its handle know the message, in one commit.

    A row that was replaced while it was on its way stays, and goes again as an edit; one of which
    something is `left` to be said stays with that.
    """
    if left is not None:
        rewrite(session, row, left)
    else:
        later = session.now + SETTLE
        if session.changed(_LINGER, row=row.id, sent_version=row.version, later=later):
            _to_the_end(session, row)
        session.write(_SENT, row=row.id, sent_version=row.version)
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


def _to_the_end(session: Session, row: Due) -> None:
    """Let a row that was renewed while it was on its way go after what was said before that."""
    stayed = session.row(_STAYED, row=row.id)
    payload = json.loads(session.vault.open(stayed.payload_sealed, f"outbox:{row.chat_id}"))
    if payload.get("renew") and not stayed.settling:
        session.write(_TAKE_OFF, row=row.id)
        session.write(_TO_THE_END, **{name: getattr(stayed, name) for name in _COLUMNS})


def rewrite(session: Session, row: Due, payload: dict[str, Any]) -> None:
    """Say this instead, in the row's own place: nothing that was said later comes before it."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    sealed = session.vault.seal(text, f"outbox:{row.chat_id}")
    session.write(_FREE, row=row.id, sent_version=row.version)
    session.write(_REWRITE, row=row.id, sent_version=row.version, sealed=sealed)


def failed(session: Session, row: Due, why: str) -> None:
    """Mark a row that Telegram will never take; it blocks nobody and is kept with the reason."""
    session.write(_FREE, row=row.id, sent_version=row.version)
    session.write(_FAILED, row=row.id, sent_version=row.version, why=why)


def known_file(session: Session, sha256: str, kind: str) -> str | None:
    """Return the file_id under which Telegram already has these bytes; None when it has not."""
    return session.value(_KNOWN, sha=sha256, as_kind=kind)  # type: ignore[no-any-return]


def unknow_file(session: Session, sha256: str, kind: str) -> bool:
    """Forget a file_id that Telegram no longer takes, so that the bytes are sent again.

    Returns False when none was kept.
    """
    return session.changed(_UNKNOW, sha=sha256, as_kind=kind) > 0
