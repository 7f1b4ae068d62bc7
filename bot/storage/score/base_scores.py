"""Base scores as last given; what they were before is in the audit trail."""

from typing import Any

from sqlalchemy import bindparam, select

from bot.rules.quarters import Quarter
from bot.storage.databases import insert
from bot.storage.models import BaseScore
from bot.storage.session import Session

_t = BaseScore.__table__.c
_names = ("person_id", "quarter", "value", "reason", "given_by", "given_at")
_GIVE = insert(BaseScore).values({name: bindparam(name) for name in _names})
_GIVE = _GIVE.on_conflict_do_update(
    index_elements=["person_id", "quarter"],
    set_={name: _GIVE.excluded[name] for name in _names[2:]},
)
_OF = select(_t.person_id, _t.value).where(_t.quarter == bindparam("in_quarter"))


def give(
    session: Session, person_id: int, quarter: Quarter, value: int, reason: str, by: int
) -> None:
    row: dict[str, Any] = {
        "person_id": person_id,
        "quarter": str(quarter),
        "value": value,
        "reason": reason,
        "given_by": by,
        "given_at": session.now,
    }
    session.write(_GIVE, **row)


def of_quarter(session: Session, quarter: Quarter) -> dict[int, int]:
    """Return person → base score, of everyone who has one in the quarter."""
    return {row.person_id: row.value for row in session.rows(_OF, in_quarter=str(quarter))}
