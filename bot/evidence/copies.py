"""The copy of a photo that may be shared: the picture, and nothing about where or by whom."""

from pathlib import Path

from bot.errors import Refused
from bot.evidence import signatures
from bot.evidence.picture import opened, to_jpeg, upright
from bot.texts import evidence as texts


def clean_copy(path: Path, longest: int = 2560) -> bytes:
    """Give an upright JPEG in sRGB, at most ``longest`` pixels a side, without any metadata (§4.2).

    The original, which keeps its GPS and device data for the reviewer's checks, is not touched.
    Raise ``Refused`` when the file is no whole picture.
    """
    found = signatures.sniff(path, "", "image/*")
    if found.kind != "photo":
        raise Refused(texts.no_picture())
    with opened(path, found.mime, "") as picture:
        return to_jpeg(upright(picture, longest), quality=88)
