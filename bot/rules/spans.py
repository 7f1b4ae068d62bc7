"""Two days in one message, as people type them: 11.20到12.5."""

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from bot.errors import Refused
from bot.rules.calendar import ONE_DAY
from bot.rules.halfwidth import compact
from bot.texts import rules as texts

LONGEST: Final = timedelta(days=183)
"""How long somebody may be stood in for at most: half a year."""
AHEAD: Final = timedelta(days=366)
"""How far ahead a leave may begin; more is a slip of the year."""

_DAY: Final = re.compile(
    r"(?:(?P<year>20\d\d)[-/.年])?(?P<month>\d\d?)[-/.月](?P<day>\d\d?)[日号]?"
    r"|(?P<word>今天|今日|明天|明日|后天)"
)
_WORDS: Final = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_BETWEEN: Final = re.compile(r"(?:到|至|~|～|—+|–|--|―)|(?<=[日号])-")


def read_span(text: str, today: date) -> tuple[date, date]:
    """Read the first and the last day of a leave, both included.

    A day without a year is the one that lies nearest ahead; one that is less than half a year past
    is taken for a mistake. Raises Refused, with an example, for anything that is no such span, ends
    before it begins, lies in the past, or is longer than `LONGEST`.
    """
    first, last = _parted(text, today)
    begins = _day(first, today, near=today)
    ends = _day(last, today, near=begins)
    if not last["year"] and ends - begins >= LONGEST:  # meant before the first, not a year later
        ends = _day(last, today, near=begins - LONGEST)
    check_span(begins, ends, today)
    return begins, ends


# What a single hyphen may part: days that hold no hyphen themselves.
_DAY_SHAPE: Final = r"(?:20\d\d[./年])?\d\d?[./月]\d\d?[日号]?"


def read_any_span(text: str, today: date) -> tuple[date, date]:
    """Read the first and the last day of anything, past or to come, both included.

    A first day without a year is the one nearest to today, such a last day the next from there on.
    Raises Refused, with an example, for anything that is no such span or ends before it begins.
    """
    first, last = _parted(text, today)
    begins = min(_meant(first, today, today.year), key=lambda day: abs(day - today))
    ends = _meant(last, today, begins.year)
    later = [day for day in ends if timedelta() <= day - begins < _NO_LONGER]
    if not later:
        raise Refused(texts.backward_span(begins, min(ends, key=lambda day: abs(day - begins))))
    return begins, later[0]


_NO_LONGER: Final = timedelta(days=300)
"""What would take longer than this was meant to end before it began."""


def _meant(found: re.Match[str], today: date, year: int) -> list[date]:
    """Return the days that may be meant, a day without a year being of the year given or of those
    beside it.
    """
    if found["word"]:
        return [today + _WORDS[found["word"]] * ONE_DAY]
    years = [int(found["year"])] if found["year"] else range(year - 1, year + 2)
    days = []
    for each in years:
        with suppress(ValueError):
            days.append(date(each, int(found["month"]), int(found["day"])))
    if not days:
        raise Refused(texts.no_such_leave(found[0], today))
    return days


def _parted(text: str, today: date) -> "tuple[re.Match[str], re.Match[str]]":
    """Return the two days of a text as they were found."""
    typed = re.sub(r"^从|为?止$|请假$", "", compact(text))
    parts = _BETWEEN.split(typed)
    if len(parts) != 2:
        middle = re.fullmatch(rf"({_DAY_SHAPE})-({_DAY_SHAPE})", typed)
        if middle is None:
            raise Refused(texts.not_a_span(text, today))
        parts = [middle[1], middle[2]]
    first, last = (_DAY.fullmatch(part) for part in parts)
    if first is None or last is None:
        raise Refused(texts.not_a_span(text, today))
    return first, last


def check_span(first: date, last: date, today: date) -> None:
    """Check a span of days. Raises Refused for one that nobody can be stood in for."""
    if first < today:
        raise Refused(texts.past_span(first, today))
    if first - today > AHEAD:
        raise Refused(texts.far_span(first, today))
    if last < first:
        raise Refused(texts.backward_span(first, last))
    if last - first >= LONGEST:
        raise Refused(texts.long_span((last - first).days + 1, LONGEST.days, today))


def _day(found: re.Match[str], today: date, near: date) -> date:
    """Return the day; without a year, the first such from `near` on, from half a year back where
    that is today.
    """
    if found["word"]:
        return today + _WORDS[found["word"]] * ONE_DAY
    month, day = int(found["month"]), int(found["day"])
    years = [int(found["year"])] if found["year"] else range(near.year - 1, near.year + 6)
    earliest = near if near != today else today - LONGEST
    for year in years:
        try:
            meant = date(year, month, day)
        except ValueError:
            continue
        if found["year"] or meant >= earliest:
            return meant
    raise Refused(texts.no_such_leave(found[0], today))
