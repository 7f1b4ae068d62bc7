"""A message of names is read as people write them."""

import pytest

from bot.rules.attendance import read

LEDGER = [
    (1, "张三"),
    (2, "李四"),
    (3, "王五"),
    (4, "李梅"),
    (5, "李梅"),
    (6, "欧阳娜娜"),
    (7, "买买提·吐尔逊"),
]


@pytest.mark.parametrize(
    "text",
    [
        "张三、李四、王五",
        "张三，李四,王五",
        "张三 李四\n王五",
        "1.张三 2.李四 3.王五",
        "1、张三\n2、李四\n3、王五",
        "张三（服装厂） 李 四；王五。",
        "张三李四王五",
        "王五 张三 李四 张三",
    ],
)
def test_names_may_be_parted_in_any_way(text: str) -> None:
    assert read(text, LEDGER).there == (1, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "全部，除 张三、李四",
        "全部 除了张三 李四以外",
        "全体人员，未到 张三、李四",
        "全部到了，缺 张三 李四",
        "全部，张三、李四 未到",
        "全部 张三未到 李四请假",
        "全员到齐，请假：张三、李四",
    ],
)
def test_everybody_but_some(text: str) -> None:
    reading = read(text, LEDGER)
    assert reading.there == (3, 4, 5, 6, 7)
    assert reading.absent == (1, 2)


def test_everybody() -> None:
    assert read("全部", LEDGER).there == (1, 2, 3, 4, 5, 6, 7)


@pytest.mark.parametrize(
    "text", ["未到 张三", "未到：张三", "张三未到", "张三 没来", "缺席 张三。", "张三（请假）"]
)
def test_somebody_was_not_there_after_all(text: str) -> None:
    reading = read(text, LEDGER)
    assert (reading.there, reading.absent) == ((), (1,))


def test_namesakes_are_asked_about_unless_all_of_them_are_named() -> None:
    (doubt,) = read("张三、李梅", LEDGER).doubts
    assert doubt.candidates == (4, 5)
    assert read("李梅、张三、李梅", LEDGER).there == (1, 4, 5)


def test_who_is_not_in_the_ledger_is_told_and_who_is_named_twice() -> None:
    reading = read("赵六、张三、张三、欧阳娜娜、买买提吐尔逊", LEDGER)
    assert reading.unknown == ("赵六",)
    assert reading.twice == ("张三",)
    assert reading.there == (1, 6, 7)


def test_an_empty_ledger_knows_nobody() -> None:
    assert read("张三", []).unknown == ("张三",)
    assert read("", LEDGER).there == ()
