"""One person's quarter as it is printed: seven lines and their total."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from bot.rules.rubric import Line
from bot.rules.scoring import Score, Sums
from bot.texts import rules as texts

LINES = tuple(line.label for line in Line)
"""The seven lines as they are printed, in the order of Annex 2."""


@dataclass(frozen=True)
class Marks:
    """The points that count in one quarter, line by line (§8.3), in the ledger's order.

    `base` is None as long as nobody has given it, `fault` is 0 or negative, `total` is what the
    rules make of it: from 0 to 100. `paper` is True where a ledger brought some of it: the points
    are the same points for all that.
    """

    base: int | None
    publicity: int
    mediation: int
    management: int
    risk: int
    publication: int
    fault: int
    total: int
    paper: bool = field(default=False, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        if self.fault > 0:
            raise ValueError(f"a fault takes points away: {self.fault} should be negative")

    @classmethod
    def of(cls, score: Score | Sums) -> Self:
        """Return the marks of a score as the rules give it, whose deduction is positive."""
        publicity, mediation, management, risk, publication = score.points
        return cls(
            base=score.base,
            publicity=publicity,
            mediation=mediation,
            management=management,
            risk=risk,
            publication=publication,
            fault=-score.deduction,
            total=score.total,
        )

    # Many people have the same marks: what follows from them is worked out once.
    @cached_property
    def lines(self) -> tuple[int | None, ...]:
        """The seven lines of Annex 2 from 基本得分 to 减分, without the total."""
        return (
            self.base,
            self.publicity,
            self.mediation,
            self.management,
            self.risk,
            self.publication,
            self.fault,
        )

    @property
    def raw_total(self) -> int:
        """The sum of the lines before it is held at 0 or 100."""
        return sum(points or 0 for points in self.lines)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes, and that some of it is 据台账: what is shown wherever it is not the ledger
        itself.
        """
        return (*self.notes, texts.BY_LEDGER) if self.paper else self.notes

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What 备注 must say about these marks, by our readings where §8.3 is silent."""
        missing = (texts.BASE_MISSING,) if self.base is None else ()
        held = (texts.held(self.raw_total, self.total),) if self.raw_total != self.total else ()
        return missing + held
