"""Papers of a case as people photograph them: a sheet on a desk, a little askew, in any light."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from bot.reports.page import BOLD, MEDIUM, NEVER_FIRST, REGULAR, typeface
from bot.sandbox.sample.pictures import jpeg

SHEET: Final = (760, 1070)
DESK: Final = (900, 1200)
LEFT, RIGHT, TOP, BOTTOM = 70, 690, 84, 1000
INK, PEN, RED, RULE = "#22262a", "#27407d", "#c2352c", "#b9bfc6"
LINE: Final = 46
DESKS: Final = (
    "#7a5234",
    "#a98258",
    "#4c4f55",
    "#8a8f8c",
    "#34516b",
    "#6b3f35",
    "#c2b49b",
    "#5a6b52",
)
PAPERS: Final = ("#fbfaf4", "#f5f1e4", "#fdfdfd", "#f1f3f5", "#f8f0e6")
LIGHT: Final = "Light"

Pen = ImageDraw.ImageDraw


@dataclass(frozen=True, slots=True)
class Paper:
    """What is on it: its title, printed heads with what was filled in, the written lines, who
    signed, and the name around the stamp ("" for none).
    """

    title: str
    heads: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    signers: tuple[str, ...]
    stamp: str = ""
    is_table: bool = False


def photographed(paper: Paper, seed: str, taken: datetime) -> bytes:
    """A JPEG of the paper; another desk, light and angle for every seed."""
    chance = Random(f"{paper.title}{seed}")
    sheet = _sheet(paper, chance)
    desk = _desk(chance)
    _lay(desk, sheet, chance)
    _leave_something(desk, chance)
    return jpeg(_lit(desk, chance), taken)


def scanned(paper: Paper, seed: str) -> bytes:
    """The paper as a PDF from a copier."""
    image = _sheet(paper, Random(f"{paper.title}{seed}"))
    out = BytesIO()
    image.save(out, "PDF", resolution=92, quality=78)
    return out.getvalue()


def _sheet(paper: Paper, chance: Random) -> Image.Image:
    sheet = Image.new("RGB", SHEET, chance.choice(PAPERS))
    pen = ImageDraw.Draw(sheet)
    y: float = TOP + chance.randrange(-16, 24)
    pen.text((SHEET[0] / 2, y), paper.title, INK, typeface(chance.choice((17, 19)), BOLD), "mm")
    y += 62
    draw = _table if paper.is_table else _written
    y = draw(pen, paper, chance, y)
    _sign(pen, paper.signers, chance, min(y + 40, BOTTOM - 70))
    if paper.stamp:
        at = (chance.randrange(440, 600), min(y + 60, BOTTOM - 60) + chance.randrange(-20, 20))
        _stamp(sheet, paper.stamp, at, chance)
    return sheet


def _written(pen: Pen, paper: Paper, chance: Random, y: float) -> float:
    """Write the heads with what was filled in, then the lines on rules; return where they end."""
    for head, filled in paper.heads:
        pen.text((LEFT, y), f"{head}：", INK, typeface(10, MEDIUM), "ls")
        x = LEFT + 22 * (len(head) + 1)
        pen.line((x, y + 6, RIGHT, y + 6), RULE, 1)
        _hand(pen, (x + 10, y), filled, chance)
        y += LINE
    y += 14
    for line in [part for text in paper.lines for part in _broken(text)]:
        pen.line((LEFT, y + 10, RIGHT, y + 10), RULE, 1)
        _hand(pen, (LEFT + 4, y), line, chance)
        y += LINE
    return y


def _table(pen: Pen, paper: Paper, chance: Random, y: float) -> float:
    """Draw a form of ruled cells, heads left, what was filled in right; return where it ends."""
    first, rows = y, [*paper.heads, *(("备注", line) for line in paper.lines)]
    for head, filled in rows:
        parts = _broken(filled, 19)
        height = 30 + LINE * len(parts)
        pen.rectangle((LEFT, y, RIGHT, y + height), None, INK, 2)
        pen.text((LEFT + 82, y + height / 2), head, INK, typeface(10, MEDIUM), "mm")
        for n, part in enumerate(parts):
            _hand(pen, (LEFT + 190, y + 48 + n * LINE), part, chance)
        y += height
    pen.line((LEFT + 168, first, LEFT + 168, y), INK, 2)
    return y + 20


def _broken(text: str, most: int = 25) -> list[str]:
    """Break a text into lines, of which none begins with a mark that belongs to the one before."""
    lines = []
    while len(text) > most:
        end = most - 1 if text[most] in NEVER_FIRST else most
        lines.append(text[:end])
        text = text[end:]
    return [*lines, text]


def _hand(pen: Pen, at: tuple[float, float], text: str, chance: Random) -> None:
    """Handwriting, as far as a printed face goes: light, blue, and no character quite in line."""
    x, y = at
    for char in text:
        size = chance.choice((11, 11, 12))
        font = typeface(size, LIGHT)
        pen.text((x, y + chance.uniform(-2.5, 2.5)), char, PEN, font, "ls")
        x += font.getlength(char) + chance.uniform(-0.8, 1.6)


def _sign(pen: Pen, signers: Sequence[str], chance: Random, y: float) -> None:
    """Beside each name a signature, and the red print of a thumb."""
    for n, signer in enumerate(signers):
        x, top = LEFT + n % 2 * 310, y + n // 2 * 60
        pen.text((x, top), f"{signer}：", INK, typeface(10, REGULAR), "ls")
        start = x + 22 * (len(signer) + 1)
        _scribble(pen, start, top - 12, chance)
        if chance.random() < 0.7:
            _thumb(pen, start + chance.randrange(50, 100), top - 14, chance)


def _scribble(pen: Pen, x: float, y: float, chance: Random) -> None:
    for _ in range(chance.choice((2, 3))):
        points = [(x, y + chance.uniform(-14, 10))]
        for _ in range(chance.randrange(4, 8)):
            last = points[-1]
            points.append((last[0] + chance.uniform(-8, 16), y + chance.uniform(-20, 16)))
        pen.line(points, PEN, 3, "curve")
        x += 34


def _thumb(pen: Pen, x: float, y: float, chance: Random) -> None:
    for ring in range(5):
        wide, high = 5 + ring * 3.4, 7 + ring * 4.6
        start = chance.randrange(360)
        pen.arc((x - wide, y - high, x + wide, y + high), start, start + 300, "#d86a60", 2)


def _stamp(sheet: Image.Image, name: str, at: tuple[int, float], chance: Random) -> None:
    """A round seal with a star, its name around the rim, pressed on at any angle."""
    across, fine = 186, 2
    seal = Image.new("L", (across * fine, across * fine))
    pen, middle = ImageDraw.Draw(seal), across * fine / 2
    pen.ellipse((6, 6, across * fine - 6, across * fine - 6), None, 235, 9)
    pen.polygon(_star(middle, 46), 225)
    for n, char in enumerate(name):
        turn = -125 + 250 * n / max(len(name) - 1, 1)
        _around_rim(seal, char, turn, middle)
    seal = seal.resize((across, across)).rotate(chance.uniform(-25, 25), Image.Resampling.BICUBIC)
    worn = chance.uniform(0.62, 0.9)
    mask = seal.point([round(level * worn) for level in range(256)])
    sheet.paste(RED, (at[0] - across // 2, round(at[1]) - across // 2), mask)


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for n in range(10):
        reach = radius if n % 2 == 0 else radius * 0.4
        turn = math.pi * n / 5
        points.append((middle + reach * math.sin(turn), middle - reach * math.cos(turn)))
    return points


def _around_rim(seal: Image.Image, char: str, turn: float, middle: float) -> None:
    letter = Image.new("L", (60, 60))
    ImageDraw.Draw(letter).text((30, 30), char, 240, typeface(18, MEDIUM), "mm")
    letter = letter.rotate(-turn, Image.Resampling.BICUBIC)
    reach, angle = middle - 48, math.radians(turn)
    x, y = middle + reach * math.sin(angle), middle - reach * math.cos(angle)
    seal.paste(letter, (round(x) - 30, round(y) - 30), letter)


def _desk(chance: Random) -> Image.Image:
    """A table top with a grain that runs one way or the other."""
    desk = Image.new("RGB", DESK, chance.choice(DESKS))
    pen, lengthwise = ImageDraw.Draw(desk, "RGBA"), chance.random() < 0.5
    most, across = (DESK[1], DESK[0]) if lengthwise else DESK
    for _ in range(46):
        at, width = chance.randrange(most), chance.randrange(2, 26)
        shade = (*(chance.choice(((255, 255, 255), (0, 0, 0)))), chance.randrange(6, 26))
        box = (0, at, across, at + width) if lengthwise else (at, 0, at + width, DESK[1])
        pen.rectangle(box, shade)
    return desk


def _lay(desk: Image.Image, sheet: Image.Image, chance: Random) -> None:
    """Lay the sheet on the desk: turned a little, seen from a little below, with its shadow."""
    scale = chance.uniform(0.92, 1.08)
    size = round(SHEET[0] * scale), round(SHEET[1] * scale)
    slant = chance.uniform(0, 0.05) * size[0]
    corners = (-slant, 0, 0, SHEET[1], SHEET[0], SHEET[1], SHEET[0] + slant, 0)
    turn = chance.uniform(-8, 8)
    laid, mask = (
        each.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR).rotate(
            turn, Image.Resampling.BILINEAR, expand=True
        )
        for each in (sheet, Image.new("L", SHEET, 255))
    )
    x = (DESK[0] - laid.width) // 2 + chance.randrange(-44, 45)
    y = (DESK[1] - laid.height) // 2 + chance.randrange(-50, 51)
    small = mask.reduce(6).filter(ImageFilter.GaussianBlur(1.5))
    shadow = small.resize(mask.size).point([level // 2 for level in range(256)])
    desk.paste("#000000", (x + chance.randrange(-14, 15), y + 12), shadow)
    desk.paste(laid, (x, y), mask)


def _leave_something(desk: Image.Image, chance: Random) -> None:
    """A pen, a cup, another sheet's corner, or nothing, at the edge of the picture."""
    thing: Callable[[Pen, Random], None] | None = chance.choice((_pen, _cup, _corner, None))
    if thing is not None:
        thing(ImageDraw.Draw(desk), chance)


def _pen(pen: Pen, chance: Random) -> None:
    x, y = chance.randrange(560, 860), chance.randrange(640, 1060)
    tip = (x - chance.randrange(60, 240), y + chance.randrange(90, 220))
    pen.line((x, y, *tip), "#1e1e22", 17)
    pen.line((x, y, (x + tip[0]) // 2, (y + tip[1]) // 2), chance.choice(("#27407d", RED)), 17)


def _cup(pen: Pen, chance: Random) -> None:
    x, y = chance.choice(((0, 90), (880, 60), (860, 1150), (20, 1160)))
    for radius, colour in ((118, "#e9e6df"), (100, "#d3cfc4"), (86, "#8a5a2c")):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), colour)


def _corner(pen: Pen, chance: Random) -> None:
    reach = chance.randrange(120, 260)
    pen.polygon(((900, 1200), (900 - reach, 1200), (900, 1200 - reach * 2)), "#e4dcc4")


def _lit(desk: Image.Image, chance: Random) -> Image.Image:
    """Return the picture brighter on one side, as beside a window."""
    ramp = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(DESK)
    dark = Image.new("RGB", DESK, chance.choice(("#1a1208", "#0d1420")))
    depth = chance.uniform(0.12, 0.42)
    shade = ramp.point([round(level * depth) for level in range(256)])
    desk.paste(dark, (0, 0), shade)
    return desk
