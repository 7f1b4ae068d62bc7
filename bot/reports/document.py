"""What every Word document of the county has in common: page, typefaces, blocks, properties.

Texts stay what was typed: they are given as text and never read as markup, and only characters that
no document can hold are left out.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.text.paragraph import Paragraph

HEADING_FACE: Final = "方正小标宋简体"
BLACK_FACE: Final = "黑体"
FACE: Final = "仿宋"
_TITLE, _BODY, _SMALL = 22, 16, 12
"""Sizes in points: 二号, 三号, 小四."""
_LINE: Final = 28
"""Points from one line to the next, as official documents are set."""
_UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDEST: Final = 15.6
"""Centimetres between the margins."""
_HIGHEST: Final = 18.0
"""Centimetres that a picture may be high, so that its caption stays on its page."""


class Document:
    """A Word document being written, A4 upright; `content` is the whole of it as bytes."""

    def __init__(self, title: str, company: str, created: datetime) -> None:
        import docx
        from docx.shared import Cm

        self._doc: Docx = docx.Document()
        section = self._doc.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
        properties = self._doc.core_properties
        properties.title, properties.author = fit(title), fit(company)
        moment = created.replace(tzinfo=None)
        properties.created = properties.modified = moment
        properties.last_modified_by, properties.comments = fit(company), ""
        self._style()
        self._number_pages()

    def title(self, text: str) -> None:
        """Write the title, in the middle of its line."""
        written = self._write(text, HEADING_FACE, _TITLE, middle=True, after=18)
        written.paragraph_format.keep_with_next = True

    def meta(self, text: str) -> None:
        """Write the line under the title, such as the number or the day."""
        self._write(text, FACE, _BODY, middle=True, after=14)

    def heading(self, text: str, level: int = 1) -> None:
        """Write a heading: of the first level in black, deeper ones in bold; it stays with what
        follows it.
        """
        written = self._write(text, BLACK_FACE if level == 1 else FACE, _BODY, indent=True)
        written.runs[0].bold = level > 1 or None
        written.paragraph_format.keep_with_next = True

    def salutation(self, text: str) -> None:
        """Write whom it is addressed to, at the margin."""
        self._write(text, FACE, _BODY)

    def paragraph(self, text: str) -> None:
        """Write a text, each of its lines as a paragraph of its own with its first line indented by
        two characters.
        """
        for line in fit(text).split("\n"):
            self._write(line, FACE, _BODY, indent=True)

    def numbered(self, texts: Sequence[str]) -> None:
        """Write texts as a list that counts from 1."""
        for n, text in enumerate(texts, 1):
            self._write(f"{n}. {text}", FACE, _BODY, indent=True)

    def signature(self, *lines: str) -> None:
        """Write who signs and when, on the right, kept together."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        for n, line in enumerate(lines):
            written = self._write(line, FACE, _BODY)
            written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            written.paragraph_format.keep_with_next = n + 1 < len(lines)
            written.paragraph_format.right_indent = Pt(2 * _BODY)
            written.paragraph_format.space_before = Pt(0 if n else 2 * _LINE)

    def table(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """Write a table whose headings are repeated on each page; `widths` of the columns are in
        proportion.
        """
        from docx.shared import Cm

        table = self._doc.add_table(rows=1, cols=len(headings))
        table.style, table.autofit = "Table Grid", False
        for row in rows:
            table.add_row()
            for column, text in enumerate(row):
                self._fill(table.cell(len(table.rows) - 1, column), text, FACE)
        for column, text in enumerate(headings):
            self._fill(table.cell(0, column), text, BLACK_FACE)
        whole = sum(widths)
        for column, share in zip(table.columns, widths, strict=True):
            width = column.width = Cm(_WIDEST * share / whole)
            for cell in column.cells:  # Word goes by the cells, LibreOffice by the column
                cell.width = width
        _repeat(table.rows[0])
        for row in table.rows:
            _keep_whole(row)
        self._write("", FACE, _SMALL)

    def caption(self, text: str) -> None:
        """Write the name of the table that follows, in the middle above it."""
        written = self._write(text, FACE, _SMALL, middle=True)
        written.paragraph_format.keep_with_next = True

    def picture(self, data: bytes, caption: str = "", width: float = _WIDEST) -> None:
        """Show a JPEG or PNG in the middle, at most `width` centimetres wide, with its caption
        below. Raises ValueError for what is neither.
        """
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.image.exceptions import UnrecognizedImageError
        from docx.image.image import Image
        from docx.shared import Cm

        try:
            seen = Image.from_blob(data)
            wide, high = seen.px_width, seen.px_height
        except (UnrecognizedImageError, ValueError, KeyError, EOFError) as error:
            raise ValueError("no JPEG or PNG") from error
        width = min(width, _HIGHEST * wide / high)
        shown = self._doc.add_paragraph()
        shown.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shown.paragraph_format.keep_with_next = bool(caption)
        shown.add_run().add_picture(BytesIO(data), width=Cm(width))
        if caption:
            self._write(caption, FACE, _SMALL, middle=True, after=8)

    def new_page(self) -> None:
        """Begin what follows on a page of its own."""
        from docx.enum.text import WD_BREAK

        self._doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    @property
    def content(self) -> bytes:
        """The document as a .docx file."""
        out = BytesIO()
        self._doc.save(out)
        return out.getvalue()

    def _style(self) -> None:
        from docx.enum.text import WD_LINE_SPACING
        from docx.shared import Pt

        normal = self._doc.styles["Normal"]
        normal.font.size = Pt(_BODY)
        _face(normal, FACE)
        set_ = normal.paragraph_format
        set_.space_before = set_.space_after = Pt(0)
        set_.line_spacing_rule, set_.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(_LINE)

    def _write(
        self,
        text: str,
        face: str,
        size: int,
        *,
        middle: bool = False,
        indent: bool = False,
        after: int = 0,
    ) -> "Paragraph":
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        written = self._doc.add_paragraph()
        if middle:
            written.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_ = written.paragraph_format
        set_.first_line_indent = Pt(2 * size) if indent else None
        set_.space_after = Pt(after)
        _run(written, text, face, size)
        return written

    def _fill(self, cell: Any, text: str, face: str) -> None:
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
        from docx.shared import Pt

        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        written = cell.paragraphs[0]
        set_ = written.paragraph_format
        set_.line_spacing, set_.space_before, set_.space_after = 1.15, Pt(3), Pt(3)
        _run(written, text, face, _SMALL)

    def _number_pages(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        footer = self._doc.sections[0].footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(footer, "— ", FACE, _SMALL)
        _field(footer.add_run(), "PAGE")
        _run(footer, " —", FACE, _SMALL)


def fit(text: str) -> str:
    """Return a text without the characters that no document can hold."""
    return _UNFIT.sub("", text)


def _run(paragraph: "Paragraph", text: str, face: str, size: int) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(fit(text))
    run.font.size = Pt(size)
    _face(run, face)


def _face(styled: Any, face: str) -> None:
    """Set the typeface for Chinese characters too, which have a setting of their own."""
    from docx.oxml.ns import qn

    styled.font.name = face
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("eastAsia", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), face)


def _field(run: Any, what: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", ""), ("", what), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)  # noqa: SLF001 - python-docx has no other way to number pages


def _repeat(row: Any) -> None:
    """Repeat a table's row on top of each page."""
    _row_is(row, "w:tblHeader")


def _keep_whole(row: Any) -> None:
    """Let no row be cut by the end of a page."""
    _row_is(row, "w:cantSplit")


def _row_is(row: Any, what: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(what))  # noqa: SLF001 - as above
