"""Entries recorded on somebody's behalf: found by whom they are about, and by who recorded them."""

from typing import Final

from sqlalchemy import bindparam, func, select, union

from bot.storage.models import Draft
from bot.storage.models import Entry as Row
from bot.storage.session import Session
from bot.storage.work.entries import SELECT, Entry, found

_t, _draft = Row.__table__.c, Draft.__table__.c

_own, _others = Row.__table__.alias("own").c, Row.__table__.alias("others").c
# What somebody recorded for others is found through their drafts, which have an index by person.
_FOR_OTHERS: Final = select(_draft.id).where(
    _draft.person_id == bindparam("person"), _draft.about_id.is_not(None)
)
# Two look-ups rather than one condition with an "or", for which PostgreSQL reads every entry.
CONCERNS: Final = _t.id.in_(
    union(
        select(_own.id).where(_own.person_id == bindparam("person")),
        select(_others.id).where(_others.draft_id.in_(_FOR_OTHERS)),
    )
)
"""Entries of a person, and those they recorded for others."""
_OF_AUTHOR = (
    SELECT.where(CONCERNS, func.coalesce(_t.recorded_by, _t.person_id) == bindparam("person"))
    .order_by(_t.id.desc())
    .limit(50)
)
_RECORDED_FOR = SELECT.where(
    _t.person_id == bindparam("person"), _t.recorded_by.is_not(None)
).order_by(_t.id)


def of_author(session: Session, person_id: int) -> list[Entry]:
    """Return the last fifty entries that a person may go on with, newest first: their own, and
    those they recorded for others.
    """
    return found(session, _OF_AUTHOR, person=person_id)


def recorded_for(session: Session, person_id: int) -> list[Entry]:
    """Return the entries that were recorded on a person's behalf, oldest first."""
    return found(session, _RECORDED_FOR, person=person_id)
