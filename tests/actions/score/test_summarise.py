"""The quarter counted by the database gives everybody what the rules give entry by entry."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update

from bot.actions.people import set_up
from bot.actions.score import score, summarise
from bot.reports.marks import Marks
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.rubric import Share
from bot.rules.states import State
from bot.storage import databases
from bot.storage import models as m
from bot.storage.people import persons, roles, task_forces
from bot.storage.score import base_scores
from bot.storage.session import Session
from bot.storage.work import entries
from tests.places import Template, only_sqlite
from tests.rules.steady import steady
from tests.storage.conftest import Store

Q4 = Quarter(2026, 4)
PEOPLE = 6
FORCES = 3
History = Mapping[str, Any]


@st.composite
def entry(draw: st.DrawFn) -> History:
    line = draw(st.sampled_from(("publicity", "mediation")))
    return {
        "person": draw(st.integers(0, PEOPLE - 1)),
        "line": line,
        "share": draw(st.sampled_from(Share)).value if line == "mediation" else "",
        # From the last days of the quarter before to the first of the one after.
        "day": Q4.first + timedelta(draw(st.integers(-3, 94))),
        "counts": draw(st.sampled_from((True, True, True, False))),
        "state": draw(st.sampled_from((State.APPROVED, State.APPROVED, *State))).value,
    }


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A county of three task forces' people, of whom 第3人 is a liaison."""
    empty = Template.made(tmp_path_factory.mktemp("empty"))
    store = Store.copied(empty, tmp_path_factory.mktemp("county"))
    store.do(settle_down)
    return store


def settle_down(session: Session) -> None:
    set_up.load_county(session)
    forces = [force.id for force in task_forces.every(session)][:FORCES]
    who = [persons.add(session, forces[n % FORCES], f"第{n}人") for n in range(PEOPLE)]
    roles.give(session, who[3], Role.LIAISON, forces[0])


@contextmanager
def scratch(store: Store) -> Iterator[Session]:
    """A session of which nothing stays."""
    with databases.writing(store.url).connect() as db:
        yield Session(db, store.vault, store.county, store.clock.now())
        db.rollback()


def live(session: Session, worked: Iterable[History], bases: Mapping[int, int]) -> list[int]:
    """Have the people do all this, and give them these base scores; return their ids."""
    people = sorted(person.id for person in persons.everyone(session))
    for n, value in bases.items():
        base_scores.give(session, people[n], Q4, value, "", people[0])
    for n, one in enumerate(worked, 1001):
        draft = dict.fromkeys(("opened_at", "touched_at"), session.now)
        who = people[one["person"]]
        session.db.execute(
            insert(m.Draft).values(id=n, person_id=who, chat_id=1, facts_sealed=b"", **draft)
        )
        row = {name: one[name] for name in ("line", "share", "day", "counts", "state")}
        row |= {"id": n, "draft_id": n, "person_id": who, "reviewer": "liaison"}
        row |= {"facts_sealed": session.vault.seal("{}", f"entry.facts:{n}")}
        session.db.execute(insert(m.Entry).values(row | {"submitted_at": session.now}))
    return people


@steady
@given(
    st.lists(entry(), max_size=40), st.dictionaries(st.integers(0, PEOPLE - 1), st.integers(0, 30))
)
def test_everybody_has_what_the_rules_give_them_entry_by_entry(
    kept: Store, worked: list[History], bases: Mapping[int, int]
) -> None:
    with scratch(kept) as session:
        people = live(session, worked, bases)
        county = summarise.summary(session, Q4)

        by_name = {row.name: row.marks for row in county.people}
        assert by_name == {
            persons.get(session, person).name.full: Marks.of(score.of_person(session, person, Q4))
            for person in people
        }
        states = [e.state for e in entries.in_quarter(session, Q4)]
        assert county.approved == states.count(State.APPROVED)
        assert county.pending == states.count(State.PENDING)
        parts = [summarise.summary(session, Q4, f.id) for f in task_forces.every(session)]
        assert tuple(row for part in parts for row in part.people) == county.people
        assert tuple(row for part in parts for row in part.task_forces) == county.task_forces


def test_who_has_left_is_in_nobodys_figures_and_a_liaison_is_named(kept: Store) -> None:
    done = {"line": "publicity", "share": "", "day": date(2026, 10, 9), "counts": True}
    worked = [{**done, "person": n, "state": "approved"} for n in (0, 0, 3)]
    with scratch(kept) as session:
        people = live(session, worked, {})
        persons.leave(session, people[0])
        first, second = summarise.summary(session, Q4).task_forces[:2]

        assert (first.liaison, first.approved) == ("第3人", 1)
        assert (second.liaison, second.approved) == ("", 0)


def test_a_case_of_no_share_is_refused_as_the_rules_refuse_it(kept: Store) -> None:
    case = {"line": "mediation", "share": "", "day": date(2026, 10, 9), "state": "approved"}
    with scratch(kept) as session:
        live(session, [{**case, "person": 0, "counts": True}], {})
        with pytest.raises(ValueError, match="share"):
            summarise.summary(session, Q4)


def test_no_entry_is_opened_and_of_a_person_only_the_name(kept: Store) -> None:
    done = {"line": "publicity", "share": "", "day": date(2026, 10, 9), "counts": True}
    with scratch(kept) as session:
        live(session, [{**done, "person": 0, "state": "approved"}], {})
        sealed = dict.fromkeys(("id_number_sealed", "phone_sealed"), b"what does not open")
        session.db.execute(update(m.Person).values(sealed))
        session.db.execute(update(m.Entry).values(facts_sealed=b"what does not open"))
        assert summarise.summary(session, Q4).people[0].marks.publicity == 5


@only_sqlite  # whose plan is asked for
def test_the_points_are_counted_from_an_index_alone(kept: Store) -> None:
    """Without it a large county is read entry by entry, in disorder."""
    said: list[str] = []
    with scratch(kept) as session:
        session.db.connection.set_trace_callback(said.append)
        summarise.summary(session, Q4)
        session.db.connection.set_trace_callback(None)
        (counted,) = (each for each in said if "FROM entry" in each)
        plan = session.db.exec_driver_sql(f"EXPLAIN QUERY PLAN {counted}").all()
    assert [row[3] for row in plan] == ["SCAN entry USING COVERING INDEX ix_entry_person_id"]
