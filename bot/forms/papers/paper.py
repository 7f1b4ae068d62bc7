"""One paper: of which kind of work and for which slot, by its title, and what its headings say."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.forms.kinds import FORMS
from bot.rules.halfwidth import compact
from bot.rules.papers.cells import beside
from bot.rules.papers.heads import Filled, begins, filled_in
from bot.rules.papers.reading import Line, Reading
from bot.rules.papers.tables import PaperWords

_TITLE_LINES: Final = 8
"""Among how many of the first lines a title stands, beneath letterheads and numbers."""
_LONGEST_TITLE: Final = 36
_FEWEST: Final = 12
"""Characters from which on a picture is a paper; one with fewer shows a scene, maybe with a
banner.
"""
_LEAST: Final = 0.6
_ENDS: Final = "。；！？"
_SENTENCE: Final = re.compile(r"[^。；！？]+[。；！？]?|[。；！？]")
_BANNER: Final = re.compile(r"[\u4e00-\u9fff]{4,}")


@dataclass(frozen=True, slots=True)
class Paper:
    """A piece of evidence that was read. `form` and `slot` are "" where its title tells neither;
    `title` is the line that does. A scene is no paper: its lines are what stood on banners.
    """

    piece: int
    kind: str
    lines: Sequence[Line]
    form: str = ""
    slot: str = ""
    title: str = ""

    @property
    def is_scene(self) -> bool:
        return self.kind == "photo" and not self.form and _length(self.lines) < 8 * _FEWEST

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def joined(self) -> str:
        """All text, lines that were broken joined again."""
        return "".join(line.text.strip() for line in self.lines)

    def sentences(self, heads: Sequence[str]) -> Iterator[tuple[str, float]]:
        """Yield the sentences of the running text and how sure each is: without title, without
        lines that begin with one of the headings, and without what hardly makes sense.
        """
        ordered = sorted(heads, key=len, reverse=True)
        text, sure = "", 1.0
        for line in self.lines:
            if line.text == self.title or line.sure < _LEAST or begins(line.text, ordered):
                continue
            for part in _SENTENCE.findall(line.text.strip()):
                text, sure = text + part, min(sure, line.sure)
                if part[-1] in _ENDS:
                    yield text, sure
                    text, sure = "", 1.0
        if text:
            yield text, sure

    def filled(self, heads: Sequence[str]) -> list[Filled]:
        return filled_in(self.lines, heads)


def paper_of(piece: int, kind: str, reading: Reading, words: PaperWords, form: str = "") -> Paper:
    """Return a piece as a paper; its title is looked for among those of the kind of work, where
    that is known already.
    """
    lines = [line for page in reading.pages for line in beside(page.lines, words.every_head)]
    found = _titled(lines, words, form)
    return Paper(piece, kind, lines, *found) if found else Paper(piece, kind, lines)


def _titled(lines: Sequence[Line], words: PaperWords, form: str) -> tuple[str, str, str] | None:
    """Return form, slot and title by the title that stands highest; of several on one line the
    longest word decides.
    """
    for line in lines[:_TITLE_LINES]:
        text = compact(line.text)
        if len(text) > _LONGEST_TITLE or re.search(r"[:：。]", line.text):
            continue
        found = [
            (len(word), name, slot)
            for name, slots in words.titles.items()
            if name in FORMS and form in ("", name)
            for slot, titles in slots.items()
            for word in titles
            if word in text
        ]
        if found:
            _, name, slot = max(found)
            return name, slot, line.text
    return None


def banners(paper: Paper) -> list[str]:
    """Return the lines of a scene that say something, the largest first."""
    told = [line for line in paper.lines if line.sure >= 0.6 and _BANNER.search(line.text)]
    return [line.text for line in sorted(told, key=height, reverse=True)]


def height(line: Line) -> float:
    """Return how high a line's characters are, in ten-thousandths of the page, whichever way the
    page lies.
    """
    if line.corners is None:
        return 0.0
    x0, y0, x1, y1, x2, y2, x3, y3 = line.corners
    return math.hypot((x3 + x2) / 2 - (x0 + x1) / 2, (y3 + y2) / 2 - (y0 + y1) / 2)


def _length(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)
