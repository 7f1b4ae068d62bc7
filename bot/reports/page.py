"""A page drawn as a picture for a phone, as long as what is on it needs.

Strokes are collected first and drawn at the end, when the length is known.
"""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from bot.reports import palette

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH = 1080
MARGIN = 40
FINENESS = 2
"""Everything is drawn at twice the size and reduced, so that round corners come out smooth."""

SIMPLIFIED_CHINESE = 2
"""The place of the simplified Chinese face in the collection of Noto Sans CJK."""
REGULAR, MEDIUM, BOLD = "Regular", "Medium", "Bold"

NEVER_FIRST = "，。；、：）！？”》"
NEAR = 10
"""How many characters before the edge a line may break already, if it can do so after a 、."""

Stroke = Callable[["ImageDraw"], None]


class Page:
    """A page 1080 pixels wide; all measures are in its pixels, `y` is how far it is filled."""

    def __init__(self) -> None:
        self.y = 0
        self._strokes: list[Stroke] = []

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, *, radius: int = 0
    ) -> None:
        """Draw a filled rectangle, its corners rounded by `radius`."""
        if width > 0 and height > 0:
            corners = scaled(x, y, x + width, y + height)
            corners = (*corners[:2], corners[2] - 1, corners[3] - 1)
            round_by = int(min(radius, width / 2, height / 2) * FINENESS)
            self._strokes.append(
                lambda draw: draw.rounded_rectangle(corners, round_by, fill=colour)
            )

    def ring(self, x: float, y: float, across: float, share: float) -> None:
        """Draw a ring around a figure, filled clockwise from the top for a share from 0 to 1."""
        frame, width = scaled(x, y, x + across, y + across), 18 * FINENESS
        self._strokes.append(
            lambda draw: draw.arc(frame, 0, 360, fill=palette.NAVY_TROUGH, width=width)
        )
        if share > 0:
            end = -90 + 360 * share
            self._strokes.append(
                lambda draw: draw.arc(frame, -90, end, fill=palette.PAPER, width=width)
            )

    def text(  # noqa: PLR0913 - where, what, and four ways to set it
        self,
        x: float,
        y: float,
        text: str,
        size: int,
        *,
        colour: str = palette.INK,
        weight: str = REGULAR,
        anchor: str = "lm",
        most: float | None = None,
    ) -> None:
        """Draw one line of text, cut with … to at most `most` pixels.

        `anchor` says what part of it is at (x, y), as Pillow has it (lm: left, middle).
        """
        shown = drawable(text) if most is None else fitted(text, size, most, weight)
        font, at = typeface(size, weight), (x * FINENESS, y * FINENESS)
        self._strokes.append(lambda draw: draw.text(at, shown, colour, font, anchor))

    def png(self) -> bytes:
        """Return the page as a PNG, cut below its last line."""
        from PIL import Image, ImageDraw

        image = Image.new("RGB", (WIDTH * FINENESS, round(self.y) * FINENESS), palette.GROUND)
        draw = ImageDraw.Draw(image)
        for stroke in self._strokes:
            stroke(draw)
        file = BytesIO()
        image.reduce(FINENESS).save(file, "PNG")
        return file.getvalue()


def scaled(*measures: float) -> tuple[float, ...]:
    """Turn measures of the page into those it is drawn at."""
    return tuple(round(measure * FINENESS) for measure in measures)


@lru_cache(maxsize=32)
def typeface(size: int, weight: str) -> "FreeTypeFont":
    """Noto Sans CJK SC, whose variation is chosen by name because its default is the thinnest."""
    import manimgx_fonts_cjk
    from PIL import ImageFont

    path = Path(manimgx_fonts_cjk.__file__).with_name("NotoSansCJK-VF.otf.ttc")
    font = ImageFont.truetype(path, size * FINENESS, index=SIMPLIFIED_CHINESE)
    font.set_variation_by_name(weight)
    return font


def width_of(text: str, size: int, weight: str = REGULAR) -> float:
    """Return how many pixels a line of text takes."""
    return typeface(size, weight).getlength(drawable(text)) / FINENESS


def fitted(text: str, size: int, most: float, weight: str = REGULAR) -> str:
    """Return a line of text that takes at most so many pixels, cut with … where it must be."""
    line = drawable(text)
    if width_of(line, size, weight) <= most:
        return line
    while line and width_of(line + "…", size, weight) > most:
        line = line[:-1]
    return line + "…"


def wrapped(text: str, size: int, most: float, lines: int) -> list[str]:
    """Break a text into at most so many lines, after a 、 where one is near.

    The last line is cut with … when the text is longer.
    """
    rest = drawable(text)
    taken: list[str] = []
    while len(taken) < lines - 1 and width_of(rest, size) > most:
        end = len(rest)
        while end > 1 and (width_of(rest[:end], size) > most or rest[end] in NEVER_FIRST):
            end -= 1
        end = rest.rfind("、", end - NEAR, end) + 1 or end
        taken.append(rest[:end])
        rest = rest[end:]
    return [*taken, fitted(rest, size, most)] if rest else taken


def drawable(text: str) -> str:
    """Return a line without what the typeface lacks: emoji, control and joining characters."""
    line = " ".join(text.split())
    return " ".join("".join(char for char in line if has_glyph(char)).split())


@lru_cache(maxsize=8192)
def has_glyph(char: str) -> bool:
    """Whether the typeface draws more than its empty box for a character."""
    if not char.isprintable():
        return False
    font = typeface(24, REGULAR)
    return char == " " or bytes(font.getmask(char)) != bytes(font.getmask("\U0010fffd"))
