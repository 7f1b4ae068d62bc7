"""Base scores of a roster in one message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.rules.base_scores import Ambiguous, Assignment, read_base_scores
from tests.rules.steady import steady

ROSTER = [(1, "张三"), (2, "李四"), (3, "王五"), (4, "张三丰")]
ODD_NAMES = [
    (1, "阿依古丽·买买提"), (2, "小红🌸"), (3, "Li Mei"), (4, "张三"), (5, "张三2"), (6, "O'Neil"),
]  # fmt: skip
NAMESAKES = [(1, "张三"), (2, "赵六"), (3, "赵六"), (4, "李四")]


def read(
    text: str, roster: list[tuple[int, str]] = ROSTER, already: dict[int, int] | None = None
) -> dict[int, tuple[int, str]]:
    reading = read_base_scores(text, roster, already or {})
    return {who: (value, reason) for who, value, reason in reading.assignments}


def test_one_number_is_for_everyone_not_yet_scored() -> None:
    reading = read_base_scores("28", ROSTER, {3: 25})
    assert reading.assignments == (Assignment(1, 28), Assignment(2, 28), Assignment(4, 28))
    assert (reading.untouched, reading.rest) == ((3,), 28)


def test_exceptions_and_their_reasons_stand_beside_the_number_for_the_rest() -> None:
    assert read("28, 张三 25, 李四 20 缺勤两次") == {
        1: (25, ""),
        2: (20, "缺勤两次"),
        3: (28, ""),
        4: (28, ""),
    }


def test_a_name_changes_a_score_given_before() -> None:
    assert read("张三 25", already={1: 28, 2: 28}) == {1: (25, "")}


@pytest.mark.parametrize(
    "text",
    [
        "张三25 李四20", "张三25李四20", "张三 25，李四 20", "张三：25；李四：20",
        "张三:25、李四=20",
        "张三 25\n李四 20", "张三２５，李四２０", "张三25分 李四20分", "李四 20。张三 25。",
        " 张 三 25 ,, 李四 20 ",
    ],
)  # fmt: skip
def test_people_may_be_set_apart_in_any_way(text: str) -> None:
    assert read(text) == {1: (25, ""), 2: (20, "")}


@pytest.mark.parametrize(
    "text", ["张三25，其余28", "其余的人 28 张三 25", "28 张三25", "其他人都28张三25"]
)
def test_the_rest_may_be_named(text: str) -> None:
    assert read(text) == {1: (25, ""), 2: (28, ""), 3: (28, ""), 4: (28, "")}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("李四 20 缺勤两次", "缺勤两次"), ("李四20（缺勤2次）", "缺勤2次"),
        ("李四 20，缺勤两次", "缺勤两次"),
        ("李四 20 迟到，缺勤两次", "迟到，缺勤两次"), ("李四20分：11.5缺勤", "11.5缺勤"),
    ],
)  # fmt: skip
def test_a_reason_may_be_written_in_several_ways(text: str, reason: str) -> None:
    assert read(text) == {2: (20, reason)}


def test_a_longer_name_is_not_taken_for_the_shorter_one_it_begins_with() -> None:
    assert read("张三丰 22") == {4: (22, "")}


@pytest.mark.parametrize(
    ("text", "who", "value"),
    [
        ("阿依古丽·买买提 20", 1, 20), ("阿依古丽买买提20", 1, 20), ("阿依古丽•买买提：20", 1, 20),
        ("小红🌸 20", 2, 20), ("小红20", 2, 20), ("小红🌸\ufe0f20", 2, 20),
        ("Li Mei 20", 3, 20), ("li mei 20", 3, 20), ("LIMEI20", 3, 20), ("Ｌｉ Ｍｅｉ 20", 3, 20),
        ("张三25", 4, 25), ("张三2 25", 5, 25), ("张三2:5", 5, 5), ("oneil 20", 6, 20),
    ],
)  # fmt: skip
def test_names_with_signs_spaces_and_digits_are_understood(text: str, who: int, value: int) -> None:
    assert read(text, ODD_NAMES) == {who: (value, "")}


def test_a_name_that_two_people_bear_is_left_to_be_chosen() -> None:
    reading = read_base_scores("赵六 20 请假, 28", NAMESAKES, {})
    assert reading.ambiguous == (Ambiguous("赵六", (2, 3), 20, "请假"),)
    assert reading.assignments == (Assignment(1, 28), Assignment(4, 28))
    assert reading.untouched == ()


def test_once_chosen_the_namesake_gets_the_score_of_the_rest() -> None:
    reading = read_base_scores("赵六 20 请假, 28", NAMESAKES, {})
    settled = reading.settle(reading.ambiguous[0], 3, {})
    assert settled.ambiguous == ()
    assert set(settled.assignments) == {
        Assignment(1, 28),
        Assignment(2, 28),
        Assignment(3, 20, "请假"),
        Assignment(4, 28),
    }


def test_a_namesake_already_scored_keeps_that_score() -> None:
    reading = read_base_scores("赵六 20, 28", NAMESAKES, {2: 30})
    settled = reading.settle(reading.ambiguous[0], 3, {2: 30})
    assert Assignment(3, 20) in settled.assignments
    assert settled.untouched == (2,)


def test_without_a_score_for_the_rest_the_namesake_stays_untouched() -> None:
    reading = read_base_scores("赵六 20", NAMESAKES, {})
    settled = reading.settle(reading.ambiguous[0], 2, {})
    assert settled.assignments == (Assignment(2, 20),)
    assert settled.untouched == (1, 4, 3)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("刘七 20", "没有“刘七”"), ("28, 刘七：20", "没有“刘七”"),
        ("张三 25 刘七 20", "没有“刘七”"),
        ("张三25 刘七20", "没有“刘七”"), ("李司 20", "是不是“李四”"),
        ("张三 31", "张三写的是“31”"), ("张三 25.5", "“25.5”"), ("张三 -5", "“-5”"),
        ("99", "“99”"),
        ("张三 25/30", "“25/30”"), ("张三 90%", "“90%”"), ("-1", "其余的人写的是“-1”"),
        ("张三", "“张三”后面没有分数"),
        ("28, 李四", "“李四”后面没有分数"), ("张三、李四 25", "“张三”后面没有"),
        ("张三 25, 张三 20", "“张三”写了两次"), ("张三25张三25", "“张三”写了两次"),
        ("28, 其余 27", "28 和 27"), ("28 27", "看不懂“28 27”"),
        ("张三 25 20", "“20”前面没有姓名"),
        ("25 张三", "看不懂"),
        ("张三 二十五", "“张三”后面没有"), ("李四 20 迟到，张三 二十五", "“张三”后面没有"),
        ("李四 20，25 张三", "前面没有姓名"), ("李四 20，李司", "是不是“李四”"),
        ("你好", "看不懂"), ("", "没有看到分数"), ("，，", "没有看到分数"),
        ("李四 20 缺勤 2 次", "数字请写成汉字"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_an_example(text: str, named: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(text)
    assert named in refusal.value.sentence
    assert refusal.value.sentence.endswith("28, 张三 25, 李四 20 缺勤两次")


def test_a_number_for_nobody_is_refused() -> None:
    with pytest.raises(Refused, match="大家都已评过"):
        read("28", [(1, "张三")], {1: 20})


def test_a_name_two_people_bear_cannot_be_scored_twice_at_once() -> None:
    with pytest.raises(Refused, match="写了两次"):
        read("赵六 20, 赵六 25", NAMESAKES)


def test_the_rubric_may_allow_another_most() -> None:
    assert read_base_scores("40", ROSTER, {}, most=40).rest == 40


def test_a_page_of_nothing_is_refused_at_once() -> None:
    for filling in (" ", "·", "\u200b", "小红", "张三 "):
        with pytest.raises(Refused):
            read("小红" + filling * 2000, ODD_NAMES)


surnames = st.permutations(["张一", "李二", "王三", "赵四", "钱五", "孙六", "周七"])
values = st.lists(st.integers(0, 30), min_size=7, max_size=7)


@steady
@given(surnames, values, st.sampled_from(["，", ", ", "\n", " ", "；", "、", ""]))
def test_every_score_written_reaches_the_person_it_was_written_for(
    names: list[str], scores: list[int], between: str
) -> None:
    text = between.join(f"{name}{value}" for name, value in zip(names, scores, strict=True))
    roster = list(enumerate(sorted(names)))
    assert {dict(roster)[who]: value for who, (value, _) in read(text, roster).items()} == dict(
        zip(names, scores, strict=True)
    )


@steady
@given(st.text("张三李四丰12 05，,其余缺勤分:-\n", max_size=20), st.sets(st.integers(1, 4)))
def test_nobody_is_scored_twice_left_out_or_out_of_range(text: str, scored: set[int]) -> None:
    try:
        reading = read_base_scores(text, ROSTER, dict.fromkeys(scored, 28))
    except Refused:
        return
    given_to = [assignment.person_id for assignment in reading.assignments]
    assert sorted([*given_to, *reading.untouched]) == [1, 2, 3, 4]
    assert all(0 <= assignment.value <= 30 for assignment in reading.assignments)
