"""The moments worth moving the clock to: when nudges really go out, and tomorrow morning."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.actions.workdays import is_working_day
from bot.rules import nudges
from bot.rules.calendar import ONE_DAY, local_day, working_day_by
from bot.rules.months import Month
from bot.rules.quarters import Quarter

TARGET, LAST = 19, 20
NUDGES: Final = {13: "09:00", 17: "09:00", TARGET: "15:00", LAST: "09:00"}
"""What the reminders before the 20th are called, by the day they are meant for (三(六))."""
WEEKDAYS: Final = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is aware; `note` says why it is not the moment its label names, or ""."""

    label: str
    at: datetime
    note: str = ""


def moments(now: datetime) -> list[Moment]:
    """Return the next moment of each kind, soonest first."""
    tomorrow = Moment("次日 09:00", nudges.at(local_day(now) + ONE_DAY))
    found = [tomorrow, _quarters_end(now), *(_next_nudge(now, day) for day in NUDGES)]
    return sorted(found, key=lambda moment: moment.at)


def kind_of(day: date) -> str:
    """Return `工作日`, or what other kind of day it is."""
    weekday = day.weekday() < 5
    if is_working_day(day):
        return "工作日" if weekday else "调休上班"
    return "放假" if weekday else "休息日"


def _quarters_end(now: datetime) -> Moment:
    """The next reminder of a quarter's last week."""
    quarter = Quarter.of(local_day(now))
    both = (quarter, quarter.next())
    coming = (each for q in both for each in nudges.quarter_moments(q, is_working_day))
    return Moment("季度末", next(each.at for each in coming if each.at > now))


def _next_nudge(now: datetime, day: int) -> Moment:
    """Return the reminder before the 20th meant for a day of the month: of this month, or of the
    next in which it still lies ahead.
    """
    month = Month.of(local_day(now))
    return next(moment for moment in _nudges(month, day) if moment.at > now)


def _nudges(month: Month, day: int) -> Iterator[Moment]:
    while True:
        yield _nudge(month, day)
        month = month.moved(1)


def _nudge(month: Month, day: int) -> Moment:
    """Return when a reminder really goes out; of two that fall on one day only the later kind
    does.
    """
    meant = month.day(day)
    sent = working_day_by(meant, is_working_day)
    moment = next(
        each
        for each in nudges.exemplar_moments(month, TARGET, LAST, is_working_day)
        if each.day == sent
    )
    said = []
    if sent != meant:
        said.append(f"{day}日是{kind_of(meant)}，提醒提前到{_named(sent)}")
    if moment.meant != meant:
        said.append(f"与{moment.meant.day}日的合为一次")
    return Moment(f"到{day}日 {NUDGES[day]}", moment.at, "，".join(said))


def _named(day: date) -> str:
    """Return a day as `11日（周五）`."""
    return f"{day.day}日（周{WEEKDAYS[day.weekday()]}）"
