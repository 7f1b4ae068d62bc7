"""Titles of gold coordinators by year, and the conditional writes by which they come and end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from bot.storage.databases import insert
from bot.storage.models import Award as Row
from bot.storage.session import Session

_t = Row.__table__.c
_NAMES: Final = (
    *("id", "year", "person_id", "rank", "total", "reason", "picked_by", "picked_at"),
    *("ended_by", "ended_at", "why_ended"),
)
_GIVEN: Final = ("year", "person_id", "rank", "total", "reason", "picked_by", "picked_at")
_SELECT = select(*(_t[name] for name in _NAMES))
_GET = _SELECT.where(_t.id == bindparam("award"))
_OF_YEAR = _SELECT.where(_t.year == bindparam("in_year")).order_by(_t.id)
_GIVE = (
    insert(Row)
    .values({name: bindparam("new_" + name) for name in _GIVEN} | {"why_ended": ""})
    .on_conflict_do_nothing()
    .returning(_t.id)
)
_END = (
    update(Row)
    .where(_t.id == bindparam("award"), _t.ended_at.is_(None))
    .values(ended_by=bindparam("by"), ended_at=bindparam("at"), why_ended=bindparam("because"))
)


@dataclass(frozen=True, slots=True)
class Award:
    """A title: whose, of which year, with the rank and the points it was given for. `reason` is ""
    where it follows the ranking; `ended_at` is None while it stands.
    """

    id: int
    year: int
    person_id: int
    rank: int
    total: int
    reason: str
    picked_by: int
    picked_at: datetime
    ended_by: int | None
    ended_at: datetime | None
    why_ended: str

    @property
    def stands(self) -> bool:
        return self.ended_at is None


def get(session: Session, award_id: int) -> Award | None:
    row = session.row(_GET, award=award_id)
    return None if row is None else Award(*row)


def of_year(session: Session, year: int) -> list[Award]:
    """Return every title of a year in the order they were given, ended ones too."""
    return [Award(*row) for row in session.rows(_OF_YEAR, in_year=year)]


def standing(session: Session, year: int) -> list[Award]:
    return [award for award in of_year(session, year) if award.stands]


def of_person(session: Session, person_id: int, year: int) -> Award | None:
    """Return a person's last title of a year, ended or not; None when they never had it."""
    theirs = [award for award in of_year(session, year) if award.person_id == person_id]
    return theirs[-1] if theirs else None


def give(
    session: Session, year: int, person_id: int, rank: int, total: int, reason: str, by: int
) -> bool:
    """Give somebody the title of a year; False when they have it already."""
    row: dict[str, Any] = {
        "year": year,
        "person_id": person_id,
        "rank": rank,
        "total": total,
        "reason": reason,
        "picked_by": by,
        "picked_at": session.now,
    }
    return session.changed(_GIVE, **{"new_" + name: value for name, value in row.items()}) == 1


def end(session: Session, award_id: int, by: int, why: str) -> bool:
    """Take a title away; False when it is ended already."""
    return session.changed(_END, award=award_id, by=by, at=session.now, because=why) == 1
