"""`roster import` of whatever an administrator may have on disk: a sentence, and little memory."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from bot.reports.ledger import Ledger, LedgerPerson, ledger_workbook
from bot.rules.personal import IdNumber
from bot.settings import EXAMPLES
from bot.texts import workbooks as texts
from tests.reports.bombs import cells, crowded, lying, swollen, with_sheet
from tests.reports.test_roster import ZHANG, plain

ROOT: Final = Path(__file__).parent.parent
MOST_MEMORY: Final = 300_000
"""Kilobytes, of the largest of the command's processes."""
# A process that is small itself, for a child is counted from the size of its parent on.
MEASURED: Final = """
import resource, subprocess, sys
ran = subprocess.run([sys.executable, "-m", "bot", "roster", "import", *sys.argv[2:]])
with open(sys.argv[1], "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(ran.returncode)
"""


@dataclass(frozen=True)
class Ran:
    """What an import said, and the most memory that one of its processes took, in kilobytes."""

    code: int
    out: str
    err: str
    memory: int


@dataclass(frozen=True)
class Desk:
    folder: Path

    def import_(self, file: str | Path, *options: str) -> Ran:
        figure = self.folder / "memory"
        command = [sys.executable, "-c", MEASURED, str(figure), str(file), *options]
        ran = subprocess.run(
            command,
            cwd=self.folder,
            env=surroundings(),
            capture_output=True,
            text=True,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr, int(figure.read_text()))

    def saved(self, data: bytes, name: str = "台账.xlsx") -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path


def surroundings() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in EXAMPLES}
    return clean | {"PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """After `xietiao init`."""
    folder = tmp_path_factory.mktemp("desk")
    command = [sys.executable, "-m", "bot", "init"]
    subprocess.run(command, cwd=folder, env=surroundings(), check=True, capture_output=True)
    return Desk(folder)


def is_one_sentence(ran: Ran) -> bool:
    return ran.out == "" and ran.err.count("\n") == 1 and "例如" in ran.err


def five_thousand() -> bytes:
    """As many as a large county has, each with the form's eight lines."""
    people = tuple(
        LedgerPerson(
            name=f"赵{n}",
            id_number=IdNumber(""),
            kind="劳动监察网格员",
            education="大学本科",
            employer=f"第{n}服装有限公司 人事主管",
            years="5",
            phone=f"138{n:08}",
        )
        for n in range(5_000)
    )
    return ledger_workbook([Ledger("服装制造", people)], "汶上县", date(2026, 11, 23))


def test_a_ledger_of_five_thousand_people_fits_amply(desk: Desk) -> None:
    ran = desk.import_(desk.saved(five_thousand()), "--dry-run")
    assert (ran.code, ran.out) == (0, "imported 5000, unchanged 0, refused 0\n"), ran.err
    assert ran.memory < MOST_MEMORY


@pytest.mark.parametrize(
    ("bomb", "sentence"),
    [
        (lambda: swollen(400), "展开后超过 128 MB"),
        (lambda: lying(swollen(400)), "展开后超过 128 MB"),
        (lambda: lying(swollen(1), 4_000_000_000), "展开后超过 128 MB"),
        (lambda: with_sheet(cells("A1", "XFD1048576")), "第 1048576 行"),
        (lambda: crowded(7_000), texts.UNREADABLE),
    ],
    ids=[
        "400 MB",
        "400 MB, told as 1 KB",
        "4 GB, it says",
        "two cells far apart",
        "7,000,000 cells",
    ],
)
def test_a_file_that_swells_is_one_sentence_and_takes_little_memory(
    desk: Desk, bomb: Callable[[], bytes], sentence: str
) -> None:
    ran = desk.import_(desk.saved(bomb()))
    assert ran.code == 2
    assert is_one_sentence(ran), ran
    assert sentence in ran.err
    assert ran.memory < MOST_MEMORY


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "空.xlsx", texts.EMPTY),
        ("姓名,联系方式\n张三,13800138000\n".encode(), "台账.csv", texts.PLAIN_TEXT),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "照片.xlsx", texts.PICTURE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "台账.xls", texts.OLD),
        (plain(ZHANG)[:-40], "半份.xlsx", texts.BROKEN),
        (plain(headings=["甲", "乙"]), "别的表.xlsx", "没有台账的表头"),
    ],
)
def test_a_file_that_is_no_ledger_is_one_sentence(
    desk: Desk, data: bytes, name: str, sentence: str
) -> None:
    ran = desk.import_(desk.saved(data, name))
    assert (ran.code, is_one_sentence(ran)) == (2, True), ran
    assert sentence in ran.err


def test_a_folder_and_a_missing_file_are_named(desk: Desk) -> None:
    folder, missing = desk.import_(desk.folder), desk.import_("没有.xlsx")
    assert (folder.code, is_one_sentence(folder), "是一个目录" in folder.err) == (2, True, True)
    assert (missing.code, is_one_sentence(missing)) == (2, True)
    assert "找不到文件 没有.xlsx" in missing.err
