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

MOST_CELLS: Final = 12
_LONGEST: Final = 1280
_HEADING: Final = 44
_GAP: Final = 12
_PAD: Final = 12
_BACK, _CARD, _WELL, _INK = "#d3d8e0", "#ffffff", "#eceff3", "#1f2733"


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry: what heads it, and the file of its contact sheet (a JPEG of our own)."""

    heading: str
    sheet: Path


def batch_picture(cells: Sequence[Cell]) -> bytes:
    """Lay out up to twelve sheets as one JPEG, at most 1280 pixels on either side."""
    shown = list(cells[:MOST_CELLS])
    columns = next(n for n in (1, 2, 3, 4) if n * n >= len(shown))
    rows = -(-len(shown) // columns)
    side = (_LONGEST - _GAP) // max(columns, rows) - _GAP
    width, height = columns * (side + _GAP) + _GAP, rows * (side + _GAP) + _GAP
    picture = Image.new("RGB", (width, height), _BACK)
    mask = icons.rounded((side, side), 12)
    for at, cell in enumerate(shown):
        place = divmod(at, columns)
        left, top = (_GAP + place[1] * (side + _GAP), _GAP + place[0] * (side + _GAP))
        picture.paste(_card(cell, side), (left, top), mask)
    return to_jpeg(picture, quality=85)


def _card(cell: Cell, side: int) -> Image.Image:
    card = Image.new("RGB", (side, side), _CARD)
    heading = face(26, "Medium")
    text = fitted(printable(cell.heading), heading, side - 2 * _PAD)
    place = (_PAD, _HEADING // 2)
    ImageDraw.Draw(card).text(place, text, fill=_INK, font=heading, anchor="lm")
    well = Image.new("RGB", (side, side - _HEADING), _WELL)
    with Image.open(io.BytesIO(cell.sheet.read_bytes()), formats=("JPEG",)) as sheet:
        scale = min(well.width / sheet.width, well.height / sheet.height)
        size = max(1, round(sheet.width * scale)), max(1, round(sheet.height * scale))
        small = sheet.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    well.paste(small, ((well.width - size[0]) // 2, (well.height - size[1]) // 2))
    card.paste(well, (0, _HEADING))
    return card
