"""The year's papers: whom they name, in what order, as it was typed; and how they look."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from PIL import Image

from bot.reports.notices import Named, Papers, notice_files, notices
from bot.rules.scoring import Fault

AT = datetime(2027, 1, 20, 9)  # noqa: DTZ001 - a document's dates know no zone
MEI = Named("李梅", "宏达服装有限公司 人事主管", "服装制造")
WANG = Named("王强", "宏达服装有限公司 车间主任", "服装制造")
SUN = Named("孙丽", "服务业商会 干事", "服务行业")
FAULTS = (Fault(12, date(2026, 11, 3), large=True), Fault(3, date(2026, 5, 6), large=False))
ZHOU = Named("周杰", "远大化工有限公司 安全员", "绿色化工", FAULTS)


def papers(
    commended: Sequence[Named] = (), advised: Sequence[Named] = (), *, draft: bool = False
) -> Papers:
    return Papers("汶上县", "县人力资源和社会保障局", 2026, AT, draft, commended, advised)


def text_of(content: bytes) -> str:
    seen = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in seen.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in seen.paragraphs), *cells])


def test_people_of_one_unit_share_its_letter() -> None:
    made = notices(papers([MEI, WANG, SUN]))
    assert [name for name, _ in made] == [
        "1-通报表扬-2026.docx",
        "2-致单位-宏达服装有限公司-2026.docx",
        "3-致单位-服务业商会-2026.docx",
    ]
    notice, letter, other = (text_of(content) for _, content in made)
    assert "现授予李梅等3名同志“2026年度金牌劳动关系协调员”称号" in notice
    assert "1. 宏达服装有限公司\n2. 服务业商会" in notice
    assert "贵单位李梅、王强在2026年" in letter
    assert "孙丽" not in letter
    assert "孙丽同志" in other
    assert all("汶上县人力资源和社会保障局\n2027年1月20日" in text for text in (notice, letter))


def test_advice_names_each_fault_in_order_of_its_day() -> None:
    ((name, content),) = notices(papers(advised=[ZHOU]))
    text = text_of(content)
    assert name == "1-调整岗位建议-远大化工有限公司-周杰-2026.docx"
    assert "1. 2026年5月6日，影响较小（编号 S3）\n2. 2026年11月3日，影响较大（编号 S12）" in text
    assert "建议贵单位调整周杰同志的工作岗位" in text


@pytest.mark.parametrize("typed", ["<b>&amp;", "𠮷野 & 子", "=1+1", "+加", "-减", "@at", "{0} %s"])
def test_what_was_typed_stays_and_makes_a_name_every_system_takes(typed: str) -> None:
    odd = Named(typed, f"{typed}/\\:*?有限公司 经理", typed, FAULTS)
    for name, content in notices(papers([odd], [odd])):
        assert typed in text_of(content)
        assert not set('/\\:*?"<>|') & set(name)
        assert len(name.encode()) < 255


def test_a_unit_that_nobody_wrote_down_is_the_task_forces() -> None:
    made = notices(papers([Named("李梅", "", "服装制造")]))
    assert made[1][0] == "2-致单位-服装制造-2026.docx"


def test_a_draft_says_so_in_its_name_and_under_its_title() -> None:
    for name, content in notices(papers([MEI], draft=True)):
        assert name.endswith("-草稿.docx")
        assert "（草稿，未评定）" in text_of(content)


def test_few_are_files_and_more_are_one_archive() -> None:
    assert notice_files(papers()) == (0, [])
    n, files = notice_files(papers([MEI, SUN]))
    assert (n, len(files)) == (3, 3)
    n, ((name, content),) = notice_files(papers([MEI, SUN], [ZHOU]))
    assert (n, name) == (4, "金牌通报-2026.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert [info.filename for info in archive.infolist()] == [
            name for name, _ in notices(papers([MEI, SUN], [ZHOU]))
        ]
        assert archive.infolist()[0].date_time[:3] == (2027, 1, 20)


def test_rendered_each_is_a_page_and_a_long_notice_repeats_its_headings(tmp_path: Path) -> None:
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        pytest.skip("rendering needs soffice (LibreOffice) and pdftoppm (poppler)")
    many = [Named(f"协调员{n}", f"第{n}商会 干事", "服务行业") for n in range(40)]
    for name, content in (*notices(papers([MEI], [ZHOU])), *notices(papers(many))[:1]):
        kind = "long" if "-通报表扬" in name and name.startswith("0") else name[0]
        (tmp_path / f"{kind}.docx").write_bytes(content)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    words = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    made = sorted(map(str, tmp_path.glob("*.docx")))
    subprocess.run([*words, *made], check=True, capture_output=True, timeout=300)
    pages = {kind: _pages(tmp_path, kind) for kind in (Path(each).stem for each in made)}
    assert {kind: len(pages[kind]) for kind in ("1", "2", "3")} == {"1": 1, "2": 1, "3": 1}
    assert len(pages["long"]) > 2
    words = ["pdftotext", "-layout", "long.pdf", "-"]
    told = subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert told.stdout.decode().count("工作单位及职务") == 2  # once on each page of the table
    for seen in pages.values():
        for page in seen:
            assert _margins_are_free(page)


def _pages(folder: Path, kind: str) -> list[Image.Image]:
    words = ["pdftoppm", "-r", "40", "-png", f"{kind}.pdf", f"page-{kind}"]
    subprocess.run(words, cwd=folder, check=True, timeout=120)
    return [Image.open(path).convert("L") for path in sorted(folder.glob(f"page-{kind}-*.png"))]


def _margins_are_free(page: Image.Image) -> bool:
    """Nothing runs over the edge: two centimetres on each side are white, and there is ink."""
    wide, high = page.size
    edge = wide * 2 // 21
    sides = (page.crop((0, 0, edge, high)), page.crop((wide - edge, 0, wide, high)))
    return all(min(side.tobytes()) == 255 for side in sides) and min(page.tobytes()) < 128
