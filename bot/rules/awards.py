"""The year's ranking and gold coordinators (三(五), §8.3): sums of four quarters, who is barred."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.rules.faults import bars
from bot.rules.scoring import Fault

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Year:
    """One person's year: what each quarter came to, in points, None for a quarter without figures;
    and the faults that were confirmed of it. `has_left` is True for who is in no ledger any more.
    """

    person_id: int
    quarters: tuple[int | None, int | None, int | None, int | None]
    faults: Sequence[Fault] = ()
    has_left: bool = False

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
    """Who may be picked, the best first, and apart from them who is barred."""

    ranked: Sequence[Ranked]
    barred: Sequence[Year]

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
    known = [year for year in years if not year.has_left]
    free = sorted((y for y in known if not y.barred), key=lambda y: (-y.total, y.person_id))
    ranked: list[Ranked] = []
    for _, group in groupby(free, key=lambda year: year.total):
        theirs = list(group)
        rank = len(ranked) + 1
        ranked += (Ranked(rank, year, len(theirs) > 1) for year in theirs)
    barred = sorted((y for y in known if y.barred), key=lambda y: (-y.total, y.person_id))
    return Ranking(ranked, barred)


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
