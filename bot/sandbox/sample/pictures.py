"""Drawn photos and plans, different each time, with the time taken as a camera writes it."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from random import Random
from typing import Final

from PIL import ExifTags, Image, ImageDraw, ImageEnhance, ImageOps

from bot.reports.page import BOLD, REGULAR, typeface

SIZE: Final = (1200, 900)
FLOOR: Final = 590
A5: Final = (620, 877)

Pen = ImageDraw.ImageDraw
COATS: Final = ("#2f5d62", "#8a3b2c", "#38476b", "#6b6b3a", "#7a4a6b", "#3a3a3a")


def photo(scene: str, slogan: str, taken: datetime, seed: str = "") -> bytes:
    """A JPEG of a scene (宣讲, 展板, 车间, 街头, 调解, 工地) under a banner that says `slogan`.

    Another for every seed. `调解#一` is one certain scene, whenever it is taken; `调解#一+` the
    same by another phone, `调解#一<` the same the wrong way round.
    """
    kind, _, name = scene.partition("#")
    chance = Random(name.rstrip("+<") or f"{scene}{slogan}{taken:%m%d%H%M}{seed}")
    wall, floor, draw = SCENES[kind]
    image = Image.new("RGB", SIZE, _shade(wall, chance))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, FLOOR, *SIZE), _shade(floor, chance))
    draw(pen, chance)
    _banner(pen, slogan, chance)
    if name.endswith("+"):
        image = ImageEnhance.Brightness(image.crop((14, 10, 1186, 889))).enhance(1.06)
    elif name.endswith("<"):
        image = ImageOps.mirror(image)
    return jpeg(image, taken)


def jpeg(image: Image.Image, taken: datetime) -> bytes:
    """As a phone's camera writes it: with the time taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Sample", "Phone"
    shot = exif.get_ifd(ExifTags.IFD.Exif)
    shot[ExifTags.Base.DateTimeOriginal] = f"{taken:%Y:%m:%d %H:%M:%S}"
    out = BytesIO()
    image.save(out, "JPEG", quality=82, exif=exif)
    return out.getvalue()


def plan(title: str, lines: list[str]) -> bytes:
    """A page of paper as a PDF."""
    image = Image.new("L", A5, 255)
    pen = ImageDraw.Draw(image)
    pen.text((A5[0] / 2, 90), title, 0, typeface(16, BOLD), "mm")
    for place, line in enumerate(lines):
        pen.text((70, 170 + place * 44), line, 30, typeface(9, REGULAR))
    out = BytesIO()
    image.save(out, "PDF", resolution=106)
    return out.getvalue()


def _lecture(pen: Pen, chance: Random) -> None:
    pen.rectangle((420, 250, 780, 500), "#f7f7f2", "#8c8c80", 6)
    for row in range(4):
        pen.rectangle((450, 285 + row * 48, 660 + chance.randrange(90), 297 + row * 48), "#9aa7ad")
    _person(pen, 310, 430, chance, 1.1)
    for seat in range(6):
        _person(pen, 60 + seat * 200, 700 + chance.randrange(40), chance, 1.3)


def _board(pen: Pen, chance: Random) -> None:
    for board in range(3):
        left = 130 + board * 330
        pen.rectangle((left, 240, left + 270, 620), "#fffdf4", "#7a5a3a", 8)
        pen.rectangle((left + 20, 262, left + 250, 310), chance.choice(("#b3413a", "#2d6a8a")))
        for row in range(6):
            width = 150 + chance.randrange(80)
            pen.rectangle((left + 24, 340 + row * 40, left + 24 + width, 352 + row * 40), "#b8b2a2")
    _person(pen, 300 + chance.randrange(500), 560, chance, 1.4)


def _workshop(pen: Pen, chance: Random) -> None:
    for lamp in range(4):
        pen.rectangle((80 + lamp * 290, 190, 270 + lamp * 290, 206), "#fdfbe6")
    for bench in range(3):
        left, top = 60 + bench * 390, 480 + chance.randrange(60)
        pen.rectangle((left, top, left + 310, top + 40), "#8a7a64")
        pen.rectangle((left + 120, top - 60, left + 210, top), "#d8dde0", "#707a80", 4)
        _person(pen, left + 20, top - 40, chance, 1.1)
    for place in range(3):
        _person(pen, 160 + place * 360 + chance.randrange(80), 680, chance, 1.3)


def _street(pen: Pen, chance: Random) -> None:
    for house in range(6):
        left, top = house * 210 - 20, 200 + chance.randrange(140)
        pen.rectangle((left, top, left + 190, FLOOR), _shade("#b9a58e", chance))
        for window in range(4):
            x, y = left + 30 + window % 2 * 80, top + 40 + window // 2 * 90
            pen.rectangle((x, y, x + 46, y + 56), "#dfe9ee")
    pen.rectangle((330, 610, 870, 720), "#a33a34")
    for sheet in range(5):
        pen.rectangle((360 + sheet * 100, 588, 430 + sheet * 100, 612), "#fffdf4")
    for place in range(5):
        _person(pen, 40 + place * 240 + chance.randrange(60), 640, chance, 1.2)


def _table(pen: Pen, chance: Random) -> None:
    """Two sides across a table, and whoever brings them together at its head."""
    pen.rectangle((160, 250, 520, 440), "#f4f1e6", "#8c8c80", 5)
    _person(pen, 560, 360, chance, 1.0)
    pen.polygon(((260, 520), (940, 520), (1150, 760), (50, 760)), _shade("#8b6a48", chance))
    for side, places in ((90, 2), (880, 2)):
        for place in range(places):
            _person(pen, side + place * 120, 480 + chance.randrange(60), chance, 1.2)
    for _ in range(5):
        x, y = chance.randrange(240, 900), chance.randrange(560, 700)
        pen.polygon(((x, y), (x + 90, y - 8), (x + 110, y + 46), (x + 8, y + 54)), "#fbfaf4")


def _site(pen: Pen, chance: Random) -> None:
    for floor in range(4):
        pen.rectangle((620, 190 + floor * 100, 1120, 206 + floor * 100), "#a8a29a")
        for column in range(5):
            left = 640 + column * 112
            pen.rectangle((left, 190 + floor * 100, left + 12, 290 + floor * 100), "#8f8a82")
    pen.line((260, 180, 260, FLOOR), "#d8a23f", 14)
    pen.line((120, 220, 540, 220), "#d8a23f", 10)
    for place in range(5):
        _person(pen, 60 + place * 210, 640 + chance.randrange(50), chance, 1.3, hat="#e0b030")


SCENES: Final[dict[str, tuple[str, str, Callable[[Pen, Random], None]]]] = {
    "宣讲": ("#dfe3dc", "#a58d70", _lecture),
    "展板": ("#cdd9dc", "#9a9a92", _board),
    "车间": ("#c9ced4", "#7f8a86", _workshop),
    "街头": ("#bcd7ea", "#a3a19b", _street),
    "调解": ("#d9d6cb", "#8f8b80", _table),
    "工地": ("#c4dcec", "#b59a74", _site),
}


def _person(pen: Pen, x: float, y: float, chance: Random, scale: float, hat: str = "") -> None:
    coat, skin = chance.choice(COATS), _shade("#e2bd97", chance)
    wide, head = 46 * scale, 21 * scale
    pen.rounded_rectangle((x, y, x + 2 * wide, y + 190 * scale), wide / 2, coat)
    middle, top = x + wide, y - head
    pen.ellipse((middle - head, top - head, middle + head, top + head), skin)
    pen.chord((middle - head, top - head, middle + head, top + head), 180, 360, hat or "#2a2320")


def _banner(pen: Pen, slogan: str, chance: Random) -> None:
    top = 60 + chance.randrange(30)
    pen.rectangle((90, top, SIZE[0] - 90, top + 92), "#b8241f")
    pen.text((SIZE[0] / 2, top + 46), slogan, "#fff2c8", typeface(22, BOLD), "mm")


def _shade(colour: str, chance: Random) -> tuple[int, int, int]:
    light = chance.uniform(0.86, 1.08)
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return min(255, int(red * light)), min(255, int(green * light)), min(255, int(blue * light))
