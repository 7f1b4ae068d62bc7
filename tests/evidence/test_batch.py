"""The picture of a batch as a phone receives it."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bot.evidence.batch import Cell, batch_picture
from bot.evidence.picture import to_jpeg
from bot.evidence.sheet import Tile, contact_sheet

SHEET = (1280, 590)
"""The size of every contact sheet that is drawn today (decision 0026)."""
HEADING, GAP = 84, 16
READABLE = 1150
"""The least width in pixels at which a sheet in a batch is read as the sheet itself is."""


def cells(folder: Path, count: int) -> list[Cell]:
    sheet = folder / "sheet"
    sheet.write_bytes(to_jpeg(Image.new("RGB", SHEET, "#00c000")))
    return [Cell(f"X{1001 + n} 李梅<b>&😀", sheet) for n in range(count)]


def area(picture: Image.Image) -> int:
    """How many pixels are a sheet's."""
    red, green, _ = picture.convert("RGB").split()
    of_sheet = [255 * (150 < value < 230) for value in range(256)]
    dark = [255 * (value < 80) for value in range(256)]
    both = ImageChops.multiply(green.point(of_sheet), red.point(dark))
    return both.histogram()[255]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_any_number_of_sheets_makes_one_picture(tmp_path: Path, count: int) -> None:
    data = batch_picture(cells(tmp_path, count))
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.format == "JPEG"
        assert max(picture.size) <= 2560
        assert not picture.getexif()


def test_the_sheets_here_are_of_the_size_that_is_drawn() -> None:
    """Else the layouts below would be of sheets that nobody is sent."""
    with Image.open(io.BytesIO(contact_sheet([Tile(1, "paper", None, None, "方案")]))) as sheet:
        assert sheet.size == SHEET


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_sheets_stand_in_one_column_each_nearly_as_large_as_it_is(
    tmp_path: Path, count: int
) -> None:
    """So that what can be read on a contact sheet can be read here."""
    with Image.open(io.BytesIO(batch_picture(cells(tmp_path, count)))) as picture:
        scale = picture.width / (SHEET[0] + 2 * GAP)
        high = count * (SHEET[1] + HEADING + GAP) + GAP
        assert picture.height == pytest.approx(scale * high, abs=1)
        assert scale == pytest.approx(1 if count < 4 else 2560 / high, abs=0.001)
        assert scale * SHEET[0] >= READABLE
        assert area(picture) / scale**2 == pytest.approx(count * SHEET[0] * SHEET[1], rel=0.05)


def test_of_more_than_four_sheets_the_first_four_are_drawn(tmp_path: Path) -> None:
    assert batch_picture(cells(tmp_path, 5)) == batch_picture(cells(tmp_path, 4))


def test_sheets_of_different_shapes_do_not_cover_each_other(tmp_path: Path) -> None:
    """Those drawn before all were of one size keep theirs until a piece of them changes."""
    shown = []
    for n, size in enumerate([(960, 1280), (720, 500), (1080, 700)]):
        sheet = tmp_path / str(n)
        sheet.write_bytes(to_jpeg(Image.new("RGB", size, "#00c000")))
        shown.append(Cell(f"X{n}", sheet))
    with Image.open(io.BytesIO(batch_picture(shown))) as picture:
        scale = picture.width / (2 * (1080 + 16) + 16)
        found = area(picture) / scale**2
    assert found == pytest.approx(960 * 1280 + 720 * 500 + 1080 * 700, rel=0.05)
