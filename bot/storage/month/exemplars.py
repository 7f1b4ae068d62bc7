"""Exemplars by month, and the conditional writes by which their fate changes (三(六))."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from bot.rules.exemplars import Fate
from bot.rules.months import Month
from bot.storage.models import Exemplar as Row
from bot.storage.session import Session

_t = Row.__table__.c
_NAMES: Final = (
    "id",
    "task_force_id",
    "month",
    "entry_id",
    "person_id",
    "title_sealed",
    "story_sealed",
    "state",
    "reported_by",
    "reported_at",
    "picked_by",
    "picked_at",
    "promoted_where",
)
_SELECT = select(*(_t[name] for name in _NAMES))
_STANDS = _t.state != Fate.WITHDRAWN.value
_GET = _SELECT.where(_t.id == bindparam("exemplar"))
_OF_MONTH = _SELECT.where(_t.month == bindparam("in_month"), _STANDS).order_by(_t.id)
_OF_FORCE = _SELECT.where(
    _t.month == bindparam("in_month"), _t.task_force_id == bindparam("force"), _STANDS
).order_by(_t.id)
_REPORTED = select(_t.task_force_id).where(_t.month == bindparam("in_month"), _STANDS).distinct()
_ENTRIES = select(_t.entry_id).where(_t.entry_id.is_not(None), _STANDS)
_ADD = (
    insert(Row)
    .values(
        {
            name: bindparam("new_" + name)
            for name in ("task_force_id", "month", "entry_id", "person_id", "state", "reported_by")
        }
        | {"reported_at": bindparam("at"), "promoted_where": ""}
    )
    .returning(_t.id)
)
_SEAL = (
    update(Row)
    .where(_t.id == bindparam("exemplar"))
    .values(title_sealed=bindparam("title"), story_sealed=bindparam("story"))
)
_WITHDRAW = (
    update(Row)
    .where(
        _t.id == bindparam("exemplar"),
        _t.state.in_((Fate.REPORTED.value, Fate.NOTHING.value)),
    )
    .values(state=Fate.WITHDRAWN.value)
)
_PICK = (
    update(Row)
    .where(_t.id == bindparam("exemplar"), _t.state == Fate.REPORTED.value)
    .values(state=bindparam("to_state"), picked_by=bindparam("by"), picked_at=bindparam("at"))
)
_PUT_BACK = (
    update(Row)
    .where(
        _t.id == bindparam("exemplar"),
        _t.state.in_((Fate.PROMOTED.value, Fate.ARCHIVED.value)),
        _t.picked_by == bindparam("by"),
    )
    .values(state=Fate.REPORTED.value, picked_by=None, picked_at=None, promoted_where="")
)
_WHERE = (
    update(Row)
    .where(_t.id == bindparam("exemplar"), _t.state == Fate.PROMOTED.value)
    .values(promoted_where=bindparam("place"))
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is reported: title and account, and the entry and person it is about, if any."""

    title: str
    story: str
    entry_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A report of a task force for a month; title and story are "" when it reports that there is
    nothing. `promoted_where` says where it was promoted, "" while nobody has said.
    """

    id: int
    task_force_id: int
    month: Month
    entry_id: int | None
    person_id: int | None
    title: str
    story: str
    fate: Fate
    reported_by: int
    reported_at: datetime
    picked_by: int | None
    picked_at: datetime | None
    promoted_where: str = ""


def get(session: Session, exemplar_id: int) -> Exemplar | None:
    row = session.row(_GET, exemplar=exemplar_id)
    return None if row is None else _exemplar(session, row)


def of_month(session: Session, month: Month) -> list[Exemplar]:
    """Return the reports that stand for the month, in the order they came; 本月无 included,
    withdrawn ones not.
    """
    return [_exemplar(session, row) for row in session.rows(_OF_MONTH, in_month=str(month))]


def of_task_force(session: Session, task_force_id: int, month: Month) -> list[Exemplar]:
    rows = session.rows(_OF_FORCE, in_month=str(month), force=task_force_id)
    return [_exemplar(session, row) for row in rows]


def reported(session: Session, month: Month) -> set[int]:
    """Return the task forces that have reported for the month, and so owe nothing."""
    return {row.task_force_id for row in session.rows(_REPORTED, in_month=str(month))}


def used_entries(session: Session) -> set[int]:
    """Return the entries that have been reported already, by whatever task force in whatever
    month.
    """
    return {row.entry_id for row in session.rows(_ENTRIES)}


def add(
    session: Session, task_force_id: int, month: Month, by: int, told: Told | None = None
) -> int:
    """Add a report and return its id; `told` is None for 本月无, that there is nothing this
    month.
    """
    exemplar_id = session.insert(
        _ADD,
        new_task_force_id=task_force_id,
        new_month=str(month),
        new_entry_id=told.entry_id if told else None,
        new_person_id=told.person_id if told else None,
        new_state=(Fate.REPORTED if told else Fate.NOTHING).value,
        new_reported_by=by,
        at=session.now,
    )
    if told:
        seal = session.vault.seal
        session.write(
            _SEAL,
            exemplar=exemplar_id,
            title=seal(told.title, f"exemplar.title:{exemplar_id}"),
            story=seal(told.story, f"exemplar.story:{exemplar_id}"),
        )
    return exemplar_id


def withdraw(session: Session, exemplar_id: int) -> bool:
    """Withdraw a report; returns False once the bureau has decided."""
    return session.changed(_WITHDRAW, exemplar=exemplar_id) == 1


def pick(session: Session, exemplar_id: int, fate: Fate, by: int) -> bool:
    """Write down the bureau's decision, as one conditional write; returns False when somebody was
    faster.
    """
    return (
        session.changed(_PICK, exemplar=exemplar_id, to_state=fate.value, by=by, at=session.now)
        == 1
    )


def put_back(session: Session, exemplar_id: int, by: int) -> bool:
    """Take an officer's own decision back; returns False when it is not theirs, or is undone
    already.
    """
    return session.changed(_PUT_BACK, exemplar=exemplar_id, by=by) == 1


def say_where(session: Session, exemplar_id: int, place: str) -> bool:
    """Write down where an exemplar was promoted; returns False for one that is not."""
    return session.changed(_WHERE, exemplar=exemplar_id, place=place) == 1


def _exemplar(session: Session, row: Any) -> Exemplar:
    def opened(column: str, sealed: bytes | None) -> str:
        return session.vault.open(sealed, f"exemplar.{column}:{row.id}") if sealed else ""

    return Exemplar(
        row.id,
        row.task_force_id,
        Month.read(row.month),
        row.entry_id,
        row.person_id,
        opened("title", row.title_sealed),
        opened("story", row.story_sealed),
        Fate(row.state),
        row.reported_by,
        row.reported_at,
        row.picked_by,
        row.picked_at,
        row.promoted_where,
    )
