"""Resident ID numbers: found by their check digit, shown as masks. No number is a real person's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.ric import calc_check_digit

from bot.rules.identity import (
    birth_date,
    check_digit_ok,
    find_id_numbers,
    hide_id_numbers,
    holds_masked_id,
    mask_id,
    mask_name,
    mask_phone,
)
from tests.rules.steady import steady

# The example of GB 11643-1999.
NUMBER = "11010519491231002X"
MASK = "1101**********002X"


@st.composite
def numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    stem = f"{draw(st.integers(110000, 829999))}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return stem + str(calc_check_digit(f"{stem}?"))


def test_the_example_of_the_standard_checks_out() -> None:
    assert check_digit_ok(NUMBER)
    assert check_digit_ok(NUMBER.lower())
    assert not check_digit_ok("110105194912310021")


@pytest.mark.parametrize("text", ["", "X", NUMBER[:-1], NUMBER + "1", "1101051949123100XX", "没有"])
def test_what_is_not_eighteen_characters_of_a_number_does_not_check_out(text: str) -> None:
    assert not check_digit_ok(text)


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER, "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ", "110105 19491231 002X",
        "110105-19491231-002X", "110105 1949 1231 002 X", "1101 0519 4912 3100 2X",
        "110105\n19491231\n002X", "110105\u200b19491231\u200b002X", "110105—19491231—002X",
    ],
)  # fmt: skip
def test_a_number_is_found_however_it_is_grouped(typed: str) -> None:
    text = f"我的身份证号是{typed}，请查收"
    (found,) = find_id_numbers(text)
    assert found.number == NUMBER
    assert text[found.start : found.end] == typed


def test_every_number_of_a_text_is_found() -> None:
    text = f"甲 {NUMBER}，乙 110105194912310038 丙{NUMBER}"
    assert [found.number[-4:] for found in find_id_numbers(text)] == ["002X", "0038", "002X"]


def test_a_number_next_to_a_telephone_number_is_found() -> None:
    assert [f.number for f in find_id_numbers(f"13800001111 {NUMBER}")] == [NUMBER]
    assert [f.number for f in find_id_numbers("110105194912310038 13800001111")] != []
    assert [f.number for f in find_id_numbers("138000011111101051949123100388")] != []


@pytest.mark.parametrize(
    "text",
    [
        "宣传 昨天 60人 劳动合同法", "13800001111", "6222 0212 0801 2345 678", "110105194912310020",
        "https://example.cn/s?id=20261105123456789012345", "28, 张三 25, 李四 20", "",
    ],
)  # fmt: skip
def test_telephone_numbers_links_and_scores_are_no_id_numbers(text: str) -> None:
    assert find_id_numbers(text) == []
    assert hide_id_numbers(text) == text


def test_a_number_whose_birthday_does_not_exist_is_none() -> None:
    stem = "11010519490230002"
    number = stem + str(calc_check_digit(f"{stem}?"))
    assert check_digit_ok(number)
    assert birth_date(number) is None
    assert find_id_numbers(number) == []


def test_a_birthday_is_read_from_its_eight_digits() -> None:
    assert birth_date(NUMBER) == date(1949, 12, 31)


def test_a_hidden_number_leaves_a_mask_that_is_recognised() -> None:
    hidden = hide_id_numbers(f"号码 {NUMBER} 和 110105 19491231 0038。")
    assert hidden == f"号码 {MASK} 和 1101**********0038。"
    assert holds_masked_id(hidden)
    assert not holds_masked_id(f"号码 {NUMBER}")


def test_masks_show_only_the_ends() -> None:
    assert mask_id("370830198001011234") == "3708**********1234"
    assert mask_id("3708301980") == "**********"
    assert mask_phone("13800001234") == "138****1234"
    assert mask_phone("12345") == "*****"
    assert (mask_name("李梅"), mask_name("欧阳娜娜"), mask_name("")) == ("李*", "欧*", "")


@steady
@given(numbers())
def test_every_well_formed_number_is_found_and_hidden(number: str) -> None:
    assert [found.number for found in find_id_numbers(f"给您{number}收")] == [number]
    assert number not in hide_id_numbers(number)


@steady
@given(numbers(), st.integers(0, 17), st.integers(1, 9))
def test_a_slip_in_one_digit_is_always_noticed(number: str, place: int, shift: int) -> None:
    if number[place] == "X":
        return
    slipped = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not check_digit_ok(slipped)


@steady
@given(st.text())
def test_hiding_twice_hides_nothing_more(text: str) -> None:
    once = hide_id_numbers(text)
    assert hide_id_numbers(once) == once
