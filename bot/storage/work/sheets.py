"""Contact sheets: the picture of a draft's evidence as it was last drawn, and a signature of what
it shows.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from bot.storage import models as m
from bot.storage.databases import insert as upsert
from bot.storage.session import Session
from bot.storage.work.evidence import Piece

_s = m.Sheet.__table__.c

_SHEET = select(_s.sha256, _s.of).where(_s.draft_id == bindparam("draft"))
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
    when none was drawn.
    """
    row = session.row(_SHEET, draft=draft_id)
    return None if row is None else (row.sha256, row.of)


def drawn(session: Session, draft_id: int, sha256: str, signature: str) -> None:
    session.write(_DRAWN, draft=draft_id, sha=sha256, pieces=signature, at=session.now)


def signature(pieces: Sequence[Piece]) -> str:
    """Return a text for what a contact sheet of these pieces shows. When it changes, the sheet has
    to be drawn anew.
    """
    return ",".join(f"{piece.id}:{piece.slot}" for piece in pieces)
