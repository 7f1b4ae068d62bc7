"""The figures of a ledger are read line by line, by the names of the lines."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.reports.roster import Roster, read_roster
from bot.reports.roster_marks import OnPaper
from tests.reports.test_roster import NUMBER, OTHER_NUMBER, problems, workbook

TITLE = ["××县劳动关系协调员动态管理台账"]
FORCE = ["乡镇(街道、领域)：服装制造"]
HEADINGS = ["姓名", "身份证号码", "协调员类型", "工作单位及职务", "联系方式", "赋分内容"]
QUARTERS = ["第一季度", "第二季度", "第三季度", "第四季度"]
ZHANG = ["张三", NUMBER, "劳动监察网格员", "宏达服装 人事", "13800138000"]
LINES = ["基本得分", "开展宣传", "成功调解", "劳动管理", "预防风险", "刊发经验", "减分", "得分合计"]
FIRST = [28, 15, 10, 5, 0, 5, -5, 58]


def person(
    who: list[str], *columns: Sequence[object], lines: Sequence[str] = LINES
) -> list[list[object]]:
    """The eight lines of one person, a column for each quarter."""
    return [
        [*(who if n == 0 else [""] * 5), line, *(column[n] for column in columns)]
        for n, line in enumerate(lines)
    ]


def ledger(*people: list[list[object]], dated: object = "2026年9月30日", remark: str = "") -> bytes:
    rows = [row for each in people for row in each]
    rows[0] += [""] * (10 - len(rows[0])) + [remark]
    return workbook([TITLE, FORCE, [dated], [*HEADINGS, *QUARTERS, "备注"], *rows])


def quarters(roster: Roster) -> list[dict[str, int] | None]:
    return [None if paper is None else dict(paper.points) for paper in roster.rows[0].quarters]


def test_a_quarter_is_read_with_the_cells_of_its_lines() -> None:
    roster = read_roster(ledger(person(ZHANG, FIRST)))

    first, *rest = roster.rows[0].quarters
    assert first == OnPaper(
        dict(zip(LINES, FIRST, strict=True)),
        {line: f"G{row}" for row, line in enumerate(LINES, 5)},
    )
    assert rest == [None, None, None]
    assert roster.rows[0].dated == date(2026, 9, 30)
    assert problems(roster) == []


def test_lines_are_known_by_their_names_in_whatever_order() -> None:
    lines = list(reversed(LINES))
    roster = read_roster(ledger(person(ZHANG, list(reversed(FIRST)), lines=lines)))

    assert quarters(roster)[0] == dict(zip(LINES, FIRST, strict=True))


def test_near_forms_of_lines_and_figures_are_read() -> None:
    lines = ["基本得分(30分)", "开展 宣传", *LINES[2:6], "减分（5分—10分）", "合计"]
    column = ["２８", " 15 ", "10分", 5.0, "—", "", "5", "无"]
    assert quarters(read_roster(ledger(person(ZHANG, column, lines=lines))))[0] == {
        "基本得分": 28,
        "开展宣传": 15,
        "成功调解": 10,
        "劳动管理": 5,
        "减分": -5,
    }


def test_names_and_quarters_repeated_or_left_out_on_further_lines_are_one_person() -> None:
    repeated = person(ZHANG, FIRST)
    for row in repeated[1:4]:
        row[0] = "张三"
    wang = ["王强", OTHER_NUMBER, *ZHANG[2:4], "13900139000"]
    roster = read_roster(ledger(repeated, person(wang, FIRST)))

    assert [row.name for row in roster.rows] == ["张三", "王强"]
    assert problems(roster) == []


@pytest.mark.parametrize(
    ("line", "cell", "told"),
    [
        ("开展宣传", "十五", "G6: 开展宣传应为整数，这里写的是“十五”"),
        ("得分合计", "58.5", "G12: 得分合计应为整数"),
        ("基本得分", "#REF!", "G5: 基本得分应为整数"),
    ],
)
def test_what_is_no_figure_is_a_problem_of_its_cell(line: str, cell: str, told: str) -> None:
    column = [cell if own == line else points for own, points in zip(LINES, FIRST, strict=True)]
    roster = read_roster(ledger(person(ZHANG, column, FIRST)))

    assert [said.startswith(f"名册!{told}") for said in problems(roster)] == [True]
    assert [bool(each) for each in quarters(roster)] == [False, True, False, False]
    assert roster.refused == 1


def test_a_line_that_is_none_of_the_eight_and_one_that_comes_twice_are_told() -> None:
    lines = [*LINES[:5], "其他加分", "减分", "减分"]
    roster = read_roster(ledger(person(ZHANG, FIRST, lines=lines)))

    assert [said.split(":")[0] for said in problems(roster)] == ["名册!F10", "名册!F12"]


@pytest.mark.parametrize(
    ("dated", "day"),
    [
        ("2026年9月30日", date(2026, 9, 30)),
        ("日期：２０２６年９月", date(2026, 9, 30)),
        ("2026年  月  日", date(2026, 12, 31)),
        ("填报时间 2026.6.15", date(2026, 6, 15)),
        ("2026年2月31日", date(2026, 2, 28)),
    ],
)
def test_the_date_line_says_of_which_year_the_quarters_are(dated: str, day: date) -> None:
    assert read_roster(ledger(person(ZHANG, FIRST), dated=dated)).rows[0].dated == day


def test_without_a_date_people_are_taken_and_their_figures_are_not() -> None:
    roster = read_roster(ledger(person(ZHANG, FIRST), dated="年  月  日"))

    assert [row.name for row in roster.rows] == ["张三"]
    assert quarters(roster) == [None] * 4
    assert [said.split("，")[0] for said in problems(roster)] == ["名册!F4: 表头上方没有写日期"]


def test_figures_without_names_of_lines_are_not_guessed() -> None:
    head = [TITLE, FORCE, ["2026年9月30日"], [*HEADINGS[:5], *QUARTERS]]
    row: list[object] = [*ZHANG, 58, 60]
    roster = read_roster(workbook([*head, row]))

    assert quarters(roster) == [None] * 4
    assert [said.split("，")[0] for said in problems(roster)] == ["名册!A4: 表头没有“赋分内容”一列"]


def test_empty_quarters_and_the_noughts_of_formulas_are_nothing() -> None:
    roster = read_roster(ledger(person(ZHANG, [""] * 8, [""] * 7 + [0], [0] * 8)))

    none, sums, noughts, missing = roster.rows[0].quarters
    assert (none, missing) == (None, None)
    assert sums is not None
    assert sums.is_empty
    assert noughts is not None
    assert not noughts.is_empty
