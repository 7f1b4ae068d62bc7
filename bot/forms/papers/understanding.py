"""Understands papers together: which kind of work they prove, which slot each is for, and what they
say to the lines of the card. Nothing is made up: what is doubtful is asked.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from bot.errors import Refused
from bot.forms.fields import Day
from bot.forms.form import Form, Step
from bot.forms.kinds import FORMS
from bot.forms.papers import article, case, publicity, remedy
from bot.forms.papers.paper import Paper, paper_of
from bot.forms.papers.said import Context, Said, Who, Word
from bot.rules.papers.reading import SURE, Reading
from bot.rules.papers.tables import PaperWords
from bot.rules.rubric import Line

__all__ = ["Told", "Understood", "Who", "understand"]

_READERS: Final[Mapping[str, Callable[[Context], Said]]] = {
    Line.PUBLICITY.value: publicity.read,
    Line.MEDIATION.value: case.read,
    Line.RISK.value: remedy.read_risk,
    Line.PUBLICATION.value: article.read,
    Line.MANAGEMENT.value: remedy.read_management,
}
_MOST_READINGS: Final = 3


class Told(NamedTuple):
    """What papers say to one line: the `fact` as the form keeps it, and the piece it was read from;
    or, where it is doubtful, None and the `readings` to choose from, as somebody would type them.
    """

    fact: Any
    piece: int
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What papers tell. `form` is the kind of work, "" when they do not tell; `slots` piece → slot
    for those whose place is known; `told` line → what is said to it; `cases` are the pieces of each
    case where there is more than one.
    """

    form: str = ""
    slots: Mapping[int, str] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)
    cases: Sequence[Sequence[int]] = ()


def understand(
    readings: Mapping[int, tuple[str, Reading]],
    words: PaperWords,
    who: Who,
    today: date,
    form: str = "",
) -> Understood:
    """Return what pieces tell together; `readings` are piece → kind of file and what was read of
    it, `form` is the kind of work where the person has said it.
    """
    papers = [paper_of(piece, kind, read, words, form) for piece, (kind, read) in readings.items()]
    form = form or _kind(papers, words)
    if form not in FORMS:
        return Understood()
    papers = [paper_of(piece, kind, read, words, form) for piece, (kind, read) in readings.items()]
    context = Context(form, papers, words, who, today)
    known = FORMS[form]
    said = {
        key: [word for word in each if not context.gives_away(word.text)]
        for key, each in _READERS[form](context).items()
    }
    told = {
        step.key: told
        for step in known.steps
        if (told := _told(step, said.get(step.key, ()), today)) is not None
    }
    return Understood(form, _slots(known, papers), told, case.cases(context))


def _kind(papers: Sequence[Paper], words: PaperWords) -> str:
    """Return the kind of work that most of the papers are of, of those whose title tells it; an
    article's screenshot has no title of its own, whatever its headline says.
    """
    article_ = Line.PUBLICATION.value
    kinds = [
        article_ if article.is_article(paper, words) else paper.form
        for paper in papers
        if not paper.is_weak or article.is_article(paper, words)
    ]
    counted = Counter(kind for kind in kinds if kind)
    if counted:
        return counted.most_common(1)[0][0]
    if any(publicity.is_banner(paper) or publicity.is_told_of(paper) for paper in papers):
        return Line.PUBLICITY.value
    return ""


def _slots(form: Form, papers: Sequence[Paper]) -> dict[int, str]:
    """Return piece → slot: by its title, a scene's is that for photos."""
    keys = {slot.key for slot in form.slots}
    scenes = "photos" if "photos" in keys else form.slots[0].key
    found = {}
    for paper in papers:
        if paper.slot in keys:
            found[paper.piece] = paper.slot
        elif paper.is_scene or len(keys) == 1:
            found[paper.piece] = scenes
    return found


def _told(step: Step, said: Sequence[Word], today: date) -> Told | None:
    """Return what is told to a line: the one reading that its field takes and that is sure; else
    the readings to choose from.
    """
    read: dict[str, tuple[Any, Word]] = {}
    for word in said:
        try:
            fact = step.field.read(word.text, today)
        except Refused:
            continue
        known = read.get(str(fact))
        if known is None or known[1].sure < word.sure:
            read[str(fact)] = (fact, word)
    if not read:
        return None
    best = max(word.rank for _, word in read.values())
    top = [(fact, word) for fact, word in read.values() if word.rank == best]
    fact, word = top[0]
    if len(top) == 1 and word.sure >= SURE:
        return Told(fact, word.piece)
    choices = sorted(read.values(), key=lambda each: (-each[1].rank, -each[1].sure))
    shown = [
        str(each) if isinstance(step.field, Day) else step.field.show(each) for each, _ in choices
    ]
    return Told(None, word.piece, tuple(dict.fromkeys(shown))[:_MOST_READINGS])
