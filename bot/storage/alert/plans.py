"""Emergency plans: each part as it was written, of which the newest stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select

from bot.storage.models import EmergencyPlan as Row
from bot.storage.session import Session

STEPS, CONTACTS, CHECKED = "steps", "contacts", "checked"

_t = Row.__table__.c
_HIGHEST = select(func.max(_t.id))
_ADD = insert(Row).values(
    {
        name: bindparam(name)
        for name in ("id", "task_force_id", "what", "words_sealed", "person_id", "at")
    }
)
# The newest of each part of each task force; of the county's own, which is few rows, by itself.
_NEWEST = select(func.max(_t.id)).group_by(_t.task_force_id, _t.what)
_OF: Final = select(Row.__table__).where(
    _t.id.in_(_NEWEST.where(_t.task_force_id == bindparam("force")))
)
_OF_COUNTY: Final = select(Row.__table__).where(
    _t.id.in_(_NEWEST.where(_t.task_force_id.is_(None)))
)
_LOOKED_OVER = select(_t.task_force_id, func.max(_t.at)).group_by(_t.task_force_id)
_WRITTEN = _LOOKED_OVER.where(_t.what != CHECKED)


@dataclass(frozen=True, slots=True)
class Plan:
    """The emergency plan of a task force, or the county's (`task_force_id` None): `steps` and
    `contacts` (lines of 姓名 职务 电话) as they were written, "" for what was not yet.
    `looked_over_at` is when somebody last wrote or checked it, `by` who that was.
    """

    task_force_id: int | None
    steps: str = ""
    contacts: str = ""
    looked_over_at: datetime | None = None
    by: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.steps or self.contacts)


def of(session: Session, task_force_id: int | None) -> Plan:
    """Return a task force's own plan, or the county's; an empty one where nothing was written."""
    if task_force_id is None:
        rows = session.rows(_OF_COUNTY)
    else:
        rows = session.rows(_OF, force=task_force_id)
    words = {row.what: _opened(session, row) for row in rows}
    last = max(rows, key=lambda row: row.id, default=None)
    return Plan(
        task_force_id,
        words.get(STEPS, ""),
        words.get(CONTACTS, ""),
        None if last is None else last.at,
        None if last is None else last.person_id,
    )


def write(session: Session, task_force_id: int | None, what: str, by: int, words: str = "") -> None:
    """Write down a part of a plan, or that it was looked over."""
    row_id = (session.value(_HIGHEST) or 0) + 1
    sealed = session.vault.seal(words, f"emergency_plan.words:{row_id}") if words else None
    session.write(
        _ADD,
        id=row_id,
        task_force_id=task_force_id,
        what=what,
        words_sealed=sealed,
        person_id=by,
        at=session.now,
    )


def looked_over(session: Session) -> dict[int | None, datetime]:
    """Return task force → when its plan was last written or checked; None for the county's own.
    Those without a plan are left out.
    """
    written = {row[0] for row in session.rows(_WRITTEN)}
    return {row[0]: row[1] for row in session.rows(_LOOKED_OVER) if row[0] in written}


def _opened(session: Session, row: Any) -> str:
    sealed = row.words_sealed
    return session.vault.open(sealed, f"emergency_plan.words:{row.id}") if sealed else ""
