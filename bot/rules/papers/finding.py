"""Finding words on papers: all of them have to stand somewhere on them, over broken lines, too."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from bot.rules.halfwidth import compact, halfwidth
from bot.rules.papers.names import disguised

MOST_WORDS: Final = 6
_AROUND: Final = 14
"""How many characters are shown on either side of what was found on a line too long to show."""
_LONGEST: Final = 34
_BETWEEN: Final = re.compile(r"[\s,，、;；。:：/|]+")
_NUMBER: Final = re.compile(r"\d(?:[\s\-]?\d){6,}[xX]?")
_CUT: Final = "…"
_GAP: Final = re.compile("[\\s\u200b-\u200f\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class Searched:
    """The lines of some papers as one text without breaks, at half width: `begins` is where each of
    them begins in it.
    """

    lines: Sequence[str]
    text: str
    begins: Sequence[int]


def words_in(asked: str) -> list[str]:
    """Return what is looked for, as it is compared; [] where nothing is."""
    parts = (compact(part) for part in _BETWEEN.split(halfwidth(asked)))
    return list(dict.fromkeys(part for part in parts if part))[:MOST_WORDS]


def plainly(text: str) -> str:
    """Return a text as it is searched: `compact`, quick enough for hundreds of pages."""
    return _GAP.sub("", halfwidth(text).casefold())


def has_all(text: str, words: Sequence[str]) -> bool:
    """Whether all words are in a text, with which `lines_with` may find some."""
    plain = plainly(text)
    return all(word in plain for word in words)


def searched(lines: Sequence[str]) -> Searched:
    """Return lines as they are searched."""
    plain = [plainly(line) for line in lines]
    return Searched(lines, "".join(plain), [0, *accumulate(map(len, plain))][: len(lines)])


def lines_with(papers: Searched, words: Sequence[str]) -> list[int]:
    """Return the first line that has each of the words, by number, each once and in their order on
    the papers; [] unless all of the words are there.
    """
    at = [papers.text.find(word) for word in words]
    if not words or min(at) < 0:
        return []
    return sorted({bisect_right(papers.begins, place) - 1 for place in at})


def shown(line: str, words: Sequence[str], known: Mapping[str, str]) -> str:
    """Return a line as it may be shown: parties by their aliases, long numbers masked, and of a
    long line what is around the first word found.
    """
    text = _NUMBER.sub(lambda number: f"{number[0][:3]}****", disguised(line.strip(), known))
    if len(text) <= _LONGEST:
        return text
    places = [place for word in words if (place := halfwidth(text).casefold().find(word)) >= 0]
    begin = max(0, min(places, default=0) - _AROUND)
    end = begin + _LONGEST
    return f"{_CUT if begin else ''}{text[begin:end]}{_CUT if end < len(text) else ''}"
