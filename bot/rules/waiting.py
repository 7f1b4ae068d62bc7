"""How long an entry has waited for its decision, counted in working days."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.rules.calendar import ONE_DAY, TIMEZONE, local_day


def waited(since: datetime, today: date, is_working_day: Callable[[date], bool]) -> int:
    """Return how many working days came after the day of `since`; today counts."""
    first = local_day(since)
    days = (first + timedelta(n) for n in range(1, (today - first).days + 1))
    return sum(is_working_day(day) for day in days)


def overdue_before(today: date, days: int, is_working_day: Callable[[date], bool]) -> datetime:
    """Return the moment before which whatever came has waited for `days` working days or longer."""
    day, counted = today, 0
    while counted < days:
        counted += is_working_day(day)
        day -= ONE_DAY
    return datetime.combine(day + ONE_DAY, time(), TIMEZONE)
