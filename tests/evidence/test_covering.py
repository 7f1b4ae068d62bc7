"""Covering: whatever size and turn a copy has, nothing of a number is left on it."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from bot.evidence.copies import clean_copy
from bot.evidence.covering import cover
from bot.evidence.reading.engine import WIDEST
from bot.evidence.reading.pages import read_file
from bot.evidence.sheet import contact_sheet
from bot.evidence.tiles import Tile
from bot.reports.page import BOLD, MEDIUM, REGULAR, typeface
from bot.rules.papers.numbers import Covers, covers_of
from bot.rules.papers.reading import WHOLE, Corners, Line, Page, Reading
from bot.sandbox.sample.papers import photographed
from tests.evidence.legible import (
    CARD,
    ID,
    NUMBERED,
    NUMBERS,
    PHONE,
    TAKEN,
    legible,
    legible_text,
    on_picture,
)

SIZE = (1000, 400)
INK = "#000000"
LINES = [
    ("", ID, ""),
    ("身份证号：", ID, ""),
    ("申请人：张某，男，汉族，身份证号", ID, "，住汶上县某街道某小区某号楼某单元"),
    ("Tel: ", PHONE, " / e-mail iiilll@example.org"),
    ("（一）乙方于三日内付到卡号", CARD, "上"),
    ("WWWWMMMM WWWWMMMM ", PHONE, " WWWWMMMM"),
    ("iiiillllii iiiillllii ", PHONE, " iiiillll"),
    ("电话：", "138 0537 0246", "，138 0537 0247"),
]


def written(
    parts: tuple[str, str, str], font: ImageFont.FreeTypeFont
) -> tuple[Image.Image, Line, tuple[int, int]]:
    """A line on white, as the reader tells of it, and from where to where its number has ink."""
    before, number, after = parts
    text = before + number + after
    picture = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(picture).text((60, 180), text, INK, font)
    left, top, right, bottom = ImageChops.invert(picture).getbbox() or (0, 0, 0, 0)
    begins = 60 + font.getlength(before)
    return (
        picture,
        Line(text, 1.0, corners((left, top, right, bottom))),
        (round(begins), round(begins + font.getlength(number))),
    )


def corners(box: tuple[int, int, int, int]) -> Corners:
    left, right = (round(at * WHOLE / SIZE[0]) for at in box[::2])
    top, bottom = (round(at * WHOLE / SIZE[1]) for at in box[1::2])
    return left, top, right, top, right, bottom, left, bottom


def turned(place: Corners, quarters: int) -> Corners:
    """The same corners on a picture that was turned against the clock."""
    flat: Sequence[int] = place
    for _ in range(quarters):
        flat = [at for x, y in zip(flat[::2], flat[1::2], strict=True) for at in (y, WHOLE - x)]
    a, b, c, d, e, f, g, h = flat
    return a, b, c, d, e, f, g, h


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("face", [REGULAR, MEDIUM, BOLD, "Light"])
@pytest.mark.parametrize("parts", LINES)
def test_no_ink_of_a_number_is_left(parts: tuple[str, str, str], face: str, quarters: int) -> None:
    font = typeface(12, face)
    while font.getlength("".join(parts)) > SIZE[0] - 80:
        font = font.font_variant(size=font.size - 1)
    picture, line, (begins, ends) = written(parts, font)
    assert line.corners is not None
    seen = line._replace(corners=turned(line.corners, quarters))
    covers = covers_of(Reading([Page([seen])]))
    assert covers.numbers
    on_side = picture.rotate(90 * quarters, expand=True)
    for scale in (1.0, 0.4, 1.7):
        size = round(on_side.width * scale), round(on_side.height * scale)
        copy = cover(on_side.resize(size), covers.places).rotate(-90 * quarters, expand=True)
        number = copy.crop((round(begins * scale), 0, round(ends * scale), copy.height))
        assert darkest(number) >= 40, "not as black as ink"


def darkest(picture: Image.Image) -> int:
    least, _ = picture.convert("L").getextrema()
    assert isinstance(least, int)
    return least


def test_what_stands_beside_a_number_stays_but_for_a_few_characters() -> None:
    picture, line, (begins, _) = written(LINES[2], typeface(9, REGULAR))
    covers = covers_of(Reading([Page([line])]))
    copy = cover(picture, covers.places)
    beside = (0, 0, begins - 4 * 20, SIZE[1])
    assert ImageChops.difference(copy.crop(beside), picture.crop(beside)).getbbox() is None


def test_the_picture_itself_is_not_changed() -> None:
    picture, line, _ = written(LINES[1], typeface(12, REGULAR))
    before = picture.copy()
    assert cover(picture, covers_of(Reading([Page([line])])).places) is not picture
    assert ImageChops.difference(picture, before).getbbox() is None
    assert cover(picture, ()) is picture
    other = covers_of(Reading([Page(), Page([line])])).places
    assert cover(picture, other) is picture, "what is on another page"
    assert cover(picture, other, 1) is not picture


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("papers") / "a.jpg"
    path.write_bytes(photographed(NUMBERED, "b", TAKEN))
    return path


@pytest.fixture(scope="module")
def covers(paper: Path) -> Covers:
    return covers_of(read_file(paper, "a.jpg", "image/jpeg"))


def test_the_reader_finds_what_it_is_to_find(paper: Path, covers: Covers) -> None:
    assert set(legible(paper.read_bytes())) == set(NUMBERS)
    assert (covers.numbers, covers.is_doubtful) == (3, False)


@pytest.mark.parametrize("longest", [WIDEST, 1280, 480])
def test_no_number_is_legible_on_a_copy(paper: Path, covers: Covers, longest: int) -> None:
    assert not legible(clean_copy(paper, longest, covers.places))


def list_in_a_scene(size: tuple[int, int], high: int) -> Image.Image:
    """A list of people, its characters so high, that takes up little of a photo."""
    picture = Image.new("RGB", size, "#8a8f86")
    draw = ImageDraw.Draw(picture)
    font = typeface(10, REGULAR).font_variant(size=high)
    left, top = size[0] // 3, round(0.6 * size[1])
    draw.rectangle((left, top, left + 27 * high, top + 25 * high), fill="#f4f2ec")
    for n in range(8):
        place = (left + high, top + (1 + 3 * n) * high)
        draw.text(place, f"{n + 1} 张建国 {ID} {PHONE}", "#222222", font)
    return picture


def list_on(copy: bytes) -> Image.Image:
    """The list on a copy of such a photo, enlarged."""
    with Image.open(io.BytesIO(copy)) as picture:
        width, height = picture.size
        part = picture.crop((width // 3 - 9, round(0.59 * height), width * 2 // 3, height))
    return part.resize((part.width * 3 // 2, part.height * 3 // 2))


@pytest.mark.parametrize("high", [24, 17])
def test_a_copy_shows_no_number_that_was_too_small_to_be_found(tmp_path: Path, high: int) -> None:
    path = tmp_path / "a.jpg"
    list_in_a_scene((3000, 4000), high).save(path, quality=92)
    assert on_picture(list_on(clean_copy(path))), "to who enlarges it"
    covers = covers_of(read_file(path, "a.jpg", "image/jpeg"))
    assert not on_picture(list_on(clean_copy(path, covers=covers.places)))
    assert covers.numbers <= 16, "none is counted twice"


@pytest.mark.parametrize("orientation", [3, 6])
def test_no_number_is_legible_on_a_copy_of_a_photo_that_was_held_otherwise(
    tmp_path: Path, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "a.jpg"
    with Image.open(io.BytesIO(photographed(NUMBERED, "c", TAKEN))) as picture:
        picture.rotate({3: 180, 6: 0}[orientation], expand=True).save(path, exif=exif)
    known = covers_of(read_file(path, "a.jpg", "image/*"))
    assert known.numbers == 3
    assert not legible(clean_copy(path, covers=known.places))


def test_no_number_is_legible_on_a_contact_sheet(paper: Path, covers: Covers) -> None:
    thumbnail = clean_copy(paper, 480)
    bare = Tile(1, "photo", thumbnail, None, "调查笔录")
    shown = Tile(1, "photo", thumbnail, None, "调查笔录", covers=covers.places)
    assert not legible(contact_sheet([shown]))
    with_and_without = [
        Image.open(io.BytesIO(contact_sheet([tile]))).convert("RGB") for tile in (shown, bare)
    ]
    assert ImageChops.difference(*with_and_without).getbbox() is not None


@pytest.mark.parametrize("size", [(1280, 960), (960, 1280), (480, 200)])
def test_where_places_are_not_known_a_scene_is_left_and_no_digit(size: tuple[int, int]) -> None:
    """A number from edge to edge, as large as it can be, and a sky above a meadow."""
    width, height = size
    font = typeface(10, BOLD)
    while font.getlength(PHONE) < width - 20:
        font = font.font_variant(size=font.size + 1)
    picture = Image.new("RGB", size, "#7fb2e5")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, height // 2, width, height), fill="#4f8f3a")
    draw.text((width / 2, height / 4), PHONE, "#101010", font, anchor="mm")
    assert on_picture(picture)
    coarse = cover(picture, None)
    assert coarse.size == size
    assert not on_picture(coarse)
    meadow = coarse.getpixel((width // 2, height - 9))
    assert meadow == pytest.approx((0x4F, 0x8F, 0x3A), abs=8)


@pytest.mark.parametrize("wide", [34, 50])
def test_no_number_is_legible_that_was_written_in_boxes(tmp_path: Path, wide: int) -> None:
    picture = Image.new("RGB", (1280, 960), "#f4f2ec")
    draw, font = ImageDraw.Draw(picture), typeface(10, REGULAR).font_variant(size=28)
    draw.text((60, 200), "申请人：张建国", "#111111", font)
    draw.text((60, 300), "身份证号码", "#111111", font)
    for n, digit in enumerate(ID):
        left = 230 + n * wide
        draw.rectangle((left, 290, left + wide, 340), outline="#333333", width=2)
        draw.text((left + wide / 2 - 8, 296), digit, "#111111", font)
    path = tmp_path / "a.jpg"
    picture.save(path, quality=90)
    covers = covers_of(read_file(path, "a.jpg", "image/jpeg"))
    copy = clean_copy(path, covers=covers.places)
    assert legible_text(copy) == ["申请人：张建国", "身份证号码"]
    with Image.open(io.BytesIO(copy)) as shown:
        row = shown.crop((235, 300, 225 + 18 * wide, 330)).convert("L")
    assert darkest(row) >= 40, "not as black as ink"


def test_no_number_is_legible_of_a_name_on_a_contact_sheet() -> None:
    names = [f"{PHONE}工资卡{CARD}.xlsx", f"张建国{ID}.pdf"]
    tiles = [Tile(n, "paper", None, None, "签收", name=name) for n, name in enumerate(names)]
    sheet = contact_sheet(tiles)
    assert not legible(sheet)
    assert "张建国" in "".join(legible_text(sheet))
