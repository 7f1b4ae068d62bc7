"""The boxes of MP4, QuickTime and HEIF files: what they are, and whether the file is whole."""

import os
from collections.abc import Iterator
from typing import BinaryIO, Final

_MOST_BOXES: Final = 10_000
_AVIF: Final = {b"avif", b"avis"}
_BRANDS: Final = (
    *((brand, "image/heic") for brand in (b"heic", b"heix", b"heim", b"heis", b"mif1")),
    *((brand, "video/3gpp") for brand in (b"3gp", b"3g2")),
    *(
        (brand, "video/mp4")
        for brand in (b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"dash", b"f4v")
    ),
    (b"qt  ", "video/quicktime"),
)
_OLD_QUICKTIME: Final = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}


def brand(head: bytes) -> str:
    """Give the media type that the first box names, or an empty string.

    ``head`` is the beginning of the file, 64 bytes or more.
    """
    if head[4:8] in _OLD_QUICKTIME:
        return "video/quicktime"
    if head[4:8] != b"ftyp":
        return ""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    major = head[8:12]
    names = {major, *(head[at : at + 4] for at in range(16, end - 3, 4))}
    if major in _AVIF or (major == b"mif1" and names & _AVIF):
        return "image/avif"
    return next((mime for start, mime in _BRANDS if major.startswith(start)), "")


def whole(file: BinaryIO, needed: bytes) -> bool:
    """Tell whether every top-level box lies within the file and ``needed`` is among them.

    A decoder does not tell: libheif paints missing tiles grey and is content.
    """
    kinds = set()
    for kind, end in _walk(file):
        if end > os.fstat(file.fileno()).st_size:
            return False
        kinds.add(kind)
    return needed in kinds


def _walk(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield each top-level box's kind and the offset of its end."""
    length = os.fstat(file.fileno()).st_size
    start = 0
    for _ in range(_MOST_BOXES):
        file.seek(start)
        head = file.read(16)
        if len(head) < 8 or not head.strip(b"\0"):
            return
        size = int.from_bytes(head[:4], "big")
        if size == 0:
            size = length - start
        elif size == 1:
            size = int.from_bytes(head[8:16], "big")
        yield head[4:8], start + max(size, 8)
        start += max(size, 8)
        if start >= length:
            return
