"""The ledger in the form of Annex 2."""

import re
from datetime import date
from io import BytesIO

from python_calamine import CalamineWorkbook

from bot.reports.ledger import Ledger, LedgerPerson, ledger_workbook
from bot.rules.personal import IdNumber
from tests.reports.cast import FAULTY, GOOD, UNSCORED, merged_ranges, sheet_cells, sheet_xml

NUMBER = "11010519491231002X"
DAY = date(2026, 12, 31)
LINES = ["基本得分", "开展宣传", "成功调解", "劳动管理", "预防风险", "刊发经验", "减分", "得分合计"]


def zhang(remark: str = "") -> LedgerPerson:
    return LedgerPerson(
        name="张三",
        id_number=IdNumber(NUMBER),
        kind="规模企业专职劳动关系协调员",
        education="本科",
        employer="宏达服装有限公司 人事主管",
        years="5",
        phone="13800138000",
        remark=remark,
        quarters=(GOOD, None, UNSCORED, None),
    )


def ledger(people: int = 1, task_force: str = "服装制造") -> Ledger:
    return Ledger(task_force, (zhang(),) * people)


def test_the_form_has_title_task_force_date_and_two_header_rows() -> None:
    rows = sheet_cells(ledger_workbook([ledger()], "汶上县", DAY), "服装制造")

    assert rows[0][0] == "汶上县劳动关系协调员动态管理台账"
    assert rows[1][0] == "乡镇(街道、领域)：服装制造"
    assert rows[2][0] == "2026年12月31日"
    assert [cell for cell in rows[3] if cell] == [
        "序号",
        "姓名",
        "身份证号码",
        "协调员类型",
        "学历",
        "工作单位及职务",
        "从事协调劳动关系工作年限",
        "联系方式",
        "量化赋分管理",
        "备注",
    ]
    assert rows[4][8:13] == ["赋分内容", "第一季度", "第二季度", "第三季度", "第四季度"]


def test_a_person_takes_eight_lines_with_the_quarters_that_are_there() -> None:
    rows = sheet_cells(ledger_workbook([ledger()], "汶上县", DAY), "服装制造")[5:]

    assert [row[8] for row in rows] == LINES
    assert [row[9] for row in rows] == [28, 15, 10, 5, 0, 5, -5, 58]
    assert [row[11] for row in rows] == ["", 20, 0, 0, 10, 0, 0, 30]
    assert {row[column] for row in rows for column in (10, 12)} == {""}
    assert rows[0][:3] == [1, "张三", "1101**********002X"]
    assert rows[0][13] == "〔第三季度：基本得分未评〕"


def test_cells_are_merged_as_in_the_annex() -> None:
    merged = merged_ranges(sheet_xml(ledger_workbook([ledger(2)], "汶上县", DAY)))

    assert {"A1:N1", "A2:N2", "A3:N3", "I4:M4", "N4:N5"} <= merged
    assert {f"{column}4:{column}5" for column in "ABCDEFGH"} <= merged
    assert {f"{column}{a}:{column}{a + 7}" for column in "ABCDEFGHN" for a in (6, 14)} <= merged
    assert len(merged) == 5 + 8 + 2 * 9


def test_no_merged_cell_is_lost_among_many_people() -> None:
    rows = sheet_cells(ledger_workbook([ledger(60)], "汶上县", DAY), "服装制造")

    assert [row[0] for row in rows[5::8]] == list(range(1, 61))
    assert {row[6] for row in rows[5::8]} == {"5"}
    assert {row[7] for row in rows[5::8]} == {"13800138000"}


def test_id_numbers_are_masked_unless_the_full_ones_are_asked_for() -> None:
    masked = ledger_workbook([ledger()], "汶上县", DAY)
    full = ledger_workbook([ledger()], "汶上县", DAY, full=True)

    assert sheet_cells(masked, "服装制造")[5][2] == "1101**********002X"
    assert sheet_cells(full, "服装制造")[5][2] == NUMBER


def test_it_prints_on_a4_across_and_splits_nobody_over_two_pages() -> None:
    xml = sheet_xml(ledger_workbook([ledger(9)], "汶上县", DAY, draft=True))

    assert 'paperSize="9" fitToHeight="0" orientation="landscape"' in xml
    assert re.findall(r'<brk id="(\d+)"', xml) == ["37", "69"]
    assert "草稿" in xml
    assert "草稿" not in sheet_xml(ledger_workbook([ledger(9)], "汶上县", DAY))


def test_every_task_force_has_a_sheet_whose_name_excel_accepts() -> None:
    names = ["南泉镇/东岸街道", "南泉镇:东岸街道", "长" * 40, ""]
    workbook = ledger_workbook([ledger(1, name) for name in names], "汶上县", DAY)
    sheets = CalamineWorkbook.from_filelike(BytesIO(workbook)).sheet_names

    assert sheets == ["南泉镇 东岸街道", "南泉镇 东岸街道 2", "长" * 31, "台账"]
    assert sheet_cells(workbook, "长" * 31)[1][0] == "乡镇(街道、领域)：" + "长" * 40


def test_an_empty_ledger_is_an_empty_form() -> None:
    rows = sheet_cells(ledger_workbook([Ledger("服装制造", ())], "汶上县", DAY), "服装制造")

    assert len(rows) == 5


def test_remarks_keep_their_own_words_before_our_notes() -> None:
    person = LedgerPerson(
        "张三", IdNumber(""), "", "", "", "", "", "=兼职", (FAULTY, None, None, None)
    )
    workbook = ledger_workbook([Ledger("服装制造", (person,))], "汶上县", DAY)

    assert (
        sheet_cells(workbook, "服装制造")[5][13] == "=兼职〔第一季度：原始合计 -7 分，按 0 分计〕"
    )
    assert "<f>" not in sheet_xml(workbook)
