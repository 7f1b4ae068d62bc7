"""What a ledger is of: a quarter, or a whole year (Annex 2 has the four quarters side by side)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.errors import Refused
from bot.rules.calendar import YEARS_AGO
from bot.rules.halfwidth import compact
from bot.rules.quarters import Quarter, parse_quarter
from bot.texts import rules as texts

_YEAR = re.compile(r"(?:(?P<year>20\d\d)(?:年度?)?|(?P<near>[今本去前]年)度?)(?:全年)?")


@dataclass(frozen=True, order=True)
class Period:
    """A year up to the end of its quarter `last`; `is_year` is True for the whole of it. `str()`
    gives the form it is stored and typed in: 2026Q3 or 2026.
    """

    year: int
    last: int = 4
    is_year: bool = True

    @classmethod
    def of(cls, quarter: Quarter) -> Self:
        return cls(quarter.year, quarter.number, is_year=False)

    @classmethod
    def read(cls, stored: str) -> Self:
        """Read a period back from the form that `str()` gives."""
        return cls.of(Quarter.read(stored)) if "Q" in stored else cls(int(stored))

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters of the year up to its end."""
        return tuple(Quarter(self.year, number) for number in range(1, self.last + 1))

    @property
    def label(self) -> str:
        return f"{self.year}年" if self.is_year else self.quarters[-1].label

    def __str__(self) -> str:
        return str(self.year) if self.is_year else str(self.quarters[-1])


def parse_period(text: str, today: date) -> Period:
    """Read a quarter as `parse_quarter` does, or a year: 2026, 2026年, 今年, 去年.

    Raises Refused, with an example, for anything else.
    """
    if match := _YEAR.fullmatch(compact(text)):
        near = match["near"]
        return Period(today.year - YEARS_AGO[near] if near else int(match["year"]))
    try:
        return Period.of(parse_quarter(text, today))
    except Refused:
        raise Refused(texts.not_a_period(text, str(Quarter.of(today)), today.year)) from None
