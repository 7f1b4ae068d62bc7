"""The copy that may be shared: right side up, right colours, and silent about everything else."""

import io
import struct
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from bot.errors import Refused
from bot.evidence.copies import clean_copy
from bot.evidence.reading.engine import WIDEST
from tests.evidence import papers
from tests.evidence.conftest import CORNERS, Save, corners, noted, scene


def copied(path: Path, longest: int = WIDEST) -> Image.Image:
    picture = Image.open(io.BytesIO(clean_copy(path, longest)))
    picture.load()
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    return picture


def near(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) <= 12 for one, other in zip(found, wanted, strict=True))


def with_red_and_green_exchanged() -> bytes:
    """Give a colour profile in which the first channel shines green and the second red."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(132, 132 + 12 * struct.unpack(">I", profile[128:132])[0], 12):
        tag = bytes(profile[at : at + 4])
        profile[at : at + 4] = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}.get(tag, tag)
    return bytes(profile)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_copy_is_upright_and_no_longer_says_how_it_was_held(save: Save, orientation: int) -> None:
    upright = {5: 1, 6: 1, 7: 1, 8: 1}.get(orientation, 0)
    stored = scene().rotate(90 * upright, expand=True)
    copy = copied(save(stored, "a.jpg", exif=noted(orientation)))
    assert copy.size == (640, 480)
    assert not copy.getexif()


def test_a_copy_keeps_nothing_that_names_place_time_or_device(save: Save) -> None:
    path = save(
        scene(),
        "a.jpg",
        exif=noted(),
        comment=b"secret",
        xmp=b"<x>secret</x>",
        icc_profile=b"secret",
    )
    assert b"secret" in path.read_bytes()
    content = clean_copy(path)
    for trace in (b"secret", b"Exif", b"Apple", b"iPhone", b"2026:11", b"ICC_PROFILE", b"http"):
        assert trace not in content
    assert corners(Image.open(io.BytesIO(content))) == CORNERS


def test_a_copy_is_scaled_to_the_longest_side_and_never_up(save: Save) -> None:
    path = save(scene(1600, 1200), "a.jpg")
    assert copied(path, 800).size == (800, 600)
    assert copied(path).size == (1600, 1200)


def test_the_original_is_not_touched(save: Save) -> None:
    path = save(scene(), "a.jpg", exif=noted())
    before = path.read_bytes()
    clean_copy(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_colours_of_another_profile_are_converted(save: Save, ending: str) -> None:
    red = Image.new("RGB", (64, 64), "#ff0000")
    plain = copied(save(red, f"plain.{ending}")).getpixel((32, 32))
    assert near(plain, (255, 0, 0))
    how = {"icc_profile": with_red_and_green_exchanged()}
    assert near(copied(save(red, f"a.{ending}", **how)).getpixel((32, 32)), (0, 255, 0))


def test_a_print_picture_becomes_one_for_the_screen(save: Save) -> None:
    cyan = Image.new("CMYK", (64, 64), (255, 0, 0, 0))
    assert near(copied(save(cyan, "a.jpg")).getpixel((32, 32)), (0, 255, 255))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(save: Save, mode: str) -> None:
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 32, 64))
    copy = copied(save(clear.convert(mode), "a.png"))
    assert near(copy.getpixel((50, 32)), (255, 255, 255))
    assert near(copy.getpixel((10, 32)), (0, 0, 0))


def test_a_grey_scan_of_sixteen_bits_keeps_its_greys(save: Save) -> None:
    scan = Image.frombytes("I;16", (64, 64), struct.pack("<H", 0x8000) * 64 * 64)
    assert near(copied(save(scan, "a.png")).getpixel((32, 32)), (128, 128, 128))


def test_a_large_picture_is_seamless_where_its_bands_meet(save: Save) -> None:
    slope = Image.linear_gradient("L").resize((700, 2100))
    found = copied(save(slope, "a.png"), 1000).convert("L")
    column = [found.getpixel((100, row)) for row in range(found.height)]
    steps = [abs(int(b) - int(a)) for a, b in pairwise(column)]  # type: ignore[arg-type]
    assert max(steps) <= 2


def test_only_a_picture_can_be_copied(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(papers.pdf())
    with pytest.raises(Refused, match="不是图片"):
        clean_copy(path)
