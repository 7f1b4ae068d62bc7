"""Drawn papers and scenes, and what happens to a picture on its way: all made on the spot."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

import manimgx_fonts_cjk
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

PAPER: Final = (1240, 1754)
PHOTO: Final = (1200, 1600)
_FACE: Final = Path(manimgx_fonts_cjk.__file__).with_name("NotoSansCJK-VF.otf.ttc")
_WORDS: Final = (
    "劳动合同调解当事人单位工资社会保险争议申请双方约定期限补偿加班检查整改情况说明记录签字日期"
)
_ROWS: Final = 14
_STEP: Final = 95

Change = Callable[[Image.Image], Image.Image]


def paper(seed: int) -> Image.Image:
    """A page of text, its paragraphs other for another seed."""
    chance = random.Random(seed)
    page, top = Image.new("RGB", PAPER, "white"), 230
    draw = ImageDraw.Draw(page)
    draw.text((620, 120), _words(chance, 8), "black", _font(56), anchor="mm")
    for _ in range(chance.randint(3, 7)):
        for line in range(chance.randint(1, 6)):
            many = 26 if chance.random() < 0.75 else chance.randint(5, 25)
            draw.text((130 if line else 200, top), _words(chance, many), "black", _font(36))
            top += 52
        top += chance.choice((0, 20, 60))
    return page


def form(changed: tuple[int, ...] = ()) -> Image.Image:
    """The record of one case; in the rows that are named, that of another."""
    page = Image.new("RGB", PAPER, "white")
    draw = ImageDraw.Draw(page)
    draw.text((620, 120), "劳动争议调解记录", "black", _font(56), anchor="mm")
    for row in range(_ROWS):
        top = 230 + _STEP * row
        draw.rectangle((100, top, 1140, top + _STEP), outline="black", width=3)
        draw.line((360, top, 360, top + _STEP), fill="black", width=3)
        draw.text((120, top + 25), _words(random.Random(row), 5), "black", _font(36))
        filling = random.Random(100 + row + 1000 * (row in changed))
        draw.text((380, top + 25), _words(filling, filling.randint(3, 18)), "#1e1e5a", _font(36))
    return page


def on_desk(page: Image.Image, pose: int) -> Image.Image:
    """The page as somebody photographs it: on a desk, not quite straight, in uneven light."""
    chance = random.Random(pose)
    desk = Image.new("RGB", (PAPER[0] + 160, PAPER[1] + 160), chance.choice(("#78503a", "#5a5a60")))
    desk.paste(page, (80, 80))
    wide, high = desk.size
    corners = ((0, 0), (0, high), (wide, high), (wide, 0))
    quad = [place + chance.randint(-40, 40) for corner in corners for place in corner]
    shot = desk.transform(PHOTO, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    light = (
        Image.linear_gradient("L").resize(PHOTO).point([200 + v * 55 // 255 for v in range(256)])
    )
    return ImageChops.multiply(shot, Image.merge("RGB", (light,) * 3))


def crowd(seed: int) -> Image.Image:
    """People in front of stalls and banners, others for another seed."""
    chance = random.Random(seed)

    def colour(low: int = 0, high: int = 255) -> tuple[int, int, int]:
        return chance.randint(low, high), chance.randint(low, high), chance.randint(low, high)

    scene, ground = Image.new("RGB", (1600, 1200), colour(60, 160)), chance.randint(300, 600)
    draw = ImageDraw.Draw(scene)
    draw.rectangle((0, ground, 1600, 1200), fill=colour(40, 140))
    for _ in range(chance.randint(4, 9)):
        x, y = chance.randint(0, 1500), chance.randint(0, 600)
        corner = (x + chance.randint(80, 400), y + chance.randint(80, 400))
        draw.rectangle((x, y, *corner), fill=colour())
    for _ in range(chance.randint(8, 20)):
        x, y, size = chance.randint(0, 1600), chance.randint(ground, 1100), chance.randint(40, 120)
        draw.rectangle((x - size, y, x + size, y + 3 * size), fill=colour())
        draw.ellipse((x - size // 2, y - size, x + size // 2, y), fill="#d2aa8c")
    return scene.filter(ImageFilter.GaussianBlur(2))


def cropped(share: float, *, corner: bool = False) -> Change:
    """Cut off so much of each length: all round, or all of it at the top left."""

    def crop(picture: Image.Image) -> Image.Image:
        wide, high = (round(side * share) for side in picture.size)
        if corner:
            return picture.crop((wide, high, *picture.size))
        return picture.crop(
            (wide // 2, high // 2, picture.width - wide // 2, picture.height - high // 2)
        )

    return crop


def smaller(longest: int) -> Change:
    return lambda picture: ImageOps.contain(picture, (longest, longest))


def brighter(by: float) -> Change:
    return lambda picture: ImageEnhance.Brightness(picture).enhance(by)


def turned(degrees: float) -> Change:
    """Turned a little, the empty corners cut off."""
    return lambda picture: cropped(0.04)(picture.rotate(degrees, Image.Resampling.BICUBIC))


def stamped(picture: Image.Image) -> Image.Image:
    """With the date and time in a corner, as some cameras write them."""
    copy = picture.copy()
    at = (picture.width * 0.55, picture.height * 0.9)
    ImageDraw.Draw(copy).text(at, "2026-11-23 09:30", "orange", _font(picture.width // 24))
    return copy


def _words(chance: random.Random, many: int) -> str:
    return "".join(chance.choices(_WORDS, k=many))


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FACE, size, index=2)
