"""Rosters as task forces send them: Annex 2, plain lists, and what goes wrong in Excel."""

from collections.abc import Sequence
from io import BytesIO

import pytest
import xlsxwriter

from bot.errors import Refused
from bot.reports.roster import Roster, RosterRow, read_roster
from bot.rules.kinds import Kind
from bot.rules.personal import IdNumber

NUMBER = "11010519491231002X"
OTHER_NUMBER = "34052419800101001X"
LINE = "乡镇(街道、领域)：服装制造"
HEADINGS = ["姓名", "身份证号码", "协调员类型", "工作单位及职务", "联系方式"]
ZHANG: list[object] = [
    "张三",
    NUMBER,
    "规模企业专职劳动关系协调员",
    "宏达服装有限公司 人事主管",
    "13800138000",
]


def workbook(
    *sheets: Sequence[Sequence[object]], names: tuple[str, ...] = ("名册", "名册2")
) -> bytes:
    """A workbook with these cells, as somebody might have typed them."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in zip(names, sheets, strict=False):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def plain(*people: list[object], headings: list[str] = HEADINGS) -> bytes:
    """A title, the task force's line, the headings in row 3, and a row a person."""
    return workbook([["台账"], [LINE], list(headings), *people])


def changed(heading: str, cell: object) -> list[object]:
    """张三's row with another cell under a heading."""
    return [cell if name == heading else own for name, own in zip(HEADINGS, ZHANG, strict=True)]


def problems(roster: Roster) -> list[str]:
    return [str(problem) for problem in roster.problems]


def test_a_plain_list_is_read_row_by_row() -> None:
    roster = read_roster(plain(ZHANG))

    assert roster.rows == (
        RosterRow(
            sheet="名册",
            row=4,
            task_force="服装制造",
            name="张三",
            id_number=IdNumber(NUMBER),
            kind=Kind.LARGER_ENTERPRISE,
            written_kind="",
            education="",
            employer="宏达服装有限公司 人事主管",
            years="",
            phone="13800138000",
            remark="",
        ),
    )
    assert roster.problems == ()


def test_a_row_never_shows_its_id_number_by_accident() -> None:
    assert NUMBER not in repr(read_roster(plain(ZHANG)))


@pytest.mark.parametrize(
    "line",
    [
        "乡镇（街道、领域）：快递行业",
        "乡镇(街道、领域):快递行业",
        "乡镇（街道 、领域）： 快递行业__   2024年7月29日",
        "乡 镇（街道、领域）：快递行业    年  月  日",
    ],
)
def test_the_task_force_stands_in_the_line_under_the_title(line: str) -> None:
    roster = read_roster(workbook([["台账"], [line], list(HEADINGS), ZHANG]))

    assert [row.task_force for row in roster.rows] == ["快递行业"]


def test_the_task_force_may_stand_in_the_next_cell() -> None:
    roster = read_roster(workbook([["乡镇(街道、领域)：", "", "快递行业"], list(HEADINGS), ZHANG]))

    assert [row.task_force for row in roster.rows] == ["快递行业"]


def test_a_task_force_given_overrides_the_line() -> None:
    assert read_roster(plain(ZHANG), "法治建设").rows[0].task_force == "法治建设"
    assert read_roster(workbook([list(HEADINGS), ZHANG]), "法治建设").refused == 0


def test_a_sheet_without_a_task_force_is_refused_with_an_example() -> None:
    roster = read_roster(workbook([list(HEADINGS), ZHANG]))

    assert (roster.rows, roster.refused) == ((), 1)
    assert problems(roster)[0].startswith("名册!A1: 没有写明所属专班")


@pytest.mark.parametrize("missing", HEADINGS)
def test_a_missing_column_is_named_with_its_sheet(missing: str) -> None:
    headings = [heading if heading != missing else "其他" for heading in HEADINGS]
    roster = read_roster(plain(ZHANG, headings=headings))

    assert problems(roster) == [f"名册!A3: “名册”表缺少“{missing}”一列，整张表未导入"]
    assert roster.rows == ()


def test_headings_may_have_gaps_marks_and_hints_in_brackets() -> None:
    headings = ["姓　名*", "身份证\n号码（18位）", "协调员类型：", "工作单位 及职务", "联系方式"]

    assert len(read_roster(plain(ZHANG, headings=headings)).rows) == 1


def test_every_sheet_with_the_headings_is_read_and_others_are_left_alone() -> None:
    second: list[object] = changed("身份证号码", OTHER_NUMBER)
    sheets: tuple[Sequence[Sequence[object]], ...] = (
        [[LINE], list(HEADINGS), ZHANG],
        [["填表说明"], ["一人一行"]],
        [[LINE], HEADINGS, second],
    )
    roster = read_roster(workbook(*sheets, names=("甲", "说明", "乙")))

    assert [row.sheet for row in roster.rows] == ["甲", "乙"]


def test_a_merged_employer_holds_for_everyone_beside_it() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, [LINE])
        sheet.write_row(1, 0, HEADINGS)
        sheet.write_row(2, 0, ZHANG)
        sheet.write_row(3, 0, ["李四", OTHER_NUMBER, "劳动监察网格员", "", "13900139000"])
        sheet.merge_range("D3:D4", ZHANG[3])
    roster = read_roster(file.getvalue())

    assert {row.employer for row in roster.rows} == {ZHANG[3]}
    assert [row.name for row in roster.rows] == ["张三", "李四"]


@pytest.mark.parametrize(
    ("heading", "cell", "attribute", "expected"),
    [
        ("姓名", " 张　三 ", "name", "张三"),
        ("姓名", "Anna Li", "name", "Anna Li"),
        ("身份证号码", " 11010519491231002x ", "id_number", IdNumber(NUMBER)),
        ("身份证号码", "１１０１０５１９４９１２３１００２Ｘ", "id_number", IdNumber(NUMBER)),
        ("身份证号码", "110105491231002", "id_number", IdNumber(NUMBER)),
        ("身份证号码", 110105491231002, "id_number", IdNumber(NUMBER)),
        ("身份证号码", "", "id_number", IdNumber("")),
        ("身份证号码", "1101**********002X", "id_number", IdNumber("1101**********002X")),
        ("身份证号码", "110105********002X", "id_number", IdNumber("1101**********002X")),
        ("联系方式", 13800138000, "phone", "13800138000"),
        ("联系方式", "1.3800138001E10", "phone", "13800138001"),
        ("联系方式", "+86 138-0013-8000", "phone", "13800138000"),
        ("联系方式", "１３８００１３８０００", "phone", "13800138000"),
        ("联系方式", "（0537）7212345", "phone", "0537-7212345"),
        ("联系方式", "0537—7212345", "phone", "0537-7212345"),
        ("联系方式", "010-88886666转12", "phone", "010-88886666-12"),
        ("工作单位及职务", " 宏达\n 厂长 ", "employer", "宏达 厂长"),
    ],
)
def test_what_excel_and_hands_do_to_a_cell_is_put_right(
    heading: str, cell: object, attribute: str, expected: object
) -> None:
    roster = read_roster(plain(changed(heading, cell)))

    assert problems(roster) == []
    assert getattr(roster.rows[0], attribute) == expected


@pytest.mark.parametrize(
    ("heading", "cell", "where", "reason"),
    [
        ("姓名", " ", "A4", "姓名为空"),
        ("身份证号码", "110105194912310021", "B4", "身份证号码校验码不对，应为18位"),
        ("身份证号码", "110105194913310021", "B4", "出生日期不存在"),
        ("身份证号码", "1101051949123100", "B4", "这里是16位"),
        ("身份证号码", 110105194912310020, "B4", "存成了数字，末几位已经丢失"),
        ("身份证号码", "1.10105E+17", "B4", "存成了数字，末几位已经丢失"),
        ("协调员类型", "厨师", "C4", "规模企业"),
        ("协调员类型", "", "C4", "协调员类型为空"),
        ("工作单位及职务", "", "D4", "工作单位及职务为空"),
        ("联系方式", "", "E4", "联系方式为空"),
        ("联系方式", "1.38E+10", "E4", "科学计数"),
        ("联系方式", "1380013800", "E4", "11位手机号"),
        ("联系方式", "7212345", "E4", "带区号"),
        ("联系方式", "13800138000、13900139000", "E4", "一个11位手机号"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_sheet_cell_and_reason(
    heading: str, cell: object, where: str, reason: str
) -> None:
    roster = read_roster(plain(changed(heading, cell)))

    assert roster.rows == ()
    assert [problem.cell for problem in roster.problems] == [where]
    assert reason in roster.problems[0].reason
    assert problems(roster)[0].startswith(f"名册!{where}: ")


def test_a_near_form_of_a_kind_is_read_and_reported() -> None:
    row = read_roster(plain(changed("协调员类型", "乡镇(街道)协调员"))).rows[0]

    assert (row.kind, row.written_kind) == (Kind.TOWNSHIP, "乡镇(街道)协调员")


def test_a_person_of_a_county_founded_later_is_taken() -> None:
    """Lists of counties by year refuse such people; check digit and birth date do not."""
    assert read_roster(plain(changed("身份证号码", "370883195001010018"))).refused == 0


def test_one_row_with_two_faults_is_refused_once() -> None:
    roster = read_roster(plain(["", "1", *ZHANG[2:]], changed("身份证号码", OTHER_NUMBER)))

    assert (len(roster.rows), roster.refused, len(roster.problems)) == (1, 1, 2)


def test_the_same_id_number_twice_is_refused_where_it_stands_again() -> None:
    again = ["张叁", *ZHANG[1:]]
    roster = read_roster(plain(ZHANG, again))

    assert len(roster.rows) == 1
    assert problems(roster) == ["名册!B5: 与 名册!A4 是同一个人，一个人在台账里只登记一次"]


def test_two_people_of_one_name_with_different_numbers_are_two_people() -> None:
    assert len(read_roster(plain(ZHANG, changed("身份证号码", OTHER_NUMBER))).rows) == 2


def test_without_a_number_name_and_phone_tell_people_apart() -> None:
    unknown = changed("身份证号码", "")
    namesake = [*unknown[:-1], "13900139000"]
    roster = read_roster(plain(unknown, namesake, unknown))

    assert (len(roster.rows), roster.refused) == (2, 1)


def test_numbered_but_empty_lines_of_the_form_are_nobody() -> None:
    headings = ["序号", *HEADINGS]
    blank: list[object] = [2, "", "", "", "", ""]
    roster = read_roster(plain([1, *ZHANG], blank, ["", *headings[1:]], headings=headings))

    assert (len(roster.rows), roster.problems) == (1, ())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "是空的"),
        ("姓名,联系方式".encode(), "如 .csv），不是 Excel 工作簿"),
        (b"PK\x03\x04 and nothing", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", "旧版 .xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "打开密码",
        ),
        (workbook([["没有表头"]]), "没有台账的表头"),
        (plain(ZHANG)[:900], "已损坏"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        read_roster(data)

    assert refused.value.sentence.endswith("。")
