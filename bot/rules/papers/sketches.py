"""Sketches of text: enough to tell that two pages say the same, too little to tell what.

A sketch holds the smallest of the keyed hashes of all runs of four characters, cut to four bytes:
some of the page's text, in no order, and nothing that anybody without the county's key could try
words on. Beside them stand its days and the parties and places that were filled in, of which every
character is one of 64 buckets, so that many names have the same mark.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Final, Self

from bot.rules.halfwidth import compact, halfwidth
from bot.rules.papers.days import days_in
from bot.rules.papers.heads import filled_in
from bot.rules.papers.reading import Line, Page
from bot.rules.papers.tables import PaperWords

Keyed = Callable[[str], bytes]
"""Returns a keyed hash of a text."""

MOST: Final = 48
"""How many hashes a sketch holds."""
BANDS: Final = 8
"""By how many of them a page is found."""
_FEWEST: Final = 24
"""Runs of characters from which on a page says enough to be compared."""
_RUN: Final = 4
_SURE: Final = 0.6
_LONGEST: Final = 2000
"""How many characters of a page are looked at: no photographed page has more."""
_AT_LEAST: Final = 10
_SHARE: Final = 0.7
"""What two pages must have in common: so many hashes, and so much of the one that has fewer."""
_SAME_MARK: Final = 0.6
_LONGEST_MARK: Final = 12
_WHERE: Final = ("unit", "place")
"""The lines whose headings come before what tells one form from another filled in likewise."""

_LABEL: Final = re.compile(r"(?:^|(?<=[\s,;，；。)）]))[（(]?[^\s:：,，;；。()（）]{1,9}\s*[:：]")
_LETTERS: Final = re.compile("[^\u3400-\u9fffa-z]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A page's smallest hashes, ascending; `is_whole` tells that the page has no more. `marks` are
    the parties and places on it, a bucket for each character, `days` hashes of its days.
    """

    values: tuple[int, ...]
    is_whole: bool = False
    marks: tuple[bytes, ...] = ()
    days: tuple[int, ...] = ()

    @property
    def end(self) -> float:
        """Up to which hash it holds all that the page has."""
        return inf if self.is_whole else self.values[-1]

    def dump(self) -> bytes:
        """Return the form it is stored in."""
        days, marks = self.days[:255], self.marks[:255]
        return b"".join(
            (
                bytes((self.is_whole, len(self.values), len(days), len(marks))),
                *(value.to_bytes(4, "big") for value in self.values),
                *(day.to_bytes(2, "big") for day in days),
                *(bytes((len(mark),)) + mark for mark in marks),
            )
        )

    @classmethod
    def load(cls, stored: bytes) -> Self:
        """Return what `dump` gave."""
        is_whole, n, n_days, n_marks = stored[:4]
        days = 4 + 4 * n
        at = days + 2 * n_days
        marks = []
        for _ in range(n_marks):
            marks.append(stored[at + 1 : at + 1 + stored[at]])
            at += 1 + stored[at]
        return cls(
            tuple(int.from_bytes(stored[k : k + 4], "big") for k in range(4, days, 4)),
            bool(is_whole),
            tuple(marks),
            tuple(
                int.from_bytes(stored[k : k + 2], "big") for k in range(days, days + 2 * n_days, 2)
            ),
        )


def sketch_of(page: Page, words: PaperWords, today: date, keyed: Keyed) -> Sketch | None:
    """Return the sketch of a page; None of one that says too little to be compared."""
    lines = [line for line in page.lines if line.sure >= _SURE]
    runs = set(_runs(lines, _printed(words)))
    if len(runs) < _FEWEST:
        return None
    values = sorted({int.from_bytes(keyed(f"run:{run}")[:4], "big") for run in runs})
    days = {dated.day for line in lines for dated in days_in(line.text, today) if dated.is_whole}
    return Sketch(
        tuple(values[:MOST]),
        len(values) <= MOST,
        tuple(sorted(_marks(lines, words, keyed))),
        tuple(sorted(int.from_bytes(keyed(f"day:{day}")[:2], "big") for day in days)),
    )


def telling(sketch: Sketch, common: Collection[int]) -> tuple[int, ...]:
    """Return the hashes by which a page is to be found: the smallest, without those that are
    `common` because they are printed on many forms.
    """
    return tuple(value for value in sketch.values if value not in common)[:BANDS]


def alike(one: Sketch, other: Sketch, common: Collection[int] = ()) -> bool:
    """Whether two pages say the same, or one of them a good part of it: what was cut off does not
    count, nor what is `common`. Those of other parties, places or days are others.
    """
    end = min(one.end, other.end)
    left, right = (
        {value for value in each.values if value <= end and value not in common}
        for each in (one, other)
    )
    both = len(left & right)
    if both < max(_AT_LEAST, _SHARE * min(len(left), len(right))):
        return False
    if one.days and other.days and not set(one.days) & set(other.days):
        return False
    return _same_marks(one.marks, other.marks)


def _same_marks(one: Sequence[bytes], other: Sequence[bytes]) -> bool:
    """Whether those marked on the page with fewer of them are on the other, too: one in four may
    have been misread.
    """
    few, many = sorted((one, other), key=len)
    amiss = sum(not any(_same_mark(mark, each) for each in many) for mark in few)
    return amiss <= len(few) // 4


def _same_mark(one: bytes, other: bytes) -> bool:
    """Compare as far as the shorter goes: what was filled in may end sooner on another photo."""
    length = min(len(one), len(other))
    both = Counter(one[:length]) & Counter(other[:length])
    return both.total() >= _SAME_MARK * length


def _runs(lines: Sequence[Line], printed: Sequence[str]) -> Iterator[str]:
    """Yield every run of characters on a line, without numbers, signs and what is printed on any
    such form.
    """
    left = _LONGEST
    for line in lines:
        text = _filled(line.text, printed)[:left]
        left -= len(text)
        yield from (text[at : at + _RUN] for at in range(len(text) - _RUN + 1))


def _filled(text: str, printed: Sequence[str]) -> str:
    plain = _LABEL.sub(" ", halfwidth(text).strip())
    parts = [_LETTERS.sub("", compact(part)) for part in plain.split()]
    return "".join(_without_head(part, printed) for part in parts)


def _without_head(text: str, printed: Sequence[str]) -> str:
    """Return a text without the headings or titles that it begins or ends with."""
    for word in printed:
        if text.startswith(word):
            return text[len(word) :]
        if text.endswith(word):
            return text[: -len(word)]
    return text


def _printed(words: PaperWords) -> list[str]:
    """Return the words of titles and headings, the longest first."""
    known = {word for slots in words.titles.values() for each in slots.values() for word in each}
    known |= {word for heads in words.heads.values() for each in heads.values() for word in each}
    return sorted(known | {*words.parties, *words.staff}, key=len, reverse=True)


def _marks(lines: Sequence[Line], words: PaperWords, keyed: Keyed) -> set[bytes]:
    heads = {
        *words.parties,
        *(head for kind in words.heads.values() for key in _WHERE for head in kind.get(key, ())),
    }
    found = set()
    for filled in filled_in(lines, heads):
        text = _LETTERS.sub("", compact(filled.value))[:_LONGEST_MARK]
        if len(text) > 1:
            found.add(bytes(keyed(f"mark:{character}")[0] & 63 for character in text))
    return found
