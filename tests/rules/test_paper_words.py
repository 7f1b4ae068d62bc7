"""Headings and names on papers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.papers import names
from bot.rules.papers.heads import Filled, filled_in
from bot.rules.papers.reading import Line, Page, Reading

HEADS = ("申请人", "被申请人", "案由", "调解结果", "日期")


def read(*lines: str) -> list[tuple[str, str]]:
    return [(each.head, each.value) for each in filled_in([Line(line) for line in lines], HEADS)]


@pytest.mark.parametrize(
    ("lines", "filled"),
    [
        (["申请人：张秀英"], [("申请人", "张秀英")]),
        (["申请人: 张秀英　案由：欠薪"], [("申请人", "张秀英"), ("案由", "欠薪")]),
        (["案由", "拖欠工资"], [("案由", "拖欠工资")]),
        (["案由_ 拖欠工资"], [("案由", "拖欠工资")]),
        (["二、案由：拖欠工资"], [("案由", "拖欠工资")]),
        (["被申请人：锦裳服饰有限公司"], [("被申请人", "锦裳服饰有限公司")]),
        (
            ["调解结果：公司于十一月二十日前一次付清所欠的", "全部工资。", "申请人：张秀英"],
            [("调解结果", "公司于十一月二十日前一次付清所欠的全部工资"), ("申请人", "张秀英")],
        ),
        (["案由", "日期：11月2日"], [("日期", "11月2日")]),
        (["经查，申请人反映属实"], []),
        ([], []),
    ],
)
def test_what_was_filled_in_is_found_in_any_layout(
    lines: list[str], filled: list[tuple[str, str]]
) -> None:
    assert read(*lines) == filled


def test_a_badly_read_line_makes_the_whole_doubtful() -> None:
    lines = [
        Line("调解结果：公司于十一月二十日前一次付清", 0.99),
        Line("全部工资与补偿金并致歉", 0.4),
    ]
    assert [each.sure for each in filled_in(lines, HEADS)] == [0.4]


def test_parties_are_people_and_go_by_aliases_in_their_order() -> None:
    filled = [
        Filled("申请人", "张秀英（女，42岁）", 1, 0),
        Filled("被申请人", "锦裳服饰有限公司", 1, 1),
        Filled("申请人", "王建国、李梅", 1, 2),
        Filled("申请人", "甲某", 1, 3),
    ]
    found = names.parties(filled, staff=["李梅"])
    assert found == ["张秀英", "王建国"]
    known = names.aliases(found)
    said = names.disguised("张秀英反映，王建国作证，电话13853712345", known)
    assert said == "甲某反映，乙某作证，电话138****2345"


@given(st.lists(st.tuples(st.text(max_size=20), st.floats(0, 1)), max_size=5), st.integers(1, 300))
def test_a_reading_comes_back_as_it_was_kept(lines: list[tuple[str, float]], of: int) -> None:
    page = Page([Line(text, sure, (1, 2, 3, 4, 5, 6, 7, 8)) for text, sure in lines])
    reading = Reading([page, Page([Line("没有位置")])], of)
    assert Reading.load(reading.dump()) == reading
    assert reading.is_cut is (of > 2)
