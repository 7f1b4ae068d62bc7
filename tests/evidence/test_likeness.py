"""Fingerprints: the same scene is near, another is far."""

import random
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

from bot.evidence.inspect import inspect
from bot.evidence.likeness import distance, fingerprint
from tests.evidence.conftest import Save


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
