"""The picture of a batch: the contact sheets of several entries, each under its name."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from bot.evidence import icons
from bot.evidence.picture import to_jpeg
from bot.evidence.type import face, fitted, printable

MOST_CELLS: Final = 4
# The largest size that Telegram keeps of a photo; small screens are sent a smaller one of its own.
_LONGEST: Final = 2560
_HEADING: Final = 84
_GAP: Final = 16
_PAD: Final = 16
# A chat shows a picture as wide as the screen, unless it is taller than this times its width.
_TALL: Final = 1.3
_BACK, _CARD, _INK = "#d3d8e0", "#ffffff", "#1f2733"


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry: what heads it, and the file of its contact sheet (a JPEG of our own)."""

    heading: str
    sheet: Path


def batch_picture(cells: Sequence[Cell]) -> bytes:
    """Lay out up to four sheets as one JPEG, as large as they are, within 2560 pixels a side:
    whoever opens the picture can read what is on a paper.
    """
    sheets = [_opened(cell) for cell in cells[:MOST_CELLS]]
    columns = _columns([sheet.size for sheet in sheets])
    rows = [sheets[at : at + columns] for at in range(0, len(sheets), columns)]
    width = columns * (max(sheet.width for sheet in sheets) + _GAP) + _GAP
    height = sum(_row_height(row) for row in rows) + _GAP
    picture = Image.new("RGB", (width, height), _BACK)
    headings = iter(cells)
    top = _GAP
    for row in rows:
        left = _GAP
        for sheet in row:
            card = _card(next(headings).heading, sheet)
            picture.paste(card, (left, top), icons.rounded(card.size, 16))
            left += (width - _GAP) // columns
        top += _row_height(row)
    picture.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
    return to_jpeg(picture, quality=85)


def _columns(sizes: Sequence[tuple[int, int]]) -> int:
    """One beside the other or below: whatever a phone shows larger, as wide as its screen and at
    most so much taller.
    """
    wide = max(width for width, _ in sizes)
    high = max(height for _, height in sizes)

    def scale(columns: int) -> float:
        rows = -(-len(sizes) // columns)
        return min(1 / (columns * wide), _TALL / (rows * (high + _HEADING)))

    return max(range(1, len(sizes) + 1), key=lambda columns: (scale(columns), -columns))


def _row_height(row: Sequence[Image.Image]) -> int:
    return max(sheet.height for sheet in row) + _HEADING + _GAP


def _opened(cell: Cell) -> Image.Image:
    with Image.open(io.BytesIO(cell.sheet.read_bytes()), formats=("JPEG",)) as sheet:
        return sheet.convert("RGB")


def _card(heading: str, sheet: Image.Image) -> Image.Image:
    """The sheet under its name."""
    card = Image.new("RGB", (sheet.width, sheet.height + _HEADING), _CARD)
    font = face(48, "Medium")
    text = fitted(printable(heading), font, sheet.width - 2 * _PAD)
    ImageDraw.Draw(card).text((_PAD, _HEADING // 2), text, fill=_INK, font=font, anchor="lm")
    card.paste(sheet, (0, _HEADING))
    return card
