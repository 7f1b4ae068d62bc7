"""Times as people read them."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_ZONE: Final = ZoneInfo("Asia/Shanghai")


def local(moment: datetime) -> datetime:
    """An aware moment in the county's own time."""
    return moment.astimezone(_ZONE)


def month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"
