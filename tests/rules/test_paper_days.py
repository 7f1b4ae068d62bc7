"""Days on papers, printed and written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.papers.days import days_in

NEAR = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026年11月12日", ["2026-11-12"]),
        ("２０２６年１１月１２日", ["2026-11-12"]),
        ("二〇二六年十一月十二日", ["2026-11-12"]),
        ("二○二六年十月三十一日", ["2026-10-31"]),
        ("二0二六年廿月五日", []),
        ("二〇二五年十二月廿五日", ["2025-12-25"]),
        ("日期：2026-11-2", ["2026-11-02"]),
        ("2026.11.02至2026.11.05", ["2026-11-02", "2026-11-05"]),
        ("2026 年 9 月 3 日", ["2026-09-03"]),
        ("公司于11月20日前支付", ["2026-11-20"]),
        ("12月5日下午", ["2025-12-05"]),
        ("2026年2月30日", []),
        ("编号20261112003", []),
        ("370830198502141234", []),
        ("", []),
    ],
)
def test_a_day_is_found_in_whatever_form(text: str, days: list[str]) -> None:
    assert [str(dated.day) for dated in days_in(text, NEAR)] == days


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_both_hands(day: date) -> None:
    def written(number: int) -> str:
        tens, ones = divmod(number, 10)
        ten = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十"
        return ten + (_CHINESE[ones] if ones else "")

    year = "".join(_CHINESE[int(digit)] for digit in str(day.year))
    for text in (
        f"签于{day.year}年{day.month}月{day.day}日。",
        f"{year}年{written(day.month)}月{written(day.day)}日",
    ):
        assert [(d.day, d.is_whole) for d in days_in(text, NEAR)] == [(day, True)]


_CHINESE = "〇一二三四五六七八九"
