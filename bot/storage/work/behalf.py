"""Entries recorded on somebody's behalf: found by whom they are about, and by who recorded them."""

from typing import Final

from sqlalchemy import bindparam, func, select, union, update

from bot.storage.models import Draft, Person
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
_WRITTEN_BY = select(_draft.id).where(_draft.person_id == bindparam("person"))
_OF_AUTHOR = SELECT.where(_t.draft_id.in_(_WRITTEN_BY)).order_by(_t.id.desc()).limit(50)
_RECORDED_BY = SELECT.where(_t.draft_id.in_(_FOR_OTHERS)).order_by(_t.id)
_gone = Person.__table__.c
_LEFT_BEHIND = (
    SELECT.join(Draft, _draft.id == _t.draft_id)
    .join(Person, _gone.id == _draft.person_id)
    .where(
        _t.task_force_id == bindparam("force"),
        _t.recorded_by.is_not(None),
        _draft.about_id.is_not(None),
        _gone.left_at.is_not(None),
    )
    .order_by(_t.id)
)
_HAND_ON = (
    update(Draft)
    .where(_draft.id == bindparam("draft"))
    .values(
        person_id=bindparam("to_person"),
        chat_id=func.coalesce(bindparam("to_chat", type_=_draft.chat_id.type), _draft.chat_id),
        about_id=bindparam("to_about"),
    )
)
_RECORDED_FOR = SELECT.where(
    _t.person_id == bindparam("person"), _t.recorded_by.is_not(None)
).order_by(_t.id)


def of_author(session: Session, person_id: int) -> list[Entry]:
    """Return the last fifty entries that a person may go on with, newest first: their own, and
    those they recorded for others.
    """
    return found(session, _OF_AUTHOR, person=person_id)


def recorded_by(session: Session, person_id: int) -> list[Entry]:
    """Return the entries that a person goes on with for others, oldest first."""
    return found(session, _RECORDED_BY, person=person_id)


def left_behind(session: Session, task_force_id: int) -> list[Entry]:
    """Return a task force's entries that whoever recorded them has left to nobody, oldest first."""
    return found(session, _LEFT_BEHIND, force=task_force_id)


def hand_on(session: Session, entry: Entry, to: int, chat_id: int | None) -> None:
    """Let somebody else go on with an entry, the person whose work it is among them. Who recorded
    it stays on record.
    """
    about = None if to == entry.person_id else entry.person_id
    session.write(_HAND_ON, draft=entry.draft_id, to_person=to, to_chat=chat_id, to_about=about)


def recorded_for(session: Session, person_id: int) -> list[Entry]:
    """Return the entries that were recorded on a person's behalf, oldest first."""
    return found(session, _RECORDED_FOR, person=person_id)
