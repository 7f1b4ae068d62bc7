"""Confirmed faults, as the score takes them away (§8.3)."""

from collections import defaultdict

from sqlalchemy import bindparam, select

from bot.rules.quarters import Quarter
from bot.rules.scoring import Fault
from bot.storage.models import Fault as Row
from bot.storage.session import Session

_t = Row.__table__.c
_CONFIRMED = (
    select(_t.person_id, _t.id, _t.day, _t.large)
    .where(_t.state == "confirmed", _t.day.between(bindparam("first"), bindparam("last")))
    .order_by(_t.id)
)
_OF_PERSON = _CONFIRMED.where(_t.person_id == bindparam("person"))


def confirmed(session: Session, quarter: Quarter) -> dict[int, tuple[Fault, ...]]:
    """Return person → the faults that count in a quarter; who has none is left out."""
    found: dict[int, list[Fault]] = defaultdict(list)
    for row in session.rows(_CONFIRMED, first=quarter.first, last=quarter.last):
        found[row.person_id].append(Fault(row.id, row.day, row.large))
    return {person_id: tuple(faults) for person_id, faults in found.items()}


def of_person(session: Session, person_id: int, quarter: Quarter) -> tuple[Fault, ...]:
    rows = session.rows(_OF_PERSON, person=person_id, first=quarter.first, last=quarter.last)
    return tuple(Fault(row.id, row.day, row.large) for row in rows)
