"""Word documents: what is written is what was given, Chinese faces included."""

import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.oxml.ns import qn

from bot.reports.document import FACE, Document
from tests.conftest import photo

AT = datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001 - a document's dates know no zone


def read(document: Document) -> "docx.document.Document":
    return docx.Document(io.BytesIO(document.content))


def blank() -> Document:
    return Document("通报", "汶上县", AT)


@pytest.mark.parametrize(
    "typed", ["<b>&amp;", "𠮷野家 & 子公司", "=1+1", "字" * 5000, "a\tb", "{0} %s"]
)
def test_what_was_typed_stays_as_it_was_typed(typed: str) -> None:
    document = blank()
    document.title(typed)
    document.paragraph(typed)
    document.table([typed], [[typed]], [1])
    seen = read(document)
    assert [p.text for p in seen.paragraphs[:2]] == [typed, typed]
    assert [cell.text for row in seen.tables[0].rows for cell in row.cells] == [typed, typed]


def test_characters_that_no_document_holds_are_left_out() -> None:
    document = blank()
    document.paragraph("前\x00\x0b后\ud800")
    assert read(document).paragraphs[0].text == "前后"


def test_lines_are_paragraphs_with_their_first_line_indented() -> None:
    document = blank()
    document.paragraph("一\n二")
    written = read(document).paragraphs
    assert [p.text for p in written] == ["一", "二"]
    assert all(p.paragraph_format.first_line_indent.pt == 32 for p in written)


def test_chinese_characters_have_the_official_face() -> None:
    document = blank()
    document.paragraph("正文")
    (run,) = read(document).paragraphs[0].runs
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    assert fonts.get(qn("w:eastAsia")) == FACE


def test_a_table_repeats_its_headings_and_splits_no_row() -> None:
    document = blank()
    document.table(["专班", "情况"], [["服装制造", "已报"]] * 3, [1, 2])
    first, *rest = read(document).tables[0].rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rest)


def test_a_picture_keeps_its_shape_within_the_page() -> None:
    document = blank()
    document.picture(photo("横", size=(1600, 900)), "图1")
    document.picture(photo("竖", size=(300, 3000)))
    wide, tall = read(document).inline_shapes
    assert wide.width.cm == pytest.approx(15.6, abs=0.01)
    assert wide.width / wide.height == pytest.approx(16 / 9, rel=0.01)
    assert tall.height.cm == pytest.approx(18, abs=0.01)


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="no JPEG"):
        blank().picture(b"no picture at all")


def test_pages_are_numbered_and_properties_say_whose_it_is() -> None:
    seen = read(blank())
    assert seen.core_properties.author == "汶上县"
    assert seen.core_properties.created.replace(tzinfo=None) == AT
    with zipfile.ZipFile(io.BytesIO(blank().content)) as parts:
        footer = next(n for n in parts.namelist() if "footer" in n)
        assert "PAGE" in parts.read(footer).decode()
