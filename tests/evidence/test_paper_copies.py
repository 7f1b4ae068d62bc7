"""Papers that may leave: as they came, as pictures of their pages, or not at all."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
import xlsxwriter
from PIL import Image

from bot.evidence.copies import Copied, paper_copy
from bot.evidence.reading.engine import read_picture
from bot.evidence.reading.pages import read_file
from bot.rules.papers.figures import digits
from bot.rules.papers.numbers import Checked, Covers, covers_of
from bot.sandbox.sample import word
from bot.sandbox.sample.papers import scanned
from tests.evidence.legible import CARD, ID, NUMBERED, NUMBERS, PHONE, legible
from tests.evidence.pdfs import written_pdf
from tests.evidence.test_covering import list_in_a_scene

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD = "application/msword"
NUMBERED_TEXT = ("Minutes of the meeting in November", f"resident number {ID} and", "the end of it")
PLAIN_TEXT = ("Minutes of the meeting in November", "nobody is named here", "2026-11-12")

Copy = Callable[[bytes, str], Copied]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """What may leave of a paper once it was read."""

    def of(content: bytes, mime: str) -> Copied:
        path = tmp_path / "paper"
        path.write_bytes(content)
        reading = read_file(path, "paper", mime)
        known = Checked(covers_of(reading), len(reading.pages), reading.of)
        return paper_copy(path, mime, known)

    return of


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("cut", [None, (40, 300, 560, 800)])
def test_a_pdf_is_covered_where_its_page_is_drawn(
    copy: Copy, turned: int, cut: tuple[int, int, int, int] | None
) -> None:
    made = copy(written_pdf([NUMBERED_TEXT], turned, cut), PDF)
    assert made.pages is not None
    (page,) = pictures(made.pages)
    turns = page.rotate(turned, expand=True)
    left, _, _, _ = cut or (0, 0, 0, 0)
    scale = turns.width / (520 if cut else 595)
    high = 800 if cut else 842
    row = [round((high - y) * scale) for y in (672, 657)]
    # In Helvetica of 14 points what stands before the number is 105 points long, the number 140.
    begins, ends = (round((at - left) * scale) for at in (195, 335))
    number = turns.crop((begins, row[0], ends, row[1]))
    assert number.size > (100, 10)
    darkest, lightest = number.convert("L").getextrema()
    assert 40 < darkest <= lightest < 100, "one colour"  # type: ignore[operator]
    assert ink_of(turns.crop((0, 0, turns.width, round((high - 690) * scale)))), "the rest stays"


def pictures(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=2).to_pil().convert("RGB") for page in document]


def ink_of(picture: Image.Image) -> bool:
    least, _ = picture.convert("L").getextrema()
    return isinstance(least, int) and least < 60


def test_a_scan_leaves_as_pictures_on_which_no_number_is_legible(copy: Copy) -> None:
    content = scanned(NUMBERED, "z")
    assert legible(content)
    made = copy(content, PDF)
    assert made.pages is not None
    assert not legible(made.pages)


def test_a_scan_with_a_line_of_text_is_looked_at_all_the_same(copy: Copy, tmp_path: Path) -> None:
    with (
        pypdfium2.PdfDocument(scanned(NUMBERED, "z")) as scan,
        pypdfium2.PdfDocument(written_pdf([("Scanned with a well known app",)])) as note,
    ):
        page = note[0]
        image = pypdfium2.PdfImage.new(note)
        image.set_bitmap(scan[0].render(scale=1.5))
        image.set_matrix(pypdfium2.PdfMatrix().scale(440, 620).translate(60, 30))
        page.insert_obj(image)
        page.gen_content()
        note.save(tmp_path / "both.pdf")
    made = copy((tmp_path / "both.pdf").read_bytes(), PDF)
    assert made.pages is not None
    assert not legible(made.pages)


def test_what_has_no_numbers_leaves_as_it_came(copy: Copy) -> None:
    assert copy(written_pdf([PLAIN_TEXT]), PDF) == Copied()
    assert copy(word.document("活动方案", ["时间：2026年11月12日"]), DOCX) == Copied()
    assert copy("活动方案\n2026年11月12日".encode(), "text/plain") == Copied()
    assert copy(workbook("人数", 12345678), XLSX) == Copied()


def test_of_a_long_pdf_the_pages_that_were_read_leave(copy: Copy) -> None:
    made = copy(written_pdf([PLAIN_TEXT] * 13), PDF)
    assert made.pages is not None
    assert len(pictures(made.pages)) == 10


def test_a_scan_that_shows_more_than_was_looked_at_leaves_as_it_was_looked_at(copy: Copy) -> None:
    out = io.BytesIO()
    list_in_a_scene((2480, 3508), 20).save(out, "PDF", resolution=300)
    assert len(list_seen_on(out.getvalue())) > 4, "to who enlarges it"
    made = copy(out.getvalue(), PDF)
    assert made.pages is not None
    assert not list_seen_on(made.pages)


def list_seen_on(pdf: bytes) -> list[str]:
    """The numbers on the list, as somebody enlarges it."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=4).to_pil().convert("RGB")
    left, top = page.width // 3, round(0.6 * page.height)
    part = page.crop((left, top, left + page.width // 3, top + page.height // 4))
    whole = "".join(digits(line.text) for line in read_picture(part).lines)
    return re.findall("|".join(NUMBERS), whole)


def test_a_text_with_numbers_does_not_leave(copy: Copy) -> None:
    held = Copied(is_held=True)
    assert copy(word.document("调解笔录", [f"身份证号：{ID}"]), DOCX) == held
    assert copy(f"电话：{PHONE}".encode("gb18030"), "text/plain") == held
    assert copy(("无关的话。" * 90_000 + ID).encode("gb18030"), "text/plain") == held


def test_numbers_in_parts_that_nobody_reads_hold_a_paper_back(copy: Copy) -> None:
    document = docx.Document()
    document.add_paragraph("活动方案")
    document.sections[0].header.paragraphs[0].text = f"联系人 {PHONE}"
    assert copy(saved(document), DOCX).is_held
    parted = docx.Document()
    footer = parted.sections[0].footer.paragraphs[0]
    for part in (ID[:5], ID[5:11], ID[11:]):
        footer.add_run(part).bold = part[0] == "0"
    assert copy(saved(parted), DOCX).is_held
    assert copy(workbook("电话", PHONE), XLSX).is_held
    assert copy(workbook("电话", int(PHONE)), XLSX).is_held
    assert copy(b"\xd0\xcf\x11\xe0" + b"\x00" * 99 + ID.encode("utf-16-le"), OLD).is_held
    assert copy(b"\xd0\xcf\x11\xe0" + b"\x00" * 98 + PHONE.encode(), OLD).is_held
    assert (
        copy(b"\xd0\xcf\x11\xe0" + b"\x00" * 99 + "方案2026".encode("utf-16-le"), OLD) == Copied()
    )


def test_a_word_document_with_a_picture_that_was_not_read_does_not_leave(copy: Copy) -> None:
    document = docx.Document()
    document.add_paragraph("活动方案")
    out = io.BytesIO(saved(document))
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("word/media/image9.gif", b"GIF89a")
    assert copy(out.getvalue(), DOCX).is_held


def patched(document: bytes, parts: dict[str, bytes], change: tuple[str, str] = ("", "")) -> bytes:
    """A document with parts more, and its text changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.decode().replace(*change).encode() if change[0] else content
            new.writestr(name, content)
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "changed",
    [f"<w:delText>{ID}</w:delText>", f'<w:instrText>HYPERLINK "tel:{PHONE}"</w:instrText>'],
)
def test_what_was_deleted_but_is_still_there_holds_a_paper_back(copy: Copy, changed: str) -> None:
    plain = word.document("活动方案", ["时间：2026年11月12日"])
    assert copy(patched(plain, {}), DOCX) == Copied()
    assert copy(patched(plain, {}, ("<w:t ", f"{changed}<w:t ")), DOCX).is_held


def test_a_digit_a_cell_is_a_number(copy: Copy) -> None:
    document = docx.Document()
    table = document.add_table(1, 19)
    for cell, text in zip(table.rows[0].cells, ["身份证号", *ID], strict=True):
        cell.text = text
    assert copy(saved(document), DOCX).is_held
    other = docx.Document()
    table = other.add_table(9, 8)
    for n, row in enumerate(table.rows):
        for m, cell in enumerate(row.cells):
            cell.text = str(3 + n * m) if m else "张某"
    assert copy(saved(other), DOCX) == Copied(), "marks are none"


@pytest.mark.parametrize(
    ("mime", "name", "content"),
    [
        (DOCX, "word/embeddings/Microsoft_Excel_Sheet1.xlsx", b"PK"),
        (DOCX, "word/embeddings/oleObject1.bin", b"\xd0\xcf"),
        (DOCX, "word/media/image1.emf", b"emf"),
        (DOCX, "word/charts/chart1.xml", f"<a:p><a:r><a:t>{PHONE}</a:t></a:r></a:p>".encode()),
        (XLSX, "xl/drawings/drawing1.xml", f"<a:p><a:r><a:t>{ID}</a:t></a:r></a:p>".encode()),
        (XLSX, "xl/threadedComments/threadedComment1.xml", f"<text>{PHONE}</text>".encode()),
        (XLSX, "xl/worksheets/sheet9.xml", f"<oddFooter>&L{PHONE}</oddFooter>".encode()),
        (XLSX, "xl/worksheets/sheet9.xml", f'<c t="str"><v>电话 {PHONE}</v></c>'.encode()),
        (XLSX, "xl/media/image1.png", b"png"),
    ],
)
def test_what_nobody_looks_for_holds_a_paper_back(
    copy: Copy, mime: str, name: str, content: bytes
) -> None:
    plain = workbook("人数", 12) if mime == XLSX else word.document("活动方案", ["时间"])
    assert copy(plain, mime) == Copied()
    assert copy(patched(plain, {name: content}), mime).is_held


def test_a_picture_in_a_document_is_finer_than_was_looked_at(copy: Copy) -> None:
    for wide, is_held in ((1000, False), (2400, True)):
        picture = io.BytesIO()
        Image.new("RGB", (wide, 300), "#88aa66").save(picture, "PNG")
        document = docx.Document()
        document.add_picture(picture)
        assert copy(saved(document), DOCX).is_held == is_held


def test_old_formats_hold_cards_and_workbooks_of_theirs_do_not_leave(copy: Copy) -> None:
    old = b"\xd0\xcf\x11\xe0" + b"\x00" * 99
    assert copy(old + f"卡号 {CARD} ".encode("utf-16-le"), OLD).is_held
    assert copy(old, "application/vnd.ms-excel").is_held


def test_what_could_not_be_read_does_not_leave(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(written_pdf([PLAIN_TEXT]))
    assert paper_copy(path, PDF, Checked(None, 0, 0)).is_held
    unplaced = Checked(Covers(numbers=1, are_placed=False), 1, 1)
    assert paper_copy(path, PDF, unplaced).is_held


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def workbook(head: str, value: str | int) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, head)
        sheet.write(1, 0, value)
    return out.getvalue()
