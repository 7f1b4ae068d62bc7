"""A file's pages as the reader takes them: pictures to recognise, or text that is there as such."""

import codecs
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.evidence.picture import MOST_PIXELS, opened, upright
from bot.evidence.reading.engine import LONGEST, read_picture
from bot.rules.papers.reading import WHOLE, Corners, Line, Page, Reading

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES: Final = 10
"""How many pages of a file are read, the first ones."""
MOST_CHARACTERS: Final = 20_000
"""How much text of a page is kept; a page of more is no paper that people write."""
_ENOUGH: Final = 20
"""Characters from which on a PDF's page is text, and not a picture with a word on it."""
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
        with opened(path, mime, name) as picture:
            return Reading([read_picture(_in_colour(upright(picture, LONGEST)))])
    return Reading()


def pdf_picture(page: Any, longest: int = LONGEST) -> "Image":
    """Draw a page of a PDF, its longer side at most `longest` pixels."""
    width, height = page.get_size()
    scale = min(_SCALE, longest / max(width, height))
    return _in_colour(page.render(scale=scale).to_pil())


def _pdf(path: Path) -> Reading:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        of = len(document)
        pages = [_pdf_page(document[n]) for n in range(min(of, MOST_PAGES))]
    return Reading(pages, of)


def _pdf_page(page: Any) -> Page:
    """Return a page's own text where it has any, else what is recognised on it."""
    text = page.get_textpage()
    if text.count_chars() < _ENOUGH:
        return read_picture(pdf_picture(page))
    size = page.get_size()
    lines, begins = [], 0
    whole = text.get_text_range(0, min(text.count_chars(), MOST_CHARACTERS))
    for line in re.split(r"\r\n|\r|\n", whole):
        if line.strip():
            lines.append(Line(line.strip(), 1.0, _box(text, begins, len(line), size)))
        begins += len(line) + 2
    return Page(lines)


def _box(text: Any, begins: int, n: int, size: tuple[float, float]) -> Corners | None:
    """Return the corners of the characters on a page whose origin is at its bottom left."""
    boxes = [
        box
        for at in range(begins, min(begins + n, text.count_chars()))
        if (box := text.get_charbox(at))[2] > box[0]
    ]
    if not boxes:
        return None
    width, height = size
    left, right = min(b[0] for b in boxes) / width, max(b[2] for b in boxes) / width
    top, bottom = 1 - max(b[3] for b in boxes) / height, 1 - min(b[1] for b in boxes) / height
    x0, x1, y0, y1 = (max(0, min(WHOLE, round(at * WHOLE))) for at in (left, right, top, bottom))
    return x0, y0, x1, y0, x1, y1, x0, y1


def _word(path: Path) -> Reading:
    """Read a Word document's paragraphs and tables in their order, then its pictures, as one
    page.
    """
    import docx
    from docx.table import Table

    document = docx.Document(str(path))
    lines: list[Line] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [Line("：".join(_cells(row))) for row in block.rows]
        else:
            lines += [Line(text) for text in block.text.splitlines()]
    first = Page([line for line in lines if line.text.strip()][:MOST_CHARACTERS])
    return Reading([first, *islice(_pictures(path), MOST_PAGES - 1)])


def _cells(row: Any) -> list[str]:
    """Return the texts of a row's cells, a merged one once."""
    return list(dict.fromkeys(cell.text.strip() for cell in row.cells if cell.text.strip()))


def _pictures(path: Path) -> Iterator[Page]:
    """Read the pictures in a Word document: a scanned paper may have been put into one."""
    from PIL import Image

    with zipfile.ZipFile(path) as parts:
        for part in parts.namelist():
            if re.fullmatch(r"word/media/[^/]+\.(?:jpe?g|png)", part, re.IGNORECASE):
                with parts.open(part) as file, Image.open(file) as picture:
                    if picture.width * picture.height > MOST_PIXELS:
                        continue
                    yield read_picture(_in_colour(upright(picture, LONGEST)))


def _plain(path: Path) -> Reading:
    with path.open("rb") as file:
        content = file.read(4 * MOST_CHARACTERS)
    text = ""
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):  # a character that was cut at the end is no error
            text = codecs.getincrementaldecoder(encoding)().decode(content)
            break
    return Reading([Page([Line(line) for line in text.splitlines() if line.strip()])])


def _in_colour(picture: "Image") -> "Image":
    return picture if picture.mode == "RGB" else picture.convert("RGB")
