"""The year's ranking and gold coordinators (三(五), §8.3): sums of four quarters, who is barred."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from bot.errors import Refused
from bot.rules.calendar import YEARS_AGO
from bot.rules.faults import bars
from bot.rules.halfwidth import compact
from bot.rules.scoring import Fault
from bot.texts import awards as texts

QUARTERS: Final = 4
MOST_PLACES: Final = 500
_YEAR: Final = re.compile(r"(?:(?P<year>20\d\d)(?:年度?)?|(?P<near>[今本去前]年)度?)")
_PLACES: Final = re.compile(r"(?:前|评)?(?P<n>\d{1,9})(?:个|名|人|位)?")


@dataclass(frozen=True, slots=True)
class Year:
    """One person's year: what each quarter came to, in points, None for a quarter without figures;
    and the faults that were confirmed of it. `unrated` are the numbers of quarters without a base
    score, `on_paper` of those that a ledger brought. `has_left` is True for who is in no ledger any
    more.
    """

    person_id: int
    quarters: tuple[int | None, int | None, int | None, int | None]
    faults: Sequence[Fault] = ()
    has_left: bool = False
    unrated: tuple[int, ...] = ()
    on_paper: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """The sum of the quarters there are, at most 400."""
        return sum(points or 0 for points in self.quarters)

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers of the quarters without figures; they are flagged, never guessed."""
        return tuple(n for n, points in enumerate(self.quarters, 1) if points is None)

    @property
    def mean(self) -> float:
        """The mean of the quarters there are, 0 without any."""
        return self.total / max(1, QUARTERS - len(self.missing))

    @property
    def barred(self) -> str:
        """Why this person may not be a gold coordinator, "" when nothing bars them (三(五))."""
        return bars(self.faults)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in the ranking; those of equal sums share it, and the next comes as many later."""

    rank: int
    year: Year
    shared: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who may be picked, the best first, and apart from them who is barred and who has left."""

    ranked: Sequence[Ranked]
    barred: Sequence[Year]
    left: Sequence[Year] = ()

    def first(self, places: int) -> list[int]:
        """Return the people of the first places. Where equal sums stand at the border none of those
        who share it is in: the bureau picks among them.
        """
        within = [each for each in self.ranked if each.rank <= places]
        at_the_border = self._at_border(places)
        return [each.year.person_id for each in within if each not in at_the_border]

    def tied(self, places: int) -> list[int]:
        """Return who share the last place and cannot all have it; [] where the border is clear."""
        return [each.year.person_id for each in self._at_border(places)]

    def _at_border(self, places: int) -> list[Ranked]:
        for _, group in groupby(self.ranked, key=lambda each: each.rank):
            theirs = list(group)
            last = theirs[0].rank + len(theirs) - 1
            if theirs[0].rank <= places < last:
                return theirs
        return []


def ranking(years: Iterable[Year]) -> Ranking:
    """Rank everybody whom nothing bars by the sum of the year; who has left is not ranked."""
    in_order = sorted(years, key=lambda year: (-year.total, year.person_id))
    known = [year for year in in_order if not year.has_left]
    ranked: list[Ranked] = []
    for _, group in groupby((y for y in known if not y.barred), key=lambda year: year.total):
        theirs = list(group)
        rank = len(ranked) + 1
        ranked += (Ranked(rank, year, len(theirs) > 1) for year in theirs)
    barred = [year for year in known if year.barred]
    return Ranking(ranked, barred, [year for year in in_order if year.has_left])


def deviations(ranking: Ranking, picked: Collection[int]) -> tuple[set[int], set[int]]:
    """Return who is picked though somebody better is not, and who is passed over for somebody
    worse. Both need a written reason; a choice among equals is none.
    """
    totals: Mapping[int, int] = {e.year.person_id: e.year.total for e in ranking.ranked}
    chosen = [totals[who] for who in picked if who in totals]
    left_out = [total for who, total in totals.items() if who not in picked]
    best_left, worst_picked = max(left_out, default=-1), min(chosen, default=QUARTERS * 100 + 1)
    ahead = {who for who in picked if totals.get(who, 0) < best_left}
    passed_over = {w for w, total in totals.items() if w not in picked and total > worst_picked}
    return ahead, passed_over


def parse_year(text: str, today: date) -> int:
    """Read a year as somebody types it: 2026, 2026年, 今年, 去年. Raises Refused, with an example,
    for anything else and for a year that has not begun.
    """
    match = _YEAR.fullmatch(compact(text))
    if match is None:
        raise Refused(texts.not_a_year(text, today.year))
    year = today.year - YEARS_AGO[match["near"]] if match["near"] else int(match["year"])
    if year > today.year:
        raise Refused(texts.not_begun(year, today.year))
    return year


def parse_places(text: str) -> int:
    """Read how many are to be picked. Raises Refused for what is no number from 1 to 500."""
    match = _PLACES.fullmatch(compact(text))
    places = int(match["n"]) if match else 0
    if not 1 <= places <= MOST_PLACES:
        raise Refused(texts.not_places(text, MOST_PLACES))
    return places


def is_for_faults(why_ended: str) -> bool:
    """Whether a title was taken away for faults, which the reason names by their numbers: `S12`."""
    return re.search(r"\bS\d+\b", why_ended, re.ASCII) is not None
