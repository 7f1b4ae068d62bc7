"""The entries of a quarter together: what is counted for its points, and what is left over at its
end. Nothing that is sealed is read.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select, update

from bot.rules.quarters import Quarter
from bot.rules.states import WAITING, State
from bot.storage.models import Entry as Row
from bot.storage.models import Person
from bot.storage.session import Session

_t, _p = Row.__table__.c, Person.__table__.c
_WORKED = select(
    *(_t[name] for name in ("id", "person_id", "line", "share", "day", "counts", "why_not"))
).where(
    _t.person_id.between(bindparam("low"), bindparam("high")),
    _t.state == State.APPROVED.value,
    _t.day.between(bindparam("first"), bindparam("last")),
)
_LEFT = (
    select(_t.task_force_id, _t.state, func.count().label("n"))
    .where(
        _t.day.between(bindparam("first"), bindparam("last")),
        _t.state.in_([state.value for state in (*WAITING, State.RETURNED)]),
    )
    .group_by(_t.task_force_id, _t.state)
)
_ANY = select(_t.id).where(_t.day.between(bindparam("first"), bindparam("last"))).limit(1)
_LIAISONS = (
    select(_t.id)
    .where(
        _t.day.between(bindparam("first"), bindparam("last")),
        _t.state.in_([state.value for state in WAITING]),
        _t.reviewer != "bureau",
    )
    .order_by(_t.id)
)
_TO_BUREAU = (
    update(Row)
    .where(_t.id == bindparam("entry"), _t.state.in_([state.value for state in WAITING]))
    .values(reviewer="bureau")
)


class Part(NamedTuple):
    """Entries that are counted together: of a line, and of one `share` of it; None for whatever
    has none of the `shares` that the line has.
    """

    line: str
    share: str | None = None
    shares: tuple[str, ...] = ()


class Tally(NamedTuple):
    """How many entries of somebody's quarter wait and how many are approved, and how many of these
    bring points, by the parts that were asked for.
    """

    pending: int = 0
    approved: int = 0
    counted: tuple[int, ...] = ()


class Worked(NamedTuple):
    """What the score needs to know of an approved entry."""

    id: int
    line: str
    share: str
    day: date
    counts: bool
    why_not: str


def tallies(
    session: Session, quarter: Quarter, parts: Sequence[Part], task_force_id: int | None = None
) -> dict[int, Tally]:
    """Return person → what there is of their quarter, of everybody or of one ledger's people; who
    has submitted nothing is left out. Nothing that is sealed is read.
    """
    span = {"first": quarter.first, "last": quarter.last}
    if task_force_id is None:
        rows = session.rows(_tallies(tuple(parts)), **span)
    else:
        rows = session.rows(_tallies(tuple(parts), ledger=True), **span, force=task_force_id)
    # In a county of many people most tallies are somebody else's too: each is kept once.
    known: dict[tuple[int, ...], Tally] = {}
    found = {}
    for person_id, *counts in rows:
        key = tuple(counts)
        tally = known.get(key)
        if tally is None:
            tally = known[key] = Tally(key[0], key[1], key[2:])
        found[person_id] = tally
    return found


@cache
def _tallies(parts: tuple[Part, ...], *, ledger: bool = False) -> Select[Any]:
    """Return the statement, which is made once: it reads one index, in that index's own order."""
    approved = _t.state == State.APPROVED.value
    columns = [
        _count(_t.state == State.PENDING.value),
        _count(approved),
        *(_count(approved, _t.counts.is_(True), *_in_part(part)) for part in parts),
    ]
    asked = _t.day.between(bindparam("first"), bindparam("last"))
    whole = select(_t.person_id, *columns).where(asked).group_by(_t.person_id)
    if not ledger:
        return whole
    people = select(_p.id).where(_p.task_force_id == bindparam("force"))
    return whole.where(_t.person_id.in_(people))


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(*conditions)


def _in_part(part: Part) -> list[ColumnElement[bool]]:
    of_line = _t.line == part.line
    if part.share is not None:
        return [of_line, _t.share == part.share]
    return [of_line, _t.share.not_in(part.shares)] if part.shares else [of_line]


def worked(session: Session, quarter: Quarter, low: int, high: int) -> dict[int, list[Worked]]:
    """Return person → approved entries of a quarter of the people whose ids lie between these two;
    nothing that is sealed is read.
    """
    found: dict[int, list[Worked]] = defaultdict(list)
    rows = session.rows(_WORKED, low=low, high=high, first=quarter.first, last=quarter.last)
    for entry_id, person_id, *columns in rows:
        found[person_id].append(Worked(entry_id, *columns))
    return found


def left_over(session: Session, quarter: Quarter) -> dict[int | None, dict[State, int]]:
    """Return task force → how many entries of a quarter wait, are appealed or are returned."""
    found: dict[int | None, dict[State, int]] = defaultdict(dict)
    for force, state, n in session.rows(_LEFT, first=quarter.first, last=quarter.last):
        found[force][State(state)] = n
    return found


def are_there(session: Session, quarter: Quarter) -> bool:
    """Whether anything was ever filed for a quarter."""
    return session.value(_ANY, first=quarter.first, last=quarter.last) is not None


def before_liaisons(session: Session, quarter: Quarter) -> list[int]:
    """Return the entries of a quarter that wait for a liaison."""
    rows = session.rows(_LIAISONS, first=quarter.first, last=quarter.last)
    return [row.id for row in rows]


def to_bureau(session: Session, entry_id: int) -> bool:
    """Make the bureau the reviewer of an entry, if that still waits."""
    return session.changed(_TO_BUREAU, entry=entry_id) == 1
