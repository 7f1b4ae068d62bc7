"""China's working days, holidays and make-up days included, as far as they are published."""

from datetime import date
from functools import cache, lru_cache

import chinese_calendar
import structlog

log = structlog.get_logger()


@lru_cache(1000)  # asked at every submission, and slow to answer
def is_working_day(day: date) -> bool:
    """Whether a day is a working day. Beyond the years that are published, Monday to Friday counts,
    and the log says so.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        _say_so(day.year)
        return day.weekday() < 5


@cache
def _say_so(year: int) -> None:
    """Warn in the log, once for each year."""
    log.warning("no holiday calendar for this year, counting weekdays", year=year)
