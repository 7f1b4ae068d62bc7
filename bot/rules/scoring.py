"""A person's quarter in points (§8.1–8.3), and why each entry counts for what it does."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.rules.rubric import ADDING_LINES, Line, Rubric, Share
from bot.texts import rules as texts

Carried = Mapping[Line, int]
"""What a ledger on paper brought into a quarter that was running (decision 0045), in points: those
of the adding lines come first under the caps, those of faults are 0 or negative, the base score
counts until one is given.
"""
NOTHING: Final[Carried] = {}
_OF_NO_SHARE: Final = "carried"


@dataclass(frozen=True)
class Entry:
    """An approved piece of work, on the day it happened.

    `share` is needed on a line that has shares. An entry with `counts` False is on record without
    points, and `why_not` says why.
    """

    number: int
    line: Line
    day: date
    share: str = ""
    counts: bool = True
    why_not: str = ""

    def __post_init__(self) -> None:
        if self.line not in ADDING_LINES:
            raise ValueError(f"no entry adds to {self.line}")


@dataclass(frozen=True)
class Fault:
    """A fault that the bureau has confirmed."""

    number: int
    day: date
    large: bool


@dataclass(frozen=True)
class Credit:
    """What one entry brings in points.

    `why` says what kept it from the full points; "" when nothing did.
    """

    entry: Entry
    points: int
    why: str = ""


@dataclass(frozen=True)
class LineScore:
    """One adding line: its points, its cap, and every entry in the order of counting."""

    line: Line
    points: int
    cap: int
    credits: tuple[Credit, ...]


@dataclass(frozen=True)
class Score:
    """A person's quarter in points; `lines` are the five adding lines in the ledger's order.

    `base` is None until somebody gives it. `deduction` is positive. `raw` is the sum before it is
    held between 0 and the rubric's most, `total` after; `remarks` belong into 备注.
    """

    base: int | None
    lines: tuple[LineScore, ...]
    faults: tuple[Fault, ...]
    deduction: int
    raw: int
    total: int
    remarks: tuple[str, ...]

    @property
    def points(self) -> tuple[int, ...]:
        """The points of the five adding lines."""
        return tuple(line.points for line in self.lines)


@dataclass(frozen=True)
class Sums:
    """A person's quarter in points without the entries that bring them; fields as in `Score`."""

    base: int | None
    points: tuple[int, ...]
    deduction: int
    total: int


@dataclass(frozen=True)
class Preview:
    """What one more entry does to its line: the points before and after, and the line's cap.

    `why` is as in `Credit`; `shares` are the parts of the line that have caps of their own. In a
    quarter that `is_locked` the points stand, and the entry counts with the next restatement.
    """

    before: int
    after: int
    cap: int
    why: str = ""
    shares: tuple["ShareRoom", ...] = ()
    is_locked: bool = False

    @property
    def outcome(self) -> str:
        """The points once the entry is approved, in words: 通过后 15/20."""
        return texts.outcome(self.after, self.cap)

    @property
    def phrase(self) -> str:
        """The points before and after, in words: 本季 10/20，通过后 15/20.

        Parts of the line that have caps of their own follow on a line below.
        """
        if self.is_locked:
            return texts.stands_locked(self.before, self.cap)
        whole = texts.preview(self.before, self.after, self.cap)
        if not self.shares:
            return whole
        parts = ((s.label, s.before, s.after, s.cap) for s in self.shares)
        return f"{whole}\n{texts.preview_shares(parts)}"


@dataclass(frozen=True)
class ShareRoom:
    """A part of a line before and after one more entry, in points."""

    label: str
    before: int
    after: int
    cap: int


def score(
    base: int | None,
    entries: Iterable[Entry],
    faults: Iterable[Fault],
    rubric: Rubric,
    carried: Carried = NOTHING,
) -> Score:
    """Return the score of one person's quarter; `entries` and `faults` are those of that quarter.

    It follows §8.3, and our readings where §8.3 is silent (requirements, 2). Raises ValueError for
    a base score that the rubric does not allow.
    """
    counted = sorted(entries, key=_order)
    lines = tuple(_line_score(line, counted, rubric, carried) for line in ADDING_LINES)
    confirmed = tuple(sorted(faults, key=_order))
    base = carried.get(Line.BASE) if base is None else base
    deduction = _deduction(confirmed, rubric, carried)
    raw, total = _raw_and_total(base, [line.points for line in lines], deduction, rubric)
    return Score(base, lines, confirmed, deduction, raw, total, _remarks(base, raw, total))


def points(
    counted: Mapping[Line, Mapping[str, int]], rubric: Rubric, carried: Carried = NOTHING
) -> tuple[int, ...]:
    """Return what the five adding lines come to, from how many entries count on each, by share: for
    who shows a whole county's points and none of its entries. Raises ValueError as `score` does.
    """
    return tuple(
        _points(line, counted.get(line, {}), rubric, carried.get(line, 0)) for line in ADDING_LINES
    )


def sums(
    base: int | None,
    points: tuple[int, ...],
    faults: Iterable[Fault],
    rubric: Rubric,
    carried: Carried = NOTHING,
) -> Sums:
    """Return what `score` comes to, from the `points` of the five adding lines. Raises ValueError
    as that does.
    """
    base = carried.get(Line.BASE) if base is None else base
    deduction = _deduction(faults, rubric, carried)
    _, total = _raw_and_total(base, points, deduction, rubric)
    return Sums(base, points, deduction, total)


def preview(
    entries: Iterable[Entry], new_entry: Entry, rubric: Rubric, carried: Carried = NOTHING
) -> Preview:
    """Return what the line of `new_entry` becomes once that is approved.

    `entries` are the approved ones of its quarter; if `new_entry` is among them (by its number) it
    is not counted twice.
    """
    others = sorted((e for e in entries if e.number != new_entry.number), key=_order)
    # Last in the row, because what a line adds up to does not depend on the order.
    line = _line_score(new_entry.line, [*others, new_entry], rubric, carried)
    last = line.credits[-1]
    shares = _shares(line.credits, rubric.allowances[new_entry.line].shares)
    return Preview(line.points - last.points, line.points, line.cap, last.why, shares)


def _shares(credits_: Sequence[Credit], caps: Mapping[str, int]) -> tuple[ShareRoom, ...]:
    """Return each share of a line, before and after the last credit."""
    *before, last = credits_
    earned: Counter[str] = Counter()
    for credit in before:
        earned[credit.entry.share] += credit.points
    return tuple(
        ShareRoom(
            Share(share).label,
            earned[share],
            earned[share] + (last.points if last.entry.share == share else 0),
            cap,
        )
        for share, cap in caps.items()
    )


def _order(work: Entry | Fault) -> tuple[date, int]:
    return work.day, work.number


def _line_score(
    line: Line, counted: Iterable[Entry], rubric: Rubric, carried: Carried
) -> LineScore:
    earned = Counter({_OF_NO_SHARE: min(carried.get(line, 0), rubric.cap(line))})
    credits_ = []
    for entry in counted:
        if entry.line == line:
            credit = _credit(entry, earned, rubric)
            earned[entry.share] += credit.points
            credits_.append(credit)
    return LineScore(line, earned.total(), rubric.cap(line), tuple(credits_))


def _deduction(faults: Iterable[Fault], rubric: Rubric, carried: Carried) -> int:
    return sum(rubric.fault(large=fault.large) for fault in faults) - carried.get(Line.FAULT, 0)


def _points(line: Line, counted: Mapping[str, int], rubric: Rubric, carried: int) -> int:
    """Return what so many entries of a line add up to, in whatever order they come: each fills up
    what is left of its share and of the line, so that only the caps can stop it.
    """
    each = rubric.each(line)
    by_share = (min(each * n, rubric.share_cap(line, share)) for share, n in counted.items() if n)
    return min(carried + sum(by_share), rubric.cap(line))


def _raw_and_total(
    base: int | None, points: Iterable[int], deduction: int, rubric: Rubric
) -> tuple[int, int]:
    """Return the sum of a quarter before and after it is held within its bounds."""
    if base is not None and not 0 <= base <= rubric.base_max:
        raise ValueError(f"a base score lies between 0 and {rubric.base_max}: {base}")
    raw = (base or 0) + sum(points) - deduction
    return raw, held(raw, rubric)


def held(raw: int, rubric: Rubric) -> int:
    """Return a quarter's sum held within its bounds, 0 and the rubric's most."""
    return max(0, min(raw, rubric.total_max))


def _credit(entry: Entry, earned: Counter[str], rubric: Rubric) -> Credit:
    """Return what `entry` brings on top of the points `earned` on its line so far, by share."""
    if not entry.counts:
        return Credit(entry, 0, entry.why_not or texts.RECORDED_ONLY)
    cap, share_cap = rubric.cap(entry.line), rubric.share_cap(entry.line, entry.share)
    room, share_room = cap - earned.total(), share_cap - earned[entry.share]
    points = min(rubric.each(entry.line), room, share_room)
    if points == rubric.each(entry.line):
        return Credit(entry, points)
    label = Line(entry.line).label
    if share_room < room:
        return Credit(
            entry, points, texts.cap_reached(label, share_cap, points, Share(entry.share).label)
        )
    return Credit(entry, points, texts.cap_reached(label, cap, points))


def _remarks(base: int | None, raw: int, total: int) -> tuple[str, ...]:
    missing = (texts.BASE_MISSING,) if base is None else ()
    held = (texts.held(raw, total),) if raw != total else ()
    return missing + held
