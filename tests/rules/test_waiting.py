"""How long a decision has been waited for. 2026-11-23 is a Monday."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.waiting import overdue_before, waited

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def weekday(day: date) -> bool:
    return day.weekday() < 5


def test_the_day_it_came_is_not_counted_and_rest_days_are_not() -> None:
    assert waited(MONDAY, date(2026, 11, 23), weekday) == 0
    assert waited(MONDAY, date(2026, 11, 27), weekday) == 4
    assert waited(MONDAY, date(2026, 11, 29), weekday) == 4
    assert waited(MONDAY, date(2026, 12, 3), weekday) == 8


def test_the_day_is_the_countys_own() -> None:
    late = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # Monday, 01:00
    assert waited(late, date(2026, 11, 24), weekday) == 1


@given(minutes=st.integers(0, 60 * 24 * 60), on=st.integers(0, 60), days=st.integers(1, 10))
def test_what_came_before_the_moment_has_waited_as_long_and_nothing_else(
    minutes: int, on: int, days: int
) -> None:
    came = MONDAY + timedelta(minutes=minutes)
    today = date(2026, 11, 23) + timedelta(days=on)
    is_overdue = came < overdue_before(today, days, weekday)
    assert is_overdue == (waited(came, today, weekday) >= days)
