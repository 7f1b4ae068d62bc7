"""Cells of tables are put together, whichever way the page lies."""

import pytest

from bot.rules.papers.cells import beside
from bot.rules.papers.reading import WHOLE, Corners, Line
from tests.papers.drawing import Sheet, as_read, block

HEADS = ("案由", "处置措施", "处置结果", "处置时间", "处置人")
LONG = (
    "要求班组暂停午后露天作业，发放防暑药品，与企业商定错峰上工，并且每天巡查两次直到气温下降为止。"
)
SHEET = Sheet((
    block("title", "劳动关系风险处置记录"),
    block("cells", "案由", "高温作业"),
    block("cells", "处置措施", LONG),
    block("cells", "处置结果", "没有人中暑。"),
    block("cells", "处置时间", "2026年9月3日", "处置人", "李梅"),
))  # fmt: skip
CELLS = [
    "劳动关系风险处置记录", "案由：高温作业", f"处置措施：{LONG}", "处置结果：没有人中暑。",
    "处置时间：2026年9月3日", "处置人：李梅",
]  # fmt: skip


def turned(corners: Corners, quarters: int) -> Corners:
    points = [(corners[n], corners[n + 1]) for n in range(0, 8, 2)]
    for _ in range(quarters):
        points = [(WHOLE - y, x) for x, y in points]
    (a, b), (c, d), (e, f), (g, h) = points
    return a, b, c, d, e, f, g, h


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_cell_of_several_lines_is_one_however_the_page_is_turned(quarters: int) -> None:
    lines = [
        line._replace(corners=line.corners and turned(line.corners, quarters))
        for line in as_read(SHEET).lines
    ]

    assert [line.text for line in beside(lines, HEADS)] == CELLS


def test_a_line_of_a_cell_that_was_read_with_doubt_makes_the_cell_doubtful() -> None:
    lines = [
        line._replace(sure=0.4) if line.text == "高温作业" else line
        for line in as_read(SHEET).lines
    ]

    assert [line.sure for line in beside(lines, HEADS)][:3] == [0.99, 0.4, 0.99]


def test_characters_of_a_seal_are_no_part_of_a_cell() -> None:
    lines = as_read(SHEET).lines
    value = next(line for line in lines if line.text == "没有人中暑。")

    told = [line.text for line in beside([*lines, value._replace(text="寺")], HEADS)]

    assert "处置结果：没有人中暑。" in told


def test_lines_without_places_stay_as_they_are() -> None:
    lines = [Line("案由"), Line("高温作业"), Line("处置人"), Line("李梅")]

    assert beside(lines, HEADS) == lines


def test_a_line_that_was_found_in_parts_is_one() -> None:
    lines = [
        Line(text, sure, (left, y, right, y, right, y + 200, left, y + 200))
        for text, sure, left, right, y in (
            ("处置结果", 1.0, 1000, 1800, 1000),
            ("当日发放工资，", 0.95, 1900, 3300, 1000),
            ("工人返岗，", 0.99, 3310, 4310, 1000),
            ("未发生上访。", 0.99, 4300, 5500, 1000),
            ("处置时间", 1.0, 1000, 1800, 1400),
            ("2026年9月3日", 1.0, 1900, 3100, 1400),
            ("处置人", 1.0, 3500, 4100, 1400),
            ("李梅", 1.0, 4250, 4650, 1400),
        )
    ]

    told = beside(lines, HEADS)

    assert [line.text for line in told][:1] == ["处置结果：当日发放工资，工人返岗，未发生上访。"]
    assert told[0].sure == 0.95
