"""What is written in a file that leaves as it came: whether numbers of people stand in it, also in
parts that no reader looks at, such as headers, notes, deleted words and the cells of a workbook.
"""

import re
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Final

from bot.evidence.reading.engine import WIDEST
from bot.rules.identity import find_id_numbers
from bot.rules.papers.figures import is_card
from bot.rules.papers.numbers import covers_of
from bot.rules.papers.reading import Line, Page, Reading

_PART: Final = re.compile(r".*\.(?:xml|vml)", re.IGNORECASE)
_ENDS: Final = re.compile(r"</(?:\w+:)?(?:p|si|c|is|text)>")
_ROWS: Final = re.compile(r"</(?:\w+:)?tr>")
_SHOWN: Final = re.compile(
    r"<(?:\w+:)?(?:(?:t|delText|text|instrText|(?:odd|even|first)(?:Header|Footer))(?: [^>]*)?>"
    r"([^<]*)|v(?: [^>]*)?>([0-9]{11,19}(?=<)|[^<]*[^<0-9.E+-][^<]*))"
)
"""Of a cell's bare values those that are words or long enough."""
_BOXED: Final = re.compile(r"[0-9Xx]{1,2}")
_EMBEDDED: Final = re.compile(r".*/(?:embeddings|activeX)/.+", re.IGNORECASE)
_MEDIA: Final = re.compile(r".*/media/.+")
_READ: Final = re.compile(r"word/media/[^/]+\.(?:jpe?g|png)", re.IGNORECASE)
_LARGEST: Final = 64 << 20
_CARD: Final = re.compile(r"(?<![0-9A-Za-z.])[0-9]{16,19}(?![0-9A-Za-z.])")
_OLD_WORKBOOK: Final = "application/vnd.ms-excel"
_MOBILE: Final = re.compile(r"(?<![0-9A-Za-z.])1[3-9][0-9]{9}(?![0-9A-Za-z.])")


def may_hold_numbers(path: Path, mime: str, pages: int) -> bool:
    """Whether numbers of people stand in a file, as far as its text tells, or something is in it
    that was not read: another file, a picture, one finer than was looked at; `pages` is how many
    pages were read, the document's text being the first, each picture one more. An old workbook has
    its numbers in a form of its own and is not looked through.
    """
    if mime == "application/pdf":
        return _in_lines(_pdf(path))
    if zipfile.is_zipfile(path):
        return _in_office(path, pages)
    data = path.read_bytes()
    if mime == "text/plain":
        return _in_lines(_decoded(data).splitlines())
    if mime == _OLD_WORKBOOK:
        return True
    # An old format keeps its text as bytes, or as pairs of them, among much else.
    texts = (data.decode("latin-1"), *(data[at:].decode("utf-16-le", "ignore") for at in (0, 1)))
    return any(map(_in_old, texts))


def _in_old(text: str) -> bool:
    if find_id_numbers(text) or _MOBILE.search(text):
        return True
    return any(is_card(found[0]) for found in _CARD.finditer(text))


def _in_lines(lines: list[str]) -> bool:
    return covers_of(Reading([Page([Line(line) for line in lines])])).has_any


def _pdf(path: Path) -> list[str]:
    if not find_spec("pypdfium2"):
        return []
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return [
            line for page in document for line in page.get_textpage().get_text_range().splitlines()
        ]


def _in_office(path: Path, pages: int) -> bool:
    with zipfile.ZipFile(path) as file:
        names = file.namelist()
        if any(map(_EMBEDDED.fullmatch, names)) or _shows_unread(file, pages):
            return True
        for name in names:
            if _PART.fullmatch(name):
                if file.getinfo(name).file_size > _LARGEST:
                    return True
                if _in_lines(list(_paragraphs(file.read(name).decode("utf-8", "ignore")))):
                    return True
    return False


def _shows_unread(file: zipfile.ZipFile, pages: int) -> bool:
    """Whether there are pictures in a document, of which so many pages were read, that were not, or
    not as finely as they are.
    """
    media = list(filter(_MEDIA.fullmatch, file.namelist()))
    if len(media) >= max(pages, 1) or not all(map(_READ.fullmatch, media)):
        return bool(media)
    return any(_is_fine(file, name) for name in media)


def _is_fine(file: zipfile.ZipFile, name: str) -> bool:
    from PIL import Image

    with file.open(name) as part, Image.open(part) as picture:
        return max(picture.size) > WIDEST


def _paragraphs(xml: str) -> Iterator[str]:
    """Yield the texts of the paragraphs or cells of a part: a number may lie in several runs, or in
    several cells of a row, a digit or two in each.
    """
    for row in _ROWS.split(xml):
        cells = ["".join(map("".join, _SHOWN.findall(part))).strip() for part in _ENDS.split(row)]
        yield from filter(None, cells)
        for is_boxed, boxes in groupby(filter(None, cells), _is_boxed):
            if is_boxed:
                yield " ".join(boxes)


def _is_boxed(cell: str) -> bool:
    return _BOXED.fullmatch(cell) is not None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "ignore")
