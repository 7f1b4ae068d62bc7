"""Sketches: which pages of the whole county may say the same.

A page stands under its most telling hashes. A hash that stands on many pages is printed on some
form: it leads to none of them, and no further page is put under it, so that a look-up reads a
thousand short rows at most, however many pages there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Select, bindparam, delete, select

from bot.rules.papers.sketches import MOST, Sketch, telling
from bot.storage import models as m
from bot.storage.databases import insert
from bot.storage.databases.database import WHOLE
from bot.storage.session import Session

COMMON: Final = 20
"""On so many pages a hash is that of something that was written for them; on more it is printed."""
_ROWS: Final = 4000

_s, _b, _e = m.TextSketch.__table__.c, m.TextBand.__table__.c, m.Evidence.__table__.c
_VALUES: Final = tuple(f"value{n}" for n in range(MOST))
_GIVEN: Final = [bindparam(name, type_=WHOLE) for name in _VALUES]
_SHARING = select(_b.value, _b.piece_id, _b.page).where(_b.value.in_(_GIVEN)).limit(_ROWS)
_PUT = insert(m.TextSketch).values(
    {name: bindparam(name) for name in ("piece_id", "page", "sketch")}
)
_INDEX = (
    insert(m.TextBand)
    .values({name: bindparam(name) for name in ("value", "piece_id", "page")})
    .on_conflict_do_nothing()
)
_OF_PIECE = select(_s.page, _s.sketch).where(_s.piece_id == bindparam("piece")).order_by(_s.page)
_ONE = (
    select(_s.sketch, _e.draft_id, _e.sha256)
    .join(m.Evidence.__table__, _e.id == _s.piece_id)
    .where(_s.piece_id == bindparam("piece"), _s.page == bindparam("of"), _e.state == "ready")
)
_DROP_BANDS = delete(m.TextBand).where(_b.piece_id == bindparam("piece"), _b.value.in_(_GIVEN))
_DROP = delete(m.TextSketch).where(_s.piece_id == bindparam("piece"))


@dataclass(frozen=True, slots=True)
class Sharing:
    """Pages that share hashes with one, by piece and number of the page: which they share. `common`
    are those hashes that too many do.
    """

    pages: Mapping[tuple[int, int], Sequence[int]]
    common: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page's sketch, with the draft and the file that it belongs to."""

    sketch: Sketch
    draft_id: int
    sha256: str | None


def sharing(session: Session, sketch: Sketch) -> Sharing:
    """Return the pages that may say the same as one with this sketch, and what is common."""
    found: dict[int, list[tuple[int, int]]] = {}
    for row in session.rows(_SHARING, **_given(sketch)):
        found.setdefault(row[0], []).append((row[1], row[2]))
    common = frozenset(value for value, pages in found.items() if len(pages) > COMMON)
    pages: dict[tuple[int, int], list[int]] = {}
    for value, those in found.items():
        if value not in common:
            for page in those:
                pages.setdefault(page, []).append(value)
    return Sharing(pages, common)


def look_up(sketch: Sketch) -> Select[Any]:
    """Return the look-up of `sharing` with its values, to ask a database how it would go about
    it.
    """
    return _SHARING.params(**_given(sketch))


def put(session: Session, piece_id: int, sketches: Mapping[int, Sketch]) -> None:
    """Keep the sketches of a piece's pages instead of what was kept of it, so that these are found
    from now on.
    """
    drop(session, piece_id)
    for page, sketch in sketches.items():
        session.write(_PUT, piece_id=piece_id, page=page, sketch=sketch.dump())
        for value in telling(sketch, sharing(session, sketch).common):
            session.write(_INDEX, value=value, piece_id=piece_id, page=page)


def of_piece(session: Session, piece_id: int) -> dict[int, Sketch]:
    """Return page → its sketch, of those pages that say enough."""
    return {row[0]: Sketch.load(row[1]) for row in session.rows(_OF_PIECE, piece=piece_id)}


def one(session: Session, piece_id: int, page: int) -> Kept | None:
    """Return a page's sketch; None where its piece no longer stands for anything."""
    row = session.row(_ONE, piece=piece_id, of=page)
    return None if row is None else Kept(Sketch.load(row[0]), row[1], row[2])


def drop(session: Session, piece_id: int) -> None:
    """Let a piece no longer be found by what it says."""
    for sketch in of_piece(session, piece_id).values():
        session.write(_DROP_BANDS, piece=piece_id, **_given(sketch))
    session.write(_DROP, piece=piece_id)


def _given(sketch: Sketch) -> dict[str, int]:
    """Return a sketch's hashes as a statement takes them, the last one as often as it has room."""
    values = (*sketch.values, *sketch.values[-1:] * (MOST - len(sketch.values)))
    return dict(zip(_VALUES, values, strict=True))
