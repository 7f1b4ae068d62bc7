"""A year of thirty people in moved time, ending in locked quarters and the list of gold that were
written by hand beforehand.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.actions.score import figures, ranking
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.sandbox.clock import Clock
from bot.storage.score import awards, versions
from bot.storage.session import Session
from tests.places import Template
from tests.storage.conftest import Store
from tests.year import expected as by_hand
from tests.year.county import County
from tests.year.test_by_hand import read

OFFICER, OTHER = by_hand.OFFICERS
DAYS = {1: date(2026, 2, 3), 2: date(2026, 4, 28), 3: date(2026, 8, 4), 4: date(2026, 11, 3)}
"""A day in the middle of each quarter, when its work is done; Tuesdays."""


@dataclass
class Played:
    """The year as it was played: what stood in between, and who was picked."""

    county: County
    locked: dict[int, dict[str, int]] = field(default_factory=dict)
    picked: list[str] = field(default_factory=list)
    after_revoking: int = 0

    def totals(self, quarter: Quarter) -> dict[str, int]:
        known: figures.Figures = self.county.store.do(figures.of_quarter, quarter)
        assert not known.is_draft
        return {each.name: each.marks.total for each in known.people}


def member_of(name: str) -> str:
    """The task force in which somebody begins the year."""
    return next(force for force, names in by_hand.MEMBERS.items() if name in names)


def works(name: str, quarter: int) -> bool:
    """Whether somebody is in a ledger in the quarter's middle."""
    if name == by_hand.LATE:
        return quarter > 1
    return name != by_hand.GONE or quarter < 4


def play(county: County) -> Played:
    played = Played(county)
    county.at(date(2026, 1, 5))
    county.settle()
    for force, name in by_hand.LIAISONS.items():
        county.take_in(name, force, Role.COORDINATOR, Role.LIAISON)
    for force, names in by_hand.MEMBERS.items():
        for name in names:
            if name != by_hand.LATE:
                county.take_in(name, force, Role.COORDINATOR)
    for name in by_hand.OFFICERS:
        county.take_in(name, None, Role.BUREAU)
    reviewers = {
        name: by_hand.LIAISONS[force] for force, names in by_hand.MEMBERS.items() for name in names
    }
    for number in DAYS:
        _quarter(played, number, reviewers)
    county.at(date(2027, 1, 20))
    played.picked = county.gold(OFFICER, 2026, by_hand.PLACES, by_hand.PICKED[-1])
    return played


def _quarter(played: Played, number: int, reviewers: dict[str, str]) -> None:
    county, quarter = played.county, Quarter(2026, number)
    if number == 2:
        county.at(date(2026, 4, 20))
        county.take_in(by_hand.LATE, member_of(by_hand.LATE), Role.COORDINATOR)
    revoked = _work(county, number, reviewers)
    if number == 2:
        county.at(date(2026, 5, 15))
        county.move(OFFICER, "高翔", by_hand.LAW)
        reviewers["高翔"] = by_hand.LIAISONS[by_hand.LAW]
    if number == 3:
        county.at(date(2026, 8, 15))
        county.leave(by_hand.GONE)
        county.at(date(2026, 9, 28))
        waiting = county.report("朱琳", "P", date(2026, 9, 27))
    if number == 4:
        _late_faults(county)
    county.at(quarter.after + timedelta(4))
    _base_scores(county, quarter, number, reviewers)
    county.at(quarter.after + timedelta(16))
    county.lock(OFFICER, quarter)
    played.locked[number] = played.totals(quarter)
    if number == 2:
        county.at(date(2026, 7, 25))
        county.revoke(OTHER, revoked)
        played.after_revoking = played.totals(quarter)[by_hand.RESTATED[0]]
        county.at(date(2026, 7, 28))
        county.restate(OFFICER, quarter, "马超一条宣传改判")
    if number == 3:
        county.at(date(2026, 10, 20))
        county.approve(OFFICER, waiting)


def _work(county: County, number: int, reviewers: dict[str, str]) -> int:
    """What the list has of a quarter; return the entry that will be revoked."""
    day, revoked, faults = DAYS[number], 0, []
    county.at(day)
    for name in [*reviewers, *by_hand.LIAISONS.values()]:
        reviewer = reviewers.get(name, OFFICER)
        for letter, times in _of(name, number).items():
            for n in range(times):
                if letter in "fF":
                    faults.append(county.register(reviewer, name, day, large=letter == "F"))
                    continue
                entry = county.report(name, letter, day - timedelta(n))
                county.approve(reviewer, entry)
                revoked = entry.id if name == by_hand.RESTATED[0] else revoked
    if faults:
        county.at(max(map(county.answered_by, faults)) + timedelta(1))
    for fault in faults:
        county.confirm(OFFICER, fault)
    return revoked


def _of(name: str, number: int) -> dict[str, int]:
    """Somebody's work of a quarter, by letters."""
    usual = by_hand.LEADING if name in by_hand.LIAISONS.values() else by_hand.QUIET
    work = read(by_hand.QUARTERS[number].get(name, usual))[1]
    return work if works(name, number) else {}


def _late_faults(county: County) -> None:
    """Of a quarter that is long locked; one that nobody confirms; one that is withdrawn."""
    couriers = by_hand.LIAISONS[by_hand.COURIERS]
    county.at(date(2026, 11, 9))
    late = county.register(couriers, "郭敏", date(2026, 2, 10), large=False)
    county.register(couriers, "罗斌", date(2026, 11, 2), large=True)
    untrue = county.register(couriers, "郑爽", date(2026, 11, 2), large=True)
    county.at(county.answered_by(untrue) + timedelta(1))
    county.confirm(OFFICER, late)
    county.confirm(OFFICER, untrue)
    county.withdraw_fault(OTHER, untrue)


def _base_scores(county: County, quarter: Quarter, number: int, reviewers: dict[str, str]) -> None:
    """Each task force's liaison scores who was its own at the quarter's end, the bureau them."""
    given: dict[str, dict[str, int]] = {}
    for name, liaison in reviewers.items():
        base, _, _ = read(by_hand.QUARTERS[number].get(name, by_hand.QUIET))
        if works(name, number) and base is not None and (name, number) != (by_hand.GONE, 3):
            given.setdefault(liaison, {})[name] = base
    for liaison, theirs in given.items():
        county.score(liaison, quarter, theirs)
    base, _, _ = read(by_hand.LEADING)
    assert base is not None
    county.score(OFFICER, quarter, dict.fromkeys(by_hand.LIAISONS.values(), base))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    store = Store.copied(
        Template.made(tmp_path_factory.mktemp("empty")), tmp_path_factory.mktemp("year")
    )
    store.clock = Clock(datetime(2026, 1, 1, tzinfo=UTC), ticking=False)
    return play(County(store))


def wanted(number: int) -> dict[str, int]:
    """What the list says of a quarter when it was locked."""
    found = dict.fromkeys(by_hand.LIAISONS.values(), read(by_hand.LEADING)[2])
    for name in (name for names in by_hand.MEMBERS.values() for name in names):
        if works(name, number) and (name, number) != (by_hand.GONE, 3):
            found[name] = read(by_hand.QUARTERS[number].get(name, by_hand.QUIET))[2]
    return found


@pytest.mark.parametrize("number", DAYS)
def test_each_quarter_was_locked_as_the_list_has_it(played: Played, number: int) -> None:
    assert played.locked[number] == wanted(number)


def test_what_was_revoked_after_the_lock_counts_from_the_restatement_on(played: Played) -> None:
    name, before, after = by_hand.RESTATED
    second = Quarter(2026, 2)
    assert (played.locked[2][name], played.after_revoking) == (before, before)
    assert played.totals(second) == wanted(2) | {name: after}
    kept = played.county.store.do(versions.of_quarter, second)
    assert [(v.number, v.source.value, v.reason) for v in kept] == [
        (2, "restatement", "马超一条宣传改判"),
        (1, "lock", ""),
    ]


def test_nothing_else_changed_a_locked_quarter(played: Played) -> None:
    for number in (1, 3, 4):
        assert played.totals(Quarter(2026, number)) == played.locked[number]


def of_gold(played: Played, step: Callable[..., Any], *args: Any) -> Any:
    return played.county.store.do(step, *args)


def test_the_ranking_is_the_one_of_the_list(played: Played) -> None:
    known = of_gold(played, ranking.ranking, 2026).ranking
    ranked = {each.year.person_id: each for each in known.ranked}
    names = {person: name for name, person in played.county.ids.items()}
    assert {names[who]: each.year.total for who, each in ranked.items()} == by_hand.YEAR
    ranks = {names[who]: each.rank for who, each in ranked.items()}
    assert {name: ranks[name] for name in by_hand.RANKS} == by_hand.RANKS
    assert {names[y.person_id]: y.total for y in known.barred} == by_hand.BARRED
    late = ranked[played.county.ids[by_hand.LATE]].year
    assert late.missing == (1,)
    assert set(played.county.names(known.tied(by_hand.PLACES))) == set(by_hand.TIED)


def test_gold_went_to_who_the_list_says(played: Played) -> None:
    assert set(played.picked) == set(by_hand.PICKED)
    standing = of_gold(played, awards.standing, 2026)
    assert {(played.county.names([a.person_id])[0], a.rank) for a in standing} == {
        (name, by_hand.RANKS[name]) for name in by_hand.PICKED
    }


def test_the_papers_name_who_is_commended_and_whom_to_move(played: Played) -> None:
    papers = of_gold(played, ranking.papers, 2026)
    assert {each.name for each in papers.commended} == set(by_hand.PICKED)
    assert [each.name for each in papers.advised] == ["黄娟"]


def test_the_year_is_whole_in_the_eyes_of_verify(played: Played, tmp_path: Any) -> None:
    from bot.actions.verify import verify
    from bot.storage.blobs import Folder

    def look(session: Session) -> list[str]:
        return list(verify(session, Folder(tmp_path)))

    assert of_gold(played, look) == []
