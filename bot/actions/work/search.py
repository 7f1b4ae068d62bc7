"""Searching one's own records by what their papers say: sealed text is opened for whoever sent it,
and for nobody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.actions.work import report
from bot.errors import Refused
from bot.forms.kinds import FORMS
from bot.rules.papers import finding, names
from bot.rules.papers.heads import filled_in
from bot.rules.papers.reading import Line
from bot.rules.papers.tables import PaperWords
from bot.rules.permissions import Actor
from bot.storage.session import Session
from bot.storage.work import own_papers
from bot.texts.work import search as t

MOST: Final = 6
"""How many records are shown."""
_LINES: Final = 2
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A record whose papers have all of the words: its draft, its form ("" for none yet), its entry
    and day where it was submitted, and the lines that have them, as they may be shown.
    """

    draft_id: int
    form: str
    entry_id: int | None
    day: date | None
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Found:
    """The newest records that were found, of `n`. `is_empty` tells that there was nothing to look
    through.
    """

    hits: Sequence[Hit]
    n: int
    is_empty: bool


def is_open(session: Session) -> bool:
    """Whether papers are read here, so that there may be something to search."""
    return session.county.papers.are_read


def search(session: Session, actor: Actor, asked: str) -> Found:
    """Return the actor's own records whose papers have all the words that are asked for. Raises
    Refused where no words are, Forbidden for who is in no ledger.
    """
    report.authorise(actor)
    words = finding.words_in(asked[:_LONGEST])
    if not words:
        raise Refused(t.NO_WORDS)
    hits: list[Hit] = []
    n, is_empty = 0, True
    for papers in own_papers.of_person(session, actor.person_id):
        if papers.form not in ("", *FORMS):
            continue
        is_empty = False
        texts = [line.text for line in papers.lines]
        if not finding.has_all("".join(texts), words):
            continue
        n += 1
        if len(hits) < MOST:
            known = _aliases(papers.lines, session.county.papers)
            at = finding.lines_with(finding.searched(texts), words)[:_LINES]
            lines = [finding.shown(texts[k], words, known) for k in at]
            hits.append(Hit(papers.draft_id, papers.form, papers.entry_id, papers.day, lines))
    return Found(hits, n, is_empty)


def _aliases(lines: Sequence[Line], words: PaperWords) -> dict[str, str]:
    """Return name → alias of the parties on these papers."""
    texts = [line.text for line in lines]
    filled = filled_in(lines, words.every_head)
    return names.aliases(names.people_on(filled, (*texts, "".join(texts)), words))
