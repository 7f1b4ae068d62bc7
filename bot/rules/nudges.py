"""The moments at which people are reminded, in a month and in a quarter's last week (三(六))."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.rules.calendar import ONE_DAY, TIMEZONE, local_day, working_day_by
from bot.rules.months import Month
from bot.rules.quarters import Quarter

MORNING: Final = time(9)
AFTERNOON: Final = time(15)
LAST_WEEK: Final = timedelta(days=7)
UNTOUCHED: Final = timedelta(hours=24)
"""How long a draft lies before its author is reminded of it."""

IsWorkingDay = Callable[[date], bool]


@dataclass(frozen=True, order=True)
class Moment:
    """When a reminder goes out: `at` is aware, in the county's time.

    `meant` is the day it was planned for; `at` lies on an earlier day when that is a day of rest.
    """

    at: datetime
    meant: date

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def is_moved(self) -> bool:
        return self.day != self.meant


def at(day: date, clock: time = MORNING) -> datetime:
    """Return the aware moment when it is `clock` on `day` in the county."""
    return datetime.combine(day, clock, TIMEZONE)


def exemplar_moments(
    month: Month, target: int, last: int, is_working_day: IsWorkingDay
) -> list[Moment]:
    """Return, in order, when a task force that still owes its exemplars is reminded.

    `target` and `last` are days of the month (19 and 20). Planned are 09:00 six and two days before
    the target, 15:00 on it, and 09:00 on the last day. A moment on a day of rest moves to the
    working day before; one that would leave the month is dropped. Where two meet on one day, only
    the one planned for later is kept.
    """
    planned = ((target - 6, MORNING), (target - 2, MORNING), (target, AFTERNOON), (last, MORNING))
    by_day: dict[date, Moment] = {}
    for number, clock in planned:
        if number < 1:
            continue
        meant = month.day(number)
        day = working_day_by(meant, is_working_day)
        if day in month:
            by_day[day] = Moment(at(day, clock), meant)
    return sorted(by_day.values())


def quarter_moments(quarter: Quarter, is_working_day: IsWorkingDay) -> list[Moment]:
    """Return 09:00 on the first and on the last working day of a quarter's last week."""
    days = (quarter.after - LAST_WEEK + n * ONE_DAY for n in range(LAST_WEEK.days))
    working = [day for day in days if is_working_day(day)]
    return [Moment(at(day), day) for day in dict.fromkeys((*working[:1], *working[-1:]))]


def with_snoozes(moments: Iterable[Moment], snoozed: Iterable[date]) -> list[Moment]:
    """Return the moments together with 09:00 on the days people asked for by 明天提醒 (`snoozed`).

    A day that has a moment of its own keeps that one only.
    """
    later = {day: Moment(at(day), day) for day in snoozed}
    return sorted((later | {moment.day: moment for moment in moments}).values())


def due_moment(moments: Sequence[Moment], sent: Collection[date], now: datetime) -> Moment | None:
    """Return the moment whose reminder is to go out now; None when there is none.

    It is the latest that has passed, unless its day is among those `sent` already; so after an
    outage only one reminder goes out. None goes out on a day whose own moment is still to come.
    """
    passed = [moment for moment in moments if moment.at <= now]
    if not passed or passed[-1].day in sent:
        return None
    today = local_day(now)
    is_to_come = any(moment.day == today and moment.at > now for moment in moments)
    return None if is_to_come else passed[-1]


def is_last_chance(today: date, last: date, is_working_day: IsWorkingDay) -> bool:
    """Whether no working day is left from `today` to the deadline `last`.

    A reminder that an outage kept back then goes out on a day of rest rather than not at all.
    """
    left = (today + n * ONE_DAY for n in range((last - today).days + 1))
    return today <= last and not any(is_working_day(day) for day in left)


def own_moment(moments: Iterable[Moment], day: date) -> Moment | None:
    """Return the moment that lies on exactly this day; None when there is none."""
    return next((moment for moment in moments if moment.day == day), None)
