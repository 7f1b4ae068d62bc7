"""The day of a piece of work, as people type it."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NoReturn

from bot.errors import Refused
from bot.rules.calendar import YEARS_AGO
from bot.rules.halfwidth import compact
from bot.texts import rules as texts

OLDEST_YEARS = 2
"""How many years back a day may lie."""

_DAYS_AGO = {
    "今天": 0, "今日": 0, "今": 0, "昨天": 1, "昨日": 1, "昨": 1, "前天": 2, "前日": 2, "大前天": 3,
    "明天": -1, "明日": -1, "后天": -2,
}  # fmt: skip
_WEEKS_AGO = {"本": 0, "这": 0, "上": 1, "上上": 2, "下": -1}
_WEEKDAYS = {name: index // 2 for index, name in enumerate("1一2二3三4四5五6六7日")} | {"天": 6}
_WEEKDAY = re.compile(
    r"(?P<which>上上|[本这上下])?个?(?:周|星期|礼拜)(?P<name>[1-7一二三四五六日天])"
)

_SIGN = r"[-–—/.。、]"
_NUMBERED = re.compile(rf"(20\d\d){_SIGN}(\d\d?){_SIGN}(\d\d?)[日号]?|(20\d\d)(\d\d)(\d\d)")
_WORDED = re.compile(r"(20\d\d年|[今本去前]年)(\d\d?)月(\d\d?)[日号]?")
_YEARLESS = re.compile(rf"(\d\d?)(?:月|{_SIGN})(\d\d?)[日号]?")
_MONTHLESS = re.compile(r"(?:(?P<which>[本这上])个?月)?(?P<day>\d\d?)[日号]")
_HOUR = re.compile(r"(凌晨|早上|上午|中午|下午|傍晚|晚上|晚)$")


def read_day(text: str, today: date, *, of_any_age: bool = False) -> date:
    """Read a day as somebody types it: 昨天, 上周三, 11.5, 11月5日, 2026-11-05, 5号.

    A day without a year, a month or a week is the latest such day that is not after `today`. Raises
    Refused, with today's date or an example, for what is no day, for a day that does not exist, and
    for one that is after `today` or, unless it may be `of_any_age`, older than `oldest_day`.
    """
    typed = _HOUR.sub("", compact(text))
    day = (
        _counted_back(typed, today)
        or _weekday(typed, today)
        or _dated(typed, today)
        or _yearless(typed, today)
        or _monthless(typed, today)
    )
    if day is None:
        raise Refused(texts.not_a_day(text, today))
    if day > today:
        raise Refused(texts.future_day(day, today))
    if not of_any_age and day < oldest_day(today):
        raise Refused(texts.too_old_a_day(day, OLDEST_YEARS, today))
    return day


def read_planned_day(text: str, today: date) -> date:
    """Read a day that may lie ahead, as `read_day` does: 明天, 下周三, 12.5.

    A day without a year, or without a month, is the one nearest to today. Raises Refused for what
    is no day, for one older than `oldest_day`, and for one more than a year ahead.
    """
    typed = _HOUR.sub("", compact(text))
    day = (
        _counted_back(typed, today)
        or _weekday(typed, today)
        or _dated(typed, today)
        or _nearest(typed, today)
    )
    if day is None:
        raise Refused(texts.not_a_planned_day(text, today))
    if day > today + AHEAD:
        raise Refused(texts.far_day(day, today))
    if day < oldest_day(today):
        raise Refused(texts.too_old_a_day(day, OLDEST_YEARS, today))
    return day


AHEAD = timedelta(days=366)
"""How far ahead a day may be planned; more is a slip of the year."""


def _nearest(typed: str, today: date) -> date | None:
    yearless, monthless = _YEARLESS.fullmatch(typed), _MONTHLESS.fullmatch(typed)
    if yearless:
        month, day = int(yearless[1]), int(yearless[2])
        days = [_day_or_none(today.year + more, month, day) for more in (-1, 0, 1)]
    elif monthless and not monthless["which"]:
        months = (divmod(12 * today.year + today.month - 1 + more, 12) for more in (-1, 0, 1))
        days = [_day_or_none(year, index + 1, int(monthless["day"])) for year, index in months]
    elif monthless:
        return _monthless(typed, today)
    else:
        return None
    found = [day for day in days if day]
    return min(found, key=lambda day: abs(day - today)) if found else _refuse(typed, today)


def oldest_day(today: date) -> date:
    """Return the oldest day still taken: the first of this month, `OLDEST_YEARS` years ago."""
    return today.replace(year=today.year - OLDEST_YEARS, day=1)


def _counted_back(typed: str, today: date) -> date | None:
    ago = _DAYS_AGO.get(typed)
    return None if ago is None else today - timedelta(days=ago)


def _weekday(typed: str, today: date) -> date | None:
    match = _WEEKDAY.fullmatch(typed)
    if not match:
        return None
    ahead = _WEEKDAYS[match["name"]] - today.weekday()
    weeks = _WEEKS_AGO[match["which"]] if match["which"] else int(ahead > 0)
    return today + timedelta(days=ahead, weeks=-weeks)


def _dated(typed: str, today: date) -> date | None:
    if match := _NUMBERED.fullmatch(typed):
        year, month, day = (int(part) for part in match.groups() if part)
        return _existing(year, month, day, today)
    if match := _WORDED.fullmatch(typed):
        named = match[1]
        year = today.year - YEARS_AGO[named] if named in YEARS_AGO else int(named[:4])
        return _existing(year, int(match[2]), int(match[3]), today)
    return None


def _yearless(typed: str, today: date) -> date | None:
    match = _YEARLESS.fullmatch(typed)
    if not match:
        return None
    month, day = int(match[1]), int(match[2])
    candidates = (_day_or_none(today.year - ago, month, day) for ago in (0, 1))
    return _latest(candidates, today) or _refuse(f"{month}月{day}日", today)


def _monthless(typed: str, today: date) -> date | None:
    match = _MONTHLESS.fullmatch(typed)
    if not match:
        return None
    months_ago = {"本": [0], "这": [0], "上": [1], None: [0, 1, 2]}[match["which"]]
    day = int(match["day"])
    months = (divmod(12 * today.year + today.month - 1 - ago, 12) for ago in months_ago)
    days = [_day_or_none(year, index + 1, day) for year, index in months]
    if match["which"]:
        return days[0] or _refuse(typed, today)
    return _latest(days, today) or _refuse(typed, today)


def _latest(candidates: Iterable[date | None], today: date) -> date | None:
    """Return the first of `candidates` (latest first) that exists and is not in the future."""
    return next((day for day in candidates if day and day <= today), None)


def _existing(year: int, month: int, day: int, today: date) -> date:
    return _day_or_none(year, month, day) or _refuse(f"{year}年{month}月{day}日", today)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _refuse(typed: str, today: date) -> NoReturn:
    raise Refused(texts.no_such_day(typed, today))
