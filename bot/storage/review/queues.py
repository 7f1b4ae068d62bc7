"""Queues: which entries wait for which reviewer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, select

from bot.rules.states import WAITING, State
from bot.storage.models import Entry, Role
from bot.storage.session import Session
from bot.storage.work.entries import WITHHELD_FROM

_t, _role = Entry.__table__.c, Role.__table__.c

_HAS_LIAISON = exists().where(
    _role.role == "liaison", _role.until.is_(None), _role.task_force_id == _t.task_force_id
)
_IS_HEARD = (_t.state != State.APPEALED.value) | (
    func.coalesce(WITHHELD_FROM, 0) != bindparam("person")
)
_OF_BUREAU = ((_t.reviewer == "bureau") & _IS_HEARD) | (
    (_t.state == State.PENDING.value) & ((_t.submitted_at < bindparam("overdue")) | ~_HAS_LIAISON)
)
_OF_LIAISON = (_t.reviewer == "liaison") & (_t.task_force_id == bindparam("force"))
_IN_QUEUE = {
    bureau: _t.state.in_([state.value for state in WAITING])
    & (_t.person_id != bindparam("person"))
    & (func.coalesce(_t.recorded_by, 0) != bindparam("person"))
    & whose
    for bureau, whose in ((True, _OF_BUREAU), (False, _OF_LIAISON))
}
_QUEUE = {
    bureau: select(_t.id).where(fits).order_by(_t.submitted_at, _t.id)
    for bureau, fits in _IN_QUEUE.items()
}
_given = Entry.__table__.alias("given")
_PASSED = {
    bureau: select(func.count())
    .select_from(Entry.__table__.join(_given, _given.c.id == bindparam("entry")))
    .where(
        fits,
        (_t.submitted_at < _given.c.submitted_at)
        | ((_t.submitted_at == _given.c.submitted_at) & (_t.id <= _given.c.id)),
    )
    for bureau, fits in _IN_QUEUE.items()
}
_QUEUE_LENGTH = {
    bureau: select(func.count()).select_from(Entry).where(fits)
    for bureau, fits in _IN_QUEUE.items()
}
_COMPLETE = {
    bureau: select(_t.id)
    .where(fits, _t.state == State.PENDING.value, _t.open_slots == "", _t.counts.is_(True))
    .order_by(_t.submitted_at, _t.id)
    .limit(bindparam("most"))
    for bureau, fits in _IN_QUEUE.items()
}


def waiting(session: Session, scope: Mapping[str, Any]) -> list[int]:
    """Return the ids of the entries that wait for a reviewer, oldest first. `scope` is made by
    `of`.
    """
    return [row.id for row in session.rows(_QUEUE[scope["bureau"]], **scope)]


def passed(session: Session, scope: Mapping[str, Any], entry_id: int) -> int:
    """Return how many of those waiting come before an entry, or are it; it may itself have left
    the queue.
    """
    return int(session.value(_PASSED[scope["bureau"]], entry=entry_id, **scope))


def count_waiting(session: Session, scope: Mapping[str, Any]) -> int:
    return int(session.value(_QUEUE_LENGTH[scope["bureau"]], **scope))


def complete(session: Session, scope: Mapping[str, Any], most: int) -> list[int]:
    """Return the ids of those waiting entries, oldest first, that count and were submitted with no
    slot left open.
    """
    return [row.id for row in session.rows(_COMPLETE[scope["bureau"]], most=most, **scope)]


def of(
    person_id: int, task_force_id: int | None, *, bureau: bool, overdue: datetime
) -> dict[str, Any]:
    """Return the scope that says which entries are a reviewer's, for the other functions here.

    A liaison has the entries of the task force. The bureau has those of liaisons and of task forces
    that have none, appeals, and whatever was submitted before `overdue`. Nobody has their own, nor
    what they recorded for others, nor an appeal against their own rejection that another officer
    can hear.
    """
    return {"person": person_id, "force": task_force_id, "bureau": bureau, "overdue": overdue}
