"""How many entries a stretch of days has, by day, task force, line and state. Nothing that is
sealed is read.
"""

from datetime import date
from typing import Final, NamedTuple, cast

from sqlalchemy import bindparam, func, select

from bot.rules.states import State
from bot.storage.models import Entry as Row
from bot.storage.session import Session

_t = Row.__table__.c
_BY: Final = (_t.day, _t.task_force_id, _t.line, _t.state)
_COUNTED = (
    select(*_BY, func.count().label("n"))
    .where(
        _t.day >= bindparam("first"),
        _t.day < bindparam("after"),
        _t.state != State.WITHDRAWN.value,
    )
    .group_by(*_BY)
)


class Counted(NamedTuple):
    """How many entries there are of a day, a task force and a line that stand in a state."""

    day: date
    task_force_id: int
    line: str
    state: State
    n: int


def counted(session: Session, first: date, after: date) -> list[Counted]:
    """Return the entries of the days from `first` up to the day before `after`, counted; withdrawn
    ones are left out.
    """
    rows = session.rows(_COUNTED, first=first, after=after)
    return [
        Counted(row.day, row.task_force_id, row.line, State(row.state), cast("int", row.n))
        for row in rows
    ]
