"""The picture of a batch as a phone receives it."""

import io
from pathlib import Path

import pytest
from PIL import Image

from bot.evidence.batch import Cell, batch_picture
from bot.evidence.picture import to_jpeg


def cells(folder: Path, count: int) -> list[Cell]:
    sheet = folder / "sheet"
    sheet.write_bytes(to_jpeg(Image.new("RGB", (960, 1280), "#00c000")))
    return [Cell(f"X{1001 + n} 李梅<b>&😀", sheet) for n in range(count)]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9, 12, 13])
def test_any_number_of_sheets_fits_a_phone(tmp_path: Path, count: int) -> None:
    data = batch_picture(cells(tmp_path, count))
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.format == "JPEG"
        assert 1200 <= max(picture.size) <= 1280
        assert not picture.getexif()


@pytest.mark.parametrize("count", [1, 3, 4, 12])
def test_every_entry_has_its_sheet_in_the_picture(tmp_path: Path, count: int) -> None:
    with Image.open(io.BytesIO(batch_picture(cells(tmp_path, count)))) as picture:
        green = picture.convert("RGB").resize((64, 64)).split()[1].histogram()
        red = picture.convert("RGB").resize((64, 64)).split()[0].histogram()
        greens = min(sum(green[170:215]), sum(red[:40]))
        side = (1280 - 12) // {1: 1, 3: 2, 4: 2, 12: 4}[count] - 12
        whole = count * (side - 44) ** 2 * 0.75 / (picture.width * picture.height)
    assert greens / 64**2 == pytest.approx(whole, rel=0.15)
