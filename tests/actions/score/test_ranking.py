"""The year's ranking out of what its quarters were reported as, or come to now."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.actions.people import set_up
from bot.actions.score import ranking
from bot.errors import Refused
from bot.reports.ranking import YearRanking
from bot.rules.calendar import TIMEZONE
from bot.rules.quarters import Quarter
from bot.rules.versions import Source
from bot.storage.people import persons, task_forces
from bot.storage.score import base_scores
from bot.storage.session import Session
from tests.handlers.score.golden import at_fault, lock, lock_quarter
from tests.places import Template
from tests.storage.conftest import Store

NAMES = ("李梅", "王强", "孙丽")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template.made(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def running(empty: Template, tmp_path: Path) -> Store:
    """A county with three people, who came in November 2026."""
    made = Store.copied(empty, tmp_path)
    made.do(_people)
    return made


@pytest.fixture
def store(running: Store) -> Store:
    """The same in January 2027."""
    running.clock.move_to(datetime(2027, 1, 20, 9, tzinfo=TIMEZONE))
    return running


def _people(session: Session) -> None:
    set_up.load_county(session)
    force = task_forces.every(session)[1].id
    for name in NAMES:
        persons.add(session, force, name, employer=f"{name}的单位")


def ranks(shown: YearRanking) -> list[tuple[int, str, int]]:
    return [(e.rank, shown.name(e.year.person_id), e.year.total) for e in shown.ranking.ranked]


def test_locked_quarters_are_summed_as_they_were_reported(store: Store) -> None:
    store.do(lock, {1: (90, 80, 70, 60), 2: (90, 90, 90, 90), 3: (None, None, 100, 100)})
    store.do(persons.set_personal, 2, "王强强", "", "")
    store.do(base_scores.give, 1, Quarter(2026, 4), 1, "", 1)  # nothing after the lock counts
    shown = store.do(ranking.ranking, 2026)
    assert ranks(shown) == [(1, "王强强", 360), (2, "李梅", 300), (3, "孙丽", 200)]
    assert shown.ranking.ranked[2].year.missing == (1, 2)
    assert shown.ranking.ranked[2].year.mean == 100
    assert not shown.is_draft


def test_a_restatement_is_what_counts(store: Store) -> None:
    store.do(lock, {1: (50, 50, 50, 50), 2: (40, 40, 40, 40)})
    store.do(lock_quarter, Quarter(2026, 2), {1: (0, 0, 0, 0), 2: (0, 100, 0, 0)})
    assert ranks(store.do(ranking.ranking, 2026)) == [(1, "王强", 220), (2, "李梅", 150)]


def test_quarters_closed_on_paper_count_and_are_no_draft(store: Store) -> None:
    store.do(lock, {1: (50, 60, 70, 80)}, Source.LEDGER)
    shown = store.do(ranking.ranking, 2026)
    # The others were in the ledger of the fourth quarter and have nothing on paper of it.
    assert [q.number for q in shown.still_open] == [4]
    (first, *_) = shown.ranking.ranked
    assert (first.year.total, first.year.on_paper) == (260, (1, 2, 3, 4))
    store.do(lock_quarter, Quarter(2026, 4), {2: (0, 0, 0, 9), 3: (0, 0, 0, 8)}, Source.LEDGER)
    assert not store.do(ranking.ranking, 2026).is_draft


def test_a_year_that_runs_is_a_draft_by_what_it_comes_to_now(running: Store) -> None:
    running.do(base_scores.give, 1, Quarter(2026, 4), 28, "", 2)
    shown = running.do(ranking.ranking, 2026)
    assert [q.number for q in shown.still_open] == [4]
    assert ranks(shown)[0] == (1, "李梅", 28)
    assert shown.ranking.ranked[0].year.missing == (1, 2, 3)
    assert shown.ranking.ranked[1].year.unrated == (4,)
    assert [e.shared for e in shown.ranking.ranked] == [False, True, True]


def test_quarters_to_come_are_open_like_those_that_nobody_has_locked(running: Store) -> None:
    running.clock.move_to(datetime(2027, 5, 4, 9, tzinfo=TIMEZONE))
    assert [q.number for q in running.do(ranking.ranking, 2027).still_open] == [1, 2, 3, 4]
    running.do(lock_quarter, Quarter(2027, 1), {1: (9, 9, 9, 9)})
    assert [q.number for q in running.do(ranking.ranking, 2027).still_open] == [2, 3, 4]


def test_quarters_before_the_first_rubric_are_missing(store: Store) -> None:
    assert store.do(ranking.ranking, 2024).ranking.ranked == []
    store.do(ranking.check, 2024)
    with pytest.raises(Refused, match="还没有计分规则"):
        store.do(ranking.check, 2023)
    with pytest.raises(Refused, match="还没有开始"):
        store.do(ranking.check, 2028)


def test_who_has_left_is_apart_whatever_they_reached(store: Store) -> None:
    store.do(lock, {1: (90, 90, 90, 90), 2: (1, 1, 1, 1)})
    store.do(persons.leave, 1)
    shown = store.do(ranking.ranking, 2026)
    assert ranks(shown) == [(1, "王强", 4)]
    assert [(y.person_id, y.total) for y in shown.ranking.left] == [(1, 360)]


def test_papers_advise_for_two_faults_or_a_large_one_and_for_nobody_who_left(
    store: Store,
) -> None:
    store.do(lock, dict.fromkeys((1, 2, 3), (90, 90, 90, 90)))
    store.do(at_fault, 1)
    store.do(at_fault, 2, large=True)
    assert [who.name for who in store.do(ranking.papers, 2026).advised] == ["王强"]
    store.do(at_fault, 1)
    assert [who.name for who in store.do(ranking.papers, 2026).advised] == ["李梅", "王强"]
    store.do(persons.leave, 2)
    assert [who.name for who in store.do(ranking.papers, 2026).advised] == ["李梅"]
    assert [who.name for who in store.do(ranking.papers, 2025).advised] == []


def test_what_is_reported_anew_or_faulted_changes_the_stamp(store: Store) -> None:
    stamps = {store.do(ranking.stamp, 2026)}
    for step in (
        (lock, {1: (90, 90, 90, 90)}),
        (lock_quarter, Quarter(2026, 1), {1: (80, 0, 0, 0)}),
        (at_fault, 1),
    ):
        store.do(*step)
        stamps.add(store.do(ranking.stamp, 2026))
    assert len(stamps) == 4
