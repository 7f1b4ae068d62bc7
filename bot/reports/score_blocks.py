"""The blocks of a score card: a line's name, points and bar, and under it what they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.reports import palette
from bot.reports.page import BOLD, MARGIN, WIDTH, Page, width_of, wrapped
from bot.texts import reports as texts

INNER = WIDTH - 2 * MARGIN
GAP = 16
PADDING = 28
SHOWN = 6
"""How many of a line's entries are listed; the text beside the picture has them all."""


class Mark(Enum):
    """How an item stands; the figure beside the mark says the same in words."""

    COUNTED = palette.BLUE
    NOTHING = palette.FADED
    WAITING = palette.ORANGE
    FAULT = palette.VERMILION
    NOTE = palette.HAIRLINE


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a block: its mark, what it is, what it brings, and why that is not more."""

    mark: Mark
    title: str
    figure: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a line: its points out of its cap, None while they are not given.

    `ghost` is what the points become once all that waits is approved. `step` is what one entry
    brings, 0 for a line that has no steps.
    """

    points: int | None
    cap: int
    ghost: int = 0
    step: int = 0


def draw_block(page: Page, label: str, bar: Bar | None, figure: str, items: Sequence[Item]) -> None:
    """Draw a line's card, as high as its items need; without `bar` only the figure is shown."""
    rows = [(item, wrapped(why, 24, INNER - 2 * PADDING - 44, 2)) for item, why in reasons(items)]
    left_out = len(items) - len(rows)
    height = (104 if bar else 76) + sum(44 + 34 * len(why) for _, why in rows)
    height += (14 if rows else 6) + (40 if left_out else 0)
    page.box(MARGIN, page.y, INNER, height, palette.PAPER, radius=14)
    draw_caption(page, label, bar, figure)
    y = page.y + (122 if bar else 92)
    for item, why in rows:
        draw_item(page, item, why, y)
        y += 44 + 34 * len(why)
    if left_out:
        page.text(MARGIN + PADDING + 44, y, texts.left_out(left_out), 24, colour=palette.FADED)
    page.y += height + GAP


def reasons(items: Sequence[Item]) -> list[tuple[Item, str]]:
    """Return the items that are listed, each with its reason.

    Of neighbours with the same reason only the last has it, so that it is said once.
    """
    listed = items[:SHOWN]
    following = [*(item.why for item in listed[1:]), ""]
    pairs = zip(listed, following, strict=False)
    return [(item, "" if item.why == next_why else item.why) for item, next_why in pairs]


def draw_caption(page: Page, label: str, bar: Bar | None, figure: str) -> None:
    """Draw the line's name, its points at the right, and the bar under both."""
    right, y = WIDTH - MARGIN - PADDING, page.y + 42
    page.text(MARGIN + PADDING, y, label, 32, weight=BOLD)
    if bar is None:
        page.text(right, y, figure, 36, colour=palette.VERMILION, weight=BOLD, anchor="rm")
        return
    cap = f"/{bar.cap}"
    page.text(right, y + 2, cap, 26, colour=palette.FADED, anchor="rm")
    colour = palette.ORANGE if bar.points is None else palette.INK
    before = right - width_of(cap, 26) - 6
    page.text(before, y, figure, 36, colour=colour, weight=BOLD, anchor="rm")
    draw_bar(page, bar, page.y + 76)


def draw_bar(page: Page, bar: Bar, y: float) -> None:
    """Draw the points, what may come on top in pale blue, and a notch for each entry's worth."""
    x, width = MARGIN + PADDING, INNER - 2 * PADDING
    page.box(x, y, width, 20, palette.TROUGH, radius=6)
    page.box(x, y, width * min(bar.ghost / bar.cap, 1), 20, palette.PALE_BLUE, radius=6)
    page.box(x, y, width * min((bar.points or 0) / bar.cap, 1), 20, palette.BLUE, radius=6)
    for points in range(bar.step, bar.cap, bar.step) if bar.step else ():
        page.box(x + width * points / bar.cap - 2, y, 4, 20, palette.PAPER)


def draw_item(page: Page, item: Item, why: Sequence[str], y: float) -> None:
    """Draw a mark, the title, what it brings at the right, and the reason in the lines below."""
    left, right = MARGIN + PADDING, WIDTH - MARGIN - PADDING
    faded = item.mark in {Mark.NOTHING, Mark.NOTE}
    page.box(left + 4, y - 9, 18, 18, item.mark.value, radius=9)
    if item.mark in {Mark.NOTHING, Mark.WAITING}:
        page.box(left + 8, y - 5, 10, 10, palette.PAPER, radius=5)
    room = right - left - 60 - width_of(item.figure, 26, BOLD)
    colour = palette.FADED if faded else palette.INK
    page.text(left + 44, y, item.title, 26, colour=colour, most=room)
    page.text(right, y, item.figure, 26, colour=item.mark.value, weight=BOLD, anchor="rm")
    for place, line in enumerate(why, start=1):
        page.text(left + 44, y + 4 + 34 * place, line, 24, colour=palette.ORANGE)
