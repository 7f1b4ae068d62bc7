"""A stage (阶段): the stretch of days that a meeting looks back on (四(三))."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from bot.errors import Refused
from bot.rules.calendar import ONE_DAY, YEARS_AGO
from bot.rules.halfwidth import compact
from bot.rules.months import Month, parse_month
from bot.rules.periods import parse_period
from bot.rules.quarters import Quarter
from bot.texts.meeting import stages as t

LONGEST: Final = timedelta(days=3 * 366)
_HALF: Final = re.compile(r"(?:(?P<year>20\d\d)年?|(?P<near>[今本去前]年))?(?P<half>[上下])半年")
_BETWEEN: Final = re.compile(r"到|至|~|～|—+|–|--")
_HYPHENED: Final = re.compile(r"(?<=[日号\d])-(?=\d)")
_DAY: Final = re.compile(
    r"(?:(?P<year>20\d\d)[-/.年])?(?P<month>\d\d?)[-/.月](?P<day>\d\d?)[日号]?|(?P<word>今天|今日|昨天)"
)
_DAYS_AGO: Final = {"今天": 0, "今日": 0, "昨天": 1}


@dataclass(frozen=True, order=True)
class Stage:
    """The days from `first` up to the day before `after`. `str()` gives the form it is stored in
    and buttons carry: both days by their ordinals, of which every one is a day.
    """

    first: date
    after: date

    @classmethod
    def of_quarters(cls, first: Quarter, last: Quarter) -> Self:
        return cls(first.first, last.after)

    @classmethod
    def of_month(cls, month: Month) -> Self:
        return cls(month.first, month.moved(1).first)

    @classmethod
    def read(cls, stored: str) -> Self:
        """Read a stage back from the form that `str()` gives."""
        first, after = stored.split("-")
        return cls(date.fromordinal(int(first)), date.fromordinal(int(after)))

    def __str__(self) -> str:
        return f"{self.first.toordinal()}-{self.after.toordinal()}"

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.after

    @property
    def last(self) -> date:
        """The last day, which still belongs to it."""
        return self.after - ONE_DAY

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters it has days of, the earliest first."""
        found = [Quarter.of(self.first)]
        while found[-1].after < self.after:
            found.append(found[-1].next())
        return tuple(found)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months it has days of, the earliest first."""
        found = [Month.of(self.first)]
        while (after := found[-1].moved(1)).first < self.after:
            found.append(after)
        return tuple(found)

    @property
    def label(self) -> str:
        """`2026年第四季度`, `2026年11月`, `2026年上半年`, `2026年`, else both days."""
        quarters, months = self.quarters, self.months
        if (self.first, self.after) == (quarters[0].first, quarters[-1].after):
            year = quarters[0].year
            if len(quarters) == 1:
                return quarters[0].label
            numbers = [q.number for q in quarters if q.year == year]
            if len(numbers) == len(quarters) and tuple(numbers) in _WHOLE:
                return t.IN_YEAR.format(year=year, name=_WHOLE[tuple(numbers)])
        if (self.first, self.after) == (months[0].first, months[0].moved(1).first):
            return months[0].label
        return t.BETWEEN.format(first=t.day(self.first), last=t.day(self.last))


_WHOLE: Final = {(1, 2): t.FIRST_HALF, (3, 4): t.SECOND_HALF, (1, 2, 3, 4): ""}


def parse_stage(text: str, today: date) -> Stage:
    """Read a stage as somebody types it: 本季, 2026Q3, 11月, 上半年, 今年, 9月1日到11月20日.

    A first day without a year is the latest such by `today`, a last one the next after the first.
    Raises Refused, with an example, for anything else, for what has not begun, and for more than
    three years.
    """
    typed = compact(text)
    stage = _half(typed, today) or _between(typed, today) or _named(typed, today)
    if stage is None:
        raise Refused(t.not_a_stage(text))
    return check(stage, today)


def check(stage: Stage, today: date) -> Stage:
    """Return the stage. Raises Refused for one that ends before it begins, has not begun, or is
    longer than three years.
    """
    if stage.after <= stage.first:
        raise Refused(t.BACKWARD.format(first=t.day(stage.first), last=t.day(stage.last)))
    if stage.first > today:
        raise Refused(t.NOT_BEGUN.format(stage=stage.label))
    if stage.after - stage.first > LONGEST:
        raise Refused(t.TOO_LONG)
    return stage


def _half(typed: str, today: date) -> Stage | None:
    found = _HALF.fullmatch(typed)
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else today.year - YEARS_AGO.get(found["near"], 0)
    first = 1 if found["half"] == "上" else 3
    return Stage.of_quarters(Quarter(year, first), Quarter(year, first + 1))


def _between(typed: str, today: date) -> Stage | None:
    parts = _BETWEEN.split(re.sub("^从|为?止$", "", typed))
    if len(parts) == 1:
        parts = _HYPHENED.split(typed)
    if len(parts) != 2:
        return None
    first, last = (_DAY.fullmatch(part) for part in parts)
    if first is None or last is None:
        return None
    begins = _day(first, today, [today.year - n for n in range(5)], lambda day: day <= today)
    ends = _day(last, today, [begins.year + n for n in range(5)], lambda day: day >= begins)
    return Stage(begins, ends + ONE_DAY)


def _day(
    found: re.Match[str], today: date, years: Sequence[int], fits: Callable[[date], bool]
) -> date:
    """Return the day; without a year, that of the first of the `years` in which it fits."""
    if found["word"]:
        return today - _DAYS_AGO[found["word"]] * ONE_DAY
    for year in [int(found["year"])] if found["year"] else years:
        try:
            meant = date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        if found["year"] or fits(meant):
            return meant
    raise Refused(t.NO_SUCH_DAY.format(day=found[0]))


def _named(typed: str, today: date) -> Stage | None:
    """Read a quarter, a year or a month."""
    try:
        period = parse_period(typed, today)
    except Refused:
        pass
    else:
        quarters = period.quarters
        return Stage.of_quarters(quarters[0] if period.is_year else quarters[-1], quarters[-1])
    try:
        return Stage.of_month(parse_month(typed, today))
    except Refused:
        return None
