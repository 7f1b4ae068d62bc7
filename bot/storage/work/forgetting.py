"""Text of papers that is no longer to be kept: which that is, and its end."""

from datetime import date, datetime, time
from typing import Final

from sqlalchemy import bindparam, or_, select, union, update

from bot.rules.calendar import ONE_DAY, TIMEZONE
from bot.rules.quarters import Quarter
from bot.rules.versions import Source
from bot.storage import models as m
from bot.storage.session import Session
from bot.storage.work import sketches

_r, _e, _d = m.Reading.__table__.c, m.Evidence.__table__.c, m.Draft.__table__.c
_n, _v = m.Entry.__table__.c, m.Version.__table__.c
_NEVER: Final = (date(1970, 1, 1), date(1970, 1, 1))

_LOCKED = (
    select(_v.quarter)
    .where(_v.state == "standing", _v.source != Source.LEDGER.value)
    .distinct()
    .order_by(_v.quarter)
)
_STANDS_FOR_NOTHING = or_(_e.state.in_(("removed", "refused")), _d.state == "dropped")
# Work that was never submitted has no day: it counts as of when somebody last had to do with it.
_IS_OVER = or_(
    _n.day.between(bindparam("first"), bindparam("last")),
    _n.id.is_(None) & (_d.touched_at < bindparam("ended")),
)
_OWED = (
    select(_r.piece_id, _STANDS_FOR_NOTHING.label("is_nothing"))
    .join(m.Evidence.__table__, _e.id == _r.piece_id)
    .join(m.Draft.__table__, _d.id == _e.draft_id)
    .outerjoin(m.Entry.__table__, _n.draft_id == _d.id)
    .where(_r.read_sealed.is_not(None), or_(_STANDS_FOR_NOTHING, _IS_OVER))
    .limit(bindparam("most"))
)
_DROP = (
    update(m.Reading)
    .where(_r.piece_id == bindparam("piece"), _r.read_sealed.is_not(None))
    .values(read_sealed=None)
)
_DRAFTS_OF = union(
    select(_d.id).where(_d.person_id == bindparam("person")),
    select(_d.id).where(_d.about_id == bindparam("person")),
)
_PIECES_OF = select(_e.id).where(_e.draft_id.in_(_DRAFTS_OF)).order_by(_e.id)


def locked(session: Session) -> list[tuple[date, date]]:
    """Return the first and last days of the quarters that are locked, those that follow one another
    as one stretch.
    """
    spans: list[tuple[Quarter, Quarter]] = []
    for row in session.rows(_LOCKED):
        quarter = Quarter.read(row.quarter)
        if spans and spans[-1][1].moved(1) == quarter:
            spans[-1] = (spans[-1][0], quarter)
        else:
            spans.append((quarter, quarter))
    return [(first.first, last.last) for first, last in spans]


def owed(session: Session, most: int) -> dict[int, bool]:
    """Return at most so many pieces whose text is to go, each with whether it stands for nothing
    any more, so that its sketch goes, too.
    """
    spans = ([] if session.county.papers.keeps_text else locked(session)) or [_NEVER]
    ended = datetime.combine(spans[-1][1] + ONE_DAY, time(), TIMEZONE)
    for first, last in spans:
        rows = session.rows(_OWED, first=first, last=last, ended=ended, most=most)
        if rows:
            return {row.piece_id: bool(row.is_nothing) for row in rows}
    return {}


def drop(session: Session, piece_id: int, *, sketch: bool) -> bool:
    """Drop the text of a piece, and with `sketch` what it is found by; return whether there was a
    text.
    """
    if sketch:
        sketches.drop(session, piece_id)
    return session.changed(_DROP, piece=piece_id) == 1


def drafts_of(session: Session, person_id: int) -> list[int]:
    """Return the drafts that a person wrote, and those about work that is theirs."""
    return sorted(row.id for row in session.rows(_DRAFTS_OF, person=person_id))


def pieces_of(session: Session, person_id: int) -> list[int]:
    """Return the pieces that a person sent, and those sent for work that is theirs."""
    return [row.id for row in session.rows(_PIECES_OF, person=person_id)]
