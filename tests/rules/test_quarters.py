"""Quarters, and how people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.rules.quarters import Quarter, parse_quarter
from tests.rules.steady import steady

TODAY = date(2026, 11, 18)
Q4 = Quarter(2026, 4)

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
quarters = st.builds(Quarter, st.integers(2000, 2099), st.integers(1, 4))


def test_a_quarter_runs_from_its_first_day_to_its_last() -> None:
    assert (Q4.first, Q4.last, Q4.after) == (
        date(2026, 10, 1),
        date(2026, 12, 31),
        date(2027, 1, 1),
    )


def test_the_first_day_after_a_quarter_is_not_in_it() -> None:
    assert Q4.last in Q4
    assert Q4.after not in Q4
    assert Q4.first - timedelta(days=1) not in Q4


def test_a_quarter_is_shown_in_words_and_kept_in_short() -> None:
    assert (Q4.label, str(Q4)) == ("2026年第四季度", "2026Q4")


def test_the_fifth_quarter_of_a_year_does_not_exist() -> None:
    with pytest.raises(ValueError, match="1 to 4"):
        Quarter(2026, 5)


def test_filing_stays_open_until_the_fifteenth_day_after_the_quarter() -> None:
    assert Q4.filing_ends() == date(2027, 1, 15)
    assert Quarter(2026, 1).filing_ends(days=10) == date(2026, 4, 10)


@pytest.mark.parametrize(
    "typed",
    [
        "2026Q4", "2026q4", "2026-4", "2026年第四季度", "2026年四季度", "第四季度", "四季度", "Q4",
        "本季", "本季度", "这个季度", "２０２６Ｑ４", "2026 年 第 4 季度", " 2026/4 ", "4季度",
        "2026-Q4", "2026第四季度", "今年第四季度", "２０２６—４", "2026年Q4", "当前季度",
    ],
)  # fmt: skip
def test_the_fourth_quarter_may_be_typed_in_many_ways(typed: str) -> None:
    assert parse_quarter(typed, TODAY) == Q4


@pytest.mark.parametrize(
    ("typed", "today", "quarter"),
    [
        ("上季", date(2026, 11, 18), Quarter(2026, 3)),
        ("上季", date(2027, 1, 1), Quarter(2026, 4)),
        ("上个季度", date(2027, 3, 31), Quarter(2026, 4)),
        ("上上季度", date(2026, 11, 18), Quarter(2026, 2)),
        ("本季", date(2027, 1, 1), Quarter(2027, 1)),
        ("去年第四季度", date(2027, 2, 1), Quarter(2026, 4)),
        ("第四季度", date(2027, 2, 1), Quarter(2026, 4)),
        ("Q1", date(2027, 2, 1), Quarter(2027, 1)),
        ("2027Q1", date(2026, 11, 18), Quarter(2027, 1)),
    ],
)
def test_a_quarter_without_a_year_is_the_latest_that_has_begun(
    typed: str, today: date, quarter: Quarter
) -> None:
    assert parse_quarter(typed, today) == quarter


@pytest.mark.parametrize(
    "typed",
    ["", "2026", "2026Q5", "2026-0", "2026-11", "2026-04", "4", "季度", "二零二六Q4", "20264"],
)
def test_what_is_no_quarter_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match="2026Q4"):
        parse_quarter(typed, TODAY)


@steady
@given(quarters, days)
def test_a_quarter_is_read_back_from_what_is_shown_of_it(quarter: Quarter, today: date) -> None:
    assert parse_quarter(str(quarter), today) == quarter
    assert parse_quarter(quarter.label, today) == quarter


@steady
@given(days)
def test_every_day_lies_in_exactly_its_own_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert [day in q for q in (quarter.previous(), quarter, quarter.next())] == [False, True, False]


@steady
@given(quarters)
def test_quarters_follow_one_another_in_order(quarter: Quarter) -> None:
    assert quarter.previous() < quarter < quarter.next()
    assert quarter.next().previous() == quarter
    assert quarter.last + timedelta(days=1) == quarter.next().first


@steady
@given(st.text("Qq第本上个今去年季度一四五0125６-/. ", max_size=10), days)
def test_a_year_is_never_made_up_for_a_quarter_to_come(typed: str, today: date) -> None:
    try:
        quarter = parse_quarter(typed, today)
    except Refused:
        return
    assert quarter <= Quarter.of(today) or any(mark in typed for mark in ("20", "今年", "本年"))
