"""What papers say to lines, before it is weighed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from bot.forms.papers.paper import Paper
from bot.rules.employers import ENDS
from bot.rules.halfwidth import compact
from bot.rules.papers import names
from bot.rules.papers.boxes import chosen
from bot.rules.papers.days import days_in
from bot.rules.papers.heads import Filled
from bot.rules.papers.tables import PaperWords
from bot.rules.papers.units import COMPANY, unit_in
from bot.rules.rubric import Line

DOUBTFUL: Final = 0.5
"""How sure a reading is that is to be asked about, whatever the recogniser was."""
UNTIL: Final = re.compile(r"[^,，。;；]{0,6}(?:[至到~～—]|[-–]\s*\d)")
_FOOT_LINES: Final = 10
_FOOT: Final = re.compile(
    rf"(?:.{{0,30}}(?:签字|签名|盖章|签章|章|手印|{ENDS})\)?(?:[:_]+[\u4e00-\u9fff]{{0,4}})?"
    r"|.{0,6}[人方员]:[\u4e00-\u9fff]{0,4})?[:_]*(?:日期|时间|年月日)?[:_]*"
)
"""What may stand before the day at the foot."""
_GOES_ON: Final = re.compile(r"[,，、。；;前起止至到内以]|之前|支付|发放|付清|开始|生效")
_LEADS_ON: Final = re.compile(r"[,，、自于在至到从以须前]$")
"""How a line goes on, or begins, that is of running text."""


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
        return names.staff_of(each for each in self.filled if each.head in self.words.staff)

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Party → alias, over all papers: who applied first, then others that are named."""
        texts = [text for paper in self.papers for text in (paper.text, paper.joined)]
        return names.aliases(names.people_on(self.filled, texts, self.words, {self.who.name}))

    @cached_property
    def strangers(self) -> list[str]:
        """What stands behind headings of parties and may be a name."""
        theirs = (each for each in self.filled if each.head in self.words.parties)
        return names.maybe_parties(theirs, {*self.aliases, *self.staff, *self.all_heads})

    def gives_away(self, text: str) -> bool:
        """Whether a text holds the name of a party to a case; an article may name whom it likes."""
        known = (*self.aliases, *self.strangers)
        return self.form == Line.MEDIATION.value and any(name in text for name in known)

    def names_others(self, text: str) -> bool:
        """Whether a text that is disguised still holds what may be a name, of whoever it is; who
        handles the case and the units on its papers are known.
        """
        if any(name in text for name in self.strangers):
            return True
        for name in sorted({*self.staff, self.who.name, *self._units} - {""}, key=len):
            text = text.replace(name, "")
        return names.names_somebody(text)

    @cached_property
    def _units(self) -> set[str]:
        wanted = {*self.words.respondents, *self.words.heads.get(self.form, {}).get("unit", ())}
        named = {unit_in(each.value) for each in self.filled if each.head in wanted}
        return named | {
            found[0]
            for paper in self.papers
            for line in paper.lines
            for found in COMPANY.finditer(line.text)
        }

    @cached_property
    def filled(self) -> list[Filled]:
        """What stands behind any heading, over all papers."""
        return [each for paper in self.papers for each in paper.filled(self.all_heads)]

    def disguised(self, text: str) -> str:
        return names.disguised(text, self.aliases)


def behind(context: Context, key: str, rank: int = 1) -> list[Word]:
    """Return what stands behind the headings of a line; of boxes what is ticked."""
    return [
        Word(value, filled.sure, paper.piece, rank)
        for paper, filled in context.heads(key)
        if (value := chosen(filled.value))
    ]


def days_behind(context: Context, key: str, rank: int = 2) -> list[Word]:
    """Return the days behind the headings of a line that are not after today. Of several behind
    one, or of a time that has an end, none is sure.
    """
    found = []
    for paper, filled in context.heads(key):
        days = [d for d in days_in(filled.value, context.today) if d.day <= context.today]
        is_one = len(days) == 1 and not UNTIL.match(filled.value[days[0].end :])
        sure = filled.sure if is_one else min(filled.sure, DOUBTFUL)
        found += [Word(each.day.isoformat(), sure, paper.piece, rank) for each in days]
    return found


def signed_on(context: Context, paper: Paper, rank: int) -> list[Word]:
    """Return the day at the foot of a paper: the last that stands by itself among its last lines,
    or behind who signs, and is not after today.
    """
    lines = [line for line in paper.lines if len(line.text.strip()) > 1]
    for n in range(len(lines) - 1, max(-1, len(lines) - 1 - _FOOT_LINES), -1):
        text = lines[n].text
        days = [d for d in days_in(text, context.today) if d.is_whole]
        if len(days) != 1 or days[0].day > context.today:
            continue
        before, after = text[: days[0].start], text[days[0].end :]
        is_foot = _FOOT.fullmatch(compact(before)) and not after.strip(" .。)）_　")
        next_ = lines[n + 1].text if n + 1 < len(lines) else ""
        last = lines[n - 1].text if n else ""
        if is_foot and not _GOES_ON.match(next_.strip()) and not _LEADS_ON.search(last.strip()):
            return [Word(days[0].day.isoformat(), lines[n].sure, paper.piece, rank)]
    return []
