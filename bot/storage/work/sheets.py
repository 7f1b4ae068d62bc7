"""Contact sheets: the picture of a draft's evidence as it was last drawn, and a signature of what
it shows.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, or_, select

from bot.rules.faults import UNDECIDED
from bot.rules.states import WAITING
from bot.storage import models as m
from bot.storage.databases import insert as upsert
from bot.storage.session import Session
from bot.storage.work.evidence import Piece

_COVERED = "covered2;"
"""Begins the signature of a sheet that was drawn when its pieces had been looked through, and that
shows those coarsely that could not be.
"""

_s, _e, _f = m.Sheet.__table__.c, m.Entry.__table__.c, m.Fault.__table__.c

_SHEET = select(_s.sha256, _s.of).where(_s.draft_id == bindparam("draft"))
_UNCOVERED = (
    select(_s.draft_id)
    .where(
        ~_s.of.startswith(_COVERED),
        or_(
            exists().where(_e.draft_id == _s.draft_id, _e.state.in_(WAITING)),
            exists().where(_f.draft_id == _s.draft_id, _f.state.in_(UNDECIDED)),
        ),
    )
    .order_by(_s.draft_id)
    .limit(bindparam("most"))
)
_DRAWN = upsert(m.Sheet).values(
    draft_id=bindparam("draft"),
    sha256=bindparam("sha"),
    of=bindparam("pieces"),
    drawn_at=bindparam("at"),
)
_DRAWN = _DRAWN.on_conflict_do_update(
    index_elements=["draft_id"],
    set_={name: _DRAWN.excluded[name] for name in ("sha256", "of", "drawn_at")},
)


def sheet(session: Session, draft_id: int) -> tuple[str, str] | None:
    """Return the contact sheet as last drawn: its SHA-256 and the signature of what it shows; None
    when none was drawn. Where papers are read, one from before they were is none either: numbers
    of people may be legible on it.
    """
    row = session.row(_SHEET, draft=draft_id)
    if row is None or (session.county.papers.are_read and not row.of.startswith(_COVERED)):
        return None
    return row.sha256, row.of.removeprefix(_COVERED)


def drawn(
    session: Session, draft_id: int, sha256: str, signature: str, *, covered: bool = False
) -> None:
    of = _COVERED * covered + signature
    session.write(_DRAWN, draft=draft_id, sha=sha256, pieces=of, at=session.now)


def uncovered(session: Session, most: int) -> list[int]:
    """Return the drafts that wait for a decision with a sheet from before papers were read."""
    rows = session.rows(_UNCOVERED, most=most)
    return [row.draft_id for row in rows]


def signature(pieces: Sequence[Piece]) -> str:
    """Return a text for what a contact sheet of these pieces shows. When it changes, the sheet has
    to be drawn anew.
    """
    return ",".join(f"{piece.id}:{piece.slot}" for piece in pieces)
