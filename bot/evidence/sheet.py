"""The contact sheet: all evidence of an entry in one picture that a reviewer reads on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from PIL import Image

from bot.errors import Refused
from bot.evidence import icons, tiles
from bot.evidence.picture import to_jpeg
from bot.evidence.tiles import Tile
from bot.texts import evidence as texts

__all__ = ["MOST_TILES", "Tile", "contact_sheet"]

MOST_TILES: Final = 12
_LONGEST: Final = 1280
# Sheet widths by number of columns. Where no picture tells which sheet shows it largest, the first
# that fits is taken.
_WIDTHS: Final = {2: 960, 1: 720, 3: 960, 4: 1080}
_SHAPES: Final = (3 / 4, 1.0, 4 / 3, 9 / 16)
# A chat shows a picture as wide as the screen, unless it is taller than this times its width.
_TALL: Final = 1.3
_GAP: Final = 12
_CORNER: Final = 16
_BACK: Final = "#d3d8e0"


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cards of one width in rows; ``well`` is the height of each card's picture, in pixels."""

    rows: list[list[Tile]]
    width: int
    card: int
    well: int

    @property
    def height(self) -> int:
        return sum(_height(row, self.well) + _GAP for row in self.rows) + _GAP


def contact_sheet(shown: Sequence[Tile]) -> bytes:
    """Lay out evidence as one JPEG, its longest side at most 1280 pixels, without metadata.

    Up to 12 cards, in the order given. Of more, the flagged and then the first are shown, and a
    last card counts the rest. Raise ``Refused`` when there is nothing to show.
    """
    if not shown:
        raise Refused(texts.NOTHING_TO_LAY_OUT)
    chosen = _chosen(shown)
    hidden = len(shown) - len(chosen)
    grid = _best_grid(chosen, hidden)
    sheet = Image.new("RGB", (grid.width, grid.height), _BACK)
    top = _GAP
    for row in grid.rows:
        height = _height(row, grid.well)
        cards = [tiles.card(tile, grid.card, grid.well, height) for tile in row]
        if hidden and row is grid.rows[-1]:
            cards.append(tiles.more(hidden, grid.card, height))
        _place(sheet, cards, top)
        top += height + _GAP
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

    def shown_area(grid: _Grid) -> float:
        scale = min(1 / grid.width, _TALL / grid.height)
        fits = ((min(grid.card / wide, grid.well / high), wide * high) for wide, high in sizes)
        return sum(fit * fit * area for fit, area in fits) * scale * scale

    count = len(chosen) + bool(hidden)
    grids = (_grid(chosen, count, *pair) for pair in product(_WIDTHS, _SHAPES))
    return max((grid for grid in grids if grid is not None), key=shown_area)


def _grid(chosen: list[Tile], count: int, columns: int, shape: float) -> _Grid | None:
    """Cut the cards into rows; None when there are more columns than cards, or no height left."""
    if columns > count:
        return None
    rows = [chosen[at : at + columns] for at in range(0, count, columns)]
    width = _WIDTHS[columns]
    card = (width - _GAP) // columns - _GAP
    spare = (_LONGEST - _Grid(rows, width, card, 0).height) // len(rows)
    well = min(round(card * shape), spare)
    return _Grid(rows, width, card, well) if well >= card // 2 else None


def _height(row: list[Tile], well: int) -> int:
    return tiles.HEADING + well + tiles.CAPTION + tiles.FLAG * any(tile.flag for tile in row)


def _place(sheet: Image.Image, cards: list[Image.Image], top: int) -> None:
    """Paste one row of cards, in the middle when it is not full."""
    width = cards[0].width + _GAP
    left = (sheet.width - width * len(cards) + _GAP) // 2
    mask = icons.rounded(cards[0].size, _CORNER)
    for at, card in enumerate(cards):
        sheet.paste(card, (left + at * width, top), mask)
