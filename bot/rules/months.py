"""The month: the period of the exemplars a task force reports (三(六))."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.errors import Refused
from bot.rules.calendar import YEARS_AGO
from bot.rules.halfwidth import compact
from bot.texts.month import exemplar as t
from bot.texts.rules import shown

_YEAR = r"(?:(?P<year>20\d\d)(?:年度?|[-–—/.]|(?=\d\d$))|(?P<near>[今本去前]年))"
_DATED = re.compile(rf"{_YEAR}(?P<number>0?[1-9]|1[0-2])(?:月份?)?")
_YEARLESS = re.compile(r"(?P<number>0?[1-9]|1[0-2])(?:月份?)?")
_MONTHS_AGO = {"本月": 0, "这月": 0, "当月": 0, "这个月": 0, "上月": 1, "上个月": 1, "上上月": 2}


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; `str()` gives the form it is stored and typed in: 2026-11."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, stored: str) -> Self:
        """Back from `str()`."""
        year, number = stored.split("-")
        return cls(int(year), int(number))

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def ordinal(self) -> int:
        """Months counted through the years."""
        return 12 * self.year + self.number

    @property
    def label(self) -> str:
        return f"{self.year}年{self.number}月"

    @property
    def short(self) -> str:
        return f"{self.number}月"

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.number)

    def day(self, number: int) -> date:
        return self.first.replace(day=number)

    def moved(self, months: int) -> Self:
        """The month so many months later, or earlier when negative."""
        year, index = divmod(12 * self.year + self.number - 1 + months, 12)
        return type(self)(year, index + 1)


def parse_month(text: str, today: date) -> Month:
    """The month somebody typed: 2026-11, 2026年11月, 11月, 本月, 上月 and near forms.

    Without a year it is the latest that has begun by `today`. Refused with an example otherwise.
    """
    typed, current = compact(text), Month.of(today)
    if (ago := _MONTHS_AGO.get(typed)) is not None:
        return current.moved(-ago)
    if match := _DATED.fullmatch(typed):
        year = today.year - YEARS_AGO[match["near"]] if match["near"] else int(match["year"])
        return Month(year, int(match["number"]))
    if match := _YEARLESS.fullmatch(typed):
        month = Month(today.year, int(match["number"]))
        return month if month <= current else month.moved(-12)
    raise Refused(t.NOT_A_MONTH.format(typed=shown(text), example=current))
