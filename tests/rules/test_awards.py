"""The year's ranking: sums, ties, missing quarters, who is barred, what needs a reason."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.awards import Year, deviations, ranking
from bot.rules.scoring import Fault

FAULT = Fault(3, date(2026, 5, 6), large=False)


def year(person: int, *quarters: int | None, fault: bool = False, left: bool = False) -> Year:
    first, second, third, fourth = quarters
    return Year(person, (first, second, third, fourth), (FAULT,) if fault else (), left)


def test_a_year_is_the_sum_of_its_quarters_and_the_mean_of_those_there_are() -> None:
    whole, half = year(1, 80, 75, 90, 61), year(2, None, 80, None, 70)
    assert (whole.total, whole.mean, whole.missing) == (306, 76.5, ())
    assert (half.total, half.mean, half.missing) == (150, 75.0, (1, 3))
    assert (year(3, None, None, None, None).mean, year(3, 0, 0, 0, 0).missing) == (0, ())


def test_equal_sums_share_a_rank_and_the_next_is_as_many_further() -> None:
    ranked = ranking([year(1, 9, 9, 9, 9), year(2, 9, 9, 9, 9), year(3, 1, 1, 1, 1),
                      year(4, 10, 10, 10, 10)]).ranked  # fmt: skip
    assert [(r.rank, r.year.person_id, r.shared) for r in ranked] == [
        (1, 4, False),
        (2, 1, True),
        (2, 2, True),
        (4, 3, False),
    ]


def test_who_has_a_fault_is_apart_with_the_reason_and_who_has_left_is_nowhere() -> None:
    known = ranking([year(1, 90, 90, 90, 90, fault=True), year(2, 1, 1, 1, 1),
                     year(3, 99, 99, 99, 99, left=True)])  # fmt: skip
    assert [r.year.person_id for r in known.ranked] == [2]
    ((barred, why),) = [(y.person_id, y.barred) for y in known.barred]
    assert barred == 1
    assert "S3" in why


def test_equals_at_the_border_are_left_to_the_bureau() -> None:
    known = ranking([year(1, 9, 9, 9, 9), year(2, 8, 8, 8, 8), year(3, 8, 8, 8, 8),
                     year(4, 7, 7, 7, 7)])  # fmt: skip
    assert (known.first(2), known.tied(2)) == ([1], [2, 3])
    assert (known.first(3), known.tied(3)) == ([1, 2, 3], [])
    assert (known.first(1), known.tied(1)) == ([1], [])
    assert (known.first(9), known.tied(9)) == ([1, 2, 3, 4], [])


def test_a_pick_below_somebody_better_and_who_is_passed_over_need_reasons() -> None:
    known = ranking([year(n, 10 - n, 0, 0, 0) for n in range(1, 5)])
    assert deviations(known, {1, 2}) == (set(), set())
    assert deviations(known, {1, 3}) == ({3}, {2})
    assert deviations(known, {4}) == ({4}, {1, 2, 3})
    assert deviations(known, set()) == (set(), set())


def test_a_choice_among_equals_needs_none() -> None:
    known = ranking([year(1, 9, 0, 0, 0), year(2, 9, 0, 0, 0)])
    assert deviations(known, {2}) == (set(), set())


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(1, 12))
def test_the_first_places_are_the_best_never_too_many_and_need_no_reason(
    totals: list[int], places: int
) -> None:
    known = ranking([year(n, total, 0, 0, 0) for n, total in enumerate(totals)])
    first, tied = known.first(places), known.tied(places)
    assert len(first) <= places
    assert len(first) + len(tied) >= min(places, len(totals))
    assert deviations(known, first) == (set(), set())
