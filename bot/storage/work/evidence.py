"""Evidence: what was sent for a draft, first waiting to be fetched, then ready, or refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, exists, func, insert, select, update

from bot.storage import models as m
from bot.storage.session import Session

LINK: Final = "link"
_BITS: Final = (1 << 64) - 1

_t, _e, _s = m.Evidence.__table__.c, m.Entry.__table__.c, m.Sheet.__table__.c

_NAMES: Final = (
    "id",
    "draft_id",
    "slot",
    "kind",
    "state",
    "file_id",
    "name",
    "mime",
    "size",
    "message_id",
    "sha256",
    "thumbnail",
    "width",
    "height",
    "taken_at",
    "located",
    "fingerprint",
    "refusal",
    "late",
)
_SELECT = select(*(_t[name] for name in _NAMES), _t.name_sealed, _t.unique_id)
_OPEN_NAMES = select(_t.id, _t.unique_id, _t.name).where(_t.name != "")
_SEAL_NAME = (
    update(m.Evidence)
    .where(_t.id == bindparam("piece"))
    .values(name="", name_sealed=bindparam("to_name"))
)
_GET = _SELECT.where(_t.id == bindparam("piece"))
_OF = _SELECT.where(_t.draft_id == bindparam("draft"), _t.state.in_(("waiting", "ready"))).order_by(
    _t.message_id, _t.id
)
_COUNTS = (
    select(_t.slot, func.count())
    .where(_t.draft_id == bindparam("draft"), _t.state.in_(("waiting", "ready")))
    .group_by(_t.slot)
)
_new = (
    "draft_id",
    "slot",
    "kind",
    "file_id",
    "unique_id",
    "name_sealed",
    "mime",
    "size",
    "message_id",
    "album",
    "received_at",
)
_ADD = (
    insert(m.Evidence)
    .values(
        {name: bindparam(name) for name in (*_new, "state", "late")}
        | {"name": "", "located": False, "refusal": ""}
    )
    .returning(_t.id)
)
_SAME = select(_t.id).where(
    _t.draft_id == bindparam("draft"),
    _t.unique_id == bindparam("same"),
    _t.state.in_(("waiting", "ready")),
)
_ALBUM = (
    select(_t.draft_id, _t.slot)
    .where(
        _t.album == bindparam("of_album"),
        _t.draft_id.in_(
            select(m.Draft.__table__.c.id).where(m.Draft.__table__.c.chat_id == bindparam("chat"))
        ),
    )
    .order_by(_t.id.desc())
    .limit(1)
)
_OF_MESSAGE = select(_t.draft_id).where(
    _t.message_id == bindparam("message"),
    _t.draft_id.in_(
        select(m.Draft.__table__.c.id).where(m.Draft.__table__.c.chat_id == bindparam("chat"))
    ),
)
_READY = (
    update(m.Evidence)
    .where(_t.id == bindparam("piece"), _t.state == "waiting")
    .values(
        {
            name: bindparam("to_" + name)
            for name in (
                "sha256",
                "thumbnail",
                "width",
                "height",
                "taken_at",
                "located",
                "fingerprint",
                "mirrored",
                "kind",
                "mime",
            )
        }
        | {"state": "ready"}
    )
)
_REFUSE = (
    update(m.Evidence)
    .where(_t.id == bindparam("piece"), _t.state == "waiting")
    .values(state="refused", refusal=bindparam("why"), sha256=bindparam("to_sha256"))
)
_MOVE = (
    update(m.Evidence)
    .where(_t.id == bindparam("piece"), _t.draft_id == bindparam("draft"))
    .values(slot=bindparam("to_slot"))
)
_REHOME = (
    update(m.Evidence)
    .where(_t.id == bindparam("piece"), ~exists().where(_e.draft_id == _t.draft_id))
    .values(draft_id=bindparam("to_draft"), slot=bindparam("to_slot"), late=bindparam("as_late"))
)
_REMOVE = (
    update(m.Evidence)
    .where(
        _t.id == bindparam("piece"),
        _t.draft_id == bindparam("draft"),
        _t.state.in_(("waiting", "ready")),
    )
    .values(state="removed")
)
_REFERRED = (
    select(_t.sha256)
    .where(_t.sha256.is_not(None))
    .union(select(_t.thumbnail).where(_t.thumbnail.is_not(None)), select(_s.sha256))
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: a photo, video, paper or link; `taken_at` is a local ISO time or None.

    `state` is waiting, ready, refused or removed. `late` marks what came after the decision.
    """

    id: int
    draft_id: int
    slot: str
    kind: str
    state: str
    file_id: str
    name: str
    mime: str
    size: int
    message_id: int
    sha256: str | None
    thumbnail: str | None
    width: int | None
    height: int | None
    taken_at: str | None
    located: bool
    fingerprint: str | None
    refusal: str
    late: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as Telegram describes it in a message, before anything was fetched; or a link."""

    kind: str
    file_id: str
    unique_id: str
    name: str
    mime: str
    size: int
    message_id: int
    album: str


def get(session: Session, piece_id: int) -> Piece:
    row = session.row(_GET, piece=piece_id)
    if row is None:
        raise LookupError(piece_id)
    return _piece(session, row)


def of_draft(session: Session, draft_id: int) -> list[Piece]:
    """Return what stands for the draft, as it was sent, without what was refused or removed."""
    return [_piece(session, row) for row in session.rows(_OF, draft=draft_id)]


def counts(session: Session, draft_id: int) -> dict[str, int]:
    """Return how many usable pieces each slot has, counting those still being fetched."""
    return {row[0]: row[1] for row in session.rows(_COUNTS, draft=draft_id)}


def of_album(session: Session, chat_id: int, album: str) -> tuple[int, str] | None:
    """Return the draft and the slot that earlier parts of an album went to; None for its first."""
    row = session.row(_ALBUM, chat=chat_id, of_album=album)
    return None if row is None else (row.draft_id, row.slot)


def of_message(session: Session, chat_id: int, message_id: int) -> int | None:
    """Return the draft to which the file of a message went; None when it carried none."""
    row = session.row(_OF_MESSAGE, chat=chat_id, message=message_id)
    return None if row is None else int(row.draft_id)


def add(
    session: Session, draft_id: int, slot: str, sent: Sent, *, late: bool = False
) -> int | None:
    """Keep a piece and return its id; None when the same file already stands for the draft. A link
    is ready at once, anything else is still to be fetched.
    """
    if session.value(_SAME, draft=draft_id, same=sent.unique_id) is not None:
        return None
    return session.insert(
        _ADD,
        draft_id=draft_id,
        slot=slot,
        kind=sent.kind,
        file_id=sent.file_id,
        unique_id=sent.unique_id,
        name_sealed=_sealed(session, sent.unique_id, sent.name),
        mime=sent.mime,
        size=sent.size,
        message_id=sent.message_id,
        album=sent.album,
        received_at=session.now,
        state="ready" if sent.kind == LINK else "waiting",
        late=late,
    )


def ready(session: Session, piece_id: int, sha256: str, thumbnail: str, seen: Any) -> bool:
    """Mark a piece ready with what the inspection saw; False when it is not waited for."""
    return (
        session.changed(
            _READY,
            piece=piece_id,
            to_sha256=sha256,
            to_thumbnail=thumbnail or None,
            to_width=seen.width,
            to_height=seen.height,
            to_taken_at=seen.taken_at.isoformat() if seen.taken_at else None,
            to_located=seen.located,
            to_fingerprint=_hex(seen.fingerprint),
            to_mirrored=_hex(seen.mirrored),
            to_kind=seen.kind,
            to_mime=seen.mime,
        )
        == 1
    )


def _hex(fingerprint: int | None) -> str | None:
    return None if fingerprint is None else f"{fingerprint & _BITS:016x}"


def refuse(session: Session, piece_id: int, sha256: str, why: str) -> bool:
    """Mark a piece refused, with the reason: the row is kept, but stands for nothing."""
    return session.changed(_REFUSE, piece=piece_id, to_sha256=sha256 or None, why=why) == 1


def move(session: Session, draft_id: int, piece_id: int, slot: str) -> bool:
    return session.changed(_MOVE, piece=piece_id, draft=draft_id, to_slot=slot) == 1


def rehome(session: Session, piece_id: int, draft_id: int, slot: str, *, late: bool) -> None:
    """Let the piece of a draft stand for another draft or its entry from now on. Raises LookupError
    for an entry's own: what was submitted stays with it.
    """
    if not session.changed(_REHOME, piece=piece_id, to_draft=draft_id, to_slot=slot, as_late=late):
        raise LookupError(piece_id)


def remove(session: Session, draft_id: int, piece_id: int) -> bool:
    """Take a piece off its draft, as its author wants; the bytes stay."""
    return session.changed(_REMOVE, piece=piece_id, draft=draft_id) == 1


def referred(session: Session) -> Iterator[Any]:
    """Yield the SHA-256 of every file that some row refers to, each once, as it lies there."""
    for row in session.stream(_REFERRED):
        yield row["sha256"]


def seal_names(session: Session) -> int:
    """Seal the file names that earlier versions kept in the open; return how many there were."""
    rows = session.rows(_OPEN_NAMES)
    for row in rows:
        sealed = _sealed(session, row.unique_id, row.name)
        session.write(_SEAL_NAME, piece=row.id, to_name=sealed)
    return len(rows)


def _sealed(session: Session, unique_id: str, name: str) -> bytes | None:
    return session.vault.seal(name, f"evidence.name:{unique_id}") if name else None


def _piece(session: Session, row: Any) -> Piece:
    *columns, sealed, unique_id = row
    if sealed is not None:
        columns[_NAMES.index("name")] = session.vault.open(sealed, f"evidence.name:{unique_id}")
    return Piece(*columns)
