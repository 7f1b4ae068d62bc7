"""A person's own records, and what they recorded for others, as a list to tap on: counted by state,
read a page at a time.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, bindparam, func, select

from bot.rules.quarters import Quarter
from bot.rules.states import State
from bot.storage.models import Entry as Row
from bot.storage.session import Session
from bot.storage.work.behalf import CONCERNS

_t = Row.__table__.c

_COUNTS = select(_t.state, func.count()).where(CONCERNS).group_by(_t.state)
_PAGE = (
    select(_t.id, _t.draft_id, _t.line, _t.state, _t.day, _t.facts_sealed, _t.person_id)
    .where(CONCERNS, _t.id < bindparam("before"))
    .order_by(_t.id.desc())
    .limit(bindparam("most"))
)
_OF_STATE: Final[Mapping[State, Select[Any]]] = {
    state: _PAGE.where(_t.state == state.value) for state in State
}
_OF_QUARTER = _PAGE.where(_t.day.between(bindparam("first"), bindparam("last")))
_NO_END: Final = 2**62


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as one line of the list: its id, the draft it opens, its line of the score, its
    state, its day, the answers, which tell where it was, and whose work it is.
    """

    id: int
    draft_id: int
    line: str
    state: State
    day: date
    facts: Mapping[str, Any]
    person_id: int


def counts(session: Session, person_id: int) -> dict[State, int]:
    """Return how many entries a person has in each state, leaving out states without any."""
    return {State(row[0]): row[1] for row in session.rows(_COUNTS, person=person_id)}


def page(
    session: Session, person_id: int, of: State | Quarter | None, before: int, most: int
) -> list[Record]:
    """Return at most `most` records, newest first: of a state, of a quarter by the day it happened,
    or all (None). They begin below the id `before`, 0 for the newest.
    """
    asked: dict[str, Any] = {"person": person_id, "before": before or _NO_END, "most": most}
    if isinstance(of, Quarter):
        return _read(session, session.rows(_OF_QUARTER, **asked, first=of.first, last=of.last))
    return _read(session, session.rows(_PAGE if of is None else _OF_STATE[of], **asked))


def _read(session: Session, rows: Sequence[Any]) -> list[Record]:
    return [
        Record(
            row.id,
            row.draft_id,
            row.line,
            State(row.state),
            row.day,
            json.loads(session.vault.open(row.facts_sealed, f"entry.facts:{row.id}")),
            row.person_id,
        )
        for row in rows
    ]
