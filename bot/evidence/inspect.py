"""Inspects a file that somebody sent: whether it is whole and accepted, and what it tells."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.evidence import papers, signatures
from bot.evidence.exif import Exif
from bot.evidence.likeness import fingerprint
from bot.evidence.picture import opened, to_jpeg, upright
from bot.evidence.signatures import Kind

LONGEST: Final = 480


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is known of one file from its content alone.

    ``mime`` is told by signature. ``size`` is in bytes. ``width`` and ``height`` are those of the
    upright picture, 0 for anything else. ``taken_at`` is the camera's local time without a zone;
    ``located`` says whether a position is recorded. ``fingerprint`` is that of the picture and
    ``mirrored`` that of its mirror image, as signed 64-bit numbers, see ``likeness.distance``.
    ``thumbnail`` is an upright JPEG in sRGB without metadata, its longer side at most 480 pixels.
    ``pages`` is None where they cannot be counted.
    """

    kind: Kind
    mime: str
    size: int
    width: int = 0
    height: int = 0
    taken_at: datetime | None = None
    located: bool = False
    device: str = ""
    fingerprint: int | None = None
    mirrored: int | None = None
    thumbnail: bytes | None = None
    pages: int | None = None


def inspect(path: Path, name: str, mime: str) -> Inspection:
    """Inspect the file at ``path``, called ``name`` and said to be ``mime`` by its sender.

    Raise ``Refused``, and nothing else, for what cannot serve as evidence: empty, cut off, of a
    format that is not accepted, of more than 50 million pixels, locked (§8.3: evidence must be seen
    by the reviewer).
    """
    found = signatures.sniff(path, name, mime)
    size = path.stat().st_size
    if found.kind == "photo":
        return _photo(path, name, found.mime, size)
    if found.kind == "paper":
        pages = papers.count_pages(path, found.mime)
        return Inspection("paper", found.mime, size, pages=pages)
    return Inspection("video", found.mime, size)


def _photo(path: Path, name: str, mime: str, size: int) -> Inspection:
    with opened(path, mime, name) as picture:
        width, height = picture.size
        small = upright(picture, LONGEST)
        exif = Exif(picture)
    if exif.sideways:
        width, height = height, width
    return Inspection(
        kind="photo",
        mime=mime,
        size=size,
        width=width,
        height=height,
        taken_at=exif.taken_at,
        located=exif.located,
        device=exif.device,
        fingerprint=fingerprint(small),
        mirrored=fingerprint(small, mirrored=True),
        thumbnail=to_jpeg(small),
    )
