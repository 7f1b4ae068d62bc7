"""When reminders go out: before the 20th of each month, and in a quarter's last week."""

from datetime import date, datetime, timedelta

import pytest

from bot.actions.workdays import is_working_day
from bot.errors import Refused
from bot.rules import nudges
from bot.rules.calendar import TIMEZONE
from bot.rules.exemplars import is_late, read_story, read_title
from bot.rules.months import Month, parse_month
from bot.rules.nudges import Moment
from bot.rules.quarters import Quarter

TODAY = date(2026, 11, 23)


def told(moments: list[Moment]) -> list[str]:
    return [f"{moment.at:%m-%d %H:%M}" for moment in moments]


def of(year: int, number: int, target: int = 19, last: int = 20) -> list[Moment]:
    return nudges.exemplar_moments(Month(year, number), target, last, is_working_day)


def at(text: str) -> datetime:
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=TIMEZONE)


@pytest.mark.parametrize(
    ("year", "number", "expected"),
    [
        # 20 September 2026 is a Sunday made up for National Day; the 13th and 19th are rest days.
        (2026, 9, ["09-11 09:00", "09-17 09:00", "09-18 15:00", "09-20 09:00"]),
        # The 17th is a Saturday.
        (2026, 10, ["10-13 09:00", "10-16 09:00", "10-19 15:00", "10-20 09:00"]),
        (2026, 11, ["11-13 09:00", "11-17 09:00", "11-19 15:00", "11-20 09:00"]),
        # The 19th and 20th are a weekend: both on the 18th, and the later kind wins.
        (2026, 12, ["12-11 09:00", "12-17 09:00", "12-18 09:00"]),
        # The Spring Festival of 2026, from the 15th to the 23rd: three kinds on the 14th.
        (2026, 2, ["02-13 09:00", "02-14 09:00"]),
        # Beyond the published holidays weekdays are counted: the 13th and 20th are Saturdays.
        (2027, 2, ["02-12 09:00", "02-17 09:00", "02-19 09:00"]),
    ],
)
def test_moments_move_to_the_working_day_before_never_more_than_one_a_day(
    year: int, number: int, expected: list[str]
) -> None:
    assert told(of(year, number)) == expected


@pytest.mark.parametrize("ahead", range(1, 37))
def test_in_any_month_moments_are_working_days_by_the_last_day(ahead: int) -> None:
    month = Month(2025, 12).moved(ahead)
    moments = of(month.year, month.number)
    days = [moment.day for moment in moments]
    assert days == sorted(set(days))
    assert all(is_working_day(day) and day <= month.day(20) for day in days)
    assert all(moment.day <= moment.meant for moment in moments)
    assert 1 <= len(moments) <= 4


def test_moments_follow_the_countys_deadlines() -> None:
    assert told(of(2026, 11, target=12, last=13)) == [
        "11-06 09:00",
        "11-10 09:00",
        "11-12 15:00",
        "11-13 09:00",
    ]
    assert told(of(2026, 11, target=5, last=6)) == ["11-03 09:00", "11-05 15:00", "11-06 09:00"]


def test_a_moved_moment_says_which_day_was_meant() -> None:
    moved = of(2026, 9)[0]
    assert moved.is_moved
    assert moved.meant == date(2026, 9, 13)
    assert not of(2026, 11)[0].is_moved


@pytest.mark.parametrize(
    ("now", "sent", "expected"),
    [
        ("11-13 08:59", [], None),
        ("11-13 09:00", [], "11-13 09:00"),
        ("11-13 12:00", ["2026-11-13"], None),
        ("11-16 09:00", ["2026-11-13"], None),
        ("11-16 09:00", [], "11-13 09:00"),  # an outage: what is still due goes once
        ("11-18 09:00", [], "11-17 09:00"),  # only the latest of those that passed
        ("11-18 09:00", ["2026-11-17"], None),  # the 13th is past
        ("11-19 10:00", [], None),  # today has a moment of its own
        ("11-19 15:00", [], "11-19 15:00"),
        ("11-20 08:30", ["2026-11-17"], None),
        ("11-20 09:00", [], "11-20 09:00"),
    ],
)
def test_what_is_due_is_the_latest_moment_that_passed_once(
    now: str, sent: list[str], expected: str | None
) -> None:
    found = nudges.due_moment(of(2026, 11), [date.fromisoformat(day) for day in sent], at(now))
    assert (f"{found.at:%m-%d %H:%M}" if found else None) == expected


def test_a_snooze_is_a_moment_at_nine_unless_the_day_has_its_own() -> None:
    moments = nudges.with_snoozes(of(2026, 11), [date(2026, 11, 16), date(2026, 11, 19)])
    assert told(moments) == [
        "11-13 09:00",
        "11-16 09:00",
        "11-17 09:00",
        "11-19 15:00",
        "11-20 09:00",
    ]


@pytest.mark.parametrize(
    ("quarter", "expected"),
    [
        (Quarter(2026, 4), ["12-25 09:00", "12-31 09:00"]),
        (Quarter(2026, 3), ["09-24 09:00", "09-30 09:00"]),
        (Quarter(2027, 1), ["03-25 09:00", "03-31 09:00"]),
        (Quarter(2028, 4), ["12-25 09:00", "12-29 09:00"]),  # 30 and 31 December are a weekend
    ],
)
def test_a_quarters_last_week_has_a_first_and_a_last_working_day(
    quarter: Quarter, expected: list[str]
) -> None:
    assert told(nudges.quarter_moments(quarter, is_working_day)) == expected


def test_a_week_of_rest_reminds_of_nothing_and_one_working_day_once() -> None:
    quarter = Quarter(2026, 4)
    assert nudges.quarter_moments(quarter, lambda _: False) == []
    only = nudges.quarter_moments(quarter, lambda day: day == date(2026, 12, 28))
    assert told(only) == ["12-28 09:00"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-11", "2026-11"),
        ("2026年11月", "2026-11"),
        ("２０２６－１０", "2026-10"),
        ("2026/9", "2026-09"),
        ("202610", "2026-10"),
        ("11月", "2026-11"),
        ("11", "2026-11"),
        ("12月", "2025-12"),
        ("9月份", "2026-09"),
        ("本月", "2026-11"),
        ("上月", "2026-10"),
        ("上个月", "2026-10"),
        ("去年12月", "2025-12"),
    ],
)
def test_a_month_is_read_as_people_type_it(typed: str, expected: str) -> None:
    assert str(parse_month(typed, TODAY)) == expected


@pytest.mark.parametrize(
    "typed", ["", "13月", "0", "2026-13", "十一月", "昨天", "<b>&😀", "月" * 4000]
)
def test_what_is_no_month_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match="2026-11"):
        parse_month(typed, TODAY)


def test_months_go_through_the_years() -> None:
    assert str(Month(2026, 12).moved(1)) == "2027-01"
    assert str(Month(2026, 1).moved(-1)) == "2025-12"
    assert Month.read("2026-09") == Month(2026, 9)
    assert Month(2026, 12).ordinal + 1 == Month(2027, 1).ordinal


def test_the_20th_is_on_time_and_the_21st_is_late() -> None:
    month = Month(2026, 11)
    assert not is_late(month, date(2026, 11, 20), 20)
    assert is_late(month, date(2026, 11, 21), 20)
    assert is_late(month, date(2026, 12, 1), 20)


def test_titles_and_accounts_have_their_limits() -> None:
    assert read_title("  李梅  进车间 ") == "李梅 进车间"
    assert len(read_title("长" * 40)) == 40
    assert read_story(" 一二三四五六七八九十 \n\n 一二三四五六七八九十 ").count("\n") == 1
    for read, typed in (
        (read_title, " "),
        (read_title, "长" * 41),
        (read_story, "太短"),
        (read_story, "长" * 801),
    ):
        with pytest.raises(Refused, match="例如"):
            read(typed)


def test_a_draft_lies_a_day_before_its_author_is_reminded() -> None:
    assert timedelta(days=1) == nudges.UNTOUCHED
