"""Likeness: which pieces of the whole county look like which, and how photos that may look alike
are found.

A fingerprint stands under each of its eight bytes. Two that differ in at most seven bits have at
least one byte in common, so a look-up misses none of those and reads a few thousand rows of a
hundred thousand photos. A photo whose fingerprint says nothing stands apart, where no look-up
comes: so whatever photo stands nowhere has not been looked at yet.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, or_, select, union_all, update

from bot.rules.states import State
from bot.storage import models as m
from bot.storage.databases import insert
from bot.storage.session import Session

SAME, NEAR, MIRRORED, TEXT = "same", "near", "mirrored", "text"
REACH: Final = 7
"""The most bits in which two fingerprints may differ to be sure of being found."""

_ALL: Final = (1 << 64) - 1
_BANDS: Final = 8
_APART: Final = 8
_b, _l = m.LikenessBand.__table__.c, m.Likeness.__table__.c
_piece, _twin = m.Evidence.__table__, m.Evidence.__table__.alias("twin")
_entry, _errand = m.Entry.__table__, m.Errand.__table__

_INDEX = (
    insert(m.LikenessBand)
    .values({name: bindparam(name) for name in ("band", "value", "piece_id", "fingerprint")})
    .on_conflict_do_nothing()
)
_SHARING = select(_b.piece_id, _b.fingerprint).where(
    or_(*((_b.band == n) & (_b.value == bindparam(f"byte{n}")) for n in range(_BANDS)))
)
_MARKS = select(
    _piece.c.draft_id,
    _piece.c.sha256,
    _piece.c.thumbnail,
    _piece.c.fingerprint,
    _piece.c.mirrored,
).where(_piece.c.id == bindparam("piece"), _piece.c.state == "ready")
_SAME_BYTES = (
    select(_piece.c.id)
    .where(
        _piece.c.sha256 == bindparam("sha"),
        _piece.c.state == "ready",
        _piece.c.draft_id != bindparam("draft"),
    )
    .order_by(_piece.c.id)
    .limit(bindparam("most"))
)
_PENDING = (
    select(_errand.c.id)
    .where(
        _errand.c.kind == bindparam("kind"),
        _errand.c.subject.in_(select(_piece.c.id).where(_piece.c.draft_id == bindparam("draft"))),
    )
    .limit(1)
)
_LOOKED_AT = select(_b.piece_id).where(_b.band.in_((0, _APART)))
_OWED = (
    select(_piece.c.id, _piece.c.thumbnail)
    .where(
        _piece.c.kind == "photo",
        _piece.c.state == "ready",
        _piece.c.thumbnail.is_not(None),
        _piece.c.id.not_in(_LOOKED_AT),
    )
    .order_by(_piece.c.id)
    .limit(bindparam("most"))
)
# One each, so that the audit trail hears of what was missing alone.
_COMPLETE_FINGERPRINT, _COMPLETE_MIRRORED = (
    update(m.Evidence)
    .where(_piece.c.id == bindparam("piece"), _piece.c[name].is_(None))
    .values({name: bindparam("seen")})
    for name in ("fingerprint", "mirrored")
)
_NOTE = (
    insert(m.Likeness)
    .values({name: bindparam(name) for name in ("piece_id", "other_id", "how")})
    .on_conflict_do_nothing()
)


def _pairs(one: Any, other: Any) -> Any:
    """Select the pairs in which the column `one` is a piece of the draft in question. Each pair is
    stored once, so both columns have to be asked.
    """
    return (
        select(
            one.label("piece_id"),
            other.label("other_id"),
            _l.how,
            _entry.c.id.label("entry_id"),
            _entry.c.draft_id,
        )
        .select_from(m.Likeness.__table__)
        .join(_piece, _piece.c.id == one)
        .join(_twin, _twin.c.id == other)
        .join(_entry, _entry.c.draft_id == _twin.c.draft_id)
        .where(
            _piece.c.draft_id == bindparam("draft"),
            _piece.c.state == "ready",
            _twin.c.state == "ready",
            _twin.c.draft_id != _piece.c.draft_id,
            _entry.c.state != State.WITHDRAWN.value,
        )
    )


_OF_DRAFT = union_all(_pairs(_l.piece_id, _l.other_id), _pairs(_l.other_id, _l.piece_id))


@dataclass(frozen=True, slots=True)
class Marks:
    """What a ready piece is recognised by; the two fingerprints are None for anything but a
    photo.
    """

    draft_id: int
    sha256: str
    thumbnail: str | None
    fingerprint: str | None
    mirrored: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A piece and one of another draft that it looks like, with that draft's entry."""

    piece_id: int
    other_id: int
    how: str
    entry_id: int
    draft_id: int


def index(session: Session, piece_id: int, fingerprint: str) -> None:
    """Let the piece be found by its fingerprint (sixteen hexadecimal digits) from now on."""
    for band, value in enumerate(bytes.fromhex(fingerprint)):
        session.write(_INDEX, band=band, value=value, piece_id=piece_id, fingerprint=fingerprint)


def stand_apart(session: Session, piece_id: int) -> None:
    """Note that the photo has been looked at, and that nothing can be found by its fingerprint."""
    session.write(_INDEX, band=_APART, value=0, piece_id=piece_id, fingerprint="")


def owed(session: Session, most: int) -> list[tuple[int, str]]:
    """Return photos that were never looked at, the first sent first: id and SHA-256 of the
    thumbnail.
    """
    return [(row.id, row.thumbnail) for row in session.rows(_OWED, most=most)]


def complete(session: Session, piece_id: int, fingerprint: int, mirrored: int) -> None:
    """Write down the two fingerprints of a photo, as far as they are not known already."""
    session.write(_COMPLETE_FINGERPRINT, piece=piece_id, seen=f"{fingerprint & _ALL:016x}")
    session.write(_COMPLETE_MIRRORED, piece=piece_id, seen=f"{mirrored & _ALL:016x}")


def sharing(session: Session, fingerprint: str) -> dict[int, str]:
    """Return piece → fingerprint, of all photos that have one of the eight bytes in common with
    this one.
    """
    values = {f"byte{n}": value for n, value in enumerate(bytes.fromhex(fingerprint))}
    return {row[0]: row[1] for row in session.rows(_SHARING, **values)}


def marks(session: Session, piece_id: int) -> Marks | None:
    """Return what a piece is recognised by; None when it is not ready, or has been removed."""
    row = session.row(_MARKS, piece=piece_id)
    return None if row is None else Marks(*row)


def same_bytes(session: Session, sha256: str, draft_id: int, most: int) -> list[int]:
    """Return the ready pieces of other drafts that are this very file, the first sent first."""
    return [row[0] for row in session.rows(_SAME_BYTES, sha=sha256, draft=draft_id, most=most)]


def is_pending(session: Session, kind: str, draft_id: int) -> bool:
    """Whether an errand of this kind, which looks for likeness, is still to come for a piece of the
    draft.
    """
    return session.value(_PENDING, kind=kind, draft=draft_id) is not None


def note(session: Session, piece_id: int, other_id: int, how: str) -> bool:
    """Write a pair down, once, whichever of the two is named first; return whether it is new."""
    newer, older = max(piece_id, other_id), min(piece_id, other_id)
    return session.changed(_NOTE, piece_id=newer, other_id=older, how=how) == 1


def of_draft(session: Session, draft_id: int) -> list[Pair]:
    """Return the pairs of the pieces standing for a draft with those of entries that are not
    withdrawn.
    """
    return [Pair(*row) for row in session.rows(_OF_DRAFT, draft=draft_id)]
