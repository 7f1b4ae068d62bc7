"""Fingerprints: the same scene is near, another is far."""

import random
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance, ImageOps

from bot.evidence.inspect import Inspection, inspect
from bot.evidence.likeness import distance, fingerprint, is_telling, resembling
from tests.evidence.conftest import Save
from tests.evidence.drawn import (
    Change,
    brighter,
    cropped,
    crowd,
    form,
    on_desk,
    paper,
    smaller,
    stamped,
    turned,
)

PHOTOS = Path(__file__).parents[2].parent / "shared" / "photos"
MANY = 4
DRAWN: dict[str, Callable[[int], Image.Image]] = {
    "scene": crowd,
    "photographed paper": lambda seed: on_desk(paper(seed), seed),
    "page": paper,
}
CHANGES: dict[str, tuple[Change, int, int, int]] = {
    # How many of four scenes, photographed papers and pages have to be found at least.
    "recompressed": (lambda picture: picture, 4, 4, 4),
    "as Telegram sends it": (smaller(1280), 4, 4, 4),
    "640 pixels": (smaller(640), 4, 4, 4),
    "mirrored": (ImageOps.mirror, 4, 4, 4),
    "without colour": (lambda picture: picture.convert("L"), 4, 4, 4),
    "darker by 30 %": (brighter(0.7), 4, 3, 3),
    "brighter by 20 %": (brighter(1.2), 4, 0, 3),
    "2 % cut off all round": (cropped(0.02), 4, 0, 0),
    "2 % cut off at a corner": (cropped(0.02, corner=True), 4, 0, 0),
    "5 % cut off all round": (cropped(0.05), 3, 0, 0),
    "turned by 1°": (turned(1), 4, 0, 0),
    "with a date stamp": (stamped, 4, 0, 0),
}


def place(seed: int) -> Image.Image:
    """Draw a scene of soft blotches, the same for the same seed."""
    chance = random.Random(seed)
    spots = bytes(chance.randrange(256) for _ in range(12 * 9 * 3))
    return Image.frombytes("RGB", (12, 9), spots).resize((1600, 1200), Image.Resampling.BICUBIC)


def test_a_smaller_darker_and_recompressed_copy_is_near(save: Save) -> None:
    first = save(place(1), "a.jpg", quality=95)
    copy = ImageEnhance.Brightness(place(1).resize((1280, 960))).enhance(0.8)
    second = save(copy, "b.jpg", quality=60)
    assert apart(first, second) <= 4


def test_another_scene_is_far(save: Save) -> None:
    assert apart(save(place(1), "a.jpg"), save(place(2), "b.jpg")) > 16


def test_a_mirrored_copy_is_found_by_the_mirrored_fingerprint(save: Save) -> None:
    path = save(place(1), "a.jpg")
    mirrored = save(ImageOps.mirror(place(1)), "b.jpg")
    one, other = inspect(path, "", ""), inspect(mirrored, "", "")
    assert one.mirrored is not None
    assert other.fingerprint is not None
    assert distance(one.mirrored, other.fingerprint) <= 4
    assert apart(path, mirrored) > 16


def test_a_fingerprint_fits_a_signed_column_of_eight_bytes() -> None:
    found = [fingerprint(place(seed)) for seed in range(20)]
    assert all(-(2**63) <= each < 2**63 for each in found)
    assert any(each < 0 for each in found)
    assert len(set(found)) == 20


def test_the_distance_counts_differing_bits() -> None:
    assert distance(0, 0) == 0
    assert distance(-1, 0) == 64
    assert distance(-(2**63), 1) == 2


def apart(one: Path, other: Path) -> int:
    first, second = inspect(one, "", "").fingerprint, inspect(other, "", "").fingerprint
    assert first is not None
    assert second is not None
    return distance(first, second)


@pytest.mark.parametrize("change", CHANGES)
def test_what_becomes_of_a_photo_on_its_way_does_not_hide_it(change: str, save: Save) -> None:
    """Of papers only what is not cut, turned or stamped: a miss is better than a false alarm."""
    apply, *least = CHANGES[change]
    for name, at_least in zip(DRAWN, least, strict=True):
        again = [seen(apply(drawn(name, seed)), save, quality=75) for seed in range(MANY)]
        found = sum(alike(first_of(name, seed, save), again[seed]) for seed in range(MANY))
        assert found >= at_least, f"{name}: {found} of {MANY}"


@pytest.mark.parametrize("name", DRAWN)
def test_two_different_pictures_are_never_alike(name: str, save: Save) -> None:
    pictures = [first_of(name, seed, save) for seed in range(MANY)]
    assert not [pair for pair in combinations(pictures, 2) if alike(*pair)]


@pytest.mark.parametrize("wrap", [lambda page: page, lambda page: on_desk(page, 5)])
def test_a_form_filled_in_otherwise_is_another_paper(
    wrap: Callable[[Image.Image], Image.Image], save: Save
) -> None:
    """Even where one row of fourteen differs, and it lies on the desk just as the other did."""
    rows: list[tuple[int, ...]] = [(), (3,), (8,), (3, 8), (2, 5, 9)]
    forms = [seen(wrap(form(changed)), save) for changed in rows]
    near = [distance(finger(a), finger(b)) <= 7 for a, b in combinations(forms, 2)]
    assert any(near), "the fingerprints alone take them for the same"
    assert not [pair for pair in combinations(forms, 2) if alike(*pair)]


@pytest.mark.parametrize("level", [0, 20, 128, 255])
def test_an_even_picture_is_like_nothing(level: int, save: Save) -> None:
    even = seen(Image.new("RGB", (800, 600), (level,) * 3), save)
    assert not is_telling(finger(even))
    assert even.thumbnail is not None
    assert resembling(even.thumbnail, [(even.thumbnail, False)]) == [False]


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="真实相机照片不在旁边，这一项不测。")
def test_real_photos_are_found_again_and_never_confused(save: Save) -> None:
    real = [
        inspect(path, path.name, "") for path in sorted(PHOTOS.iterdir()) if path.suffix != ".md"
    ]
    assert len(real) == 8
    assert not [pair for pair in combinations(real, 2) if alike(*pair)]
    for seen_ in real:
        assert seen_.thumbnail is not None
        assert resembling(seen_.thumbnail, [(seen_.thumbnail, False)]) == [True]


def alike(one: Inspection, other: Inspection) -> bool:
    """As the bot finds them: by a near fingerprint, mirrored or not, and then by looking."""
    if not (is_telling(finger(one)) and is_telling(finger(other))):
        return False
    assert one.thumbnail is not None
    assert other.thumbnail is not None
    assert one.mirrored is not None
    suspects = [
        (other.thumbnail, mirrored)
        for own, mirrored in ((finger(one), False), (one.mirrored, True))
        if distance(own, finger(other)) <= 7
    ]
    return any(resembling(one.thumbnail, suspects))


def finger(picture: Inspection) -> int:
    assert picture.fingerprint is not None
    return picture.fingerprint


def seen(picture: Image.Image, save: Save, quality: int = 90) -> Inspection:
    return inspect(save(picture, "seen.jpg", quality=quality), "", "")


@cache
def drawn(name: str, seed: int) -> Image.Image:
    return DRAWN[name](seed)


def first_of(name: str, seed: int, save: Save) -> Inspection:
    """The picture as it was sent the first time; drawn once."""
    known = _FIRST.get((name, seed))
    if known is None:
        known = _FIRST[name, seed] = seen(drawn(name, seed), save, 92)
    return known


_FIRST: dict[tuple[str, int], Inspection] = {}
