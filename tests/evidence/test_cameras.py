"""Real camera files, where the folder of them stands beside the checkout."""

import io
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from bot.evidence.copies import clean_copy
from bot.evidence.inspect import Inspection, inspect

PHOTOS = Path(__file__).parents[2].parent / "shared" / "photos"

pytestmark = pytest.mark.skipif(
    not PHOTOS.is_dir(), reason="真实相机照片不在旁边的 shared/photos 里，这一组不测。"
)


@cache
def look(name: str) -> Inspection:
    return inspect(PHOTOS / name, name, "")


def test_a_camera_with_gps_tells_time_place_and_model() -> None:
    found = look("DSCN0010.jpg")
    assert found.taken_at == datetime(2008, 10, 22, 16, 28, 39)  # noqa: DTZ001 - local
    assert found.located
    assert found.device == "NIKON COOLPIX P6000"


def test_an_iphone_heic_is_read_upright_with_its_time() -> None:
    found = look("iphone_13_pro_max.HEIC")
    assert (found.mime, found.width, found.height) == ("image/heic", 3024, 4032)
    assert found.taken_at == datetime(2022, 2, 16, 12, 55, 41)  # noqa: DTZ001 - local
    assert Image.open(io.BytesIO(found.thumbnail or b"")).size == (360, 480)


@pytest.mark.parametrize(
    ("name", "width", "height"), [("portrait_6.jpg", 450, 600), ("landscape_3.jpg", 600, 450)]
)
def test_a_turned_photo_is_upright(name: str, width: int, height: int) -> None:
    found = look(name)
    assert (found.width, found.height) == (width, height)
    shown = Image.open(io.BytesIO(found.thumbnail or b""))
    assert (shown.width > shown.height) == (width > height)


def test_a_photo_without_exif_is_taken_all_the_same() -> None:
    found = look("no_exif.jpg")
    assert (found.kind, found.taken_at, found.located) == ("photo", None, False)


@pytest.mark.parametrize(
    "name", ["DSCN0010.jpg", "iphone_13_pro_max.HEIC", "jolla.jpg", "portrait_6.jpg"]
)
def test_neither_thumbnail_nor_copy_tells_where_when_or_with_what(name: str) -> None:
    for content in (look(name).thumbnail or b"", clean_copy(PHOTOS / name)):
        picture = Image.open(io.BytesIO(content))
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not any(trace in content for trace in (b"Exif", b"NIKON", b"Apple", b"ICC_PROFILE"))
