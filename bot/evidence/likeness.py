"""Whether two pictures look alike: their fingerprints find who might, a closer look decides."""

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

_SIDE: Final = 8
_ALL: Final = (1 << 64) - 1
_TELLING: Final = 4

# The closer look compares thumbnails at these sides, coarse to fine; what is even in them is taken
# out first.
_SIDES: Final = (48, 96, 192)
_FINE: Final = 288
_PART: Final = 12
_EVEN: Final = 128
_SPREAD: Final = 32
_FAINT: Final = 4.0
_BLANK: Final = 8
_MARGIN: Final = 0.06
_HOPELESS: Final = 0.7
_PHOTO_OFF: Final = 0.35
_PAPER_WORST: Final = 0.34
_PAPER_LEAST: Final = 0.2

# A picture shows paper when this share of it is pale and nearly grey.
_PALE: Final = 120
_COLOURED: Final = 60
_SHEET: Final = 0.5

Fit = tuple[float, float, float, float, float, float]
_AS_IT_IS: Final[Fit] = (1, 0, 0, 0, 1, 0)


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


def fingerprints(thumbnails: Sequence[bytes]) -> list[tuple[int, int] | None]:
    """The fingerprint of each encoded thumbnail and that of its mirror image; None for one that
    cannot be read.
    """
    return [_both(encoded) for encoded in thumbnails]


def _both(encoded: bytes) -> tuple[int, int] | None:
    seen = _readable(encoded, mirrored=False)
    return None if seen is None else (fingerprint(seen), fingerprint(seen, mirrored=True))


def distance(one: int, other: int) -> int:
    """Count the bits, 0 to 64, in which two fingerprints differ; the same scene has about 6."""
    return ((one ^ other) & _ALL).bit_count()


def is_telling(fingerprint: int) -> bool:
    """Whether a fingerprint says enough to be looked for.

    That of an even picture has hardly a bit set, or hardly one not set, and so it is near that of
    every other even picture.
    """
    return _TELLING <= (fingerprint & _ALL).bit_count() <= 64 - _TELLING


def resembling(picture: bytes, others: Sequence[tuple[bytes, bool]]) -> list[bool]:
    """Tell for each of ``others`` whether it shows the same as ``picture``.

    All are encoded thumbnails whose fingerprints are near. Each other comes with a flag: whether it
    is to be mirrored first. Near fingerprints are not enough, for the spots they compare are alike
    for any two pages on one desk. Of papers every part has to fit, for a form filled in otherwise
    is another paper. A photo may bear a stamp that the other lacks. What cannot be read resembles
    nothing.
    """
    own = _readable(picture, mirrored=False)
    if own is None:
        return [False] * len(others)
    seen = (_readable(other, mirrored=mirrored) for other, mirrored in others)
    return [other is not None and _same(own, other) for other in seen]


def _readable(encoded: bytes, *, mirrored: bool) -> "Image.Image | None":
    try:
        return _opened(encoded, mirrored=mirrored)
    except Exception:  # noqa: BLE001 - a decoder raises whatever crooked bytes provoke
        return None


def _opened(encoded: bytes, *, mirrored: bool) -> "Image.Image":
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(encoded)) as picture:
        seen = picture.convert("RGB")
    return ImageOps.mirror(seen) if mirrored else seen


def _same(one: "Image.Image", other: "Image.Image") -> bool:
    """Whether two pictures show the same: one is laid over the other, moved, stretched and turned a
    little until they fit best.
    """
    fit = _AS_IT_IS
    for side in _SIDES:
        ours, theirs = _lined(one, side), _lined(other, side)
        fit = _scaled(_fitted(ours, theirs, _scaled(fit, side)), 1 / side)
        off = _off(ours, theirs, _scaled(fit, side))
        if off > _HOPELESS:
            return False
    parts = _parts(_lined(one, _FINE), _lined(other, _FINE), _scaled(fit, _FINE))
    if not parts:
        return False
    if _is_paper(one) or _is_paper(other):
        # Recompressing changes a little everywhere; a change in one part alone is another word.
        return max(parts) <= min(_PAPER_WORST, _PAPER_LEAST + 2 * off)
    return off <= _PHOTO_OFF


def _is_paper(picture: "Image.Image") -> bool:
    """Whether much of it is pale and without colour, as a sheet or a wall of notices is."""
    small = picture.resize((32, 32)).tobytes()
    spots = (small[at : at + 3] for at in range(0, len(small), 3))
    pale = sum(min(spot) >= _PALE and max(spot) - min(spot) <= _COLOURED for spot in spots)
    return pale >= _SHEET * 32 * 32


def _lined(picture: "Image.Image", side: int) -> "Image.Image":
    """Return the lines and textures of a picture on a square, whatever its light and shape.

    What is even is taken away, and what is left is brought to the same contrast.
    """
    from PIL import Image, ImageChops, ImageFilter, ImageStat

    small = picture.convert("L").resize((side, side), Image.Resampling.LANCZOS)
    even = small.filter(ImageFilter.GaussianBlur(side / 20))
    lines = ImageChops.subtract(small, even, offset=_EVEN)
    spread = _SPREAD / max(ImageStat.Stat(lines).stddev[0], _FAINT)
    return lines.point([max(0, min(255, round((v - _EVEN) * spread) + _EVEN)) for v in range(256)])


def _fitted(ours: "Image.Image", theirs: "Image.Image", fit: Fit) -> Fit:
    """Improve a fit, one of its six numbers at a time, in ever smaller steps."""
    best, off = fit, _off(ours, theirs, fit)
    for pixels in (1.0, 0.5, 0.25):
        for _ in range(4):
            before = off
            for tried in _neighbours(best, pixels, ours.width):
                if (its := _off(ours, theirs, tried)) < off:
                    best, off = tried, its
            if off == before:
                break
    return best


def _neighbours(fit: Fit, pixels: float, side: int) -> Iterator[Fit]:
    """Yield the fit moved by so many pixels each way, then stretched and turned about the middle so
    that the edge moves by as many.
    """
    a, b, c, d, e, f = fit
    by, half = 2 * pixels / side, pixels
    for sign in (1, -1):
        s, h = sign * by, sign * half
        yield a, b, c + h, d, e, f
        yield a, b, c, d, e, f + h
        yield a + s, b, c - h, d, e, f
        yield a, b, c, d, e + s, f - h
        yield a + s, b, c - h, d, e + s, f - h
        yield a, b + s, c - h, d - s, e, f + h


def _scaled(fit: Fit, by: float) -> Fit:
    """Return the same fit for pictures of another side: only its shift is in pixels."""
    a, b, c, d, e, f = fit
    return a, b, c * by, d, e, f * by


def _over(ours: "Image.Image", theirs: "Image.Image", fit: Fit) -> "tuple[Image.Image, ...]":
    """Return two pictures of what is inside the margin.

    The first is how far the two are apart at each spot, the second how far they could be.
    """
    from PIL import Image, ImageChops

    side = ours.width
    edge = max(2, round(side * _MARGIN))
    inner = (edge, edge, side - edge, side - edge)
    laid = theirs.transform(
        theirs.size, Image.Transform.AFFINE, fit, Image.Resampling.BICUBIC, fillcolor=_EVEN
    ).crop(inner)
    kept = ours.crop(inner)
    blank = Image.new("L", kept.size, _EVEN)
    return (
        ImageChops.difference(kept, laid),
        ImageChops.lighter(ImageChops.difference(kept, blank), ImageChops.difference(laid, blank)),
    )


def _off(ours: "Image.Image", theirs: "Image.Image", fit: Fit) -> float:
    """Return how badly the two fit: 0 when they do, about 1 when they have nothing in common."""
    from PIL import ImageStat

    apart, there = _over(ours, theirs, fit)
    return float(ImageStat.Stat(apart).mean[0] / max(ImageStat.Stat(there).mean[0], 1))


def _parts(ours: "Image.Image", theirs: "Image.Image", fit: Fit) -> list[float]:
    """Return how badly each part fits that is not blank, measured as by ``_off``."""
    apart, there = (each.reduce(_PART).tobytes() for each in _over(ours, theirs, fit))
    return [a / b for a, b in zip(apart, there, strict=True) if b >= _BLANK]
