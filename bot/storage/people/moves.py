"""Moves: who went from one task force's ledger to another's, and whose they were at a quarter's
end.
"""

from datetime import date

from sqlalchemy import bindparam, insert, select

from bot.storage.models import Move
from bot.storage.session import Session

_t = Move.__table__.c
_ADD = insert(Move).values(
    {
        name: bindparam("new_" + name)
        for name in ("person_id", "from_id", "to_id", "day", "moved_by")
    }
)
_SINCE = (
    select(_t.person_id, _t.from_id)
    .where(_t.day > bindparam("on_day"))
    .order_by(_t.day.desc(), _t.id.desc())
)


def add(session: Session, person_id: int, from_id: int, to_id: int, by: int | None = None) -> None:
    """Write down that somebody is in another ledger from today on."""
    session.write(
        _ADD,
        new_person_id=person_id,
        new_from_id=from_id,
        new_to_id=to_id,
        new_day=session.today,
        new_moved_by=by,
    )


def stood(session: Session, day: date) -> dict[int, int]:
    """Return person → the task force whose they were at the end of a day, for those who have moved
    since; everybody else is where they were.
    """
    return {row.person_id: row.from_id for row in session.rows(_SINCE, on_day=day)}
