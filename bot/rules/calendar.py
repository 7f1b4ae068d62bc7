"""Days as the county counts them: in its own time zone, with its own days of rest."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

TIMEZONE = ZoneInfo("Asia/Shanghai")

ONE_DAY = timedelta(days=1)

YEARS_AGO = {"今年": 0, "本年": 0, "去年": 1, "前年": 2}
"""How many years ago the year is that a word names without a number: 去年 is 1."""


def local_day(moment: datetime) -> date:
    """Return the day it is in the county at an aware moment. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs its time zone: {moment.isoformat()}")
    return moment.astimezone(TIMEZONE).date()


def add_working_days(day: date, n: int, is_working_day: Callable[[date], bool]) -> date:
    """Return the n-th working day after `day`, which itself is never counted; `day` when n is 0."""
    if n < 0:
        raise ValueError(f"working days are counted forwards: {n}")
    while n:
        day += ONE_DAY
        n -= is_working_day(day)
    return day


def working_day_by(day: date, is_working_day: Callable[[date], bool]) -> date:
    """Return `day`, or the last working day before it when it is a day of rest."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day
