"""Chinese type for pictures: Noto Sans CJK SC, and only characters that it has."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from PIL import ImageFont

from bot.errors import Misconfigured
from bot.texts import evidence as texts

Weight = Literal["Regular", "Medium", "Bold"]

_SIMPLIFIED: Final = 2
_MISSING: Final = "\U0010ffff"
_INSTEAD: Final = "□"


@lru_cache(maxsize=32)
def face(size: int, weight: Weight = "Regular") -> ImageFont.FreeTypeFont:
    """Load the face at ``size`` pixels; raise ``Misconfigured`` when it is not installed."""
    package = find_spec("manimgx_fonts_cjk")
    if package is None or package.origin is None:
        raise Misconfigured(texts.NO_FACE)
    collection = Path(package.origin).with_name("NotoSansCJK-VF.otf.ttc")
    # Nothing set here needs shaping, and the basic layout is the faster one.
    font = ImageFont.truetype(
        collection, size, index=_SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC
    )
    font.set_variation_by_name(weight)
    return font


def printable(text: str) -> str:
    """Replace by □ what the face lacks (emoji above all), and drop what has no shape of its own."""
    shown = (" " if each.isspace() else each for each in text)
    kept = (each for each in shown if each == " " or each.isprintable())
    return "".join(each if _has(each) else _INSTEAD for each in kept)


def fitted(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    """Cut ``text`` with an ellipsis so that it is at most ``width`` pixels long."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text + "…"


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: float, most: int) -> list[str]:
    """Break ``text`` between any two characters into at most ``most`` lines of ``width`` pixels."""
    lines: list[str] = []
    while text and len(lines) < most - 1:
        end = len(text)
        while end > 1 and font.getlength(text[:end]) > width:
            end -= 1
        lines.append(text[:end])
        text = text[end:]
    return [*lines, fitted(text, font, width)] if text else lines


@lru_cache(maxsize=4096)
def _has(each: str) -> bool:
    font = face(16)
    drawn, absent = font.getmask(each), font.getmask(_MISSING)
    return drawn.size != absent.size or bytes(drawn) != bytes(absent)
