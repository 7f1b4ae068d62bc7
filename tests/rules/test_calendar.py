"""Days in the county's own time zone, and its working days."""

from datetime import UTC, date, datetime

import pytest

from bot.rules.calendar import add_working_days, local_day, working_day_by

HOLIDAYS = {date(2026, 10, day) for day in range(1, 8)}
MADE_UP_FOR = {date(2026, 10, 10)}


def is_working_day(day: date) -> bool:
    """A National Day week with the Saturday after it worked."""
    return day in MADE_UP_FOR or (day.weekday() < 5 and day not in HOLIDAYS)


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    assert local_day(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert local_day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)


def test_a_moment_without_a_time_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC).replace(tzinfo=None))


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 18), 5, date(2026, 11, 25)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_working_days_skip_weekends_and_holidays_and_count_days_made_up_for(
    day: date, n: int, expected: date
) -> None:
    assert add_working_days(day, n, is_working_day) == expected


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 11, 18), -1, is_working_day)


def test_what_falls_on_a_day_of_rest_moves_to_the_working_day_before() -> None:
    assert working_day_by(date(2026, 10, 4), is_working_day) == date(2026, 9, 30)
    assert working_day_by(date(2026, 10, 10), is_working_day) == date(2026, 10, 10)
