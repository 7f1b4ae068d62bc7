"""What can be measured in a picture."""

import re
from io import BytesIO

from PIL import Image, ImageColor


def size_of(png: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(png), formats=["PNG"]) as image:
        return image.size


def longest_run(png: bytes, colour: str) -> int:
    """The longest row of pixels of exactly one colour, 0 when there is none."""
    pixel = re.escape(bytes(ImageColor.getrgb(colour)))
    with Image.open(BytesIO(png), formats=["PNG"]) as image:
        data, stride = image.tobytes(), 3 * image.width
    rows = (data[start : start + stride] for start in range(0, len(data), stride))
    return max(
        (len(run) // 3 for row in rows for run in re.findall(b"(?:" + pixel + b")+", row)),
        default=0,
    )
