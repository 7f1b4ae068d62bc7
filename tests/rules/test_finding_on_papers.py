"""Words on papers: found over broken lines, shown without names and numbers."""

import pytest

from bot.rules.papers.finding import lines_with, searched, shown, words_in

LINES = (
    "申请人：张建国",
    "反映单位拖欠加",
    "班工资，锦裳服装厂 Ｏｆｆｉｃｅ",
    "电话 138 0000 1234",
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("加班", [1]),
        ("锦裳 加班", [1, 2]),
        ("加班，锦裳、申请人", [0, 1, 2]),
        ("office", [2]),
        ("锦裳 罚款", []),
        ("", []),
        (" ，。", []),
    ],
)
def test_all_words_have_to_be_there(asked: str, found: list[int]) -> None:
    assert lines_with(searched(LINES), words_in(asked)) == found


def test_a_word_is_asked_for_once_and_there_are_few() -> None:
    assert words_in("加班 加班 " + " ".join(map(str, range(99)))) == [
        "加班",
        "0",
        "1",
        "2",
        "3",
        "4",
    ]


def test_parties_go_by_their_aliases_and_numbers_are_masked() -> None:
    known = {"张建国": "甲某"}
    assert shown("申请人：张建国", ["张建国"], known) == "申请人：甲某"
    for number in ("13800001234", "110105198505150020", "6222 0212 3456 7890 123", "05371234567"):
        line = shown(f"号码 {number} 一个", ["号码"], {})
        assert number not in line
        assert number[-6:] not in line


def test_of_a_long_line_what_is_around_the_word_is_shown() -> None:
    line = shown("前" * 80 + "锦裳" + "后" * 80, ["锦裳"], {})
    assert line.startswith("…前")
    assert line.endswith("后…")
    assert "锦裳" in line
    assert len(line) < 40
