"""What the reader has read: lines with where they stand and how sure it is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self

WHOLE: Final = 10_000
"""Places are told in ten-thousandths of a page's width and height, so that they fit a copy of any
size.
"""
SURE: Final = 0.9
"""From this confidence on a line is believed; below it is asked about."""

Corners = tuple[int, int, int, int, int, int, int, int]
"""x and y of the four corners of a line: where it begins on top, ends on top, ends at the bottom,
begins at the bottom, as somebody reads it, whichever way the page was photographed.
"""


class Line(NamedTuple):
    """One line of text; `sure` is from 0 to 1, 1 for text that a file holds as such."""

    text: str
    sure: float = 1.0
    corners: Corners | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines, from the top down. `closer` is what was found on overlapping parts of it when
    they were looked at closer, for whoever covers numbers; it is not stored.
    """

    lines: Sequence[Line] = ()
    closer: Sequence["Page"] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one file: its first pages, and how many it has in all (`of`)."""

    pages: Sequence[Page] = ()
    of: int = 1

    @property
    def lines(self) -> list[Line]:
        return [line for page in self.pages for line in page.lines]

    @property
    def text(self) -> str:
        return "\n".join(page.text for page in self.pages)

    @property
    def is_cut(self) -> bool:
        """Whether there are pages that were not read."""
        return self.of > len(self.pages)

    def dump(self) -> str:
        """Return the form it is stored in."""
        pages: list[list[Any]] = [[list(line) for line in page.lines] for page in self.pages]
        return json.dumps({"pages": pages, "of": self.of}, ensure_ascii=False)

    @classmethod
    def load(cls, stored: str) -> Self:
        """Return what `dump` gave."""
        known = json.loads(stored)
        pages = [Page([_line(*line) for line in lines]) for lines in known["pages"]]
        return cls(pages, known["of"])


def lines_of(stored: str) -> list[Line]:
    """Return the lines that `dump` gave without where they stand, which takes longest to read."""
    return [Line(line[0], line[1]) for page in json.loads(stored)["pages"] for line in page]


def _line(text: str, sure: float, corners: list[int] | None) -> Line:
    if corners is None:
        return Line(text, sure)
    a, b, c, d, e, f, g, h = corners
    return Line(text, sure, (a, b, c, d, e, f, g, h))
