"""All seven lines, said a second time and in another way: by one statement of SQL over what lies in
the tables, compared with the product over random histories, locks and restatements.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.actions.score import figures, lock, restate, summarise
from bot.errors import Refused
from bot.reports.marks import Marks
from bot.rules.rubric import ADDING_LINES, Share
from bot.rules.states import State
from bot.storage.session import Session
from tests.actions.score.test_lock import (
    BASES,
    FAULTS,
    FITTING,
    MOVES,
    NOT_OF_AN_ENTRY,
    PEOPLE,
    Q4,
    actor,
    live,
    locked,
    make,
    officer_of,
    one_of,
    people_of,
    scratch,
    settle_down,
)
from tests.places import Template
from tests.rules.steady import steady
from tests.storage.conftest import Store

Seven = tuple[int | None, int, int, int, int, int, int, int]
_COUNTED = """
    SELECT count(*) FROM entry WHERE entry.person_id = person.id AND line = '{line}'
    AND state = 'approved' AND counts AND day BETWEEN '2026-10-01' AND '2026-12-31'
"""
_FAULTS = """
    SELECT count(*) FROM fault WHERE fault.person_id = person.id AND state = 'confirmed'
    AND day BETWEEN '2026-10-01' AND '2026-12-31'
"""
_ALL = text(f"""
    SELECT id,
      (SELECT value FROM base_score WHERE person_id = person.id AND quarter = '2026Q4') AS base,
      ({_COUNTED.format(line="publicity")}) AS publicity,
      ({_COUNTED.format(line="mediation")} AND share = 'own') AS own,
      ({_COUNTED.format(line="mediation")} AND share = 'other') AS other,
      ({_COUNTED.format(line="management")}) AS management,
      ({_COUNTED.format(line="risk")}) AS risk,
      ({_COUNTED.format(line="publication")}) AS publication,
      ({_FAULTS} AND NOT large) AS small,
      ({_FAULTS} AND large) AS large
    FROM person WHERE task_force_id IS NOT NULL
""")


def _of_five(times: int, most: int) -> int:
    return min(times * 5, most)


def said_again(session: Session) -> dict[int, Seven]:
    """Person → the seven lines and the total, by §8.3 as a clerk reads it."""
    found: dict[int, Seven] = {}
    for row in session.db.execute(_ALL):
        lines = (
            _of_five(row.publicity, 20),
            _of_five(row.own, 10) + _of_five(row.other, 10),
            _of_five(row.management, 10),
            _of_five(row.risk, 10),
            _of_five(row.publication, 10),
        )
        lost = 5 * row.small + 10 * row.large
        total = sorted((0, (row.base or 0) + sum(lines) - lost, 100))[1]
        found[row.id] = (row.base, *lines, -lost, total)
    return found


def seven(marks: Marks) -> Seven:
    return (*marks.lines, marks.total)  # type: ignore[return-value]  # seven and one


def shown(session: Session) -> dict[int, Seven]:
    """Person → what the product says, which all its ways of asking have to agree on."""
    known = figures.of_quarter(session, Q4)
    found = {each.person_id: seven(each.marks) for each in known.people}
    one_by_one = {who: figures.of_person(session, who, Q4).score for who in found}
    assert found == {who: seven(Marks.of(score)) for who, score in one_by_one.items()}
    rows = summarise.summary(session, Q4).people
    assert [seven(row.marks) for row in rows] == list(found.values())
    return found


@st.composite
def work(draw: st.DrawFn) -> dict[str, Any]:
    line = draw(st.sampled_from(ADDING_LINES)).value
    return {
        "person": draw(st.integers(0, PEOPLE - 1)),
        "line": line,
        "share": draw(st.sampled_from(Share)).value if line == "mediation" else "",
        "day": Q4.first + timedelta(draw(st.integers(-2, 93))),
        "counts": draw(st.sampled_from((True, True, True, False))),
        "state": draw(st.sampled_from((State.APPROVED, State.APPROVED, *State))).value,
    }


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.copied(
        Template.made(tmp_path_factory.mktemp("empty")), tmp_path_factory.mktemp("county")
    )
    store.do(settle_down)
    return store


def moved(session: Session, ids: list[int], moves: list[tuple[str, bool, int]]) -> Iterator[str]:
    """Do what can be done of these; yield what was."""
    liaison, officer = actor(session, people_of(session)[0]), officer_of(session)
    for how, by_the_bureau, n in moves:
        number = n if how in NOT_OF_AN_ENTRY else one_of(session, ids, FITTING.get(how, ()), n)
        try:
            with session.db.begin_nested():
                MOVES[how](session, officer if by_the_bureau else liaison, number)
        except Refused:
            continue
        yield how


STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted({*MOVES} - {"leave", "join"})), st.booleans(), st.integers(0, 40)
    ),
    max_size=15,
)


@settings(steady, max_examples=40)
@given(st.lists(work(), min_size=1, max_size=40), BASES, FAULTS, STEPS, STEPS)
def test_the_product_and_the_clerk_agree_before_the_lock_after_it_and_restated(
    kept: Store,
    worked: list[dict[str, Any]],
    bases: dict[int, int],
    faults: list[Any],
    before: list[tuple[str, bool, int]],
    after: list[tuple[str, bool, int]],
) -> None:
    with scratch(kept) as session:
        ids = live(session, worked, bases, faults)
        for how in moved(session, ids, before):
            event(f"before: {how}")
        reckoned = said_again(session)
        assert shown(session) == reckoned
        locked(session)
        assert shown(session) == reckoned
        for how in moved(session, ids, after):
            event(f"after: {how}")
        assert shown(session) == reckoned, "nothing changes a locked quarter behind its back"
        again = said_again(session)
        found = restate.compare(session, Q4)
        assert bool(found.differences.people) == (again != reckoned)
        if again != reckoned:
            make(session, lock.begin_restatement(session, None, Q4, "更正", found.version))
            assert shown(session) == again
