"""The year's ranking: sums, ties, missing quarters, who is barred, what needs a reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.rules.awards import Year, deviations, is_for_faults, parse_places, parse_year, ranking
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
    assert [y.person_id for y in known.left] == [3]


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


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2026", 2026), ("２０２５年", 2025), ("今年", 2026), (" 去年度 ", 2025), ("2024年度", 2024)],
)
def test_a_year_is_read_as_it_is_typed(typed: str, read: int) -> None:
    assert parse_year(typed, TODAY) == read


@pytest.mark.parametrize("typed", ["", "2027", "26", "明年", "2026Q4", "1999", "二〇二六"])
def test_what_is_no_year_or_has_not_begun_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match=r"例如：2026|请写成 2026"):
        parse_year(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "read"), [("1", 1), ("前10名", 10), ("５００", 500), ("3 人", 3)]
)
def test_a_number_of_places_is_read_as_it_is_typed(typed: str, read: int) -> None:
    assert parse_places(typed) == read


@pytest.mark.parametrize("typed", ["", "0", "501", "10,000", "-1", "2.5", "三", "9" * 99])
def test_what_is_no_number_of_places_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="1 到 500"):
        parse_places(typed)


def test_a_title_is_taken_away_for_faults_where_its_reason_names_one() -> None:
    assert is_for_faults("2026年有已核准的工作失误：S12（2026年5月6日，影响较小）")
    assert not is_for_faults("重新评选：第四季度更正")
