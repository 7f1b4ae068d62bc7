"""What is written in a file that leaves as it came: whether numbers of people stand in it, also in
parts that no reader looks at, such as headers, notes and the cells of a workbook.
"""

import re
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from bot.rules.identity import find_id_numbers
from bot.rules.papers.numbers import covers_of
from bot.rules.papers.reading import Line, Page, Reading

_PART: Final = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
    r"|xl/(?:sharedStrings|comments\d*|worksheets/[^/]+)\.xml|ppt/(?:slides|notesSlides)/[^/]+\.xml",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"</(?:\w+:)?(?:p|si|c|is)>")
_SHOWN: Final = re.compile(r"<(?:\w+:)?(t|v)(?: [^>]*)?>([^<]*)<")
_PICTURE: Final = re.compile(r"word/media/[^/]+\.(?:jpe?g|png|gif|bmp|tiff?|webp)", re.IGNORECASE)
_WHOLE: Final = re.compile(r"[0-9]{11,19}")
_LARGEST: Final = 64 << 20
_MOBILE: Final = re.compile(r"(?<![0-9A-Za-z.])1[3-9][0-9]{9}(?![0-9A-Za-z.])")


def may_hold_numbers(path: Path, mime: str, pages: int) -> bool:
    """Whether numbers of people stand in a file, as far as its text tells, or there are pictures in
    a Word document that were not read; `pages` is how many pages were, the document's text being
    the first, each picture one more.
    """
    if mime == "application/pdf":
        return _in_lines(_pdf(path))
    if zipfile.is_zipfile(path):
        return _in_office(path, pages)
    data = path.read_bytes()
    if mime == "text/plain":
        return _in_lines(_decoded(data).splitlines())
    # An old format keeps its text as bytes, or as pairs of them, among much else.
    texts = (data.decode("latin-1"), *(data[at:].decode("utf-16-le", "ignore") for at in (0, 1)))
    return any(find_id_numbers(text) or _MOBILE.search(text) for text in texts)


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
        if 0 < pages <= sum(bool(_PICTURE.fullmatch(name)) for name in names):
            return True
        for name in names:
            if _PART.fullmatch(name):
                if file.getinfo(name).file_size > _LARGEST:
                    return True
                if _in_lines(list(_paragraphs(file.read(name).decode("utf-8", "ignore")))):
                    return True
    return False


def _paragraphs(xml: str) -> Iterator[str]:
    """Yield the texts of the paragraphs or cells of a part: a number may lie in several runs. The
    bare value of a cell counts where it is a whole number.
    """
    for part in _ENDS.split(xml):
        shown = [text for tag, text in _SHOWN.findall(part) if tag == "t" or _WHOLE.fullmatch(text)]
        if shown:
            yield "".join(shown)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "ignore")
