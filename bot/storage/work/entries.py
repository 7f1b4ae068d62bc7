"""Entries: submitted pieces of work, and the conditional writes by which their state changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, case, exists, func, insert, select, update

from bot.rules.permissions import Subject
from bot.rules.quarters import Quarter
from bot.rules.states import MOVES, State
from bot.storage.models import Account, Draft, Person, Role
from bot.storage.models import Entry as Row
from bot.storage.session import Session

FIRST_NUMBER = 1001

_t = Row.__table__.c
_NAMES = (
    "id",
    "draft_id",
    "person_id",
    "task_force_id",
    "line",
    "share",
    "day",
    "counts",
    "why_not",
    "facts_sealed",
    "reviewer",
    "state",
    "submitted_at",
    "decided_at",
    "decided_by",
    "reason",
    "open_slots",
    "appeal_sealed",
    "recorded_by",
)
_p = Person.__table__.c
_role, _account = Role.__table__.c, Account.__table__.c
_OTHER_OFFICER = exists().where(
    _role.role == "bureau",
    _role.until.is_(None),
    _role.person_id.not_in((_t.decided_by, _t.person_id, func.coalesce(_t.recorded_by, 0))),
    _account.person_id == _role.person_id,
    _account.reachable.is_(True),
)
WITHHELD_FROM = case(
    ((_t.state == State.APPEALED.value) & _OTHER_OFFICER, _t.decided_by), else_=None
).label("withheld_from")
"""The officer who rejected what was appealed against, while another officer can be reached."""
SELECT = select(*(_t[name] for name in _NAMES))
_WRITER = select(Draft.person_id).where(Draft.id == bindparam("draft"))
_WITHHELD = select(WITHHELD_FROM).where(_t.id == bindparam("entry"))
_GET = SELECT.where(_t.id == bindparam("entry"))
_OF_DRAFT = SELECT.where(_t.draft_id == bindparam("draft"))
_NUMBER_OF_DRAFT = select(_t.id).where(_t.draft_id == bindparam("draft"))
_OF_PERSON = SELECT.where(_t.person_id == bindparam("person")).order_by(_t.id.desc()).limit(50)
_APPROVED = SELECT.where(
    _t.person_id == bindparam("person"),
    _t.state == State.APPROVED.value,
    _t.day.between(bindparam("first"), bindparam("last")),
).order_by(_t.id)
_IN_QUARTER = SELECT.where(_t.day.between(bindparam("first"), bindparam("last"))).order_by(_t.id)
_APPROVED_OF_FORCE = SELECT.where(
    _t.task_force_id == bindparam("force"),
    _t.state == State.APPROVED.value,
    _t.day >= bindparam("first"),
    _t.day < bindparam("after"),
).order_by(_t.id)
_LAST_FACTS = (
    SELECT.where(_t.person_id == bindparam("person"), _t.line == bindparam("on_line"))
    .order_by(_t.id.desc())
    .limit(5)
)
_HIGHEST = select(func.max(_t.id))
_written = (
    "draft_id",
    "person_id",
    "task_force_id",
    "line",
    "share",
    "day",
    "counts",
    "why_not",
    "facts_sealed",
    "reviewer",
    "submitted_at",
    "open_slots",
    "recorded_by",
)
_ADD = insert(Row).values(
    {name: bindparam(name) for name in ("id", *_written)}
    | {"state": State.PENDING.value, "reason": ""}
)
_AGAIN = (
    update(Row)
    .where(
        _t.draft_id == bindparam("draft"),
        _t.state.in_([state.value for state in MOVES["submit again"][0]]),
    )
    .values(
        {
            name: bindparam("to_" + name)
            for name in _written
            if name not in ("draft_id", "person_id")
        }
        | {"state": State.PENDING.value, "decided_at": None, "decided_by": None, "reason": ""}
    )
)
_MOVE = (
    update(Row)
    .where(_t.id == bindparam("entry"), _t.state == bindparam("from_state"))
    .values(
        state=bindparam("to_state"),
        decided_at=bindparam("at"),
        decided_by=bindparam("by"),
        reason=bindparam("because"),
    )
)
_HAND_OVER = (
    update(Row)
    .where(_t.person_id == bindparam("person"), _t.state == State.PENDING.value)
    .values(reviewer="bureau")
)
_APPEAL = (
    update(Row)
    .where(_t.id == bindparam("entry"), _t.state == State.REJECTED.value)
    .values(
        state=State.APPEALED.value,
        reviewer="bureau",
        appeal_sealed=bindparam("words"),
        submitted_at=bindparam("at"),
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A submitted piece of work. `line` names its line of the score and its form; where it brings
    no points, `counts` is False and `why_not` says why. `open_slots` names the slots left open,
    comma-separated. `appeal` is what the author said against a rejection, "" while there was none;
    it is not put before the officer `withheld_from`. `recorded_by` is the liaison who recorded it
    on the person's behalf, None as a rule; `handed_to` is who has its draft since they left.
    """

    id: int
    draft_id: int
    person_id: int
    task_force_id: int | None
    line: str
    share: str
    day: date
    counts: bool
    why_not: str
    facts: Mapping[str, Any]
    reviewer: str
    state: State
    submitted_at: datetime
    decided_at: datetime | None = None
    decided_by: int | None = None
    reason: str = ""
    open_slots: str = ""
    appeal: str = ""
    withheld_from: int | None = None
    recorded_by: int | None = None
    handed_to: int | None = None

    @property
    def author_id(self) -> int:
        """Who filed it, hears of it and may go on with it: the person, or whoever recorded it for
        them.
        """
        return self.handed_to or self.recorded_by or self.person_id

    @property
    def number(self) -> str:
        """What people call it, such as X1042."""
        return number(self.id)

    @property
    def subject(self) -> Subject:
        whose, decides = (self.person_id, self.task_force_id), (self.reviewer, self.decided_by)
        theirs = (self.withheld_from, self.recorded_by)
        return Subject(*whose, *decides, *theirs, handed_to=self.handed_to)


def number(entry_id: int) -> str:
    return f"X{entry_id}"


def number_of(session: Session, draft_id: int | None) -> str | None:
    """Return what the entry of a draft is called, None without one."""
    found = session.value(_NUMBER_OF_DRAFT, draft=draft_id)
    return None if found is None else number(found)


def get(session: Session, entry_id: int) -> Entry | None:
    row = session.row(_GET, entry=entry_id)
    return None if row is None else _entry(session, row)


def of_draft(session: Session, draft_id: int) -> Entry | None:
    row = session.row(_OF_DRAFT, draft=draft_id)
    return None if row is None else _entry(session, row)


def of_person(session: Session, person_id: int) -> list[Entry]:
    """Return a person's last fifty entries, newest first."""
    return [_entry(session, row) for row in session.rows(_OF_PERSON, person=person_id)]


def found(session: Session, those: Select[Any], **asked: Any) -> list[Entry]:
    """Return the entries that a statement made from `SELECT` selects."""
    return [_entry(session, row) for row in session.rows(those, **asked)]


def approved(session: Session, person_id: int, quarter: Quarter) -> list[Entry]:
    """Return the approved entries of a person's quarter, by the day they happened."""
    span = {"first": quarter.first, "last": quarter.last}
    return found(session, _APPROVED, person=person_id, **span)


def in_quarter(session: Session, quarter: Quarter) -> list[Entry]:
    return found(session, _IN_QUARTER, first=quarter.first, last=quarter.last)


def approved_of_task_force(
    session: Session, task_force_id: int, first: date, after: date
) -> list[Entry]:
    """Return the approved entries of a task force, of the days from `first` and before `after`."""
    return found(session, _APPROVED_OF_FORCE, force=task_force_id, first=first, after=after)


def last_facts(session: Session, person_id: int, line: str) -> list[Mapping[str, Any]]:
    """Return the answers of the person's last five entries on a line, newest first."""
    rows = session.rows(_LAST_FACTS, person=person_id, on_line=line)
    return [_entry(session, row).facts for row in rows]


def submit(
    session: Session, draft_id: int, person_id: int, known: Entry | None, **columns: Any
) -> Entry | None:
    """Write a new entry with the next number, or submit the `known` one of this draft again, which
    was returned or withdrawn. None when an earlier tap has submitted it already.
    """
    columns = {"recorded_by": None, **columns}
    facts = columns.pop("facts")
    entry_id = known.id if known else max(session.value(_HIGHEST) or 0, FIRST_NUMBER - 1) + 1
    columns["facts_sealed"] = session.vault.seal(
        json.dumps(dict(facts), ensure_ascii=False), f"entry.facts:{entry_id}"
    )
    columns["submitted_at"] = session.now
    if known is None:
        session.write(_ADD, id=entry_id, draft_id=draft_id, person_id=person_id, **columns)
        del columns["facts_sealed"]
        new = {"id": entry_id, "draft_id": draft_id, "person_id": person_id, "facts": facts}
        return Entry(**new, **columns, state=State.PENDING)
    changed = {"to_" + name: value for name, value in columns.items()}
    return get(session, entry_id) if session.changed(_AGAIN, draft=draft_id, **changed) else None


def move(session: Session, entry: Entry, how: str, by: int | None = None, reason: str = "") -> bool:
    """Make one of the allowed moves, as one conditional write; False when somebody was faster."""
    before, after = MOVES[how]
    if entry.state not in before:
        return False
    decided = after in (State.APPROVED, State.RETURNED, State.REJECTED)
    return (
        session.changed(
            _MOVE,
            entry=entry.id,
            from_state=entry.state.value,
            to_state=after.value,
            at=session.now if decided else None,
            by=by if decided else None,
            because=reason,
        )
        == 1
    )


def hand_over(session: Session, person_id: int) -> None:
    """Make the bureau the reviewer of all of a person's entries that wait undecided."""
    session.write(_HAND_OVER, person=person_id)


def appeal(session: Session, entry: Entry, words: str) -> bool:
    """Put a rejected entry before the bureau, with its author's words; False when it cannot be."""
    sealed = session.vault.seal(words, f"entry.appeal:{entry.id}")
    return session.changed(_APPEAL, entry=entry.id, words=sealed, at=session.now) == 1


def _entry(session: Session, row: Any) -> Entry:
    facts = json.loads(session.vault.open(row.facts_sealed, f"entry.facts:{row.id}"))
    return Entry(
        row.id,
        row.draft_id,
        row.person_id,
        row.task_force_id,
        row.line,
        row.share,
        row.day,
        row.counts,
        row.why_not,
        facts,
        row.reviewer,
        State(row.state),
        row.submitted_at,
        row.decided_at,
        row.decided_by,
        row.reason,
        row.open_slots,
        session.vault.open(row.appeal_sealed, f"entry.appeal:{row.id}")
        if row.appeal_sealed
        else "",
        _withheld(session, row),
        row.recorded_by,
        _handed_to(session, row),
    )


def _handed_to(session: Session, row: Any) -> int | None:
    """Asked of what was recorded on somebody's behalf alone."""
    if row.recorded_by is None:
        return None
    found: int = session.value(_WRITER, draft=row.draft_id)
    return None if found == row.recorded_by else found


def _withheld(session: Session, row: Any) -> int | None:
    """Asked of appeals alone: no other entry pays for it."""
    if row.state != State.APPEALED.value:
        return None
    found: int | None = session.value(_WITHHELD, entry=row.id)
    return found
