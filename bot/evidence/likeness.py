"""Whether two pictures look alike: the difference hash."""

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

_SIDE: Final = 8
_ALL: Final = (1 << 64) - 1


def fingerprint(picture: "Image.Image", *, mirrored: bool = False) -> int:
    """Give the 64-bit difference hash of an upright picture, or of its mirror image.

    Each bit tells whether a spot is brighter than the one to its right, on a grid of 8 by 8; so
    it survives scaling, recompression and a change of exposure. Signed, as databases store it.
    """
    # A picture is read through a grid; the mirror image through the same grid, backwards.
    grid = picture.convert("L").resize((_SIDE + 1, _SIDE))
    bits = 0
    for row in range(_SIDE):
        levels = [grid.getpixel((column, row)) for column in range(_SIDE + 1)]
        if mirrored:
            levels.reverse()
        for left, right in pairwise(levels):
            bits = bits << 1 | (left > right)  # type: ignore[operator] # one channel: numbers
    return bits - (1 << 64) if bits >> 63 else bits


def distance(one: int, other: int) -> int:
    """Count the bits, 0 to 64, in which two fingerprints differ; the same scene has about 6."""
    return ((one ^ other) & _ALL).bit_count()
