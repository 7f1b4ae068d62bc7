"""The reader, on drawn papers: real pictures, real files, its real process."""

import asyncio
import io
import os
import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import pytest
from PIL import Image

from bot.evidence.reading.engine import read_picture
from bot.evidence.reading.pages import (
    LONGEST_LINE,
    MOST_CHARACTERS,
    MOST_LINES,
    MOST_PAGES,
    read_file,
)
from bot.evidence.reading.reader import PaperReader
from bot.rules.papers.reading import WHOLE, Reading
from bot.sandbox.sample.papers import Paper, photographed, scanned

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAKEN = datetime(2026, 11, 12, 10, 0)  # noqa: DTZ001 - a camera's time has no zone
PAPER = Paper(
    "调解协议书",
    (("申请人", "张秀英"), ("被申请人", "锦裳服饰有限公司"), ("案由", "拖欠工资")),
    ("双方自愿达成协议，公司三日内付清工资。", "二〇二六年十一月十二日"),
    ("张秀英",),
)
TITLE_AND_HEADS = [
    "调解协议书",
    "申请人：张秀英",
    "被申请人：锦裳服饰有限公司",
    "案由：拖欠工资",
]


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    return Image.open(io.BytesIO(photographed(PAPER, "b", TAKEN))).convert("RGB")


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 12])
def test_a_page_is_read_in_order_whichever_way_it_lies(photo: Image.Image, turn: int) -> None:
    page = read_picture(photo.rotate(turn, expand=True, fillcolor="#555555"))
    assert [line.text for line in page.lines][:4] == TITLE_AND_HEADS
    assert all(line.sure > 0.9 for line in page.lines[:4])


def test_a_line_is_placed_where_it_stands_on_the_picture_as_it_came(photo: Image.Image) -> None:
    upright, turned = (read_picture(each).lines[0] for each in (photo, photo.rotate(180)))
    assert upright.corners is not None
    assert turned.corners is not None
    for here, there in zip(upright.corners, turned.corners, strict=True):
        assert abs(here - (WHOLE - there)) < WHOLE / 40


def test_a_scene_says_nothing() -> None:
    assert not read_picture(Image.new("RGB", (600, 400), "#88aa66")).lines


def read(tmp_path: Path, name: str, content: bytes, mime: str) -> Reading:
    path = tmp_path / name
    path.write_bytes(content)
    return read_file(path, name, mime)


def test_a_scan_is_recognised_and_a_text_is_taken_as_it_is(tmp_path: Path) -> None:
    scan = read(tmp_path, "a.pdf", scanned(PAPER, "z"), "application/pdf")
    assert [line.text for line in scan.lines][:4] == TITLE_AND_HEADS
    plain = read(tmp_path, "a.txt", "调解笔录\n\n申请人：张秀英\n".encode("gb18030"), "text/plain")
    assert plain.text == "调解笔录\n申请人：张秀英"


def test_of_a_long_file_the_first_pages_are_read(tmp_path: Path) -> None:
    pages = [Image.new("L", (120, 170), 255) for _ in range(30)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    found = read(tmp_path, "a.pdf", out.getvalue(), "application/pdf")
    assert (len(found.pages), found.of, found.is_cut) == (MOST_PAGES, 30, True)


@pytest.mark.parametrize("content", ["1 " * 100_000, "一\n" * 20_000, "一" * 70_000])
@pytest.mark.parametrize("kind", ["docx", "txt"])
def test_of_a_crowded_page_so_much_is_kept_as_a_paper_may_hold(
    tmp_path: Path, content: str, kind: str
) -> None:
    mime, data = "text/plain", content.encode()
    if kind == "docx":
        document = docx.Document()
        document.add_paragraph(content)
        out = io.BytesIO()
        document.save(out)
        mime, data = DOCX, out.getvalue()
    (page,) = read(tmp_path, f"a.{kind}", data, mime).pages
    assert len(page.lines) <= MOST_LINES
    assert max(len(line.text) for line in page.lines) <= LONGEST_LINE
    assert sum(len(line.text) for line in page.lines) <= MOST_CHARACTERS
    assert len(page.text) > MOST_LINES
    joined = "".join(line.text for line in page.lines)
    assert content.replace("\n", "").startswith(joined), "nothing is lost between two lines"


def test_a_word_document_is_read_with_its_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("活动方案")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "活动地点", "××服装厂"
    out = io.BytesIO()
    document.save(out)
    assert read(tmp_path, "a.docx", out.getvalue(), DOCX).text == "活动方案\n活动地点：××服装厂"


def test_a_word_tables_cells_are_lines_of_a_head_and_its_value(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(5, 5)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "申请人情况"
    for row, texts in enumerate(
        (("姓名", "陈素芬", "性别", "女"), ("案由", "", "工作单位", "顺达汽车\n修理厂"))
    ):
        for at, text in enumerate(texts, 1):
            table.cell(row, at).text = text
    table.cell(2, 0).text = "处理结果"
    table.cell(2, 1).merge(table.cell(2, 4)).text = "一次付清。"
    table.cell(3, 0).merge(table.cell(3, 4)).text = "一、经过\n协商一致。"
    for at, text in enumerate(("序号", "姓名", "单位", "电话", "签名")):
        table.cell(4, at).text = text
    out = io.BytesIO()
    document.save(out)

    assert read(tmp_path, "a.docx", out.getvalue(), DOCX).text.splitlines() == [
        "申请人情况", "姓名：陈素芬", "性别：女", "案由：", "工作单位：顺达汽车修理厂",
        "处理结果：一次付清。", "一、经过", "协商一致。", "序号　姓名　单位　电话　签名",
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [60, 2100])
def test_a_page_of_a_pdf_that_nobody_wrote_is_read_as_it_looks(tmp_path: Path, rows: int) -> None:
    text = b" ".join(
        b"BT /F 0.3 Tf 20 %.2f Td (word) Tj ET" % (800 - n * 0.35) for n in range(rows)
    )
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
        ),
        b"<</Length %d>>stream\n%b\nendstream" % (len(text), text),
    )
    body = b"".join(b"%d 0 obj%b\nendobj\n" % each for each in enumerate(objects, 1))
    content = b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n"
    (page,) = read(tmp_path, "a.pdf", content, "application/pdf").pages
    assert len(page.lines) <= MOST_LINES
    assert (page.text.split() == ["word"] * rows) == (rows == 60)


@pytest.fixture
def reader() -> Iterator[PaperReader]:
    made = PaperReader(idle=0.2)
    yield made
    made.close()


async def test_the_process_starts_when_needed_and_ends_when_idle(
    reader: PaperReader, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("收条", "utf-8")
    assert not reader.is_running
    assert (await reader.read(path, "a.txt", "text/plain")).text == "收条"
    assert reader.is_running
    await asyncio.sleep(0.5)
    assert not reader.is_running


async def test_killed_in_the_middle_it_reads_once_more(reader: PaperReader, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(scanned(PAPER, "z"))
    reading = asyncio.create_task(reader.read(path, "a.pdf", "application/pdf"))
    while not (pids := reader.pids):
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.5)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    found = await reading
    assert found.lines[0].text == "调解协议书"
    assert reader.pids != pids
