"""Tables on papers: which lines stand in the cell beside a head, where a page lies any way."""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from bot.rules.halfwidth import compact
from bot.rules.papers.reading import Line

_FEWEST: Final = 2
"""Heads standing alone that make a table."""
_MOST: Final = 60
"""Lines of a column up to which it is sorted into cells; there is no form of more."""
_SHORT: Final = "男女无有是否0123456789"
"""What may be filled in that is one character; others are of a seal that lies over the text."""
_GOES_ON: Final = re.compile(r".{3}[，、；,;]$")
_ALIGNED: Final = 0.7
_HEAD: Final = re.compile(r"[\u4e00-\u9fff]{2,7}:?")
_INDENT: Final = 2.0
_SAME_ROW: Final = 0.45
_EMPTY: Final = 0.7
_OUTSIDE: Final = 0.6
_STEP: Final = 1.5
"""Heights of a line from one line of a cell to the next, at most."""
"""What it costs to leave a cell empty, or a line outside the table, in heights of a line; to set a
line into a cell costs how far the middle of its lines is from that of its head.
"""


class Spot(NamedTuple):
    """Where a line stands on the upright page, in heights of a line."""

    left: float
    right: float
    y: float


def beside(lines: Sequence[Line], heads: Collection[str]) -> list[Line]:
    """Return a page's lines, the cells of its tables each as one line: `head：what was filled in`.

    A head is set in the middle of its cell's height, so that of three lines filled in, one was read
    before it.
    """
    spots = upright(lines)
    if spots is None:
        return list(lines)
    lines = _unbroken(lines, spots)
    spots = upright(lines) or []
    known = {compact(head) for head in heads}
    bare = _heads(lines, known, spots)
    cells: dict[int, list[int]] = {}
    for column in _columns(bare, spots) if len(bare) >= _FEWEST else ():
        right = _to_the_right(column, bare, spots)
        owned = [n for n in right if len(lines[n].text) > 1 or lines[n].text in _SHORT]
        if owned:
            cells |= _sorted_in(column, _rows(owned, spots), spots)
    return list(_joined(lines, cells))


def _unbroken(lines: Sequence[Line], spots: Sequence[Spot]) -> list[Line]:
    """Return lines without those that go on where another one ends, on its row, with a comma: it
    was found in parts.
    """
    parts: dict[int, int] = {}
    for n, spot in enumerate(spots):
        for m, other in enumerate(spots):
            on_its_row = abs(spot.y - other.y) < _SAME_ROW and spot.left > other.left
            is_next = on_its_row and abs(spot.left - other.right) < 1
            if is_next and _GOES_ON.search(lines[m].text):
                parts[m] = n
    joined = []
    for n, line in enumerate(lines):
        at = n
        while at in parts:
            at = parts[at]
            line = _and(line, lines[at])  # noqa: PLW2901 - it grows by its parts
        if n not in parts.values():
            joined.append(line)
    return joined


def _and(line: Line, more: Line) -> Line:
    sure, corners = min(line.sure, more.sure), line.corners
    if corners and more.corners:
        corners = (*corners[:2], *more.corners[2:6], *corners[6:])
    return Line(line.text + more.text, sure, corners)


def _heads(lines: Sequence[Line], known: Collection[str], spots: Sequence[Spot]) -> list[int]:
    """Return the heads that stand alone: those known, and short ones in the middle below them."""
    found = [n for n, line in enumerate(lines) if compact(line.text).rstrip(":") in known]
    middles = [(spots[n].left + spots[n].right) / 2 for n in found]
    for n, line in enumerate(lines):
        middle = (spots[n].left + spots[n].right) / 2
        if n not in found and _HEAD.fullmatch(compact(line.text)):
            near = sum(abs(middle - other) < _ALIGNED for other in middles)
            if near:
                found.append(n)
    return sorted(found)


def upright(lines: Sequence[Line]) -> list[Spot] | None:
    """Return where lines stand when the page is set upright; None where that is not known.

    Places are in shares of width and height, which a slanted page squeezes alike; so the lines'
    own directions serve as axes.
    """
    corners = [line.corners for line in lines if line.corners is not None]
    if len(corners) < len(lines) or not corners:
        return None
    along = [sum(c[i + 2] - c[i] for c in corners) for i in (0, 1)]
    down = [sum(c[i + 6] - c[i] for c in corners) for i in (0, 1)]
    whole = math.hypot(*along)
    area = along[0] * down[1] - along[1] * down[0]
    if not whole or not area:
        return None
    high = sorted(_across(c[6] - c[0], c[7] - c[1], along, down, area)[1] for c in corners)
    height = high[len(high) // 2] or 1.0
    aspect = math.hypot(*down) / whole * 1.0
    found = []
    for c in corners:
        points = [_across(c[i], c[i + 1], along, down, area) for i in (0, 2, 4, 6)]
        wide = [x / aspect / height for x, _ in points]
        y = sum(y for _, y in points) / 4 / height
        found.append(Spot(min(wide), max(wide), y))
    return found


def _across(
    x: float, y: float, along: Sequence[float], down: Sequence[float], area: float
) -> tuple[float, float]:
    """Return a place in shares of both axes."""
    return (x * down[1] - y * down[0]) / area, (y * along[0] - x * along[1]) / area


def _columns(bare: Sequence[int], spots: Sequence[Spot]) -> Iterator[list[int]]:
    """Yield the heads that stand below each other, their middles in one line."""
    left = sorted(bare, key=lambda n: spots[n].left + spots[n].right)
    column: list[int] = []
    for n in left:
        if column and not _overlap(spots[column[-1]], spots[n]):
            yield sorted(column, key=lambda m: spots[m].y)
            column = []
        column.append(n)
    if column:
        yield sorted(column, key=lambda m: spots[m].y)


def _overlap(one: Spot, other: Spot) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.4 * min(one.right - one.left, other.right - other.left)


def _to_the_right(column: Sequence[int], bare: Sequence[int], spots: Sequence[Spot]) -> list[int]:
    """Return the lines that begin to the right of a column of heads and before the next one."""
    edge = max(spots[n].right for n in column)
    least = min(spots[n].left for n in column)
    nearest = min((spots[n].left for n in bare if spots[n].left > edge), default=math.inf)
    first, last = spots[column[0]].y, spots[column[-1]].y
    inside = [
        n
        for n, spot in enumerate(spots)
        if n not in bare
        and max(least + 1, edge - 1) <= spot.left < nearest
        and first - 8 <= spot.y <= last + 8
    ]
    return inside[:_MOST]


def _rows(inside: Sequence[int], spots: Sequence[Spot]) -> list[list[int]]:
    """Return lines from the top down, those that were found in parts from left to right."""
    rows: list[list[int]] = []
    for n in sorted(inside, key=lambda n: spots[n].y):
        if rows and spots[n].y - spots[rows[-1][0]].y < _SAME_ROW:
            rows[-1].append(n)
        else:
            rows.append([n])
    return [sorted(row, key=lambda n: spots[n].left) for row in rows]


def _sorted_in(
    column: Sequence[int], rows: Sequence[Sequence[int]], spots: Sequence[Spot]
) -> dict[int, list[int]]:
    """Return head → its lines: in order, so that the middle of each cell's rows is nearest to its
    head. `best[j]` is the least that it costs to set the first j rows into the cells so far.
    """
    firsts = [spots[row[0]] for row in rows]
    every = range(len(rows) + 1)
    best: list[tuple[float, list[list[int]]]] = [(j * _OUTSIDE, []) for j in every]
    for head in column:
        then: list[tuple[float, list[list[int]]]] = []
        for j in every:
            ways = [(best[i][0] + _cost(firsts[i:j], spots[head].y), i) for i in range(j + 1)]
            cost, i = min(ways)
            cell = [n for row in rows[i:j] for n in row]
            if j and then[j - 1][0] + _OUTSIDE < cost:
                then.append((then[j - 1][0] + _OUTSIDE, then[j - 1][1]))
            else:
                then.append((cost, [*best[i][1], cell]))
        best = then
    return dict(zip(column, best[-1][1], strict=True))


def _cost(within: Sequence[Spot], head: float) -> float:
    if not within:
        return _EMPTY
    apart = sum(
        4 * max(0.0, b.y - a.y - _STEP) + (3 if abs(b.left - a.left) > _INDENT else 0)
        for a, b in pairwise(within)
    )
    return abs((within[0].y + within[-1].y) / 2 - head) + apart


def _joined(lines: Sequence[Line], cells: dict[int, list[int]]) -> Iterator[Line]:
    taken = {n for each in cells.values() for n in each}
    for n, line in enumerate(lines):
        if cells.get(n):
            value = "".join(lines[m].text.strip() for m in cells[n])
            sure = min([line.sure, *(lines[m].sure for m in cells[n])])
            yield Line(f"{compact(line.text).rstrip(':')}：{value}", sure)
        elif n not in taken:
            yield line
