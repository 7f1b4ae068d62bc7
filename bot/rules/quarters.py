"""The quarter: the period of every score (§8.2)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from bot.errors import Refused
from bot.rules.calendar import ONE_DAY, TIMEZONE, YEARS_AGO
from bot.rules.halfwidth import compact
from bot.texts import rules as texts

_ORDINALS = "一二三四"
_NUMBER = r"(?:q|第)?(?P<number>[1-4一二三四])(?:季度?)?"
_YEAR = r"(?:(?P<year>20\d\d)(?:年度?|[-–—/.]|(?=q|第|.季))|(?P<near>[今本去前]年))"
_DATED = re.compile(rf"{_YEAR}[-–—/.]?{_NUMBER}")
_UNDATED = re.compile(rf"(?=q|第|.季){_NUMBER}")
_QUARTERS_AGO = {"本": 0, "这": 0, "当": 0, "当前": 0, "上": 1, "上上": 2}
_RELATIVE = re.compile(r"(?P<which>本|这|当前?|上?上)一?个?季度?")
_MEANT = re.compile(r"[\dq第本这上下去今年季度一二三四五六七八九十半–/.-]+")


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year; `str()` gives the form it is stored and typed in: 2026Q4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"a year has quarters 1 to 4: {self.number}")

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, stored: str) -> Self:
        """Read a quarter back from the form that `str()` gives."""
        year, number = stored.split("Q")
        return cls(int(year), int(number))

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """The last day, which still belongs to the quarter."""
        return self.after - ONE_DAY

    @property
    def after(self) -> date:
        """The first day of the next quarter."""
        return self.next().first

    @property
    def ended_at(self) -> datetime:
        """The first moment after it, aware, in the county's time."""
        return datetime.combine(self.after, time(), TIMEZONE)

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.after

    def previous(self) -> Self:
        return self.moved(-1)

    def next(self) -> Self:
        return self.moved(1)

    def filing_ends(self, days: int = 15) -> date:
        """Return the last day on which work of this quarter may be filed for the first time."""
        return self.last + timedelta(days=days)

    @property
    def label(self) -> str:
        return f"{self.year}年第{_ORDINALS[self.number - 1]}季度"

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    def moved(self, quarters: int) -> Self:
        """Return the quarter so many quarters later, or earlier when negative."""
        year, index = divmod(4 * self.year + self.number - 1 + quarters, 4)
        return type(self)(year, index + 1)


def parse_quarter(text: str, today: date) -> Quarter:
    """Read a quarter as somebody types it: 2026Q4, 2026年第四季度, 第四季度, 本季, 上季 and near
    forms.

    Without a year it is the latest such quarter that has begun by `today`. Raises Refused, with an
    example, for anything else.
    """
    typed, current = compact(text), Quarter.of(today)
    if match := _RELATIVE.fullmatch(typed):
        return current.moved(-_QUARTERS_AGO[match["which"]])
    if match := _DATED.fullmatch(typed):
        near = match["near"]
        year = today.year - YEARS_AGO[near] if near else int(match["year"])
        return Quarter(year, _number(match["number"]))
    if match := _UNDATED.fullmatch(typed):
        quarter = Quarter(today.year, _number(match["number"]))
        return quarter if quarter <= current else quarter.moved(-4)
    raise Refused(texts.not_a_quarter(text, str(current)))


def is_meant_as_quarter(text: str) -> bool:
    """Whether somebody surely meant a quarter, though it may be none: 2026Q5, 下季."""
    return _MEANT.fullmatch(compact(text)) is not None


def _number(typed: str) -> int:
    return _ORDINALS.find(typed) + 1 or int(typed)
