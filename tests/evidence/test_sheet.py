"""The contact sheet as a phone receives it."""

import io
from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import Literal

import pytest
from PIL import Image, ImageChops

from bot.errors import Refused
from bot.evidence.picture import to_jpeg
from bot.evidence.sheet import Tile, contact_sheet
from bot.evidence.type import face, fitted, printable, wrapped
from tests.evidence.conftest import scene

MORNING = datetime(2026, 11, 5, 9, 32)  # noqa: DTZ001 - cameras know no zone
LANDSCAPE = to_jpeg(scene(480, 360))
PORTRAIT = to_jpeg(scene(360, 480))
GREY = to_jpeg(Image.new("RGB", (480, 360), "#808080"))
GREEN = to_jpeg(Image.new("RGB", (480, 360), "#00c000"))


def photos(count: int, *pictures: bytes) -> list[Tile]:
    return [
        Tile(at + 1, "photo", pictures[at % len(pictures)], MORNING, "照片视频")
        for at in range(count)
    ]


def laid_out(*tiles: Tile) -> Image.Image:
    sheet = Image.open(io.BytesIO(contact_sheet(tiles)))
    sheet.load()
    return sheet


def differ(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return True
    levels = ImageChops.difference(one, other).convert("L").histogram()
    return any(levels[40:])


def greens(sheet: Image.Image) -> int:
    """Count the green pictures: how often a run of green begins along any of the middle rows."""
    small = sheet.resize((sheet.width // 12, sheet.height // 12), Image.Resampling.NEAREST)
    rows: Counter[int] = Counter()
    for y in range(small.height):
        line = [near_green(small.getpixel((x, y))) for x in range(small.width)]
        rows[y] = sum(1 for a, b in pairwise([False, *line]) if b and not a)
    return sum(max(0, b - a) for a, b in pairwise([0, *(rows[y] for y in sorted(rows))]))


def near_green(pixel: object) -> bool:
    match pixel:
        case (int(red), int(green), int(blue)):
            return red < 60 and 150 < green < 225 and blue < 60
    return False


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 9, 12, 40])
@pytest.mark.parametrize("pictures", [(LANDSCAPE,), (PORTRAIT,), (LANDSCAPE, PORTRAIT)])
def test_any_number_of_photos_fits_a_telegram_photo(
    count: int, pictures: tuple[bytes, ...]
) -> None:
    content = contact_sheet(photos(count, *pictures))
    sheet = Image.open(io.BytesIO(content))
    assert (sheet.format, sheet.mode) == ("JPEG", "RGB")
    assert 640 <= max(sheet.size) <= 1280
    assert max(sheet.size) / min(sheet.size) < 2.5
    assert len(content) < 1_000_000
    assert not sheet.getexif()


@pytest.mark.parametrize("count", [1, 2, 5, 8, 12])
def test_every_photo_is_on_the_sheet(count: int) -> None:
    assert greens(laid_out(*photos(count, GREEN))) == count


def test_beyond_twelve_the_last_card_counts_the_rest() -> None:
    assert greens(laid_out(*photos(13, GREEN))) == 11
    assert differ(laid_out(*photos(13, GREEN)), laid_out(*photos(14, GREEN)))


def test_a_flagged_photo_is_shown_even_when_it_comes_last() -> None:
    tiles = photos(20, GREY)
    flagged = Tile(20, "photo", GREEN, MORNING, "照片视频", "与 X0877 相似")
    assert greens(laid_out(*tiles[:-1], flagged)) == 1
    unflagged = Tile(20, "photo", GREEN, MORNING, "照片视频")
    assert greens(laid_out(*tiles[:-1], unflagged)) == 0


@pytest.mark.parametrize("count", [1, 4])
def test_photos_are_shown_whole(count: int) -> None:
    edged = Image.new("RGB", (480, 360), "#00c000")
    edged.paste("black", (8, 8, 472, 352))
    sheet = laid_out(*photos(count, to_jpeg(edged, 95))).convert("RGB")
    assert greens(sheet) >= count


@pytest.mark.parametrize("field", ["number", "taken_at", "label", "flag", "name"])
def test_what_is_known_of_a_piece_is_written_on_its_card(field: str) -> None:
    known = {"number": 1, "taken_at": MORNING, "label": "活动方案", "flag": "", "name": "方案.docx"}
    other = {"number": 2, "taken_at": None, "label": "签到表", "flag": "疑似", "name": "总结.docx"}
    changed = {**known, field: other[field]}
    sheets = [laid_out(Tile(kind="paper", thumbnail=None, **each)) for each in (known, changed)]  # type: ignore[arg-type]
    assert differ(*sheets)


def test_the_type_of_a_paper_is_drawn_on_it() -> None:
    sheets = [
        laid_out(Tile(1, "paper", None, None, "方案", name=f"a.{ending}"))
        for ending in ("pdf", "docx", "xlsx", "pptx", "txt", "xyz")
    ]
    assert all(differ(one, other) for one, other in pairwise(sheets))


@pytest.mark.parametrize("kind", ["photo", "video", "paper", "link"])
@pytest.mark.parametrize("thumbnail", [None, b"", b"\xff\xd8\xff\xe0broken", LANDSCAPE[:900]])
def test_a_piece_without_a_picture_still_has_a_card(
    kind: Literal["photo", "video", "paper", "link"], thumbnail: bytes | None
) -> None:
    tile = Tile(1, kind, thumbnail, None, "", name="https://example.com/" + "新闻" * 90)
    assert max(laid_out(tile).size) <= 1280


def test_an_endless_name_or_flag_is_cut_and_never_widens_the_card() -> None:
    tile = Tile(123_456, "paper", None, MORNING, "方案" * 40, "相似" * 40, "长" * 400 + ".pdf")
    short = Tile(1, "paper", None, MORNING, "方案", "相似", "长.pdf")
    assert laid_out(tile).size == laid_out(short).size


def test_nothing_to_show_is_refused() -> None:
    with pytest.raises(Refused, match="例如"):
        contact_sheet([])


def test_characters_that_the_face_lacks_are_replaced() -> None:
    assert printable("现场🙂照片") == "现场□照片"
    assert printable("一\u200b二\n三\u202e四") == "一二 三四"
    assert printable("方案（终稿）—A1·𠮷") == "方案（终稿）—A1·𠮷"


def test_text_is_cut_and_broken_to_the_width() -> None:
    font = face(20)
    assert fitted("劳动合同法", font, 200) == "劳动合同法"
    assert fitted("劳动合同法", font, 60) == "劳动…"
    assert wrapped("劳动合同法宣传", font, 60, 2) == ["劳动合", "同法…"]
    assert all(font.getlength(line) <= 60 for line in wrapped("a" * 50, font, 60, 3))
