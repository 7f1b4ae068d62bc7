"""Task forces (专班), with the unit that leads each (三(一))."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select, update

from bot.storage import models as m
from bot.storage.session import Session

_f = m.TaskForce.__table__.c


@dataclass(frozen=True, slots=True)
class TaskForce:
    """A task force (专班) with its leading unit and the code of its field."""

    id: int
    name: str
    lead: str
    field: str = ""


_FORCES = select(_f.id, _f.name, _f.lead, _f.field).order_by(_f.id)
_COOPERATING = select(_f.cooperating).where(_f.id == bindparam("force"))
_ADD_FORCE = (
    insert(m.TaskForce)
    .values({name: bindparam(name) for name in ("name", "field", "lead", "cooperating")})
    .returning(_f.id)
)
_CHANGE_FORCE = (
    update(m.TaskForce)
    .where(_f.id == bindparam("force"))
    .values(
        field=bindparam("new_field"),
        lead=bindparam("new_lead"),
        cooperating=bindparam("new_cooperating"),
    )
)


def every(session: Session) -> list[TaskForce]:
    return [TaskForce(*row) for row in session.rows(_FORCES)]


def cooperating(session: Session, task_force_id: int) -> list[str]:
    """Return the units that cooperate in a task force."""
    row = session.row(_COOPERATING, force=task_force_id)
    return [] if row is None else [str(unit) for unit in row.cooperating.get("units", ())]


def put(
    session: Session, name: str, field: str = "", lead: str = "", cooperating: Iterable[str] = ()
) -> int:
    """Add a task force, or bring the one of that name up to date; return the id."""
    units = {"units": list(cooperating)}
    known = next((f.id for f in every(session) if f.name == name), None)
    if known is None:
        return session.insert(_ADD_FORCE, name=name, field=field, lead=lead, cooperating=units)
    session.write(_CHANGE_FORCE, force=known, new_field=field, new_lead=lead, new_cooperating=units)
    return known
