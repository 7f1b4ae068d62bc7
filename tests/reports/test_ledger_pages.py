"""The ledger on paper, as LibreOffice prints it."""

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from bot.reports.ledger import Ledger, LedgerPerson, ledger_workbook
from bot.rules.personal import IdNumber
from tests.reports.cast import FAULTY, GOOD, PERFECT, UNSCORED

pytestmark = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="no LibreOffice and poppler here that print a workbook; .ci/run has them",
)


def somebody(n: int) -> LedgerPerson:
    return LedgerPerson(
        name=f"协调员{n}",
        id_number=IdNumber(""),
        kind="规模企业专职劳动关系协调员",
        education="大学本科",
        employer="高端装备制造产业园区管理委员会综合协调服务中心劳动关系协调办公室",
        years="5",
        phone=f"138{n:08}",
        remark="产假至六月，借调到县总工会，返回后另行通知" if n % 3 == 0 else "",
        quarters=(GOOD, UNSCORED, FAULTY, PERFECT),
    )


def pages(folder: Path, workbook: bytes) -> list[str]:
    """The words on each page."""
    (folder / "台账.xlsx").write_bytes(workbook)
    home = f"-env:UserInstallation=file://{folder}/office"
    convert = ["soffice", home, "--headless", "--convert-to", "pdf", "台账.xlsx"]
    quiet = {**os.environ, "HOME": str(folder)}
    subprocess.run(convert, cwd=folder, env=quiet, check=True, capture_output=True)
    read = ["pdftotext", "-layout", "台账.pdf", "-"]
    done = subprocess.run(read, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.split("\f")[:-1]


def test_every_page_has_the_headings_the_draft_mark_and_whole_people(tmp_path: Path) -> None:
    people = tuple(somebody(n) for n in range(1, 12))
    workbook = ledger_workbook(
        [Ledger("服装制造", people), Ledger("快递行业", people[:1])],
        "汶上县",
        date(2026, 11, 26),
        draft=True,
    )
    printed = pages(tmp_path, workbook)

    shown = [re.findall(r"协调员\d+", page) for page in printed]
    assert [len(names) for names in shown] == [4, 4, 3, 1]
    assert [name for names in shown for name in names] == [
        *(person.name for person in people),
        people[0].name,
    ]
    for page, names in zip(printed, shown, strict=True):
        assert "草稿" in page
        assert "量化赋分管理" in page
        assert page.count("第一季度") >= 1
        assert page.count("基本得分") - page.count("：基本得分") == len(names)
        assert page.count("得分合计") == len(names), "all eight lines of everybody on it"
    assert "服装制造" in printed[0]
    assert "快递行业" in printed[3]
    assert all(f"第 {n} 页" in page for n, page in enumerate(printed, 1))


def test_what_is_final_is_no_draft(tmp_path: Path) -> None:
    book = ledger_workbook([Ledger("服装制造", (somebody(1),))], "汶上县", date(2026, 12, 31))
    (page,) = pages(tmp_path, book)
    assert "草稿" not in page
