"""没有变化: a task force's word that its ledger is up to date in a quarter (三(三))."""

from datetime import datetime

from sqlalchemy import bindparam, select

from bot.rules.quarters import Quarter
from bot.storage.databases import insert
from bot.storage.models import Unchanged
from bot.storage.session import Session

_t = Unchanged.__table__.c
_SAY = insert(Unchanged).values(
    {name: bindparam("new_" + name) for name in ("task_force_id", "quarter", "said_by", "said_at")}
)
_SAY = _SAY.on_conflict_do_update(
    index_elements=["task_force_id", "quarter"],
    set_={"said_by": _SAY.excluded.said_by, "said_at": _SAY.excluded.said_at},
)
_SAID = select(_t.task_force_id, _t.said_at).where(_t.quarter == bindparam("of_quarter"))


def say(session: Session, task_force_id: int, quarter: Quarter, by: int) -> None:
    """Note a task force's word; given again in the same quarter, the last one stands."""
    session.write(
        _SAY,
        new_task_force_id=task_force_id,
        new_quarter=str(quarter),
        new_said_by=by,
        new_said_at=session.now,
    )


def said(session: Session, quarter: Quarter) -> dict[int, datetime]:
    """Return task force → when it gave its word in a quarter."""
    rows = session.rows(_SAID, of_quarter=str(quarter))
    return {row.task_force_id: row.said_at for row in rows}
