"""Small drawings for what has no picture: a sheet of paper, a film, a link."""

from typing import Final

from PIL import Image, ImageDraw

from bot.evidence.type import face

_FINE: Final = 4
_WHITE: Final = "#ffffff"
_EDGE: Final = "#c9cfd8"
_LINE: Final = "#dfe3ea"


def rounded(size: tuple[int, int], radius: int) -> Image.Image:
    """Give a mask with round corners, its edge smooth."""
    large = Image.new("L", (size[0] * _FINE, size[1] * _FINE))
    edge = (0, 0, large.width - 1, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(edge, radius * _FINE, fill=255)
    return large.reduce(_FINE)


def paper(height: int, word: str, colour: str) -> Image.Image:
    """Draw a page with a folded corner and a coloured band that says its type."""
    high, wide = height * _FINE, height * _FINE * 3 // 4
    icon = Image.new("RGBA", (wide, high))
    draw = ImageDraw.Draw(icon)
    fold, stroke = wide // 4, max(_FINE, high // 60)
    page = [
        (stroke, stroke),
        (wide - fold, stroke),
        (wide - stroke, fold),
        (wide - stroke, high - stroke),
    ]
    draw.polygon([*page, (stroke, high - stroke)], fill=_WHITE, outline=_EDGE, width=stroke)
    draw.polygon([(wide - fold, stroke), (wide - fold, fold), (wide - stroke, fold)], fill=_EDGE)
    for line in range(3):
        y = high * (26 + 11 * line) // 100
        right = wide * (52, 78, 66)[line] // 100
        draw.line([(wide // 6, y), (right, y)], fill=_LINE, width=stroke * 2)
    draw.rectangle((0, high * 60 // 100, wide * 88 // 100, high * 86 // 100), fill=colour)
    letters = face(high * 17 // 100, "Bold")
    draw.text((wide * 44 // 100, high * 73 // 100), word, fill=_WHITE, font=letters, anchor="mm")
    return icon.reduce(_FINE)


def play(height: int) -> Image.Image:
    """Draw the round button that means a film."""
    side = height * _FINE
    icon = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(icon)
    rim = side // 24
    draw.ellipse((rim, rim, side - rim, side - rim), fill="#000000a0", outline=_WHITE, width=rim)
    draw.polygon(
        [
            (side * 40 // 100, side * 30 // 100),
            (side * 40 // 100, side * 70 // 100),
            (side * 73 // 100, side // 2),
        ],
        fill=_WHITE,
    )
    return icon.reduce(_FINE)


def link(height: int, colour: str) -> Image.Image:
    """Draw two links of a chain."""
    side = height * _FINE
    icon = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(icon)
    thick = side // 11
    for left in (4, 42):
        box = (side * left // 100, side * 34 // 100, side * (left + 54) // 100, side * 66 // 100)
        draw.rounded_rectangle(box, side * 16 // 100, outline=colour, width=thick)
    return icon.reduce(2).rotate(45, Image.Resampling.BICUBIC).reduce(_FINE // 2)


def warning(height: int, colour: str) -> Image.Image:
    """Draw a triangle with an exclamation mark."""
    side = height * _FINE
    icon = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(icon)
    draw.polygon(
        [(side // 2, side * 8 // 100), (side, side * 94 // 100), (0, side * 94 // 100)], fill=colour
    )
    middle, half = side // 2, side * 5 // 100
    draw.rectangle((middle - half, side * 36 // 100, middle + half, side * 66 // 100), fill=_WHITE)
    draw.rectangle((middle - half, side * 74 // 100, middle + half, side * 84 // 100), fill=_WHITE)
    return icon.reduce(_FINE)
