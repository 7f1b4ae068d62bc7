"""The contact sheet: all evidence of an entry in one picture that a reviewer reads on a phone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image

from bot.errors import Refused
from bot.evidence import icons, tiles
from bot.evidence.picture import to_jpeg
from bot.evidence.tiles import Tile
from bot.texts import evidence as texts

__all__ = ["MOST_TILES", "Tile", "contact_sheet"]

MOST_TILES: Final = 12
_WIDTH: Final = 1280
# A card's picture has so much of a phone's screen beside its words and buttons, and no more: a
# taller one has scrolled away when the buttons are in reach.
_HEIGHT: Final = 590
_MOST_COLUMNS: Final = 6
_GAP: Final = 14
_CORNER: Final = 16
_BACK: Final = "#d3d8e0"


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cards in rows that fill the sheet; `card` is a card's width, `row` its height, in pixels."""

    rows: list[list[Tile]]
    card: int
    row: int

    def well(self, row: list[Tile]) -> int:
        """The height that a row leaves for its pictures."""
        flag = tiles.FLAG * any(tile.flag for tile in row)
        return self.row - tiles.HEADING - tiles.CAPTION - flag


def contact_sheet(shown: Sequence[Tile]) -> bytes:
    """Lay out evidence as one JPEG of 1280 by 590 pixels, without metadata.

    Flat, so that it is on one screen with its words and buttons. Up to 12 cards, in the order
    given. Of more, the flagged and then the first are shown, and a last card counts the rest.
    Raise ``Refused`` when there is nothing to show.
    """
    if not shown:
        raise Refused(texts.NOTHING_TO_LAY_OUT)
    chosen = _chosen(shown)
    hidden = len(shown) - len(chosen)
    grid = _best_grid(chosen, hidden)
    sheet = Image.new("RGB", (_WIDTH, _HEIGHT), _BACK)
    for n, row in enumerate(grid.rows):
        cards = [tiles.card(tile, grid.card, grid.well(row), grid.row) for tile in row]
        if hidden and row is grid.rows[-1]:
            cards.append(tiles.more(hidden, grid.card, grid.row))
        _place(sheet, cards, _GAP + n * (grid.row + _GAP))
    return to_jpeg(sheet, quality=88)


def _chosen(shown: Sequence[Tile]) -> list[Tile]:
    """Return the tiles that find room; those without a flag are the first to be left out."""
    if len(shown) <= MOST_TILES:
        return list(shown)
    ranked = sorted(range(len(shown)), key=lambda at: not shown[at].flag)
    return [shown[at] for at in sorted(ranked[: MOST_TILES - 1])]


def _best_grid(chosen: list[Tile], hidden: int) -> _Grid:
    """Find the grid that shows the pictures largest on a phone."""
    sizes = [picture.size for tile in chosen if (picture := tiles.picture_of(tile))]

    def shown_size(grid: _Grid) -> float:
        well = min(grid.well(row) for row in grid.rows)
        return sum(
            min(grid.card / wide, well / high) * math.sqrt(wide * high) for wide, high in sizes
        )

    count = len(chosen) + bool(hidden)
    grids = [_grid(chosen, count, n + 1) for n in range(min(_MOST_COLUMNS, count))]
    return max((grid for grid in grids if _is_legible(grid)), key=shown_size)


def _grid(chosen: list[Tile], count: int, columns: int) -> _Grid:
    """Cut the cards into rows that fill the sheet."""
    rows = [chosen[at : at + columns] for at in range(0, count, columns)]
    card = (_WIDTH - _GAP) // columns - _GAP
    return _Grid(rows, card, (_HEIGHT - _GAP) // len(rows) - _GAP)


def _is_legible(grid: _Grid) -> bool:
    """Whether its pictures are no mere slits."""
    return all(grid.well(row) >= min(grid.card, 300) // 2 for row in grid.rows)


def _place(sheet: Image.Image, cards: list[Image.Image], top: int) -> None:
    """Paste one row of cards, in the middle when it is not full."""
    width = cards[0].width + _GAP
    left = (sheet.width - width * len(cards) + _GAP) // 2
    mask = icons.rounded(cards[0].size, _CORNER)
    for at, card in enumerate(cards):
        sheet.paste(card, (left + at * width, top), mask)
