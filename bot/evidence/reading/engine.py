"""The recogniser of text in pictures: finds lines, turns the page the right way up, reads them."""

import ctypes
import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bot.rules.papers.reading import WHOLE, Corners, Line, Page

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST: Final = 1280
"""Pixels of a picture's longer side as it is handed over; more costs memory and reads no better."""
_OVERLAP: Final = 320
"""Pixels that two parts of a picture have in common: more than a number is long that is too small
to be found on the whole.
"""
WIDEST: Final = 2 * LONGEST - _OVERLAP
"""Pixels of the longer side of the largest copy that leaves: two parts are all of it."""
_LOOKED_AT: Final = 960
_PARAMETERS: Final[dict[str, Any]] = {
    "Global.log_level": "critical",
    "Global.text_score": 0.0,
    "Global.use_preprocess_img": False,
    "Global.use_vertical_padding": False,
    "Global.use_cls": False,
    "Det.limit_side_len": _LOOKED_AT,
    "Det.limit_type": "max",
    "Rec.rec_batch_num": 1,
}
"""What keeps it under 450 MB, with `_options`. Every line is kept, however doubtful: whoever covers
numbers has to know of it.
"""
_PLAIN: Final = 0.8
"""From this on a reading makes sense as it is."""


class _Found(NamedTuple):
    """A line where it was found: its four corners in pixels, and the picture of it alone."""

    corners: Any
    crop: Any


class _Read(NamedTuple):
    corners: Any
    text: str
    sure: float


def read_picture(picture: "Image") -> Page:
    """Read an upright picture in RGB, whichever way the page on it lies.

    Raises whatever the recogniser raises: who calls it runs in a process that may fail.
    """
    import numpy as np

    seen = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
    turned, found = _lying(seen)
    if not found:
        return Page()
    read = [each for each in _read(found) if each.text]
    height, width = seen.shape[:2]
    size = (height, width) if turned else (width, height)
    return Page(
        [
            Line(each.text, round(each.sure, 3), _placed(each.corners, size, turned=turned))
            for each in _in_order(read)
        ]
    )


def read_closely(picture: "Image") -> Page:
    """Read a picture of at most `WIDEST` pixels: as a whole, and where that shows less than a copy
    of it would, also part by part.
    """
    from PIL.Image import Resampling

    if max(picture.size) <= LONGEST:
        return read_picture(picture)
    scale = LONGEST / max(picture.size)
    size = round(picture.width * scale), round(picture.height * scale)
    whole = read_picture(picture.resize(size, Resampling.LANCZOS))
    return Page(whole.lines, [_part(picture, box) for box in _parts(*picture.size)])


def _parts(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Return the boxes of the parts: left, top, right, bottom."""
    across, down = (
        [(0, side)] if side <= LONGEST else [(0, each), (side - each, side)]
        for side, each in ((side, (side + _OVERLAP) // 2) for side in (width, height))
    )
    return [(left, top, right, bottom) for top, bottom in down for left, right in across]


def _part(picture: "Image", box: tuple[int, int, int, int]) -> Page:
    """Read a part of a picture; its lines are placed on the whole."""
    left, top, right, bottom = box
    lines = [
        line._replace(
            corners=_on_whole(
                line.corners, (left, right, picture.width), (top, bottom, picture.height)
            )
        )
        for line in read_picture(picture.crop(box)).lines
        if line.corners is not None
    ]
    return Page(lines)


def _on_whole(
    corners: Corners, across: tuple[int, int, int], down: tuple[int, int, int]
) -> Corners:
    """Return corners on the whole of what begins and ends there and is so long."""
    a, b, c, d, e, f, g, h = (
        round((begins * WHOLE + at * (ends - begins)) / of)
        for at, (begins, ends, of) in zip(corners, (across, down) * 4, strict=True)
    )
    return a, b, c, d, e, f, g, h


def _give_back() -> None:
    """Give back what was freed, before as much is asked for anew: other shapes fit into its holes
    badly, and the process would grow from page to page.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # which not every C library has
    if trim is not None:
        trim(0)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR
    from rapidocr.inference_engine.onnxruntime.main import OrtInferSession

    OrtInferSession._init_sess_opts = staticmethod(_options)  # noqa: SLF001 - it takes few of them
    engine = RapidOCR(params=_PARAMETERS)
    engine._load_det_model()  # noqa: SLF001 - how large it looks is set for each picture
    return engine


def _options(_: Any) -> Any:
    """Return how models are run: on one core, and without planning memory ahead for each shape, as
    no two lines have the same.
    """
    from onnxruntime import SessionOptions

    options = SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    return options


def _lying(seen: Any) -> tuple[bool, list[_Found]]:
    """Return whether the picture was turned by a quarter, against the clock, so that its lines lie
    and do not stand, and these lines.
    """
    import numpy as np

    found = _lines(seen)
    if not len(found) or _weight(found, tall=False) >= _weight(found, tall=True):
        return False, _cropped(seen, found)
    on_side = np.ascontiguousarray(np.rot90(seen))
    return True, _cropped(on_side, _lines(on_side))


def _read(found: Sequence[_Found]) -> list[_Read]:
    """Read the lines. What makes little sense is read upside down too, and whichever way is surer
    holds for the whole page.
    """
    import numpy as np

    read = _as_they_lie(found)
    if _sureness(read) >= _PLAIN:
        return read
    turned = [
        _Found([*corners[2:], *corners[:2]], np.ascontiguousarray(np.rot90(crop, 2)))
        for corners, crop in found
    ]
    other = _as_they_lie(turned)
    return other if _sureness(other) > _sureness(read) else read


def _as_they_lie(found: Sequence[_Found]) -> list[_Read]:
    told = _engine().recognize_txt([each.crop for each in found])
    return [
        _Read(each.corners, text.strip(), float(sure))
        for each, text, sure in zip(found, told.txts, told.scores, strict=True)
    ]


def _sureness(read: Sequence[_Read]) -> float:
    """Return how sure the reading is, from 0 to 1; long lines count more."""
    whole = sum(map(_length, read))
    return sum(each.sure * _length(each) for each in read) / whole if whole else 0.0


def _length(read: _Read) -> float:
    return math.dist(read.corners[0], read.corners[1])


def _lines(seen: Any) -> Any:
    """Return the corners of the lines on a picture, in pixels."""
    engine = _engine()
    _give_back()
    engine.text_det.limit_side_len = _looked_at(*seen.shape[:2])
    found = engine.text_det(seen).boxes
    return () if found is None else found  # there is none


def _cropped(seen: Any, found: Any) -> list[_Found]:
    crops = _engine().crop_text_regions(seen, found)
    return [_Found(corners, crop) for corners, crop in zip(found, crops, strict=True)]


def _looked_at(height: int, width: int) -> int:
    """Return how many pixels of the longer side lines are looked for on: of a square picture fewer
    than of a photo's 4 to 3, since its area is what costs memory.
    """
    longer, shorter = max(height, width), min(height, width)
    return round(_LOOKED_AT * min(1.0, math.sqrt(0.75 * longer / shorter)))


def _weight(found: Any, *, tall: bool) -> float:
    """Return how much of the text stands, its lines being higher than wide, or lies. A line's
    corners may begin at any of the four.
    """
    whole = 0.0
    for corners in found:
        sides = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners[:3])]
        x, y = max(sides, key=lambda side: math.hypot(*side))
        if (abs(y) > abs(x)) == tall:
            whole += math.hypot(x, y)
    return whole


def _in_order(read: Sequence[_Read]) -> list[_Read]:
    """Return the lines in the order they are read: rows from the top down, each from left to right,
    along the slant that the page has.
    """
    slant = _slant(read)
    along, down = [], []
    for corners, _, _ in read:
        x, y = (sum(float(corner[axis]) for corner in corners) / 4 for axis in (0, 1))
        along.append(x * math.cos(slant) + y * math.sin(slant))
        down.append(y * math.cos(slant) - x * math.sin(slant))
    heights = [math.dist(corners[1], corners[2]) for corners, _, _ in read]
    rows: list[list[int]] = []
    for at in sorted(range(len(read)), key=down.__getitem__):
        last = rows[-1][-1] if rows else -1
        if last >= 0 and down[at] - down[last] < 0.5 * min(heights[at], heights[last]):
            rows[-1].append(at)
        else:
            rows.append([at])
    return [read[at] for row in rows for at in sorted(row, key=along.__getitem__)]


def _slant(read: Sequence[_Read]) -> float:
    """Return the angle of the lines, in radians; long ones count more."""
    x = sum(float(corners[1][0] - corners[0][0]) for corners, _, _ in read)
    y = sum(float(corners[1][1] - corners[0][1]) for corners, _, _ in read)
    return math.atan2(y, x)


def _placed(corners: Any, size: tuple[int, int], *, turned: bool) -> Corners:
    """Return corners as they lie on the picture before it was turned; `size` is that of the picture
    on which they were found.
    """
    width, height = size
    placed: list[int] = []
    for x, y in ((float(x) / width, float(y) / height) for x, y in corners):
        at = (1 - y, x) if turned else (x, y)
        placed += [max(0, min(WHOLE, round(each * WHOLE))) for each in at]
    a, b, c, d, e, f, g, h = placed
    return a, b, c, d, e, f, g, h
