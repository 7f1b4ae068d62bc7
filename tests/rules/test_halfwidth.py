"""Text as phones type it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.halfwidth import compact, halfwidth
from tests.rules.steady import steady


def test_full_width_signs_letters_and_digits_become_half_width() -> None:
    assert halfwidth("２０２６Ｑ４：（张三）　！") == "2026Q4:(张三) !"


def test_digits_of_any_script_become_ascii() -> None:
    assert halfwidth("٢٠𝟐𝟔") == "2026"


def test_compact_text_has_neither_space_case_nor_invisible_signs() -> None:
    assert compact(" Ｌｉ\u200b Mei\ufe0f\n") == "limei"


@steady
@given(st.text())
def test_every_character_stays_in_its_place(text: str) -> None:
    assert len(halfwidth(text)) == len(text)
    assert halfwidth(halfwidth(text)) == halfwidth(text)
