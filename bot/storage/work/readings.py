"""Readings: what the reader made of pieces of evidence, sealed; where numbers of people stand."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from bot.rules.papers.numbers import Checked, Covers, covers_of
from bot.rules.papers.reading import Line, Reading, lines_of
from bot.storage import models as m
from bot.storage.databases import insert
from bot.storage.session import Session

KINDS: Final = ("photo", "paper")
"""The kinds of evidence that are read."""
TRIES: Final = 3
"""Errands tried as often as this are held up by something; nobody waits for them."""

_t, _e, _r = m.Reading.__table__.c, m.Evidence.__table__.c, m.Errand.__table__.c
_KEPT: Final = ("read_sealed", "pages", "of", "read_at", "covers")
_PUT = insert(m.Reading).values({name: bindparam("new_" + name) for name in ("piece_id", *_KEPT)})
_PUT = _PUT.on_conflict_do_update(
    index_elements=["piece_id"], set_={name: _PUT.excluded[name] for name in _KEPT}
)
_OF_DRAFT = (
    select(_t.piece_id, _t.read_sealed)
    .join(m.Evidence.__table__, _e.id == _t.piece_id)
    .where(_e.draft_id == bindparam("draft"), _e.state == "ready", _t.read_sealed.is_not(None))
    .order_by(_e.message_id, _e.id)
)
_IDS = (
    select(_t.piece_id)
    .join(m.Evidence.__table__, _e.id == _t.piece_id)
    .where(_e.draft_id == bindparam("draft"), _e.state == "ready", _t.read_sealed.is_not(None))
    .order_by(_e.message_id, _e.id)
)
_OF_DRAFT_AT_ALL = (
    select(_t.piece_id)
    .join(m.Evidence.__table__, _e.id == _t.piece_id)
    .where(_e.draft_id == bindparam("draft"))
    .limit(1)
)
_DROPPED = (
    select(_t.piece_id)
    .join(m.Evidence.__table__, _e.id == _t.piece_id)
    .where(_e.draft_id == bindparam("draft"), _e.state == "ready")
    .where(_t.read_sealed.is_(None), _t.covers.is_not(None))
    .limit(1)
)
_LEFT = (
    select(func.count())
    .select_from(m.Evidence.__table__)
    .join(m.Errand.__table__, _r.subject == _e.id)
    .where(
        _e.draft_id == bindparam("draft"),
        _e.state.in_(("waiting", "ready")),
        _e.kind.in_(KINDS),
        _r.kind.in_(("fetch", "read")),
        _r.tries < bindparam("tries"),
    )
)
_NOTE = insert(m.Reading).values({name: bindparam("new_" + name) for name in ("piece_id", *_KEPT)})
_NOTE = _NOTE.on_conflict_do_update(
    index_elements=["piece_id"],
    set_={name: _NOTE.excluded[name] for name in _KEPT if name != "read_sealed"},
    where=_t.covers.is_(None),
)
_TWINS = select(_e.id).where(_e.sha256 == bindparam("of_file"), _e.state == "ready")
_CHECKED = (
    select(_t.covers, _t.pages, _t.of)
    .join(m.Evidence.__table__, _e.id == _t.piece_id)
    .where(_e.sha256 == bindparam("of_file"))
    .order_by(_t.covers.is_(None), _t.piece_id)
    .limit(1)
)
_COVERED = (
    select(_t.covers, _e.kind)
    .join(m.Evidence.__table__, _e.id == _t.piece_id)
    .where(_e.draft_id == bindparam("draft"), _e.state == "ready")
)
_IS_THERE = select(_t.piece_id).where(_t.piece_id == bindparam("piece"))


def put(session: Session, piece_id: int, reading: Reading | None) -> None:
    """Keep what was read of a piece; None where it could not be read."""
    sealed = reading and session.vault.seal(reading.dump(), _place(piece_id))
    session.write(_PUT, new_piece_id=piece_id, new_read_sealed=sealed, **_plain(session, reading))


def note(session: Session, sha256: str, reading: Reading | None) -> Checked:
    """Keep where numbers of people stand on a file, and no text, for all pieces of which that is
    not known; return it.
    """
    plain = _plain(session, reading)
    for row in session.rows(_TWINS, of_file=sha256):
        session.write(_NOTE, new_piece_id=row.id, new_read_sealed=None, **plain)
    return _checked(plain["new_covers"], plain["new_pages"], plain["new_of"])


def checked(session: Session, sha256: str) -> Checked | None:
    """Return what is known of a file, whichever piece it was read for; None before it was read."""
    row = session.row(_CHECKED, of_file=sha256)
    return None if row is None else _checked(*row)


def covered(session: Session, draft_id: int) -> tuple[int, int, int]:
    """Return how many numbers of people were covered on a draft's pieces, how many pieces the
    reader was unsure of, and how many photos it could not read.
    """
    rows = session.rows(_COVERED, draft=draft_id)
    covers = [Covers.load(row.covers) for row in rows if row.covers is not None]
    return (
        sum(each.numbers for each in covers),
        sum(each.is_doubtful for each in covers),
        sum(row.covers is None and row.kind == "photo" for row in rows),
    )


def _plain(session: Session, reading: Reading | None) -> dict[str, Any]:
    """Return what is kept in the open, as it is bound."""
    known = reading or Reading(of=0)
    return {
        "new_pages": len(known.pages),
        "new_of": known.of,
        "new_read_at": session.now,
        "new_covers": reading and covers_of(reading).dump(),
    }


def _checked(covers: str | None, pages: int, of: int) -> Checked:
    return Checked(None if covers is None else Covers.load(covers), pages, of)


def is_there(session: Session, piece_id: int) -> bool:
    """Whether a piece was read, or tried to be."""
    return session.value(_IS_THERE, piece=piece_id) is not None


def any_of(session: Session, draft_id: int) -> bool:
    """Whether anything of a draft was read, or tried to be."""
    return session.value(_OF_DRAFT_AT_ALL, draft=draft_id) is not None


def ids(session: Session, draft_id: int) -> list[int]:
    """Return the pieces of a draft that were read, in the order they were sent."""
    return [row.piece_id for row in session.rows(_IDS, draft=draft_id)]


def is_dropped(session: Session, draft_id: int) -> bool:
    """Whether the text of any piece of a draft was dropped: what it told is no longer known from
    it. Of what cannot be read nothing is known, not even what is to be covered.
    """
    return session.value(_DROPPED, draft=draft_id) is not None


def left(session: Session, draft_id: int) -> int:
    """Return how many pieces of a draft are still to be fetched or read."""
    return int(session.value(_LEFT, draft=draft_id, tries=TRIES))


def of_draft(session: Session, draft_id: int) -> dict[int, Reading]:
    """Return piece → what was read of it, in the order the pieces were sent."""
    return _opened(session, session.rows(_OF_DRAFT, draft=draft_id))


def lines(session: Session, piece_id: int, sealed: bytes) -> list[Line]:
    """Return the lines of a piece, of which the caller has the sealed form, without places."""
    return lines_of(session.vault.open(sealed, _place(piece_id)))


def _opened(session: Session, rows: Iterable[tuple[int, bytes]]) -> dict[int, Reading]:
    return {
        piece_id: Reading.load(session.vault.open(sealed, _place(piece_id)))
        for piece_id, sealed in rows
    }


def _place(piece_id: int) -> str:
    return f"reading.read:{piece_id}"
