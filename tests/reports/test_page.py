"""Text on a picture: what is shown of it, and that it stays where it belongs."""

import pytest

from bot.reports.page import drawable, fitted, has_glyph, width_of, wrapped


def test_what_the_typeface_lacks_is_left_out_and_the_rest_kept() -> None:
    assert drawable("宣传\U0001f389活动 ✅\n60\u200b人\t①") == "宣传活动 60人 ①"


@pytest.mark.parametrize("char", "汶−–…·①“／㐂é")
def test_the_signs_that_the_pictures_use_are_in_the_typeface(char: str) -> None:
    assert has_glyph(char)


def test_a_line_too_long_is_cut_within_its_room() -> None:
    cut = fitted("鲁泰化工集团股份有限公司第二生产基地", 26, 200)

    assert cut.startswith("鲁泰化工")
    assert cut.endswith("…")
    assert width_of(cut, 26) <= 200
    assert fitted("服装制造", 26, 200) == "服装制造"


def test_a_list_breaks_after_its_commas_and_stays_within_its_lines() -> None:
    names = "、".join(f"第{number}专班 {number}" for number in range(40))
    lines = wrapped(names, 26, 600, 3)

    assert len(lines) == 3
    assert all(width_of(line, 26) <= 600 for line in lines)
    assert [line[-1] for line in lines] == ["、", "、", "…"]
    assert names.startswith("".join(lines)[:-1])


def test_no_line_begins_with_a_closing_mark() -> None:
    assert all(
        line[0] not in "，。）" for width in range(110, 400, 13)
        for line in wrapped("基本得分未评（二人），已催。", 26, width, 9)
    )  # fmt: skip
    assert wrapped("", 26, 100, 3) == []
