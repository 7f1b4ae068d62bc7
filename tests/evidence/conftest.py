"""Photos made on the spot: a scene with four colours in its corners, and what a camera adds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from PIL import ExifTags, Image

CORNERS: Final = ("red", "lime", "blue", "white")

Save = Callable[..., Path]


def scene(width: int = 640, height: int = 480) -> Image.Image:
    """Draw a picture whose corners, clockwise from the top left, are red, lime, blue, white."""
    picture = Image.new("RGB", (width, height))
    half = (width // 2, height // 2)
    places = ((0, 0), (half[0], 0), half, (0, half[1]))
    for colour, place in zip(CORNERS, places, strict=True):
        picture.paste(colour, (*place, place[0] + half[0], place[1] + half[1]))
    return picture


def noted(orientation: int = 1, taken: str = "2026:11:05 09:32:10") -> Image.Exif:
    """Write what a camera writes: orientation, maker, time in the sub-IFD, a position."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Apple"
    exif[ExifTags.Base.Model] = "iPhone 13"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (35.0, 43.0, 12.0)
    place[ExifTags.GPS.GPSLongitudeRef] = "E"
    place[ExifTags.GPS.GPSLongitude] = (116.0, 29.0, 24.0)
    return exif


def corners(picture: Image.Image) -> tuple[str, ...]:
    """Read the colours of the corners back, clockwise from the top left."""
    wide, high = picture.width - 1, picture.height - 1
    inner = (picture.width // 8, picture.height // 8)
    places = (
        inner,
        (wide - inner[0], inner[1]),
        (wide - inner[0], high - inner[1]),
        (inner[0], high - inner[1]),
    )
    rgb = picture.convert("RGB")
    return tuple(_nearest(rgb.getpixel(place)) for place in places)


def _nearest(found: object) -> str:
    assert isinstance(found, tuple)
    named = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255,) * 3}
    return min(
        named, key=lambda name: sum(abs(a - b) for a, b in zip(named[name], found, strict=True))
    )


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Save a picture under a name, and give its path."""

    def save_as(picture: Image.Image, name: str, **how: Any) -> Path:
        path = tmp_path / name
        picture.save(path, **how)
        return path

    return save_as
