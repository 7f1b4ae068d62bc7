"""Numbers of people on papers: resident IDs, phones and bank cards, and where they stand (§4.2).

They are covered in every copy that leaves the bot, so a doubtful one is taken for one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bot.rules.halfwidth import halfwidth
from bot.rules.papers.reading import SURE, Corners, Line, Reading

_GAP: Final = r"[\s.·_\-\u2010-\u2015\u200b-\u200f]{0,3}"
# What a recogniser makes of digits: letters that look like them count as such within a number.
_DIGIT: Final = r"[0-9OoQDIl|SsBZz]"
_ID: Final = re.compile(rf"(?<!{_DIGIT})[1-8](?:{_GAP}{_DIGIT}){{13,17}}{_GAP}[Xx×]?(?!{_DIGIT})")
_CARD: Final = re.compile(rf"(?<!{_DIGIT})[3-69](?:{_GAP}{_DIGIT}){{14,18}}(?!{_DIGIT})")
_MOBILE: Final = re.compile(
    rf"(?<!{_DIGIT})(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_GAP}{_DIGIT}){{9}}(?!{_DIGIT})"
)
_LANDLINE: Final = re.compile(r"(?<![0-9])0[0-9]{2,3}[\s\-)）]{1,2}[0-9]{7,8}(?![0-9])")
_RUN: Final = re.compile(rf"[0-9](?:{_GAP}{_DIGIT}){{6,}}[Xx×]?")
_NAMED: Final = re.compile(r"身份证|证件号|公民身份|电话|手机|联系方式|卡号|账号|帐号|银行")
_DAY: Final = re.compile(r"20[0-9]{2}[\s年./-]{0,2}[0-9]{1,2}[\s月./-]{0,2}[0-9]{1,2}")


class Spot(NamedTuple):
    """A number in a line: `text[start:end]`; `is_doubtful` where it may be one or may not."""

    start: int
    end: int
    is_doubtful: bool = False


class Cover(NamedTuple):
    """A place on a page that is to be covered: its four corners in ten-thousandths."""

    page: int
    corners: Corners


class Covers(NamedTuple):
    """What is to be covered on a file, and whether the reader was unsure of any of it."""

    places: Sequence[Cover] = ()
    is_doubtful: bool = False


def covers_of(reading: Reading) -> Covers:
    """Return where numbers of people stand on a file's pages. Where the reader was unsure, all of a
    line that may hold one is covered.
    """
    places: list[Cover] = []
    doubtful = False
    for nth, page in enumerate(reading.pages):
        for line in page.lines:
            if line.corners is None:
                continue
            for spot in numbers_in(line):
                places.append(Cover(nth, _within(line, line.corners, spot)))
                doubtful = doubtful or spot.is_doubtful
    return Covers(places, doubtful)


def holds_numbers(reading: Reading) -> bool:
    """Whether a file holds numbers of people at all, also where nobody can say at which place."""
    return any(True for line in reading.lines for _ in numbers_in(line))


def numbers_in(line: Line) -> Iterator[Spot]:
    """Yield the numbers of people in a line."""
    text = halfwidth(line.text)
    if line.sure < SURE:
        yield from _doubtful(text)
        return
    taken: list[tuple[int, int]] = []
    for pattern in (_ID, _CARD, _MOBILE, _LANDLINE):
        for found in pattern.finditer(text):
            if all(found.end() <= start or found.start() >= end for start, end in taken):
                taken.append(found.span())
                yield Spot(*found.span())
    if _NAMED.search(text):
        for found in _RUN.finditer(text):
            free = all(found.end() <= start or found.start() >= end for start, end in taken)
            if free and not _DAY.fullmatch(found[0]):
                yield Spot(*found.span())


def _doubtful(text: str) -> Iterator[Spot]:
    """Yield what may be a number in a line that was read badly: any longer run of what may be
    digits; all of the line where it says that a number follows.
    """
    digits = sum(char.isdigit() for char in text)
    if _NAMED.search(text) and digits >= 4:
        yield Spot(0, len(text), is_doubtful=True)
        return
    for found in _RUN.finditer(text):
        if not _DAY.fullmatch(found[0]):
            yield Spot(found.start(), found.end(), is_doubtful=True)


def _within(line: Line, corners: Corners, spot: Spot) -> Corners:
    """Return the corners of a part of a line, a character more on either side: how wide each was
    printed is not known.
    """
    wide = [2.0 if ord(char) > 0x2E7F else 1.1 for char in line.text]
    whole = sum(wide) or 1.0
    begins = max(0.0, (sum(wide[: spot.start]) - 1.8) / whole)
    ends = min(1.0, (sum(wide[: spot.end]) + 1.8) / whole)
    x0, y0, x1, y1, x2, y2, x3, y3 = corners
    top = _between((x0, y0), (x1, y1), begins), _between((x0, y0), (x1, y1), ends)
    bottom = _between((x3, y3), (x2, y2), begins), _between((x3, y3), (x2, y2), ends)
    (a, b), (c, d), (e, f), (g, h) = top[0], top[1], bottom[1], bottom[0]
    return a, b, c, d, e, f, g, h


def _between(a: tuple[int, int], b: tuple[int, int], share: float) -> tuple[int, int]:
    return round(a[0] + (b[0] - a[0]) * share), round(a[1] + (b[1] - a[1]) * share)
