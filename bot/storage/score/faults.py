"""Faults, and the conditional writes by which their state changes.

They stand in the wing of the score: they are one of its lines, and who registers and confirms them
has to know whether their quarter is locked. Their papers are those of a draft.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select, update

from bot.rules import scoring
from bot.rules.faults import UNDECIDED, FaultState, number
from bot.rules.permissions import Subject
from bot.rules.quarters import Quarter
from bot.storage.models import Fault as Row
from bot.storage.session import Session

_t = Row.__table__.c
_WAITING: Final = [state.value for state in UNDECIDED]
_written = (
    "person_id",
    "task_force_id",
    "day",
    "large",
    "facts_sealed",
    "state",
    "registered_by",
    "registered_at",
    "answer_until",
    "decided_by",
    "decided_at",
)
_SELECT = select(Row.__table__)
_GET = _SELECT.where(_t.id == bindparam("fault"))
_OF_DRAFT = _SELECT.where(_t.draft_id == bindparam("draft"))
_ID_OF_DRAFT = select(_t.id).where(_t.draft_id == bindparam("draft"))
_UNDECIDED = _SELECT.where(_t.state.in_(_WAITING)).order_by(_t.registered_at, _t.id)
_HIGHEST = select(func.max(_t.id))
_LATEST = (
    _SELECT.where(_t.state == FaultState.CONFIRMED.value)
    .order_by(_t.decided_at.desc(), _t.id.desc())
    .limit(bindparam("most"))
)
_ADD = insert(Row).values(
    {name: bindparam(name) for name in ("id", "draft_id", *_written)} | {"reason": ""}
)
# What the person had said stays, but they are asked anew: the facts may be others now.
_AGAIN = (
    update(Row)
    .where(_t.draft_id == bindparam("draft"), _t.state == FaultState.RETURNED.value)
    .values(
        {name: bindparam("to_" + name) for name in _written}
        | {"reason": "", "answered_at": None, "seconded_by": None}
    )
)
_ANSWER = (
    update(Row)
    .where(
        _t.id == bindparam("fault"),
        _t.state.in_(_WAITING),
        _t.answered_at.is_(None),
        _t.answer_until >= bindparam("today"),
    )
    .values(answer_sealed=bindparam("words"), answered_at=bindparam("at"))
)
_MOVE = (
    update(Row)
    .where(_t.id == bindparam("fault"), _t.state == bindparam("from_state"))
    .values(
        state=bindparam("to_state"),
        decided_by=bindparam("by"),
        decided_at=bindparam("at"),
        reason=bindparam("because"),
    )
)
_SECOND = (
    update(Row)
    .where(
        _t.id == bindparam("fault"),
        _t.state == FaultState.SECONDING.value,
        _t.decided_by != bindparam("by"),
    )
    .values(
        state=FaultState.CONFIRMED.value,
        seconded_by=bindparam("by"),
        decided_at=bindparam("at"),
    )
)
_CONFIRMED = select(_t.id, _t.person_id, _t.day, _t.large).where(
    _t.state == FaultState.CONFIRMED.value, _t.day.between(bindparam("first"), bindparam("last"))
)
_WAITING_OF = (
    select(_t.task_force_id, func.count())
    .where(_t.state.in_(_WAITING), _t.day.between(bindparam("first"), bindparam("last")))
    .group_by(_t.task_force_id)
)
_CONFIRMED_OF = _CONFIRMED.where(_t.person_id == bindparam("person")).order_by(_t.day, _t.id)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault as it stands. `facts` are the answers of whoever registered it, as of a draft.
    `answer` is what the person said; where `answered_at` is None, they said it of an earlier
    registration. `decided_by` is the officer who confirmed or returned it, while it is being
    seconded the one who has spoken first; `seconded_by` the second one.
    """

    id: int
    draft_id: int
    person_id: int
    task_force_id: int | None
    day: date
    large: bool
    facts: Mapping[str, Any]
    state: FaultState
    registered_by: int
    registered_at: datetime
    answer_until: date
    answer: str
    answered_at: datetime | None
    decided_by: int | None
    decided_at: datetime | None
    seconded_by: int | None
    reason: str

    @property
    def number(self) -> str:
        return number(self.id)

    @property
    def account(self) -> str:
        """What happened, in the words of whoever registered it."""
        return str(self.facts.get("account", ""))

    @property
    def subject(self) -> Subject:
        return Subject(self.person_id, self.task_force_id, decided_by=self.decided_by)

    @property
    def is_undecided(self) -> bool:
        return self.state in UNDECIDED

    @property
    def scored(self) -> scoring.Fault:
        """The fault as the rules know it."""
        return scoring.Fault(self.id, self.day, self.large)

    def may_be_answered(self, today: date) -> bool:
        return self.is_undecided and self.answered_at is None and today <= self.answer_until

    def may_be_confirmed(self, today: date) -> bool:
        """Whether the person has been heard: they have answered, or their time is over."""
        return self.is_undecided and (self.answered_at is not None or today > self.answer_until)


def get(session: Session, fault_id: int) -> Fault | None:
    row = session.row(_GET, fault=fault_id)
    return None if row is None else _fault(session, row)


def of_draft(session: Session, draft_id: int) -> Fault | None:
    row = session.row(_OF_DRAFT, draft=draft_id)
    return None if row is None else _fault(session, row)


def number_of(session: Session, draft_id: int) -> str:
    """Return the number of the fault that a draft became, "" when it became none."""
    fault_id = session.value(_ID_OF_DRAFT, draft=draft_id)
    return number(fault_id) if fault_id else ""


def undecided(session: Session) -> list[Fault]:
    """Return every fault that is before the bureau, the first registered first."""
    return [_fault(session, row) for row in session.rows(_UNDECIDED)]


def latest(session: Session, most: int) -> list[Fault]:
    """Return the faults that were confirmed last, newest first."""
    return [_fault(session, row) for row in session.rows(_LATEST, most=most)]


def register(
    session: Session, draft_id: int, known: Fault | None, facts: Mapping[str, Any], **columns: Any
) -> Fault | None:
    """Write a new fault with the next number, or register the `known` one of this draft again,
    which was returned. None when an earlier tap has done so.
    """
    fault_id = known.id if known else (session.value(_HIGHEST) or 0) + 1
    columns["facts_sealed"] = session.vault.seal(
        json.dumps(dict(facts), ensure_ascii=False), f"fault.facts:{fault_id}"
    )
    columns["registered_at"] = session.now
    if known is None:
        session.write(_ADD, id=fault_id, draft_id=draft_id, **columns)
        return get(session, fault_id)
    anew = {"to_" + name: value for name, value in columns.items()}
    return get(session, fault_id) if session.changed(_AGAIN, draft=draft_id, **anew) else None


def answer(session: Session, fault: Fault, words: str) -> bool:
    """Write down what the person says; False when it is too late, or they have said it before."""
    sealed = session.vault.seal(words, f"fault.answer:{fault.id}")
    return (
        session.changed(_ANSWER, fault=fault.id, words=sealed, at=session.now, today=session.today)
        == 1
    )


def move(session: Session, fault: Fault, to: FaultState, by: int, reason: str = "") -> bool:
    """Let a fault that stands as it was read stand otherwise; False when somebody was faster."""
    return (
        session.changed(
            _MOVE,
            fault=fault.id,
            from_state=fault.state.value,
            to_state=to.value,
            by=by,
            at=session.now,
            because=reason,
        )
        == 1
    )


def second(session: Session, fault: Fault, by: int) -> bool:
    """Confirm a liaison's fault as the second officer; False when somebody was faster."""
    return session.changed(_SECOND, fault=fault.id, by=by, at=session.now) == 1


def confirmed(session: Session, quarter: Quarter) -> dict[int, tuple[scoring.Fault, ...]]:
    """Return person → their confirmed faults of a quarter, in one statement for the county."""
    found = defaultdict(list)
    for row in session.rows(_CONFIRMED, first=quarter.first, last=quarter.last):
        found[row.person_id].append(scoring.Fault(row.id, row.day, bool(row.large)))
    return {person_id: tuple(theirs) for person_id, theirs in found.items()}


def undecided_of(session: Session, quarter: Quarter) -> dict[int | None, int]:
    """Return task force → how many faults of a quarter still wait for an answer or a decision."""
    rows = session.rows(_WAITING_OF, first=quarter.first, last=quarter.last)
    return {force: n for force, n in rows}  # noqa: C416 - a row is no pair to mypy


def confirmed_of(session: Session, person_id: int, first: date, last: date) -> list[scoring.Fault]:
    """Return a person's confirmed faults of the days from `first` to `last`, both included."""
    rows = session.rows(_CONFIRMED_OF, person=person_id, first=first, last=last)
    return [scoring.Fault(row.id, row.day, bool(row.large)) for row in rows]


def of_year(session: Session, person_id: int, year: int) -> list[scoring.Fault]:
    """Return a person's confirmed faults of a calendar year, as `rules.faults` takes them."""
    return confirmed_of(session, person_id, date(year, 1, 1), date(year, 12, 31))


def _fault(session: Session, row: Any) -> Fault:
    answer = row.answer_sealed
    return Fault(
        row.id,
        row.draft_id,
        row.person_id,
        row.task_force_id,
        row.day,
        bool(row.large),
        json.loads(session.vault.open(row.facts_sealed, f"fault.facts:{row.id}")),
        FaultState(row.state),
        row.registered_by,
        row.registered_at,
        row.answer_until,
        session.vault.open(answer, f"fault.answer:{row.id}") if answer else "",
        row.answered_at,
        row.decided_by,
        row.decided_at,
        row.seconded_by,
        row.reason,
    )
