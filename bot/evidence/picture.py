"""Pictures from strangers: opened with suspicion, decoded once, handed out upright in sRGB."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pillow_heif
from PIL import Image, ImageCms, ImageFile

from bot.errors import Refused
from bot.evidence.exif import Exif
from bot.texts import evidence as texts

MOST_PIXELS: Final = 50_000_000
_PLUGINS: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/heic": "HEIF",
    "image/avif": "AVIF",
}
# Decoders that hold the picture several times over: 16, 11 and (in passes) 6 bytes a pixel.
_FEWER_PIXELS: Final = {"image/webp": 14_000_000, "image/avif": 20_000_000}
_FEWER_IN_PASSES: Final = 36_000_000
_ROWS: Final = 256

# The embedded thumbnail would be decoded in place of the picture, and prove nothing about it.
pillow_heif.register_heif_opener(
    thumbnails=False, aux_images=False, depth_images=False, decode_threads=1
)
# Pillow's own limit raises without a figure; ours is stricter and comes first.
Image.MAX_IMAGE_PIXELS = None


@contextmanager
def opened(path: Path, mime: str, name: str) -> Iterator[ImageFile.ImageFile]:
    """Open a picture of sniffed type ``mime``, its header read and its pixels counted.

    Whatever the decoder raises inside the block becomes ``Refused``.
    """
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(path, formats=(_PLUGINS[mime],)) as picture,
        ):
            _require_few_pixels(picture, mime, name)
            yield picture
    except Refused:
        raise
    except Exception as broken:
        raise Refused(texts.damaged(name)) from broken


def _require_few_pixels(picture: ImageFile.ImageFile, mime: str, name: str) -> None:
    most = _FEWER_PIXELS.get(mime, MOST_PIXELS)
    if picture.info.get("progressive"):
        most = _FEWER_IN_PASSES
    if picture.width * picture.height > most:
        raise Refused(texts.too_many_pixels(name, *picture.size, most))


def upright(picture: ImageFile.ImageFile, longest: int) -> Image.Image:
    """Decode all of ``picture``; give it the right way up, RGB in sRGB, on white.

    No side is above ``longest`` pixels; nothing is enlarged. The result carries no metadata.
    A JPEG is scaled while it is read: the decoder still reads every byte up to the end marker,
    so that a cut file fails, in less than half the time.
    """
    size = fitted(picture.size, longest)
    if picture.format in {"JPEG", "MPO"}:
        picture.draft(None, size)
    small = _in_srgb(_shrunk(picture, size), picture.info.get("icc_profile"))
    turn = Exif(picture).turn
    result = small if turn is None else small.transpose(turn)
    result.info.clear()
    return result


def fitted(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """Scale a size down, never up, so that its longer side is at most ``longest`` pixels."""
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def to_jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    """Encode a picture as a JPEG without any metadata."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


def _shrunk(picture: ImageFile.ImageFile, size: tuple[int, int]) -> Image.Image:
    """Scale to ``size`` in bands, so that a large picture is never held twice."""
    width, height = picture.size
    factor = max(1, min(width // size[0], height // size[1]))
    mode = "CMYK" if picture.mode == "CMYK" else "RGB"
    reduced = Image.new(mode, (-(-width // factor), -(-height // factor)))
    step = factor * max(1, _ROWS // factor)
    for top, band in _bands(picture, step):
        reduced.paste(_on_white(band).reduce(factor), (0, top // factor))
    box = (0, 0, width / factor, height / factor)
    return reduced.resize(size, Image.Resampling.LANCZOS, box)


def _bands(picture: ImageFile.ImageFile, step: int) -> Iterator[tuple[int, Image.Image]]:
    """Decode, and yield the picture ``step`` rows at a time, each band with its first row."""
    width, height = picture.size
    if picture.format != "HEIF":
        picture.load()
        for top in range(0, height, step):
            yield top, picture.crop((0, top, width, min(top + step, height)))
        return
    # Pillow would hold a second copy of all pixels beside libheif's: 190 MB at 48 megapixels.
    still = pillow_heif.open_heif(picture.filename, remove_stride=False)
    rows = memoryview(still.data)
    if still.size != picture.size:  # known only now: the header was counted, and it lied
        raise ValueError(still.size)
    for top in range(0, height, step):
        count = min(step, height - top)
        data = rows[top * still.stride : (top + count) * still.stride]
        layout = ("raw", still.mode, still.stride)
        yield top, Image.frombytes(still.mode, (width, count), data, *layout)


def _on_white(band: Image.Image) -> Image.Image:
    if band.mode in {"RGB", "CMYK"} and not band.has_transparency_data:
        return band
    if band.mode.startswith("I;16"):
        return band.point(lambda level: level / 256).convert("L").convert("RGB")
    if not band.has_transparency_data:
        return band.convert("RGB")
    veiled = band.convert("RGBA")
    white = Image.new("RGB", band.size, "white")
    white.paste(veiled, mask=veiled)
    return white


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert to RGB in sRGB, by the embedded colour profile unless it is broken or of another
    kind.
    """
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            converted = ImageCms.profileToProfile(
                picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if converted is not None:
                return converted
    return picture.convert("RGB")
