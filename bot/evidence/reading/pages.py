"""A file's pages as the reader takes them: pictures to recognise, or text that is there as such."""

import codecs
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from bot.evidence import signatures
from bot.evidence.picture import MOST_PIXELS, opened, upright
from bot.evidence.reading.engine import LONGEST, WIDEST, read_closely, read_picture
from bot.rules.papers.reading import WHOLE, Corners, Line, Page, Reading

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES: Final = 10
"""How many pages of a file are read, the first ones."""
MOST_CHARACTERS: Final = 20_000
MOST_LINES: Final = 2_000
LONGEST_LINE: Final = 2_000
"""How much text of a page is kept, and in how many lines; a page of more is no paper that people
write, and whoever works on it would be kept busy. What is longer than a line may be is several.
"""
_ENOUGH: Final = 20
"""Characters from which on a PDF's page is text, and not a picture with a word on it."""
_LITTLE: Final = 0.03
"""A picture that takes up more of a page than this is read; a smaller one is an emblem."""
_EMBLEM: Final = 400
"""Pixels of a picture that is not worth keeping a PDF from leaving as it came."""
_UNKNOWN: Final = ("Cn", "Co", "Cc")
"""What a font's characters come to that does not tell what they are."""
_Box = tuple[float, float, float, float]
_PDF: Final = "application/pdf"
_WORD: Final = "wordprocessingml.document"
_SCALE: Final = 2.2
"""A PDF's page at 72 dots an inch is drawn so many times as large: 1,850 pixels high for A4, then
brought to what a picture may have.
"""


def read_file(path: Path, name: str, mime: str) -> Reading:
    """Read the first pages of a file: a photo, a PDF, a Word document or a text; of anything else
    nothing. Raises whatever a broken file makes a library raise.
    """
    if mime == _PDF:
        return _pdf(path)
    if mime.endswith(_WORD):
        return _word(path)
    if mime == "text/plain":
        return _plain(path)
    if mime.startswith("image/"):
        with opened(path, signatures.sniff(path, name, mime).mime, name) as picture:
            return Reading([read_closely(_in_colour(upright(picture, WIDEST)))])
    return Reading()


def pdf_picture(page: Any) -> "Image":
    """Draw a page of a PDF as it is looked at."""
    return _in_colour(page.render(scale=_scale(page)).to_pil())


def shows_finer(page: Any) -> bool:
    """Whether a page holds a picture of which somebody would see more than was looked at."""
    from pypdfium2 import raw

    for picture in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        drawn = _scale(page) * max(right - left, top - bottom)
        if max(picture.get_px_size()) > max(1.1 * drawn, _EMBLEM):
            return True
    return False


def _scale(page: Any) -> float:
    width, height = page.get_size()
    return float(min(_SCALE, LONGEST / max(width, height)))


def _pdf(path: Path) -> Reading:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        of = len(document)
        pages = [_pdf_page(document[n]) for n in range(min(of, MOST_PAGES))]
    return Reading(pages, of)


def _pdf_page(page: Any) -> Page:
    """Return a page's own text where that is all there is on it, else what is recognised: a scan
    may carry a line of text, and a page the picture of an ID card.
    """
    text = page.get_textpage()
    if not _ENOUGH <= text.count_chars() <= MOST_CHARACTERS or _shows_more(page):
        return read_picture(pdf_picture(page))
    shown = _characters(text)
    unknown = sum(category(char) in _UNKNOWN and char not in "\r\n" for char, _ in shown)
    parts = list(_parts(shown))
    if unknown > len(shown) / 20 or len(parts) > MOST_LINES:
        return read_picture(pdf_picture(page))
    return Page([_line(page, part) for part in parts])


def _shows_more(page: Any) -> bool:
    """Whether a page shows pictures or notes beside its text."""
    from pypdfium2 import raw

    width, height = page.get_size()
    for picture in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _LITTLE * width * height:
            return True
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
            return True
    return False


def _characters(text: Any) -> list[tuple[str, _Box]]:
    """Return a page's characters, each with its box (left, bottom, right, top)."""
    from pypdfium2 import raw

    return [
        (chr(raw.FPDFText_GetUnicode(text, at)), text.get_charbox(at, loose=True))
        for at in range(text.count_chars())
    ]


def _parts(shown: Sequence[tuple[str, _Box]]) -> Iterator[Sequence[tuple[str, _Box]]]:
    """Yield the characters of each line. A gap as wide as a character ends one, as it does in a
    picture: where a word stands in a line is told from how long both are.
    """
    part: list[tuple[str, _Box]] = []
    last: _Box | None = None
    for char, box in shown:
        is_there = box[2] > box[0] and not char.isspace()
        is_far = last is not None and is_there and _gap(last, box) > box[3] - box[1]
        if part and (char in "\r\n" or is_far or len(part) == LONGEST_LINE):
            yield part
            part = []
        if is_there or (part and char not in "\r\n"):
            part.append((char, box))
        last = box if is_there else last if part else None
    if part:
        yield part


def _gap(a: _Box, b: _Box) -> float:
    """Return how far two boxes are from each other, beside or above."""
    return max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3])


def _line(page: Any, part: Sequence[tuple[str, _Box]]) -> Line:
    text = "".join(char for char, _ in part).rstrip()
    return Line(text, 1.0, _corners(page, [box for char, box in part if not char.isspace()]))


def _corners(page: Any, boxes: Sequence[_Box]) -> Corners:
    """Return the corners of a line where it stands on the page as it is drawn, turned or cut."""
    placed = [_on_drawing(page, box) for box in boxes]
    left, top = (min(box[at] for box in placed) for at in (0, 1))
    right, bottom = (max(box[at] for box in placed) for at in (2, 3))
    across, down = placed[-1][0] - placed[0][0], placed[-1][1] - placed[0][1]
    if abs(across) >= abs(down):
        if across >= 0:
            return left, top, right, top, right, bottom, left, bottom
        return right, bottom, left, bottom, left, top, right, top
    if down > 0:
        return right, top, right, bottom, left, bottom, left, top
    return left, bottom, left, top, right, top, right, bottom


def _on_drawing(page: Any, box: _Box) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a box in ten-thousandths of the drawn page."""
    from ctypes import c_int

    from pypdfium2 import raw

    places = []
    for x, y in (box[:2], box[2:]):
        across, down = c_int(), c_int()
        raw.FPDF_PageToDevice(page, 0, 0, WHOLE, WHOLE, 0, x, y, across, down)
        places.append([max(0, min(WHOLE, at.value)) for at in (across, down)])
    (a, b), (c, d) = places
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _word(path: Path) -> Reading:
    """Read a Word document's paragraphs and tables in their order, then its pictures, as one
    page.
    """
    import docx
    from docx.table import Table

    document = docx.Document(str(path))
    lines: list[str] = []
    for block in document.iter_inner_content():
        texts = _rows(block) if isinstance(block, Table) else [block.text]
        lines += [line for text in texts for line in text.splitlines()]
    return Reading([_written(lines), *islice(_pictures(path), MOST_PAGES - 1)])


def _written(lines: Iterable[str]) -> Page:
    """Return what is written as a page, as much of it as is kept of one."""
    kept: list[Line] = []
    left = MOST_CHARACTERS
    for line in lines:
        for at in range(0, len(line) if line.strip() else 0, LONGEST_LINE):
            if left <= 0 or len(kept) == MOST_LINES:
                return Page(kept)
            part = line[at : at + min(LONGEST_LINE, left)]
            left -= len(part)
            kept.append(Line(part))
    return Page(kept)


def _rows(table: Any) -> Iterator[str]:
    """Yield a table's text: of a row of heads with what was filled in beside them a line each, of
    any other row one line. A merged cell counts once.
    """
    seen: set[Any] = set()
    for row in table.rows:
        of = {cell._tc: cell for cell in row.cells}  # noqa: SLF001 - what tells a merged one
        cells = {tc: cell for tc, cell in of.items() if tc not in seen}
        seen.update(cells)
        heads = [cell for tc, cell in cells.items() if tc.vMerge is not None and len(cells) % 2]
        yield from (cell.text for cell in heads)  # what spans several rows is the head of them all
        texts = [cell.text for cell in cells.values() if cell not in heads]
        if len(texts) % 2:
            yield "　".join(map(_flat, texts)) if len(texts) > 1 else texts[0]
        else:
            pairs = zip(texts[::2], texts[1::2], strict=True)
            yield from (f"{_flat(head)}：{_flat(value)}" for head, value in pairs if head.strip())


def _flat(text: str) -> str:
    return "".join(part.strip() for part in text.splitlines())


def _pictures(path: Path) -> Iterator[Page]:
    """Read the pictures in a Word document: a scanned paper may have been put into one."""
    from PIL import Image

    with zipfile.ZipFile(path) as parts:
        for part in parts.namelist():
            if re.fullmatch(r"word/media/[^/]+\.(?:jpe?g|png)", part, re.IGNORECASE):
                with parts.open(part) as file, Image.open(file) as picture:
                    if picture.width * picture.height > MOST_PIXELS:
                        continue
                    yield read_closely(_in_colour(upright(picture, WIDEST)))


def _plain(path: Path) -> Reading:
    with path.open("rb") as file:
        content = file.read(4 * MOST_CHARACTERS)
    text = ""
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):  # a character that was cut at the end is no error
            text = codecs.getincrementaldecoder(encoding)().decode(content)
            break
    return Reading([_written(text.splitlines())])


def _in_colour(picture: "Image") -> "Image":
    return picture if picture.mode == "RGB" else picture.convert("RGB")
