"""Days and moments as people read them: one style in every text, card and picture.

A day is `11月5日`, a moment `11月5日 10:42`. The year stands in front of a day of another year
than the reader's, and of every day in what is kept: workbooks, pictures of a quarter, notices.
"""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_ZONE: Final = ZoneInfo("Asia/Shanghai")


def local(moment: datetime) -> datetime:
    """An aware moment in the county's own time."""
    return moment.astimezone(_ZONE)


def month_day(day: date) -> str:
    """`11月5日`, where the year goes without saying."""
    return f"{day.month}月{day.day}日"


def day_label(day: date, today: date | None = None) -> str:
    """`11月5日` to who reads it `today`; `2025年11月5日` in another year, and in what is kept."""
    year = "" if today is not None and day.year == today.year else f"{day.year}年"
    return year + month_day(day)


def moment_label(moment: datetime, today: date | None = None) -> str:
    """`11月5日 10:42`, the county's time; the year as for a day."""
    return f"{day_label(local(moment).date(), today)} {clock(moment)}"


def clock(moment: datetime) -> str:
    """`10:42`, the county's time."""
    return f"{local(moment):%H:%M}"
