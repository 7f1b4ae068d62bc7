"""What a phone makes of a sheet: on a desk, tilted, turned, in any light, smaller, as a JPEG."""

from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from tests.papers.drawing import Sheet, drawn

_DESKS: Final = ("#7a5234", "#a98258", "#4c4f55", "#8a8f8c", "#34516b", "#6b3f35", "#c2b49b")


@dataclass(frozen=True, slots=True)
class Camera:
    """How a sheet is taken: `turn` is 0, 90, 180 or 270 degrees, `tilt` up to 12; `light` is the
    least of it in a corner, from 0 to 1; `flat` is a scan or a screenshot, with no desk around.
    """

    turn: int = 0
    tilt: float = 0.0
    light: float = 1.0
    quality: int = 82
    longest: int = 1280
    blur: float = 0.0
    flat: bool = False


def camera_of(chance: Random) -> Camera:
    """Draw a camera as people hold it: most straight and well lit, some not."""
    return Camera(
        chance.choice((0, 0, 0, 0, 90, 180, 270)),
        round(chance.choice((chance.uniform(-3, 3), chance.uniform(-12, 12))), 1),
        round(chance.choice((1.0, 0.8, 0.6, 0.45)), 2),
        chance.choice((88, 82, 70, 50)),
        chance.choice((1280, 1280, 1280, 1120, 1000)),
        chance.choice((0.0, 0.0, 0.6, 0.9)),
    )


def photographed(sheet: Sheet, camera: Camera, seed: str) -> bytes:
    """Return the sheet as a JPEG, the same for the same seed."""
    chance = Random(seed)
    picture = drawn(sheet, seed)
    if not camera.flat:
        picture = _on_desk(picture, camera, chance)
    picture = picture.rotate(camera.turn, expand=True)
    picture.thumbnail((camera.longest, camera.longest), Image.Resampling.LANCZOS)
    if camera.light < 1:
        picture = _lit(picture, camera.light, chance)
    if camera.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(camera.blur))
    out = BytesIO()
    picture.save(out, "JPEG", quality=camera.quality)
    return out.getvalue()


def _on_desk(sheet: Image.Image, camera: Camera, chance: Random) -> Image.Image:
    wide, high = sheet.size
    colour = chance.choice(_DESKS)
    slant = chance.uniform(0, 0.04) * wide
    quad = (-slant, 0, 0, high, wide, high, wide + slant, 0)
    laid, mask = (
        each.transform(sheet.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC).rotate(
            camera.tilt, Image.Resampling.BICUBIC, expand=True
        )
        for each in (sheet, Image.new("L", sheet.size, 255))
    )
    desk = Image.new("RGB", (round(laid.width * 1.05), round(laid.height * 1.05)), colour)
    desk.paste(laid, (round(laid.width * 0.025), round(laid.height * 0.025)), mask)
    return desk


def _lit(picture: Image.Image, least: float, chance: Random) -> Image.Image:
    ramp = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(picture.size)
    low = round(255 * least)
    ramp = ramp.point([low + level * (255 - low) // 255 for level in range(256)])
    return ImageChops.multiply(picture, Image.merge("RGB", (ramp, ramp, ramp)))
