"""Deputies: who stands in for a task force's liaison during a leave, from which day to which."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, insert, select, update

from bot.storage.models import Deputy as Row
from bot.storage.models import Person
from bot.storage.session import Session

_t, _p = Row.__table__.c, Person.__table__.c
_COLUMNS = (_t.id, _t.task_force_id, _t.person_id, _t.first, _t.last, _t.ended_at)
_ADD = (
    insert(Row)
    .values(
        {
            name: bindparam("new_" + name)
            for name in ("task_force_id", "person_id", "first", "last", "named_by", "named_at")
        }
    )
    .returning(_t.id)
)
_GET = select(*_COLUMNS).where(_t.id == bindparam("deputy"))
_STANDING = (
    select(*_COLUMNS)
    .where(
        _t.task_force_id == bindparam("force"),
        _t.last >= bindparam("today"),
        _t.ended_at.is_(None),
    )
    .order_by(_t.first)
)
_DUE = (
    select(_t.task_force_id, _t.person_id)
    .select_from(Row.__table__.join(Person.__table__, _p.id == _t.person_id))
    .where(
        _t.first <= bindparam("today"),
        _t.last >= bindparam("today"),
        _t.ended_at.is_(None),
        _p.left_at.is_(None),
        _p.task_force_id == _t.task_force_id,
    )
)
_END = (
    update(Row)
    .where(_t.id == bindparam("deputy"), _t.ended_at.is_(None))
    .values(ended_at=bindparam("at"))
)
_OF_PERSON = select(*_COLUMNS).where(
    _t.person_id == bindparam("person"), _t.last >= bindparam("today"), _t.ended_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody who stands in from the first day to the last, both included; `ended_at` when that
    was ended early.
    """

    id: int
    task_force_id: int
    person_id: int
    first: date
    last: date
    ended_at: datetime | None


def add(
    session: Session, task_force_id: int, person_id: int, first: date, last: date, by: int
) -> int:
    """Name a deputy and return the id of the row."""
    return session.insert(
        _ADD,
        new_task_force_id=task_force_id,
        new_person_id=person_id,
        new_first=first,
        new_last=last,
        new_named_by=by,
        new_named_at=session.now,
    )


def get(session: Session, deputy_id: int) -> Deputy | None:
    row = session.row(_GET, deputy=deputy_id)
    return None if row is None else Deputy(*row)


def standing(session: Session, task_force_id: int) -> list[Deputy]:
    """Return a task force's deputies of today and of days to come, the first to begin first."""
    rows = session.rows(_STANDING, force=task_force_id, today=session.today)
    return [Deputy(*row) for row in rows]


def of_person(session: Session, person_id: int) -> list[Deputy]:
    """Return for whom somebody stands in, today or in days to come."""
    rows = session.rows(_OF_PERSON, person=person_id, today=session.today)
    return [Deputy(*row) for row in rows]


def due(session: Session) -> set[tuple[int, int]]:
    """Return task force and person of everyone who is to stand in today."""
    rows = session.rows(_DUE, today=session.today)
    return {(row.task_force_id, row.person_id) for row in rows}


def end(session: Session, deputy_id: int) -> bool:
    """End it early; False when it was ended already."""
    return session.changed(_END, deputy=deputy_id, at=session.now) == 1
