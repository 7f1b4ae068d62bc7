"""What a file is, told by its first bytes and never by its name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from bot.errors import Refused
from bot.evidence import boxes, papers
from bot.texts import evidence as texts

Kind = Literal["photo", "video", "paper"]

_PICTURES: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_PICTURE_ENDINGS: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif", ".avif")

# Not taken; recognised only so that the refusal can say what came.
_OTHERS: Final = (
    (b"MZ", texts.PROGRAM),
    (b"\x7fELF", texts.PROGRAM),
    (b"\xca\xfe\xba\xbe", texts.PROGRAM),
    (b"dex\n", texts.ANDROID_PROGRAM),
    (b"#!AMR", texts.SOUND),
    (b"#!", texts.SCRIPT),
    (b"Rar!", texts.ARCHIVE),
    (b"7z\xbc\xaf", texts.ARCHIVE),
    (b"PK", texts.ARCHIVE),
    (b"\x1f\x8b", texts.ARCHIVE),
    (b"\xd0\xcf\x11\xe0", texts.OLD_OFFICE),
    (b"BM", texts.BMP),
    (b"II*\0", texts.TIFF),
    (b"MM\0*", texts.TIFF),
    (b"8BPS", texts.PHOTOSHOP),
    (b"<svg", texts.SVG),
    (b"<!DOCTYPE html", texts.WEB_PAGE),
    (b"<html", texts.WEB_PAGE),
    (b"{\\rtf", texts.RTF),
    (b"ID3", texts.SOUND),
    (b"OggS", texts.SOUND),
    (b"\x1aE\xdf\xa3", texts.MKV),
    (b"FLV", texts.FLV),
    (b"0&\xb2u", texts.WMV),
)


@dataclass(frozen=True, slots=True)
class Format:
    """An accepted media type, and what kind of evidence it makes."""

    mime: str
    kind: Kind


def sniff(path: Path, name: str, mime: str) -> Format:
    """Tell the format of the file at ``path``; raise ``Refused`` when it is not accepted.

    ``name`` and ``mime`` are the sender's claims: they word the refusal, and only plain text, which
    has no signature, depends on them.
    """
    with path.open("rb") as file:
        head = file.read(4096)
        if not head:
            raise Refused(texts.empty(name))
        if found := _picture(head):
            if found in {"image/heic", "image/avif"} and not boxes.whole(file, b"meta"):
                raise Refused(texts.damaged(name))
            return Format(found, "photo")
        if found := boxes.brand(head):
            if not boxes.whole(file, b"moov"):
                raise Refused(texts.damaged(name))
            return Format(found, "video")
    if found := papers.sniff(path, head, name, mime):
        return Format(found, "paper")
    raise _refusal(head, name, mime)


def _picture(head: bytes) -> str:
    for signature, mime in _PICTURES:
        if head.startswith(signature):
            return mime
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    found = boxes.brand(head)
    return found if found.startswith("image/") else ""


def _refusal(head: bytes, name: str, mime: str) -> Refused:
    content = next((noun for start, noun in _OTHERS if head.lstrip().startswith(start)), "")
    called_picture = name.lower().endswith(_PICTURE_ENDINGS) or mime.startswith("image/")
    if called_picture and content not in texts.OTHER_PICTURES:
        return Refused(texts.not_what_it_claims(name, content))
    return Refused(texts.not_accepted(name, content))
