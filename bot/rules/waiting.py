"""How long a decision has been waited for, counted in working days."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.rules.calendar import ONE_DAY, TIMEZONE, local_day


def waited(since: datetime, today: date, is_working_day: Callable[[date], bool]) -> int:
    """Working days after the day of `since`, up to today, which counts."""
    first = local_day(since)
    days = (first + timedelta(n) for n in range(1, (today - first).days + 1))
    return sum(is_working_day(day) for day in days)


def overdue_before(today: date, days: int, is_working_day: Callable[[date], bool]) -> datetime:
    """What came before this moment has been waiting for so many working days, or longer."""
    day, counted = today, 0
    while counted < days:
        counted += is_working_day(day)
        day -= ONE_DAY
    return datetime.combine(day + ONE_DAY, time(), TIMEZONE)
