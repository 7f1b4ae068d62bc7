"""What stands as it was reported, whatever happens to the quarter afterwards."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from bot.actions.people import set_up
from bot.actions.review import overturn, review
from bot.actions.review.case import stamp_of
from bot.actions.score import base_scores as scoring
from bot.actions.score import fault_cases, figures, lock, restate, summarise
from bot.actions.work import appeal, submit
from bot.errors import Refused
from bot.reports.marks import Marks
from bot.reports.summary_workbook import summary_workbook
from bot.rules.base_scores import Assignment
from bot.rules.faults import FaultState
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.rubric import ADDING_LINES, Line, Rubric, Share
from bot.rules.scoring import Score
from bot.rules.states import State
from bot.rules.versions import Source
from bot.storage import databases
from bot.storage import models as m
from bot.storage.people import accounts, persons, roles, task_forces
from bot.storage.score import base_scores, versions
from bot.storage.score.versions import Reported, Version
from bot.storage.session import Session
from bot.storage.work import entries
from tests.places import Template
from tests.rules.steady import steady
from tests.storage.conftest import Store

Q4 = Quarter(2026, 4)
PEOPLE = 6
AFTER = datetime(2027, 1, 20, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Six people of two task forces; the first is liaison of one, the last an officer more."""
    store = Store.copied(
        Template.made(tmp_path_factory.mktemp("empty")), tmp_path_factory.mktemp("county")
    )
    store.do(settle_down)
    return store


def settle_down(session: Session) -> None:
    set_up.load_county(session)
    forces = [force.id for force in task_forces.every(session)][:2]
    who = [persons.add(session, forces[n % 2], f"第{n}人", employer="某厂") for n in range(PEOPLE)]
    roles.give(session, who[0], Role.LIAISON, forces[0])
    roles.give(session, persons.add(session, None, "赵敏"), Role.BUREAU, None)
    for person in persons.everyone(session):
        accounts.invited(session, 100 + person.id, None)
        accounts.join(session, 100 + person.id, person.id)


@contextmanager
def scratch(store: Store) -> Iterator[Session]:
    """A session after the quarter's end, of which nothing stays."""
    with databases.writing(store.url).connect() as db:
        yield Session(db, store.vault, store.county, AFTER)
        db.rollback()


def actor(session: Session, person_id: int) -> Actor:
    found = accounts.load(session, 100 + person_id).actor
    if found is None:
        raise Refused("has left")
    return found


def people_of(session: Session) -> list[int]:
    return [p.id for p in persons.everyone(session) if p.task_force_id is not None]


def officer_of(session: Session) -> Actor:
    return actor(session, next(p.id for p in persons.everyone(session) if p.task_force_id is None))


@st.composite
def work(draw: st.DrawFn) -> dict[str, Any]:
    line = draw(st.sampled_from(("publicity", "mediation")))
    return {
        "person": draw(st.integers(0, PEOPLE - 1)),
        "line": line,
        "share": draw(st.sampled_from(Share)).value if line == "mediation" else "",
        "day": Q4.first + timedelta(draw(st.integers(-2, 93))),
        "counts": draw(st.sampled_from((True, True, True, False))),
        "state": draw(st.sampled_from((State.APPROVED, State.APPROVED, *State))).value,
    }


FAULTS = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.booleans(),
        st.sampled_from(("confirmed", "confirmed", "registered", "withdrawn")),
    ),
    max_size=4,
)
BASES = st.dictionaries(st.integers(0, PEOPLE - 1), st.integers(0, 30))


def live(
    session: Session, worked: list[dict[str, Any]], bases: dict[int, int], faults: list[Any]
) -> list[int]:
    """Have the people do all this; return the ids of the entries."""
    people = people_of(session)
    for n, value in bases.items():
        base_scores.give(session, people[n], Q4, value, "", people[0])
    stamp = dict.fromkeys(("opened_at", "touched_at"), session.now)
    for n, one in enumerate(worked, 1001):
        who = people[one["person"]]
        closed = "submitted" if one["state"] not in ("returned", "withdrawn") else "open"
        draft = {"id": n, "person_id": who, "chat_id": 1, "form": one["line"], "state": closed}
        sealed = session.vault.seal("{}", f"draft.facts:{n}")
        session.db.execute(insert(m.Draft).values(**draft, facts_sealed=sealed, **stamp))
        row = {name: one[name] for name in ("line", "share", "day", "counts", "state")}
        row |= {"id": n, "draft_id": n, "person_id": who, "reviewer": "liaison"}
        row |= {"task_force_id": persons.get(session, who).task_force_id}
        row |= {"facts_sealed": session.vault.seal("{}", f"entry.facts:{n}")}
        if one["state"] in ("approved", "rejected", "appealed"):
            row |= {"decided_at": session.now, "decided_by": people[0]}
        session.db.execute(insert(m.Entry).values(row | {"submitted_at": session.now}))
    for n, (person, large, state) in enumerate(faults, 1):
        draft = {"id": 5000 + n, "person_id": people[0], "chat_id": 1}
        draft["facts_sealed"] = session.vault.seal("{}", f"draft.facts:{5000 + n}")
        session.db.execute(insert(m.Draft).values(**draft, **stamp))
        session.db.execute(
            insert(m.Fault).values(
                id=n, draft_id=5000 + n, person_id=people[person], day=date(2026, 12, n),
                large=large, state=state, registered_by=people[0],
                facts_sealed=session.vault.seal("{}", f"fault.facts:{n}"),
                registered_at=session.now, answer_until=date(2027, 1, 9),
            )
        )  # fmt: skip
    return [1001 + n for n in range(len(worked))]


def make(session: Session, version: Version) -> Version:
    """All pieces one after the other."""
    known = lock.basis(session, version.id)
    assert known is not None
    lock.hand_over(session, version, known.waiting)
    for few in lock.in_parts(known.left, 4):
        lock.write(session, version, lock.work_out(session, known, few))
    assert lock.stand(session, version)
    return version


def locked(session: Session) -> Version:
    return make(session, lock.begin(session, None, Q4))


def credits_of(score: Score) -> list[tuple[int, int, str]]:
    every = (credit for line in score.lines for credit in line.credits)
    return [(credit.entry.number, credit.points, credit.why) for credit in every]


def as_it_lies(session: Session, people: list[int]) -> tuple[Any, ...]:
    """What stands, byte for byte: the rows, and the workbook and the scores made of them."""
    tables = (m.Version.__table__, m.Reported.__table__)
    rows = [session.db.execute(select(t).order_by(*t.primary_key)).all() for t in tables]
    scores = [figures.of_person(session, person, Q4).score for person in people]
    return rows, scores, summary_workbook(summarise.summary(session, Q4))


@steady
@given(st.lists(work(), max_size=30), BASES, FAULTS)
def test_what_is_reported_is_what_was_shown_before_with_each_entry_that_counts(
    kept: Store, worked: list[dict[str, Any]], bases: dict[int, int], faults: list[Any]
) -> None:
    with scratch(kept) as session:
        live(session, worked, bases, faults)
        before = figures.of_quarter(session, Q4)
        scores = {p: figures.of_person(session, p, Q4).score for p in people_of(session)}
        assert before.is_draft
        assert before.marks == {p: Marks.of(score) for p, score in scores.items()}
        version = locked(session)
        after = figures.of_quarter(session, Q4)
        assert after.version is not None
        assert after.marks == before.marks
        assert [p[:6] for p in after.people] == [p[:6] for p in before.people]
        for reported in versions.of_version(session, version.id):
            added = dict.fromkeys((*ADDING_LINES, Line.FAULT), 0)
            for _, line, points, *_ in reported.counted:
                added[Line(line)] += points
            assert added == {line: reported.figures[line.value] for line in added}
            again = figures.of_person(session, reported.person_id, Q4).score
            told = scores[reported.person_id]
            assert again.points == told.points
            assert [
                [(c.entry.number, c.points, c.why) for c in one.credits] for one in again.lines
            ] == [[(c.entry.number, c.points, c.why) for c in one.credits] for one in told.lines]
            assert (again.total, again.raw, again.remarks) == (told.total, told.raw, told.remarks)


Move = Callable[[Session, Actor, int], Any]


def _changed(session: Session, who: Actor, entry_id: int) -> None:
    change = overturn.ask(session, who, entry_id)
    overturn.give_reason(session, who, change.draft_id, "经核实")
    overturn.overturn(session, who, change.draft_id)


def _appealed(session: Session, who: Actor, entry_id: int) -> None:
    del who
    author = actor(session, _entry(session, entry_id).person_id)
    asked = appeal.ask(session, author, entry_id)
    focus = accounts.load(session, author.chat_id).focus_id
    appeal.appeal(session, author, focus, f"{asked.number} 属实")


def _entry(session: Session, entry_id: int) -> entries.Entry:
    entry = entries.get(session, entry_id)
    assert entry is not None
    return entry


def _stamp(session: Session, entry_id: int) -> int:
    return stamp_of(_entry(session, entry_id))


def somebody(session: Session, n: int) -> int:
    """Somebody of those who are left."""
    people = people_of(session)
    if len(people) < 2:
        raise Refused("nobody left")
    return people[n % len(people)]


MOVES: dict[str, Move] = {
    "approve": lambda s, who, n: review.approve(s, who, n, _stamp(s, n), "属实"),
    "reject": lambda s, who, n: review.reject(s, who, n, _stamp(s, n), "不实"),
    "return": lambda s, who, n: review.send_back(s, who, n, _stamp(s, n), "缺照片"),
    "undo": review.undo,
    "overturn": _changed,
    "appeal": _appealed,
    "withdraw": lambda s, _, n: submit.withdraw(
        s, actor(s, _entry(s, n).person_id), _entry(s, n).draft_id
    ),
    "base": lambda s, who, n: scoring.give(s, who, Q4, [Assignment(somebody(s, n), n % 31, "改")]),
    "leave": lambda s, _, n: persons.leave(s, somebody(s, n)),
    "rename": lambda s, _, n: persons.set_personal(s, somebody(s, n), "改名", "", ""),
    "join": lambda s, _, n: persons.add(s, task_forces.every(s)[n % 2].id, f"新{n}"),
}


NOT_OF_AN_ENTRY = ("base", "leave", "rename", "join")
FITTING = {
    "approve": (State.PENDING, State.APPEALED),
    "reject": (State.PENDING, State.APPEALED),
    "return": (State.PENDING,),
    "withdraw": (State.PENDING,),
    "undo": (State.APPROVED,),
    "overturn": (State.APPROVED, State.REJECTED),
    "appeal": (State.REJECTED,),
}


def one_of(session: Session, ids: list[int], states: Sequence[State], n: int) -> int:
    """An entry of the quarter with which this can be done, as far as there is one."""
    known = [_entry(session, each) for each in ids]
    fitting = [each.id for each in known if each.state in states and each.day in Q4]
    return (fitting or ids)[n % len(fitting or ids)]


# An example is a whole county: fewer of them, each with many moves.
@settings(steady, max_examples=30)
@given(
    st.lists(work(), min_size=3, max_size=20),
    BASES,
    st.lists(
        st.tuples(st.sampled_from(sorted(MOVES)), st.booleans(), st.integers(0, 40)),
        min_size=8,
        max_size=25,
    ),
)
def test_nothing_that_happens_after_the_lock_changes_what_stands(
    kept: Store,
    worked: list[dict[str, Any]],
    bases: dict[int, int],
    moves: list[tuple[str, bool, int]],
) -> None:
    with scratch(kept) as session:
        ids = live(session, worked, bases, [])
        liaison, officer = actor(session, people_of(session)[0]), officer_of(session)
        locked(session)
        people = people_of(session)
        before = as_it_lies(session, people)
        for how, by_the_bureau, n in moves:
            who = officer if by_the_bureau else liaison
            number = n if how in NOT_OF_AN_ENTRY else one_of(session, ids, FITTING.get(how, ()), n)
            try:
                with session.db.begin_nested():
                    MOVES[how](session, who, number)
            except Refused:
                continue
            event(how)
        assert as_it_lies(session, people) == before
        found = restate.compare(session, Q4)
        if found.differences.people:
            again = lock.begin_restatement(session, None, Q4, "更正", found.version)
            make(session, again)
            told = restate.differences(session, again.id)
            assert told is not None
            assert told.people == found.differences.people
            assert restate.compare(session, Q4).differences.people == []
            first = versions.of_version(session, found.version.id)
            assert len(first) == PEOPLE, "the first stays readable"


def test_a_locked_quarter_is_shown_by_the_rules_it_was_locked_by(kept: Store) -> None:
    done = {"line": "publicity", "share": "", "day": date(2026, 10, 9), "counts": True}
    with scratch(kept) as session:
        ids = live(session, [{**done, "person": 1, "state": "approved"}] * 6, {1: 30}, [])
        locked(session)
        before = as_it_lies(session, people_of(session))
        usual = Rubric()
        halved = {
            line: replace(allowance, each=1, cap=3, shares={})
            for line, allowance in usual.allowances.items()
        }
        changed = replace(usual, allowances=halved, base_max=10, total_max=20)
        session.county = replace(session.county, rubrics=(changed,))
        assert as_it_lies(session, people_of(session)) == before
        known = figures.of_person(session, people_of(session)[1], Q4)
        assert (known.score.total, known.rubric.base_max) == (50, 30)
        assert restate.compare(session, Q4).differences.people == [], "restated by the same rules"
        _changed(session, officer_of(session), ids[0])
        assert restate.compare(session, Q4).differences.people == [], "five still fill the line"


@contextmanager
def closed_on_paper(kept: Store) -> Iterator[tuple[Session, int]]:
    """Where the first person's quarter is on paper: 25 and 10, which makes 35."""
    with scratch(kept) as session:
        (first, *_) = people_of(session)
        paper = dict.fromkeys(versions.FIGURES, 0) | {"base": 25, "risk": 10, "total": 35}
        ledger = versions.begin(session, Q4, Source.LEDGER, "", None)
        who = {"name": "第0人", "kind": "", "employer": "", "remark": ""}
        versions.add(session, ledger.id, [Reported(first, 1, 1, who, paper)])
        versions.stand(session, ledger.id)
        yield session, first


def test_who_is_closed_on_paper_keeps_what_the_paper_says(kept: Store) -> None:
    done = {"line": "publicity", "share": "", "day": date(2026, 10, 9), "counts": True}
    with closed_on_paper(kept) as (session, first):
        live(session, [{**done, "person": n, "state": "approved"} for n in (0, 1)], {}, [])
        _, second, third = people_of(session)[:3]
        assert not versions.is_locked(session, Q4)
        alive = figures.of_quarter(session, Q4)
        assert alive.is_draft
        assert (alive.marks[first].total, alive.marks[second].total) == (35, 5)
        with pytest.raises(Refused, match="已按台账结清"):
            scoring.give(session, officer_of(session), Q4, [Assignment(first, 5, "")])
        locked(session)
        assert figures.of_quarter(session, Q4).marks[first].total == 35
        assert restate.compare(session, Q4).differences.people == []
        assert figures.of_person(session, third, Q4).score.total == 0


def test_what_a_ledger_carried_into_a_running_quarter_comes_first_under_the_caps(
    kept: Store,
) -> None:
    done = {"line": "publicity", "share": "", "day": date(2026, 10, 9), "counts": True}
    with scratch(kept) as session:
        live(session, [{**done, "person": 0, "state": "approved"}] * 3, {}, [])
        (first, *_) = people_of(session)
        carried = dict.fromkeys(versions.FIGURES, 0)
        carried |= {"base": 20, "publicity": 10, "fault": -5, "total": 25}
        session.now = datetime(2026, 11, 20, tzinfo=UTC)  # the quarter is running
        ledger = versions.begin(session, Q4, Source.LEDGER, "", None)
        who = {"name": "第0人", "kind": "", "employer": "", "remark": ""}
        versions.add(session, ledger.id, [Reported(first, 1, 1, who, carried)])
        versions.stand(session, ledger.id)
        running = figures.of_quarter(session, Q4).marks[first]
        assert (running.base, running.publicity, running.fault, running.total) == (20, 20, -5, 35)
        session.now = AFTER
        assert figures.of_quarter(session, Q4).marks[first] == running
        score = figures.of_person(session, first, Q4).score
        assert [credit.points for credit in score.lines[0].credits] == [5, 5, 0]
        locked(session)
        assert figures.of_quarter(session, Q4).marks[first] == running


def test_a_fault_confirmed_after_the_paper_is_deducted_from_it(kept: Store) -> None:
    with closed_on_paper(kept) as (session, first):
        live(session, [], {}, [(0, False, "confirmed")])
        shown = figures.of_person(session, first, Q4)
        draft = figures.of_quarter(session, Q4).marks[first]
        assert (draft.base, draft.risk, draft.fault, draft.total) == (25, 10, -5, 30)
        assert draft.paper
        assert Marks.of(shown.score).total == 30
        locked(session)
        assert figures.of_quarter(session, Q4).marks[first] == draft, "据台账, before and after"
        after = figures.of_person(session, first, Q4).score
        assert (after.total, after.deduction) == (30, shown.score.deduction)
        assert restate.compare(session, Q4).differences.people == []
        assert [*versions.not_adding_up(session)] == []


def test_while_a_version_is_being_made_no_fault_is_confirmed(kept: Store) -> None:
    with scratch(kept) as session:
        live(session, [], {}, [(1, False, "registered")])
        officer = officer_of(session)
        stamp = fault_cases.case(session, officer, 1).stamp
        version = lock.begin(session, None, Q4)
        with pytest.raises(Refused, match="正在"):
            fault_cases.confirm(session, officer, 1, stamp)
        make(session, version)
        done = fault_cases.confirm(session, officer, 1, stamp)
        assert done.fault.state is FaultState.CONFIRMED
