"""Where something stands on a page, as it is seen from a line: beside it, below it, within it."""

import re
from collections.abc import Sequence
from typing import Final

from bot.rules.papers.reading import WHOLE, Corners, Line

FULL: Final = re.compile(r"[\u2e80-\u2fff\u3041-\u9fff\uf900-\ufaff]")
"""A character as wide as it is high."""
_WIDTHS: Final = {"9": (0.95, 1.3), "a": (0.45, 1.95), " ": (0.4, 2.0)}
"""How wide a digit, a letter and a space are printed, in halves of a full character."""
_BESIDE: Final = 0.8
"""How much more is covered: a line is not always found from its very first dot."""


def is_below(above: Line, below: Line) -> bool:
    """Whether a line stands in the row below another, in the same column, seen as it is read."""
    places = above.corners and seen_from(above.corners, below.corners)
    if not places:
        return False
    begins, ends = min(s for s, _ in places), max(s for s, _ in places)
    middle = sum(t for _, t in places) / 4
    return begins < 1 and ends > 0 and 1 < middle < 3


def seen_from(corners: Corners, others: Corners | None) -> Sequence[tuple[float, float]] | None:
    """Return where other corners lie, in lengths and heights of a line, from where it begins; None
    where that cannot be told.
    """
    x0, y0, x1, y1, _, _, x3, y3 = corners
    along, down = (x1 - x0, y1 - y0), (x3 - x0, y3 - y0)
    area = along[0] * down[1] - along[1] * down[0]
    if not area or others is None:
        return None
    return [
        (
            ((x - x0) * down[1] - (y - y0) * down[0]) / area,
            ((y - y0) * along[0] - (x - x0) * along[1]) / area,
        )
        for x, y in zip(others[::2], others[1::2], strict=True)
    ]


def to_the_edge(corners: Corners) -> float:
    """Return how often a line fits from where it begins to the edge of the page."""
    x0, y0, x1, y1 = corners[:4]
    times = [
        (WHOLE - at if goes > 0 else at) / abs(goes)
        for at, goes in ((x0, x1 - x0), (y0, y1 - y0))
        if goes
    ]
    return min(times, default=1.0)


def corners_from(
    corners: Corners, along: tuple[float, float], down: tuple[float, float]
) -> Corners:
    """Return the corners of what reaches so far, as seen from a line: see `seen_from`."""
    x0, y0, x1, y1, _, _, x3, y3 = corners
    a, b, c, d, e, f, g, h = (
        max(0, min(WHOLE, round(at)))
        for s, t in (
            (along[0], down[0]),
            (along[1], down[0]),
            (along[1], down[1]),
            (along[0], down[1]),
        )
        for at in (x0 + s * (x1 - x0) + t * (x3 - x0), y0 + s * (y1 - y0) + t * (y3 - y0))
    )
    return a, b, c, d, e, f, g, h


def within(text: str, corners: Corners, start: int, end: int) -> Corners:
    """Return the corners of `text[start:end]` in a line, as far as it can reach: how wide each
    character was printed is not known. Little that stands beside it is covered too.
    """
    least, most = _widths(text[:start])
    _, most_of_it = _widths(text[start:end])
    least_after, most_after = _widths(text[end:])
    begins = max(0.0, least - _BESIDE) / (least + most_of_it + most_after or 1.0)
    ends = 1 - max(0.0, least_after - _BESIDE) / (least_after + most_of_it + most or 1.0)
    x0, y0, x1, y1, x2, y2, x3, y3 = corners
    top = _between((x0, y0), (x1, y1), begins), _between((x0, y0), (x1, y1), ends)
    bottom = _between((x3, y3), (x2, y2), begins), _between((x3, y3), (x2, y2), ends)
    (a, b), (c, d), (e, f), (g, h) = top[0], top[1], bottom[1], bottom[0]
    return a, b, c, d, e, f, g, h


def _widths(text: str) -> tuple[float, float]:
    """Return how wide a text is at least and at most, in halves of a full character."""
    least = most = 0.0
    for char in text:
        kind = "9" if char.isdigit() else "a" if char.isascii() and char.isalpha() else char
        low, high = _WIDTHS.get(kind, (1.85, 2.1) if FULL.match(char) else (0.45, 2.1))
        least, most = least + low, most + high
    return least, most


def _between(a: tuple[int, int], b: tuple[int, int], share: float) -> tuple[int, int]:
    return round(a[0] + (b[0] - a[0]) * share), round(a[1] + (b[1] - a[1]) * share)
