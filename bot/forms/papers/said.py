"""What papers say to lines, before it is weighed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from bot.forms.papers.paper import Paper
from bot.rules.papers import names
from bot.rules.papers.days import days_in
from bot.rules.papers.heads import Filled
from bot.rules.papers.tables import PaperWords
from bot.rules.rubric import Line


class Word(NamedTuple):
    """What one place says to a line, as somebody would type it: how sure the reader was, which
    piece it stands on, and its `rank` among what others say, the higher the more telling.
    """

    text: str
    sure: float
    piece: int
    rank: int = 0


Said = Mapping[str, Sequence[Word]]


class Who(NamedTuple):
    """Who reports, and their unit, by which one's own is told from others'."""

    name: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Context:
    """Everything that the papers of one draft are understood by."""

    form: str
    papers: Sequence[Paper]
    words: PaperWords
    who: Who
    today: date
    _heads: dict[str, list[tuple[Paper, Filled]]] = field(default_factory=dict)

    def heads(self, key: str) -> list[tuple[Paper, Filled]]:
        """Return what stands behind the headings of a line, with the paper it stands on."""
        if key not in self._heads:
            wanted = self.words.heads.get(self.form, {}).get(key, ())
            known = self.all_heads
            self._heads[key] = [
                (paper, filled)
                for paper in self.papers
                for filled in paper.filled(known)
                if filled.head in wanted
            ]
        return self._heads[key]

    @cached_property
    def all_heads(self) -> tuple[str, ...]:
        """Every heading known, so that what was filled in ends where the next one begins."""
        of_lines = (
            head for heads in self.words.heads.get(self.form, {}).values() for head in heads
        )
        return tuple(
            dict.fromkeys((*of_lines, *self.words.parties, *self.words.staff, *self.words.others))
        )

    @cached_property
    def staff(self) -> list[str]:
        """The names of who mediated or handled it."""
        return names.staff_of(each for paper in self.papers for each in self._of(paper, "staff"))

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Party → alias, over all papers: who applied first, then others that are named."""
        order = self.words.parties
        filled = [each for paper in self.papers for each in self._of(paper, "parties")]
        filled.sort(key=lambda each: order.index(each.head))
        working = {*self.staff, self.who.name}
        named = names.parties(filled, working)
        named += [
            name
            for paper in self.papers
            for text in (paper.text, paper.joined)
            for name in names.called(text)
            if name not in working and name not in named
        ]
        return names.aliases(list(dict.fromkeys(named)))

    def gives_away(self, text: str) -> bool:
        """Whether a text holds the name of a party to a case; an article may name whom it likes."""
        return self.form == Line.MEDIATION.value and any(name in text for name in self.aliases)

    def disguised(self, text: str) -> str:
        return names.disguised(text, self.aliases)

    def _of(self, paper: Paper, which: str) -> Iterator[Filled]:
        wanted = self.words.parties if which == "parties" else self.words.staff
        return (each for each in paper.filled(self.all_heads) if each.head in wanted)


def behind(context: Context, key: str, rank: int = 1) -> list[Word]:
    """Return what stands behind the headings of a line."""
    return [
        Word(filled.value, filled.sure, paper.piece, rank) for paper, filled in context.heads(key)
    ]


def days_behind(context: Context, key: str, rank: int = 2) -> list[Word]:
    """Return the first day behind each heading of a line that is not after today."""
    found = []
    for paper, filled in context.heads(key):
        days = [d for d in days_in(filled.value, context.today) if d.day <= context.today]
        if days:
            found.append(Word(days[0].day.isoformat(), filled.sure, paper.piece, rank))
    return found


def signed_on(context: Context, paper: Paper, rank: int) -> list[Word]:
    """Return the day at the foot of a paper: the last that stands on a line almost alone and is
    not after today.
    """
    for line in reversed(paper.lines):
        for dated in reversed(days_in(line.text, context.today)):
            alone = len(line.text) - (dated.end - dated.start) <= 8
            if alone and dated.is_whole and dated.day <= context.today:
                return [Word(dated.day.isoformat(), line.sure, paper.piece, rank)]
    return []
