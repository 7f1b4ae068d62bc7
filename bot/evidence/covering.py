"""Covers numbers of people on a copy of a picture (§4.2)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bot.rules.papers.numbers import Cover
from bot.rules.papers.reading import WHOLE

if TYPE_CHECKING:
    from PIL.Image import Image

_GROWN: Final = 0.18
"""By how much of its height a place is covered more on every side: ink goes beyond its line."""
_SPOTS: Final = 24
"""Of how many spots the longer side of a picture consists that could not be read."""
_COLOUR: Final = "#3b4250"


def cover(picture: "Image", places: Sequence[Cover] | None, page: int = 0) -> "Image":
    """Fill the places of a page on its picture, of any size; nothing of what stood there is left.
    Of one whose places are not known, None, only the coarsest is left. Returns the picture itself
    where there is nothing to cover.
    """
    from PIL import ImageDraw

    if places is None:
        return _coarse(picture)
    of_page = [place for place in places if place.page == page]
    if not of_page:
        return picture
    covered = picture.copy()
    draw = ImageDraw.Draw(covered)
    for place in of_page:
        draw.polygon(_grown(place, picture.size), fill=_COLOUR)
    return covered


def _coarse(picture: "Image") -> "Image":
    """Return a picture of the same size on which a scene is recognised and no digit is read, were a
    phone number written from edge to edge.
    """
    from PIL import Image

    scale = _SPOTS / max(picture.size)
    few = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    spots = picture.resize(few, Image.Resampling.BOX)
    return spots.resize(picture.size, Image.Resampling.BICUBIC)


def _grown(place: Cover, size: tuple[int, int]) -> list[tuple[float, float]]:
    """Return the corners in pixels, moved outwards along the line and across it."""
    width, height = size
    flat = place.corners
    a, b, c, d = ((flat[at] * width / WHOLE, flat[at + 1] * height / WHOLE) for at in (0, 2, 4, 6))
    across = ((d[0] - a[0]) * _GROWN, (d[1] - a[1]) * _GROWN)
    high = max((across[0] ** 2 + across[1] ** 2) ** 0.5, 1.5)
    long = max(((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5, 1.0)
    along = ((b[0] - a[0]) / long * high, (b[1] - a[1]) / long * high)
    return [
        (a[0] - across[0] - along[0], a[1] - across[1] - along[1]),
        (b[0] - across[0] + along[0], b[1] - across[1] + along[1]),
        (c[0] + across[0] + along[0], c[1] + across[1] + along[1]),
        (d[0] + across[0] - along[0], d[1] + across[1] - along[1]),
    ]
