"""Documents: PDF, Word, Excel, PowerPoint and plain text, told apart and found whole."""

import codecs
import mmap
import re
import zipfile
from pathlib import Path
from typing import Final

from bot.errors import Refused
from bot.texts import evidence as texts

MOST_UNPACKED: Final = 512_000_000
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_PARTS: Final = {
    b"wordprocessingml.document.main+xml": _OFFICE + "wordprocessingml.document",
    b"spreadsheetml.sheet.main+xml": _OFFICE + "spreadsheetml.sheet",
    b"presentationml.presentation.main+xml": _OFFICE + "presentationml.presentation",
}
_STREAMS: Final = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
}
_ENDINGS: Final = (".docx", ".xlsx", ".pptx")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCODINGS: Final = ("utf-8-sig", "gb18030")


def sniff(path: Path, head: bytes, name: str, mime: str) -> str:
    """Give the document's media type, an empty string when it is none.

    Raise ``Refused`` for a document that cannot be opened: cut off, locked, with macros, a bomb.
    """
    if b"%PDF-" in head[:1024]:
        return _pdf(path, name)
    if head.startswith(_OLE):
        return _old_office(path, name)
    if head.startswith(b"PK"):
        return _office(path, name)
    if name.lower().endswith(".txt") or mime == "text/plain":
        return "text/plain" if _legible(path) else ""
    return ""


def count_pages(path: Path, mime: str) -> int | None:
    """Count a PDF's pages or a presentation's slides; None where counting would be guessing."""
    if mime.endswith("presentation"):
        with zipfile.ZipFile(path) as parts:
            slide = re.compile(r"ppt/slides/slide\d+\.xml")
            return sum(1 for part in parts.namelist() if slide.fullmatch(part))
    if mime != "application/pdf":
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        # Compressed objects and later revisions hide pages, or show dead ones.
        if content.find(b"/ObjStm") >= 0 or content.rfind(b"%%EOF") != content.find(b"%%EOF"):
            return None
        return sum(1 for _ in re.finditer(rb"/Type\s*/Page(?![A-Za-z])", content)) or None


def _pdf(path: Path, name: str) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4096))
        if b"%%EOF" not in file.read():
            raise Refused(texts.damaged(name))
    return "application/pdf"


def _old_office(path: Path, name: str) -> str:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            raise Refused(texts.locked(name))
        for stream, mime in _STREAMS.items():
            if content.find(f"{stream}\0".encode("utf-16-le")) >= 0:
                return mime
    return ""


def _office(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as parts:
            return _by_content_types(parts, name)
    except Refused:
        raise
    except Exception as broken:
        raise Refused(texts.not_a_document(name)) from broken


def _by_content_types(parts: zipfile.ZipFile, name: str) -> str:
    listed = "[Content_Types].xml" in parts.namelist()
    if not listed and not name.lower().endswith(_ENDINGS):
        return ""
    entries = parts.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(texts.locked(name))
    if any(entry.compress_type not in _PACKINGS for entry in entries):
        raise Refused(texts.not_a_document(name))  # unpacked at once, however little is asked for
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise Refused(texts.swells(name, unpacked, MOST_UNPACKED))
    with parts.open("[Content_Types].xml") as listing:
        types = listing.read(1_000_000)
    if b"macroEnabled" in types:
        raise Refused(texts.with_macros(name))
    for part, mime in _PARTS.items():
        if part in types:
            return mime
    raise Refused(texts.not_a_document(name))


def _legible(path: Path) -> bool:
    """Tell whether the beginning reads as Chinese or plain text, without control characters."""
    with path.open("rb") as file:
        content = file.read(1_000_000)
    for encoding in _ENCODINGS:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(content)
        except UnicodeDecodeError:
            continue
        return not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", text)
    return False
