"""What is legible on pictures: read back with the recogniser itself. No number is anybody's."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import Final

import pypdfium2
from PIL import Image

from bot.evidence.picture import upright
from bot.evidence.reading.engine import LONGEST, read_picture
from bot.evidence.reading.pages import pdf_picture
from bot.rules.papers.figures import digits
from bot.sandbox.sample.papers import Paper

ID: Final = "370830199001010021"
PHONE: Final = "13805370246"
CARD: Final = "6222021608004321765"
NUMBERS: Final = (ID, PHONE, CARD)
TAKEN: Final = datetime(2026, 11, 12, 10, 0)  # noqa: DTZ001 - a camera's time has no zone
_OVERLAP: Final = 320
_FEW: Final = 6
"""Digits in a row by which a number is known."""

NUMBERED: Final = Paper(
    "调解笔录",
    (
        ("申请人", "张建国"), ("身份证号", ID), ("联系电话", PHONE),
        ("被申请人", "云河食品有限公司"), ("案由", "拖欠劳动报酬"),
    ),
    ("两个月工资八千四百元没有拿到，付到卡号", f"{CARD}上。", "2026年11月12日"),
    ("申请人",),
)  # fmt: skip
"""A paper with all kinds of them, in heads and in lines."""


def legible(data: bytes) -> list[str]:
    """The numbers that can be read on a picture, a PDF's pages, or what is in an archive or a Word
    document.
    """
    return [number for picture in pictures(data) for number in on_picture(picture)]


def legible_text(data: bytes) -> list[str]:
    """All lines that can be read on it."""
    return [line.text for picture in pictures(data) for line in read_picture(picture).lines]


def on_picture(picture: Image.Image) -> list[str]:
    """Larger than it was, too: whoever looks can enlarge it."""
    whole = "".join(digits(line.text) + "/" for line in read_picture(picture).lines)
    return [number for number in NUMBERS if any(part in whole for part in _parts(number))]


def _parts(number: str) -> Iterator[str]:
    for at in range(len(number) - _FEW + 1):
        yield number[at : at + _FEW]


def pictures(data: bytes) -> Iterator[Image.Image]:
    if data[:4] == b"%PDF":
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                yield pdf_picture(page)
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for name in file.namelist():
                part = file.read(name)
                if re.search(r"\.(?:jpe?g|png|pdf)$", name):
                    yield from pictures(part)
    else:
        with Image.open(io.BytesIO(data)) as picture:
            whole = upright(picture, max(picture.size))
        seen = whole.copy()
        seen.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        yield seen
        yield from _enlarged(whole)


def _enlarged(picture: Image.Image) -> Iterator[Image.Image]:
    """The parts of a picture that shows more than is seen at once, as somebody enlarges them."""
    width, height = picture.size
    if max(width, height) <= LONGEST:
        return
    for top, left in product(_steps(height), _steps(width)):
        yield picture.crop((left, top, min(width, left + LONGEST), min(height, top + LONGEST)))


def _steps(side: int) -> range:
    return range(0, max(1, side - _OVERLAP), LONGEST - _OVERLAP)
