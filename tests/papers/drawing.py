"""A sheet of paper drawn from blocks: letterheads, heads, cells, sections, signatures, stamps."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import manimgx_fonts_cjk
from PIL import Image, ImageDraw, ImageFont

from bot.rules.papers.reading import WHOLE, Line, Page, Reading

A4: Final = (1240, 1754)
WIDE: Final = (1600, 1200)
PHONE: Final = (1080, 1920)
INK, PEN, RED, GREY = "#1d2024", "#27407d", "#c2352c", "#8a8f96"
_SANS: Final = Path(manimgx_fonts_cjk.__file__).with_name("NotoSansCJK-VF.otf.ttc")
_SERIF: Final = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
HAS_SONG: Final = _SERIF.exists()
"""Whether this machine has a face like Song; the locked fonts have none, and a thin Hei stands in
for it where it is missing.
"""
_NEVER_FIRST: Final = "，。；、：）！？”》"

Pen = ImageDraw.ImageDraw
Written = tuple[str, tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a sheet, by `kind`: see `_DRAWN`."""

    kind: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on a page; `face` is Song, Hei, Bold or Pen, `size` the pixels of its characters;
    `stamp` the name around a seal that lies over the last lines, "" for none.
    """

    blocks: tuple[Block, ...]
    face: str = "Song"
    size: int = 32
    stamp: str = ""
    page: tuple[int, int] = A4


def block(kind: str, *parts: str) -> Block:
    return Block(kind, parts)


@cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    if face == "Song" and HAS_SONG:
        return ImageFont.truetype(_SERIF, size, index=2)
    found = ImageFont.truetype(_SANS, size, index=2)
    found.set_variation_by_name(
        {"Song": "Light", "Pen": "Light", "Bold": "Bold"}.get(face, "Regular")
    )
    return found


class Drawn:
    """A sheet while it is drawn; `y` is how far down it is filled."""

    def __init__(self, sheet: Sheet, chance: Random) -> None:
        tone = chance.randrange(238, 256)
        self.picture = Image.new("RGB", sheet.page, (tone, tone, tone - chance.randrange(10)))
        self.pen = ImageDraw.Draw(self.picture)
        self.sheet, self.chance = sheet, chance
        self.written: list[Written] = []
        self.left, self.right = round(sheet.page[0] * 0.105), round(sheet.page[0] * 0.895)
        self.y = round(sheet.page[1] * 0.07)

    @property
    def size(self) -> int:
        return self.sheet.size

    @property
    def step(self) -> int:
        return round(self.size * 1.65)

    def put(
        self,
        x: float,
        y: float,
        text: str,
        used: ImageFont.FreeTypeFont,
        colour: str = INK,
        anchor: str = "la",
    ) -> None:
        """Write a line, and remember where: whoever reads without a recogniser reads that."""
        self.pen.text((x, y), text, colour, used, anchor)
        self.written.append((text, self.pen.textbbox((x, y), text, used, anchor)))

    def middle(self, text: str, size: int, face: str = "Bold", colour: str = INK) -> None:
        wide = self.right - self.left
        for line in broken(text, font(face, size), wide):
            x = (self.left + self.right) / 2
            self.put(x, self.y + size / 2, line, font(face, size), colour, "mm")
            self.y += round(size * 1.45)

    def lines(self, text: str, x: int, right: int, face: str = "", colour: str = INK) -> None:
        """Write text that breaks at the right edge, from `x` on; move down behind it."""
        used = font(face or self.sheet.face, self.size)
        for line in broken(text, used, right - x):
            self.put(x, self.y, line, used, colour)
            self.y += self.step


def as_read(sheet: Sheet) -> Reading:
    """Return what a perfect recogniser reads on the sheet: rows from the top down."""
    on = _filled(sheet, "")
    wide, high = (WHOLE / side for side in sheet.page)
    lines = []
    for text, (x0, y0, x1, y1) in _in_rows([each for each in on.written if each[0].strip()]):
        a, b, c, d = round(x0 * wide), round(y0 * high), round(x1 * wide), round(y1 * high)
        lines.append(Line(text.strip(), 0.99, (a, b, c, b, c, d, a, d)))
    return Reading([Page(lines)])


def _in_rows(written: list[Written]) -> list[Written]:
    rows: list[list[Written]] = []
    for each in sorted(written, key=lambda one: one[1][1] + one[1][3]):
        top, bottom = each[1][1], each[1][3]
        last = rows[-1][-1][1] if rows else (0.0, 0.0, 0.0, 0.0)
        near = abs((top + bottom) - (last[1] + last[3])) / 2 < 0.5 * (bottom - top)
        if rows and near:
            rows[-1].append(each)
        else:
            rows.append([each])
    return [each for row in rows for each in sorted(row, key=lambda one: one[1][0])]


def _filled(sheet: Sheet, seed: str) -> "Drawn":
    on = Drawn(sheet, Random(seed))
    for each in sheet.blocks:
        _DRAWN[each.kind](on, each.parts)
    return on


def drawn(sheet: Sheet, seed: str) -> Image.Image:
    """Return the sheet as a picture, the same for the same seed."""
    on = _filled(sheet, seed)
    if sheet.stamp:
        at = (
            on.chance.randrange(on.right - 300, on.right - 110),
            min(on.y - 70, sheet.page[1] - 160),
        )
        stamp(on.picture, sheet.stamp, at, on.chance)
    return on.picture


def broken(text: str, used: ImageFont.FreeTypeFont, wide: float) -> list[str]:
    """Break a text into lines, none of which begins with a mark of the one before."""
    lines, line = [], ""
    for char in text:
        if line and used.getlength(line + char) > wide and char not in _NEVER_FIRST:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def stamp(picture: Image.Image, name: str, at: tuple[int, int], chance: Random) -> None:
    """Press a round red seal on the picture, its name around a star, at any angle and worn."""
    across = 230
    seal = Image.new("L", (across, across))
    pen, middle = ImageDraw.Draw(seal), across / 2
    pen.ellipse((5, 5, across - 6, across - 6), None, 235, 6)
    reach = [28.0 if n % 2 == 0 else 11.0 for n in range(10)]
    pen.polygon(
        [(middle + r * math.sin(math.pi * n / 5), middle - r * math.cos(math.pi * n / 5))
         for n, r in enumerate(reach)], 225,
    )  # fmt: skip
    for n, char in enumerate(name):
        turn = -125 + 250 * n / max(len(name) - 1, 1)
        letter = Image.new("L", (34, 34))
        ImageDraw.Draw(letter).text((17, 17), char, 240, font("Bold", 22), "mm")
        letter = letter.rotate(-turn, Image.Resampling.BICUBIC)
        x = middle + 84 * math.sin(math.radians(turn))
        y = middle - 84 * math.cos(math.radians(turn))
        seal.paste(letter, (round(x) - 17, round(y) - 17), letter)
    worn = chance.uniform(0.45, 0.8)
    seal = seal.rotate(chance.uniform(-25, 25), Image.Resampling.BICUBIC)
    mask = seal.point([round(level * worn) for level in range(256)])
    picture.paste(RED, (at[0] - across // 2, at[1] - across // 2), mask)


def _title(on: Drawn, parts: Sequence[str]) -> None:
    on.middle(parts[0], round(on.size * 1.5))
    on.y += on.size // 2


def _letterhead(on: Drawn, parts: Sequence[str]) -> None:
    """An office's name in red, its number, a red rule."""
    on.middle(parts[0], round(on.size * 1.7), "Bold", RED)
    if len(parts) > 1:
        on.middle(parts[1], on.size, on.sheet.face)
    on.pen.line((on.left, on.y + 6, on.right, on.y + 6), RED, 4)
    on.y += 40


def _right(on: Drawn, parts: Sequence[str]) -> None:
    used = font(on.sheet.face, on.size)
    on.y += on.size // 2
    for text in parts:
        on.put(on.right - 20, on.y, text, used, INK, "ra")
        on.y += on.step


def _small(on: Drawn, parts: Sequence[str]) -> None:
    used = font(on.sheet.face, round(on.size * 0.85))
    on.put(on.left, on.y, parts[0], used, GREY)
    on.y += on.step


def _head(on: Drawn, parts: Sequence[str]) -> None:
    """A printed head, and behind it what was filled in, by hand or printed."""
    head, value = parts[:2]
    printed = font(on.sheet.face, on.size)
    on.put(on.left, on.y, f"{head}：", printed)
    x = on.left + round(printed.getlength(f"{head}：")) + 6
    on.lines(value, x, on.right, parts[2] if len(parts) > 2 else "")


def _line(on: Drawn, parts: Sequence[str]) -> None:
    """Several heads with what was filled in, on one line."""
    on.lines("　".join(parts), on.left, on.right)


def _para(on: Drawn, parts: Sequence[str]) -> None:
    for text in parts:
        on.lines("　　" + text, on.left, on.right)


def _plain(on: Drawn, parts: Sequence[str]) -> None:
    for text in parts:
        on.lines(text, on.left, on.right)


def _section(on: Drawn, parts: Sequence[str]) -> None:
    on.lines(parts[0], on.left, on.right, "Bold")


def _cells(on: Drawn, parts: Sequence[str]) -> None:
    """A row of ruled cells: head, value, head, value …"""
    inner, top, pad = 14, on.y, on.size // 2
    pairs = len(parts) // 2
    wide = (on.right - on.left) / pairs
    narrow = on.size * 5.6
    bottom = top
    for n in range(pairs):
        x = on.left + wide * n
        on.y = top + pad
        on.lines(parts[2 * n + 1], round(x + narrow + inner), round(x + wide - inner))
        bottom = max(bottom, on.y)
    for n in range(pairs):
        x = on.left + wide * n
        used = font(on.sheet.face, on.size)
        head = broken(parts[2 * n], used, narrow - inner)
        y = (top + bottom) / 2 - (len(head) - 1) * on.step / 2
        for text in head:
            on.put(x + narrow / 2, y, text, used, INK, "mm")
            y += on.step
        on.pen.rectangle((x, top, x + wide, bottom), None, INK, 3)
        on.pen.line((x + narrow, top, x + narrow, bottom), INK, 3)
    on.y = bottom


def _gap(on: Drawn, parts: Sequence[str]) -> None:
    on.y += on.step // 2


def _sign(on: Drawn, parts: Sequence[str]) -> None:
    """Heads of signatures, two on a line, each with a scribble behind it."""
    on.y += on.size // 2
    for n, head in enumerate(parts):
        x = on.left + n % 2 * (on.right - on.left) // 2
        used = font(on.sheet.face, on.size)
        on.put(x, on.y, f"{head}：", used)
        _scribble(on, x + round(used.getlength(head)) + on.size, on.y + on.size // 2)
        if n % 2 or n == len(parts) - 1:
            on.y += on.step


def _scribble(on: Drawn, x: float, y: float) -> None:
    for _ in range(3):
        points = [(x, y + on.chance.uniform(-14, 10))]
        for _ in range(on.chance.randrange(4, 8)):
            last = points[-1]
            points.append((last[0] + on.chance.uniform(-6, 14), y + on.chance.uniform(-18, 16)))
        on.pen.line(points, PEN, 3, "curve")
        x += 34


def _big(on: Drawn, parts: Sequence[str]) -> None:
    """An article's title, from the left."""
    used = font("Bold", round(on.size * 1.55))
    for line in broken(parts[0], used, on.right - on.left):
        on.put(on.left, on.y, line, used)
        on.y += round(on.size * 2.1)
    on.y += on.size // 3


def _masthead(on: Drawn, parts: Sequence[str]) -> None:
    on.middle(parts[0], on.size * 3, "Bold", RED)
    on.y += 10


def _bar(on: Drawn, parts: Sequence[str]) -> None:
    """What stands at the top of a phone's screen, or a site's menu."""
    used = font("Hei", round(on.size * 0.8))
    wide = (on.right - on.left) / max(len(parts), 1)
    for n, text in enumerate(parts):
        on.put(on.left + wide * n, on.y, text, used, GREY)
    on.y += on.step


def _columns(on: Drawn, parts: Sequence[str]) -> None:
    """Running text in two columns."""
    half, used = (on.right - on.left - 50) // 2, font(on.sheet.face, on.size)
    lines = [line for text in parts for line in broken("　　" + text, used, half)]
    rows = (len(lines) + 1) // 2
    for n, line in enumerate(lines):
        x = on.left + n // rows * (half + 50)
        on.put(x, on.y + n % rows * on.step, line, used)
    on.y += rows * on.step


def _banner(on: Drawn, parts: Sequence[str]) -> None:
    """A scene: people and tables under a red banner."""
    wide, high = on.sheet.page
    on.picture.paste((205, 212, 208), (0, 0, wide, high))
    on.pen.rectangle((0, round(high * 0.62), wide, high), "#9a8b74")
    for n in range(7):
        x, y = 60 + n * 220 + on.chance.randrange(60), round(high * 0.5) + on.chance.randrange(120)
        coat = on.chance.choice(("#2f5d62", "#8a3b2c", "#38476b", "#6b6b3a"))
        on.pen.rounded_rectangle((x, y, x + 110, y + 300), 50, coat)
        on.pen.ellipse((x + 25, y - 62, x + 85, y), "#e0b996")
    on.pen.rectangle((90, 110, wide - 90, 260), "#b8241f")
    used = font("Bold", min(90, round((wide - 240) / max(len(parts[0]), 8))))
    on.put(wide / 2, 185, parts[0], used, "#fff2c8", "mm")


_DRAWN: Final[dict[str, Callable[[Drawn, Sequence[str]], None]]] = {
    "title": _title, "letterhead": _letterhead, "right": _right, "small": _small, "head": _head,
    "line": _line, "para": _para, "plain": _plain, "section": _section, "cells": _cells,
    "gap": _gap, "sign": _sign, "big": _big, "masthead": _masthead, "bar": _bar,
    "columns": _columns, "banner": _banner,
}  # fmt: skip
