"""The summary workbook, cell by cell."""

import pickle
import re
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from bot.reports.marks import Marks
from bot.reports.summary_files import summary_filename, summary_files
from bot.reports.summary_picture import summary_picture
from bot.reports.summary_workbook import summary_workbook
from bot.rules.rubric import Line, Rubric
from bot.rules.scoring import Entry, Fault, score
from tests.reports.cast import (
    COURIERS,
    FAULTY,
    GARMENTS,
    GOOD,
    NOON,
    Q4,
    UNSCORED,
    part,
    person,
    quarter,
    sheet_cells,
    sheet_xml,
    task_force,
)


def test_the_people_sheet_has_the_thirteen_columns_and_plain_numbers() -> None:
    rows = sheet_cells(summary_workbook(quarter(person("张三", GOOD))), "人员")

    assert rows[0] == [
        "专班",
        "姓名",
        "协调员类型",
        "工作单位及职务",
        "基本得分",
        "开展宣传",
        "成功调解",
        "劳动管理",
        "预防风险",
        "刊发经验",
        "减分",
        "得分合计",
        "备注",
    ]
    assert rows[1][:2] == [GARMENTS, "张三"]
    assert rows[1][4:] == [28, 15, 10, 5, 0, 5, -5, 58, ""]


def test_a_missing_base_score_is_an_empty_cell_that_the_remark_explains() -> None:
    rows = sheet_cells(summary_workbook(quarter(person("张三", UNSCORED, remark="产假"))), "人员")

    assert rows[1][4] == ""
    assert rows[1][11:] == [30, "产假；基本得分未评"]


def test_a_total_held_at_nothing_shows_the_raw_figure_once() -> None:
    remark = "原始合计 -7 分，按 0 分计"
    people = (person("张三", FAULTY), person("李四", FAULTY, remark=remark))
    rows = sheet_cells(summary_workbook(quarter(*people)), "人员")

    assert [row[12] for row in rows[1:]] == [remark, remark]


def test_the_task_force_sheet_has_a_row_for_each_even_without_people() -> None:
    people = (person("张三", GOOD), person("李四", UNSCORED))
    header, garments, couriers = sheet_cells(summary_workbook(quarter(*people)), "专班")
    garments_of = dict(zip(header, garments, strict=True))

    assert garments_of["协调员人数"] == 2
    assert garments_of["基本得分已评"] == 1
    assert (garments_of["待审核"], garments_of["已通过"]) == (3, 12)
    assert garments_of["基本得分平均"] == 28
    assert garments_of["开展宣传平均"] == 17.5
    assert garments_of["减分平均"] == -2.5
    assert (garments_of["平均得分"], garments_of["最高得分"], garments_of["最低得分"]) == (
        44,
        58,
        30,
    )
    assert garments_of["备注"] == "1 人基本得分未评"
    assert couriers[:7] == [COURIERS, "快递行业牵头单位", "未定", 0, 0, 0, 0]
    assert set(couriers[7:17]) == {""}
    assert couriers[17] == "联络员未定"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "http://a.cn"])
def test_text_never_becomes_a_formula_or_a_link(text: str) -> None:
    workbook = summary_workbook(quarter(person(text, GOOD, remark=text)))
    row = sheet_cells(workbook, "人员")[1]

    assert (row[1], row[12]) == (text, text)
    assert "<f>" not in sheet_xml(workbook)
    assert "<hyperlink" not in sheet_xml(workbook)


def test_a_draft_says_so_in_its_name_and_on_every_printed_page() -> None:
    draft = summary_workbook(quarter(person("张三", GOOD)))
    final = summary_workbook(quarter(person("张三", GOOD), draft=False))

    assert summary_filename(Q4, draft=True) == "季度汇总-2026Q4-草稿.xlsx"
    assert summary_filename(Q4, draft=False) == "季度汇总-2026Q4.xlsx"
    assert all("草稿" in sheet_xml(draft, number) for number in (1, 2))
    assert "草稿" not in sheet_xml(final)
    assert "已锁定" in sheet_xml(final)
    assert "已锁定" not in sheet_xml(draft)
    assert "2026年第四季度" in sheet_xml(final)


def test_it_prints_on_a4_across_with_the_header_on_every_page_and_filters() -> None:
    workbook = summary_workbook(quarter(person("张三", GOOD)))
    xml = sheet_xml(workbook)

    assert 'paperSize="9" fitToHeight="0" orientation="landscape"' in xml
    assert '<autoFilter ref="A1:M2"/>' in xml
    assert 'topLeftCell="C2"' in xml
    assert "第 &amp;P 页，共 &amp;N 页" in xml
    assert "人员!$1:$1" in part(workbook, "xl/workbook.xml")


def test_its_properties_name_the_county_and_nobody() -> None:
    workbook = summary_workbook(quarter(person("张三", GOOD)))

    assert "<Company>汶上县</Company>" in part(workbook, "docProps/app.xml")
    assert "<dc:creator></dc:creator>" in part(workbook, "docProps/core.xml")


def test_the_same_quarter_gives_the_same_bytes() -> None:
    summary = quarter(person("张三", GOOD))

    assert summary_workbook(summary) == summary_workbook(pickle.loads(pickle.dumps(summary)))  # noqa: S301 - our own bytes


def test_an_empty_county_still_gives_both_sheets() -> None:
    workbook = summary_workbook(quarter())

    assert CalamineWorkbook.from_filelike(BytesIO(workbook)).sheet_names == ["人员", "专班"]
    assert len(sheet_cells(workbook, "人员")) == 1


def test_what_is_owed_counts_entries_and_the_task_forces_that_owe() -> None:
    task_forces = (task_force(GARMENTS, 4), task_force(COURIERS, 5))
    people = (person("张三", UNSCORED), person("李四", UNSCORED), person("王五", GOOD, COURIERS))

    owed = quarter(*people, task_forces=task_forces).outstanding

    assert owed == "未审 9 条，2 个专班；基本得分未评 1 个专班"
    assert quarter(task_forces=(task_force(GARMENTS),)).outstanding == ""


def test_people_of_an_unlisted_task_force_are_not_lost_silently() -> None:
    with pytest.raises(ValueError, match="法治建设"):
        quarter(person("张三", GOOD, "法治建设"))


def test_marks_come_from_the_rules_score_with_the_deduction_negative() -> None:
    entries = [Entry(1, Line.RISK, NOON.date()), Entry(2, Line.PUBLICITY, NOON.date())]
    scored = score(20, entries, [Fault(1, NOON.date(), large=True)], Rubric())

    assert Marks.of(scored) == Marks(20, 5, 0, 0, 5, 0, -10, 20)
    assert Marks.of(score(None, [], [], Rubric())).notes == score(None, [], [], Rubric()).remarks


def test_a_positive_fault_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="negative"):
        Marks(20, 0, 0, 0, 0, 0, 5, 15)


def test_picture_and_workbook_made_together_are_those_made_apart() -> None:
    summary = quarter(person("张三", GOOD))

    assert summary_files(summary) == (summary_picture(summary), summary_workbook(summary))


def test_what_takes_two_lines_makes_its_row_higher_and_nothing_is_left_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    people = (person("张三", GOOD), person("李四", GOOD, remark="借调到县总工会，" * 4))
    xml = sheet_xml(summary_workbook(quarter(*people)))

    assert re.findall(r'<row r="[23]"[^>]* ht="([.0-9]+)"', xml) == ["21", "35.25"]
    assert list(tmp_path.iterdir()) == []
