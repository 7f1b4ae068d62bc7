"""Pictures as Telegram keeps them: several JPEG sizes, upright, without any metadata."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.sandbox import limits

SIDES = (90, 320, 800, 1280)
THUMBNAIL_SIDE = 320
UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    ValueError,
    SyntaxError,
)
BOT_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Size:
    """One encoded size of a picture."""

    width: int
    height: int
    jpeg: bytes


class NotAPicture(Exception):
    """Raised when the bytes do not decode as a picture."""


def photo_sizes(data: bytes, formats: tuple[str, ...] | None = BOT_FORMATS) -> list[Size]:
    """Sizes from small to large, longest side at most 90, 320, 800, 1280, never enlarged.

    Blocks for as long as a decode takes: call it in a worker thread. Raises `NotAPicture`, and
    `ApiError` for what Telegram's servers refuse by its dimensions.
    """
    upright = _upright(_decoded(data, formats, strict=formats is not None))
    longest = max(upright.size)
    sides = [side for side, below in zip(SIDES, (0, *SIDES), strict=False) if longest > below]
    return sorted((_encoded(upright, side) for side in sides), key=lambda size: size.width)


def thumbnail(data: bytes) -> Size | None:
    """A preview for a picture sent as a file, or None when the bytes are no picture."""
    try:
        return _encoded(_upright(_decoded(data, None, strict=False)), THUMBNAIL_SIDE)
    except NotAPicture:
        return None


def with_phone_formats() -> None:
    """Let Pillow read HEIC, which a phone converts before it sends a photo."""
    from pillow_heif import register_heif_opener

    register_heif_opener()


def _decoded(data: bytes, formats: tuple[str, ...] | None, *, strict: bool) -> Image.Image:
    try:
        image = Image.open(BytesIO(data), formats=formats)
        if strict:
            _check_dimensions(image)
        image.draft("RGB", (SIDES[-1], SIDES[-1]))
        image.load()
    except UNREADABLE as error:
        raise NotAPicture from error
    return image


def _check_dimensions(image: Image.Image) -> None:
    width, height = image.size
    too_long = width + height > limits.PHOTO_SIDES_SUM
    if too_long or max(image.size) > limits.PHOTO_SIDES_RATIO * min(image.size):
        raise limits.bad_request("PHOTO_INVALID_DIMENSIONS")


def _upright(image: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(image)
    if turned.mode in {"RGBA", "LA", "PA", "P"}:
        layered = turned.convert("RGBA")
        ground = Image.new("RGB", layered.size, WHITE)
        ground.paste(layered, mask=layered.getchannel("A"))
        return ground
    return turned.convert("RGB")


def _encoded(image: Image.Image, side: int) -> Size:
    small = image.copy()
    small.thumbnail((side, side), reducing_gap=2.0)
    out = BytesIO()
    small.save(out, "JPEG", quality=87)
    return Size(*small.size, out.getvalue())
