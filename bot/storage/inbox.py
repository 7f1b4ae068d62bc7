"""The inbox: updates as they came, written down before Telegram hears that we have them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import bindparam, delete, exists, func, select, update

from bot.rules.identity import hide_id_numbers
from bot.storage.databases import insert, kind_of
from bot.storage.models import Inbox
from bot.storage.session import Session

KEPT: Final = timedelta(days=3)

_t = Inbox.__table__.c
_INSERT = (
    insert(Inbox)
    .values(
        {
            name: bindparam(name)
            for name in ("update_id", "digest", "chat_id", "payload_sealed", "received_at")
        }
    )
    .values(state="new")
    .on_conflict_do_nothing(index_elements=["update_id", "digest"])
    .returning(_t.id)
)
_earlier = Inbox.__table__.alias("earlier")
_before = Inbox.__table__.alias("before")
_FOLLOWS = exists().where(_before.c.update_id == bindparam("update_id") - 1)
_INSERT_SHARED = _INSERT.returning(_FOLLOWS.label("follows"))
# The oldest of its chat that is undone, whichever process wrote it down.
_ITS_TURN = ~exists().where(
    _earlier.c.chat_id == _t.chat_id,
    _earlier.c.state == "new",
    _earlier.c.update_id < _t.update_id,
)
_DONE = (
    update(Inbox)
    .where(_t.id == bindparam("row"), _t.state == "new")
    .values(state=bindparam("to"), error=bindparam("why"))
)
_DONE_SHARED = _DONE.where(_ITS_TURN)
_FAIL = (
    update(Inbox)
    .where(_t.id == bindparam("row"), _t.state == "new")
    .values(state="failed", error=bindparam("why"), meant_for=bindparam("meant"))
)
_UNDONE = (
    select(_t.id, _t.update_id, _t.payload_sealed, _t.meant_for)
    .where(_t.state == "new")
    .order_by(_t.id)
)
_OLDEST = _UNDONE.where(_t.chat_id == bindparam("chat")).order_by(None)
_OLDEST = _OLDEST.order_by(_t.update_id, _t.id).limit(1)
_SOME = _UNDONE.limit(200)
_LEFT = _SOME.where(_t.received_at < bindparam("before"))
_KNOWN = select(_before.c.id).where(_before.c.update_id == bindparam("update_id")).limit(1)
_COUNT = select(func.count()).where(_t.state == bindparam("in_state"))
_FAILED = (
    select(_t.id, _t.chat_id, _t.received_at, _t.error).where(_t.state == "failed").order_by(_t.id)
)
_REPLAY = update(Inbox).where(_t.state == "failed").values(state="new", error=None)
_PURGE = delete(Inbox).where(
    _t.state.in_(("done", "ignored")), _t.received_at < bindparam("before")
)


@dataclass(frozen=True, slots=True)
class Received:
    """One update in the inbox: its row, its chat (0 when it has none) and what it says.

    `meant_for` is what its chat was in the middle of when it failed before; None when it did not.
    `follows` is False when the update before it has not been seen by any process: it may be on its
    way to another.
    """

    id: int
    chat_id: int
    update: dict[str, Any]
    meant_for: str | None = None
    follows: bool = True


def write_down(session: Session, updates: Sequence[dict[str, Any]]) -> list[Received]:
    """Write updates down and return those that are new, in order.

    A duplicate is the same update_id *with the same payload*: ids restart at random after a quiet
    week. ID numbers in what people typed are masked before anything is written (§3 of the privacy
    rules).
    """
    safe = [without_id_numbers(raw) for raw in updates]
    statement = _INSERT_SHARED if _is_shared(session) else _INSERT
    kept = [session.row(statement, **_sealed(session, each)) for each in safe]
    return [
        Received(row.id, chat_of(each), each, follows=getattr(row, "follows", True))
        for row, each in zip(kept, safe, strict=True)
        if row is not None
    ]


def _sealed(session: Session, safe: dict[str, Any]) -> dict[str, Any]:
    """Return an update as the row that it becomes."""
    payload = json.dumps(safe, separators=(",", ":"))  # in ASCII: half an emoji is no UTF-8
    update_id = int(safe["update_id"])
    return {
        "update_id": update_id,
        "digest": hashlib.sha256(payload.encode()).digest(),
        "chat_id": chat_of(safe),
        "payload_sealed": session.vault.seal(payload, f"inbox:{update_id}"),
        "received_at": session.now,
    }


def settle(session: Session, row: int, state: str = "done", error: str | None = None) -> bool:
    """Record what becomes of an update: `done`, `ignored` (nobody's business) or `failed` (kept for
    replay, with the error). Returns False, nothing being changed, when that is not for this process
    to say now: another has done it, or an earlier one of its chat is still to be done.
    """
    statement = _DONE_SHARED if _is_shared(session) else _DONE
    return session.changed(statement, row=row, to=state, why=error) > 0


def fail(session: Session, row: int, error: str, meant_for: str) -> bool:
    """Record that an update failed; it is kept for replay. Returns False when it was done
    meanwhile.

    `meant_for` is what the chat was in the middle of. It is kept too, so that a text replayed later
    does not answer another question.
    """
    return session.changed(_FAIL, row=row, why=error, meant=meant_for) > 0


def undone(session: Session) -> list[Received]:
    """Return what was written down and not yet worked on, in order of arrival. Where there are
    other processes it is a part: they have the rest, or it is anybody's soon.
    """
    return _read(session, session.rows(_SOME if _is_shared(session) else _UNDONE))


def left(session: Session, for_: timedelta) -> list[Received]:
    """Return some of what nobody has worked on for so long."""
    return _read(session, session.rows(_LEFT, before=session.now - for_))


def oldest(session: Session, chat_id: int) -> Received | None:
    """Return the update of a chat that is to be worked on first; None when all are done."""
    return next(iter(_read(session, session.rows(_OLDEST, chat=chat_id))), None)


def is_known(session: Session, update_id: int) -> bool:
    """Whether any process has seen this update."""
    return session.value(_KNOWN, update_id=update_id) is not None


def _is_shared(session: Session) -> bool:
    return kind_of(session.db).is_shared


def _read(session: Session, rows: Sequence[Any]) -> list[Received]:
    updates = [
        json.loads(session.vault.open(r.payload_sealed, f"inbox:{r.update_id}")) for r in rows
    ]
    return [
        Received(row.id, chat_of(update), update, row.meant_for)
        for row, update in zip(rows, updates, strict=True)
    ]


def count(session: Session, state: str) -> int:
    return int(session.value(_COUNT, in_state=state))


def failed(session: Session) -> list[tuple[int, int, str]]:
    """Return row, chat and error of each update that could not be worked on."""
    return [(r.id, r.chat_id, r.error or "") for r in session.rows(_FAILED)]


def replay(session: Session) -> int:
    """Put back what failed, to be worked on when the bot next starts; return how many."""
    return session.changed(_REPLAY)


def purge(session: Session) -> int:
    """Delete what was done or ignored and came more than `KEPT` ago; return how many."""
    return session.changed(_PURGE, before=session.now - KEPT)


def chat_of(update: dict[str, Any]) -> int:
    """Return the chat an update belongs to, 0 when it names none."""
    for value in update.values():
        if not isinstance(value, dict):
            continue
        place = value.get("chat") or (value.get("message") or {}).get("chat") or value.get("from")
        if isinstance(place, dict) and isinstance(place.get("id"), int):
            return int(place["id"])
    return 0


# The keys of what a person may have typed. Not every string is masked: the id of a query or a file
# is made of digits too.
_TYPED: Final = {
    "text", "caption", "file_name", "title", "performer", "address", "question", "explanation",
    "description", "first_name", "last_name", "phone_number", "vcard", "url",
}  # fmt: skip


def without_id_numbers(value: Any, key: str = "") -> Any:
    """Return the update with ID numbers masked wherever a person could have typed one."""
    if isinstance(value, dict):
        return {k: without_id_numbers(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [without_id_numbers(v, key) for v in value]
    return hide_id_numbers(value) if key in _TYPED and isinstance(value, str) else value
