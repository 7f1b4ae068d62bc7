"""Numbers of people on papers: resident IDs, phones and bank cards, and where they stand (§4.2).

They are covered in every copy that leaves the bot, so a doubtful one is taken for one.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, Self

from bot.rules.halfwidth import halfwidth
from bot.rules.papers import figures
from bot.rules.papers.figures import DIGIT, GAP
from bot.rules.papers.places import FULL, corners_from, is_below, seen_from, to_the_edge, within
from bot.rules.papers.reading import SURE, Corners, Line, Page, Reading

_RUN: Final = re.compile(rf"{DIGIT}(?:{GAP}{DIGIT}){{6,}}(?:{GAP}[Xx×](?![A-Za-z]))?")
_MOBILE: Final = re.compile(
    rf"(?<![0-9])(?:(?:\+|00)?86{GAP})?[1Il|]{GAP}[3-9SsBGgqbZz](?:{GAP}{DIGIT}){{9}}(?![0-9])"
)
_LANDLINE: Final = re.compile(r"(?<![0-9.])0[1-9][0-9]{1,2}[\s\-)）]{0,2}[2-9][0-9]{6,7}(?![0-9])")
_NAMED: Final = re.compile(r"身份证|证件号|公民身份|电话|手机|联系方式|卡号|账号|帐号|银行")
_TAIL: Final = re.compile(rf"(?:(?<![A-Za-z]){DIGIT}|[0-9])(?:{GAP}{DIGIT})*$")
_LEAD: Final = re.compile(rf"{DIGIT}(?:{GAP}{DIGIT})*(?:{GAP}[Xx×])?")
_LONG: Final = 15
"""From so many digits on a number without gaps is somebody's, whatever it begins with."""
_ILLEGIBLE: Final = 0.5
_MOST_GROUPS: Final = 6
_BOXED: Final = 2
"""Characters of a piece that stands in a box of its own, or two: of such there may be more."""
_HEAD: Final = re.compile(
    r".{0,6}(?:身份证|证件|身份|电话|手机|联系方式|卡号|账号|帐号)(?:号码|号)?\s*[:：]?\s*"
)
"""A line that says that a number follows, and does not have it."""
_FAR: Final = 16
_MOST_LINES: Final = 400
"""How many lines on one is looked for that stands below another: a row of a table has fewer. A page
of more lines than a paper has is not searched so.
"""
_SHORTEST: Final = 11
_MOST_DIGITS: Final = 19
_LONGEST: Final = 60
"""Characters of a number with all its gaps."""


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
    """What is to be covered on a file; whether the reader was unsure of any of it; how many numbers
    it was sure of; whether the place of each is known, which a text file does not tell.
    """

    places: Sequence[Cover] = ()
    is_doubtful: bool = False
    numbers: int = 0
    are_placed: bool = True

    @property
    def has_any(self) -> bool:
        return bool(self.numbers or self.is_doubtful or self.places)

    def dump(self) -> str:
        """Return the form it is stored in; it holds places and no text."""
        places: list[Any] = [[place.page, *place.corners] for place in self.places]
        told = {"places": places, "numbers": self.numbers}
        if self.is_doubtful:
            told["doubtful"] = True
        if not self.are_placed:
            told["unplaced"] = True
        return json.dumps(told, separators=(",", ":"))

    @classmethod
    def load(cls, stored: str) -> Self:
        """Return what `dump` gave."""
        told = json.loads(stored)
        places = tuple(
            Cover(page, (a, b, c, d, e, f, g, h)) for page, a, b, c, d, e, f, g, h in told["places"]
        )
        return cls(places, "doubtful" in told, told["numbers"], "unplaced" not in told)


class Checked(NamedTuple):
    """What is known of a file that was looked through: what is to be covered, None where it could
    not be read; `pages` of the `of` that it has were read.
    """

    covers: Covers | None
    pages: int
    of: int

    @property
    def places(self) -> Sequence[Cover]:
        return self.covers.places if self.covers else ()

    @property
    def is_cut(self) -> bool:
        return self.pages < self.of


def without_numbers(text: str) -> str:
    """Return a text, such as a file's name, with stars for the numbers of people in it."""
    shown = text
    for start, end, _ in numbers_in(Line(text)):
        shown = shown[:start] + "*" * (end - start) + shown[end:]
    return shown


def covers_of(reading: Reading) -> Covers:
    """Return where numbers of people stand on a file's pages. Where the reader was unsure, all of a
    line that may hold one is covered. A number that was found once more on a closer look counts
    once.
    """
    found: list[Covers] = []
    for nth, page in enumerate(reading.pages):
        on_page = [_covers(page, nth, ())]
        for part in page.closer:
            on_page.append(_covers(part, nth, [at for each in on_page for at in each.places]))
        found += on_page
    return Covers(
        tuple(place for each in found for place in each.places),
        any(each.is_doubtful for each in found),
        sum(each.numbers for each in found),
        all(each.are_placed for each in found),
    )


def _covers(page: Page, nth: int, before: Sequence[Cover]) -> Covers:
    """Return what is to be covered on the `nth` page as these lines tell; what lies where something
    is covered `before` is no news.
    """
    places: list[Cover] = []
    doubtful, numbers, placed = False, 0, True
    known: dict[int, list[Spot]] = {}
    for parts in _on_page(page):
        at_places = [
            Cover(nth, within(line.text, line.corners, spot.start, spot.end))
            for line, spot in ((page.lines[at], spot) for at, spot in parts)
            if line.corners is not None
        ]
        placed = placed and len(at_places) == len(parts)
        if not before or not all(_is_covered(place, before) for place in at_places):
            unsure = any(spot.is_doubtful for _, spot in parts)
            doubtful = doubtful or unsure
            numbers += not unsure and not any(_meets(spot, known.get(at)) for at, spot in parts)
        for at, spot in parts:
            known.setdefault(at, []).append(spot)
        places += at_places
    for place, unsure in _beside_heads(page, nth, known):
        doubtful = doubtful or (unsure and not _is_covered(place, before))
        places.append(place)
    return Covers(tuple(places), doubtful, numbers, placed)


def _is_covered(place: Cover, before: Sequence[Cover]) -> bool:
    """Whether a place is about where another is: the middle of one lies within the other."""
    return any(_holds(other, place) or _holds(place, other) for other in before)


def _holds(place: Cover, other: Cover) -> bool:
    for axis in (0, 1):
        along, middle = place.corners[axis::2], sum(other.corners[axis::2]) / 4
        if not min(along) <= middle <= max(along):
            return False
    return True


def _meets(spot: Spot, others: Sequence[Spot] | None) -> bool:
    return any(spot.start < other.end and other.start < spot.end for other in others or ())


def _on_page(page: Page) -> Iterator[Sequence[tuple[int, Spot]]]:
    """Yield each number on a page as its parts, with the lines they stand in: one, or several where
    it runs over lines.
    """
    before = ""
    for at, line in enumerate(page.lines):
        for spot in numbers_in(line, before):
            yield [(at, spot)]
        before = line.text
    yield from _over_lines(page.lines)


def numbers_in(line: Line, before: str = "") -> Iterator[Spot]:
    """Yield the numbers of people in a line; `before` is the line before it, which may say what
    stands in this one.
    """
    text = halfwidth(line.text)
    if line.sure < SURE:
        yield from _doubtful(text, line.sure, before)
        return
    text = figures.without_codes(text)
    is_named = _NAMED.search(text) or (_NAMED.search(before) and _LEAD.fullmatch(text.strip()))
    begun, upto = -1, -1
    for start, end in sorted(_candidates(text, named=bool(is_named))):
        if start >= upto:
            if begun >= 0:
                yield Spot(begun, upto)
            begun = start
        upto = max(upto, end)
    if begun >= 0:
        yield Spot(begun, upto)


def _candidates(text: str, *, named: bool) -> Iterator[tuple[int, int]]:
    """Yield what is taken for a number where it is read surely; some lie within others."""
    for run in _RUN.finditer(text):
        if figures.is_other(text, *run.span()) or not figures.is_mostly(run[0]):
            continue
        if named or _is_somebodys(run[0]):
            yield run.span()
    for pattern in (_MOBILE, _LANDLINE):
        for each in pattern.finditer(text):
            if figures.is_mostly(each[0]) and not figures.is_amount(text, *each.span()):
                yield each.span()


def _is_somebodys(run: str) -> bool:
    """Whether a run of digits is long enough for a number of somebody's; one in groups has to look
    like an ID or a card, as sums beside each other do not.
    """
    number = figures.digits(run)
    if len(number) < _LONG:
        return False
    in_one = max(map(len, re.findall(rf"{DIGIT}+", run)))
    return in_one >= _LONG or figures.holds_id(number) or figures.holds_card(number)


def _doubtful(text: str, sure: float, before: str) -> Iterator[Spot]:
    """Yield what may be a number in a line that was read badly: any longer run of what may be
    digits; all of the line where it says that a number follows, or is little else.
    """
    count = sum(char.isdigit() for char in text)
    named = _NAMED.search(text) or _NAMED.search(before)
    mostly = count >= 6 and count >= 0.4 * len(text)
    if not figures.days_only(text) and (
        (named and count >= 4) or mostly or (sure < _ILLEGIBLE and count >= 3)
    ):
        yield Spot(0, len(text), is_doubtful=True)
        return
    for found in _RUN.finditer(text):
        if figures.is_mostly(found[0], 0.5) and not figures.is_other(text, *found.span()):
            yield Spot(*found.span(), is_doubtful=True)


def _over_lines(lines: Sequence[Line]) -> Iterator[Sequence[tuple[int, Spot]]]:
    """Yield the numbers that run over two lines, or whose groups were found as lines of their own:
    on the same row, or below each other.
    """
    texts = [halfwidth(line.text).rstrip() for line in lines]
    for at, text in enumerate(texts):
        short = max(0, len(text) - _LONGEST)
        if tail := _TAIL.search(text[short:]):
            spot = Spot(short + tail.start(), len(text))
            for follows in _following(lines, texts, at, spot.end - spot.start):
                if parts := _joined(texts, (at, spot), follows):
                    yield parts


def _joined(
    texts: Sequence[str], first: tuple[int, Spot], follows: Sequence[int]
) -> Sequence[tuple[int, Spot]]:
    """Return the parts of the longest number that begins in a line and goes on in others."""
    at, spot = first
    parts, longest = [first], 0
    boxed = spot.end - spot.start <= _BOXED
    number = figures.digits(texts[at][spot.start :])
    for nth in follows:
        text = texts[nth]
        begins = len(text) - len(text.lstrip())
        lead = _LEAD.match(text, begins)
        if lead is None or len(number) > _MOST_DIGITS:
            break
        boxed = boxed and lead.end() - begins <= _BOXED
        if len(parts) >= _MOST_GROUPS and not boxed:
            break
        parts.append((nth, Spot(begins, lead.end())))
        number += figures.digits(lead[0])
        if figures.is_id(number) or figures.is_card(number) or figures.is_mobile(number):
            longest = len(parts)
        if lead.end() < len(text):
            break
    return parts[:longest]


def _following(
    lines: Sequence[Line], texts: Sequence[str], at: int, tail: int
) -> Iterator[Sequence[int]]:
    """Yield in which lines the number may go on of which `tail` characters end a line: those read
    after it, or one that stands below it.
    """
    yield range(at + 1, min(at + _MOST_DIGITS, len(lines)))
    if lines[at].corners is None or len(lines) > _MOST_LINES:
        return
    for nth in range(at + 2, min(at + _FAR, len(lines))):
        lead = _LEAD.match(texts[nth].lstrip())
        if lead and tail + lead.end() >= _SHORTEST and is_below(lines[at], lines[nth]):
            yield [nth]


def _beside_heads(
    page: Page, nth: int, known: Mapping[int, Sequence[Spot]]
) -> Iterator[tuple[Cover, bool]]:
    """Yield what stands to the right of a line that says that a number follows, where none was
    found, as far as other words; and whether anything stands there. Boxes are not read well.
    """
    if len(page.lines) > _MOST_LINES:
        return
    for at, line in enumerate(page.lines):
        corners = line.corners
        if corners is None or at in known or not _HEAD.fullmatch(halfwidth(line.text)):
            continue
        row = list(_on_row(page, at, corners))
        if any(other in known for other, _ in row):
            continue
        ends, high = to_the_edge(corners), [-0.4, 1.4]
        for other, where in row:
            if FULL.search(page.lines[other].text):
                ends = min(ends, *(s for s, _ in where))
            else:
                high += [t for _, t in where]
        if ends > 1:
            place = Cover(nth, corners_from(corners, (1, ends), (min(high), max(high))))
            yield place, len(high) > 2


def _on_row(
    page: Page, at: int, corners: Corners
) -> Iterator[tuple[int, Sequence[tuple[float, float]]]]:
    """Yield the lines to the right of one, and where they lie as seen from it."""
    for other, line in enumerate(page.lines):
        where = None if other == at else seen_from(corners, line.corners)
        if where and min(s for s, _ in where) > 0.8 and -0.5 < sum(t for _, t in where) / 4 < 1.5:
            yield other, where
