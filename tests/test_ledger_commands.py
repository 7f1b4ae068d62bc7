"""`roster import` with figures, `report ledger`: as an administrator uses them."""

import os
import re
import signal
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bot.reports import ledger_files
from bot.reports.ledger import Ledger, LedgerPerson, ledger_workbook
from bot.reports.marks import Marks
from bot.reports.roster import read_roster
from tests.actions.score.test_on_paper import GOOD, OTHER, somebody
from tests.reports.cast import sheet_cells
from tests.test_command_line import Desk, bare, desk, made

__all__ = ["bare", "desk", "made"]
ROOT = str(Path(__file__).parent.parent)
MARCH = date(2026, 3, 31)


def saved(desk: Desk, *people: LedgerPerson, day: date = MARCH, force: str = "服装制造") -> str:
    path = desk.folder / "台账.xlsx"
    path.write_bytes(ledger_workbook([Ledger(force, people)], "汶上县", day, full=True))
    return str(path)


def figures(desk: Desk) -> list[tuple[object, ...]]:
    return desk.sql(
        "SELECT v.quarter, v.number, v.source, v.reason, r.base, r.total FROM reported r"
        " JOIN version v ON v.id = r.version_id ORDER BY v.id, r.person_id"
    )


def test_figures_come_in_with_their_people_and_a_dry_run_says_what_would_happen(
    desk: Desk,
) -> None:
    file = saved(
        desk, somebody("张三", GOOD), somebody("李四", Marks(31, 0, 0, 0, 0, 0, 0, 31), n=2)
    )
    for words in (["--dry-run"], []):
        assert figures(desk) == []
        result = desk("roster", "import", file, *words)
        assert result.exit_code == 1
        assert result.stdout == "imported 2, unchanged 0, refused 1\n"
        assert re.fullmatch(r"服装制造!J14: 基本得分应在 0 到 30 之间.+\n", result.stderr)
    assert figures(desk) == [("2026Q1", 1, "ledger", "", 28, 58)]
    assert desk("roster", "import", file).stdout == "imported 0, unchanged 2, refused 1\n"
    assert len(figures(desk)) == 1


def test_a_dry_run_of_more_people_than_are_taken_in_at_once_says_the_same(desk: Desk) -> None:
    marks = {True: (GOOD, GOOD), False: (None, GOOD)}  # the later quarter comes up first
    people = [somebody(f"第{n}人", *marks[n % 50 < 41], n=n) for n in range(1, 91)]
    file = saved(desk, *people, day=date(2026, 6, 30))
    for words in (["--dry-run"], []):
        assert figures(desk) == []
        assert desk.ok("roster", "import", file, *words) == "imported 90, unchanged 0, refused 0\n"
    assert len(figures(desk)) == 171


def test_what_stands_is_corrected_with_a_reason(desk: Desk) -> None:
    desk.ok("roster", "import", saved(desk, somebody("张三", GOOD)))
    file = saved(desk, somebody("张三", OTHER))
    refused = desk("roster", "import", file)
    assert (refused.exit_code, refused.stdout) == (1, "imported 0, unchanged 1, refused 1\n")
    assert "只能更正" in refused.stderr
    assert "例如：--restate" in desk.refused("roster", "import", file, "--restate", "  ")
    said = desk.ok("roster", "import", file, "--restate", "原台账誊写有误")
    assert said == "imported 1, unchanged 0, refused 0\n"
    assert figures(desk) == [
        ("2026Q1", 1, "ledger", "", 28, 58),
        ("2026Q1", 2, "ledger", "原台账誊写有误", 27, 57),
    ]
    assert desk("verify").exit_code == 0


def test_a_near_form_of_a_kind_is_taken_and_told(desk: Desk) -> None:
    near = ["张三", "", "规模企业专职协调员", "宏达服装 人事", "13800000009"]
    result = desk("roster", "import", desk.roster(near))
    assert result.exit_code == 0
    assert result.stderr == (
        "名册!C4: 协调员类型“规模企业专职协调员”读作“规模企业专职劳动关系协调员”\n"
    )


def test_an_import_that_was_killed_is_run_again(desk: Desk) -> None:
    people = [somebody(f"第{n}人", GOOD, n=n) for n in range(1, 400)]
    file = saved(desk, *people)
    clean = {**os.environ, "PYTHONPATH": ROOT}
    command = [sys.executable, "-m", "bot", "roster", "import", file]
    with subprocess.Popen(command, cwd=desk.folder, env=clean, stdout=subprocess.PIPE) as running:
        while running.poll() is None and not desk.sql("SELECT 1 FROM reported LIMIT 1"):
            pass
        running.send_signal(signal.SIGKILL)
    taken = len(figures(desk))
    assert 0 < taken < len(people), "in the middle of it"
    again = desk.ok("roster", "import", file)
    assert again == f"imported {len(people) - taken}, unchanged {taken}, refused 0\n"
    assert len(figures(desk)) == len(people)
    assert desk("verify").exit_code == 0


def test_a_ledger_goes_to_a_file_or_a_folder_masked(desk: Desk) -> None:
    desk.ok("roster", "import", saved(desk, somebody("张三", GOOD)))
    out = desk.folder / "导出" / "台账.xlsx"
    assert desk.ok("report", "ledger", "2026Q1", "--out", str(out)).strip() == str(out)
    rows = sheet_cells(out.read_bytes(), "服装制造")
    assert rows[2][0] == "2026年3月31日"
    assert [row[9] for row in rows[5:]] == [28, 15, 10, 5, 0, 5, -5, 58]
    assert "*" in str(rows[5][2])

    folder = desk.folder / "目录"
    one = ["--task-force", "服装制造", "--out", str(folder)]
    desk.ok("report", "ledger", "2026Q1", *one)
    assert [file.name for file in folder.iterdir()] == ["台账-服装制造-2026Q1.xlsx"]
    assert desk.sql("SELECT count(*) FROM audit WHERE act = 'export ledger'") == [(0,)]


def test_whole_numbers_leave_only_when_asked_for_and_that_is_audited(desk: Desk) -> None:
    zhang = somebody("张三", GOOD)
    desk.ok("roster", "import", saved(desk, zhang))
    out = desk.folder / "全.xlsx"
    desk.ok("report", "ledger", "2026Q1", "--out", str(out), "--full")
    assert [row.id_number for row in read_roster(out.read_bytes()).rows] == [zhang.id_number]
    told = desk.sql("SELECT subject, detail FROM audit WHERE act = 'export ledger'")
    assert told == [("2026Q1", '{"full": true, "task_force": ""}')]


def test_beyond_some_number_it_is_an_archive_of_workbooks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ok("roster", "import", saved(desk, somebody("张三", GOOD)))
    desk.ok("roster", "import", saved(desk, somebody("李四", n=2), force="快递行业"))
    monkeypatch.setattr(ledger_files, "MOST_IN_ONE", 1)
    said = desk.ok("report", "ledger", "2026Q1", "--out", str(desk.folder / "全县.xlsx"))
    archive = Path(said.strip())
    assert archive.name == "全县.zip"
    with zipfile.ZipFile(archive) as parts:
        assert "台账-快递行业-2026Q1.xlsx" in parts.namelist()
        names = [
            row.name for part in parts.namelist() for row in read_roster(parts.read(part)).rows
        ]
    assert sorted(names) == ["张三", "李四"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["2026Q5"], "请写季度或年度，例如"),
        (["2031"], "还没有开始"),
        (["2026Q1", "--task-force", "造船"], "没有叫“造船”的专班"),
    ],
)
def test_a_slip_is_one_sentence_and_no_file(desk: Desk, words: list[str], told: str) -> None:
    said = desk.refused("report", "ledger", *words, "--out", str(desk.folder / "台账.xlsx"))
    assert told in said
    assert said.count("\n") == 1
    assert not (desk.folder / "台账.xlsx").exists()
