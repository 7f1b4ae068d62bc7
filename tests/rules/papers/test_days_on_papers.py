"""Days as papers print and write them."""

from datetime import date

import pytest

from bot.rules.papers.days import days_in

NEAR = date(2026, 11, 26)


@pytest.mark.parametrize(
    "text",
    ["2026年11月12日", "2026 年 11 月 12 日", "2026-11-12", "2026.11.12", "2026/11/12",
     "11月12日",
     "二〇二六年十一月十二日", "二零二六年十一月十二日", "二○二六年十一月十二日",
     "２０２６年１１月１２日",
     "发布时间:2026-11-1209:12", "2026年11月12日17:20", "2026-11-12 09:12", "2026年11月12 17:20",
     "2026 年 11 月 1 2 日", "2026 年 1 1 月 12 日", "二〇二六年十一月十 二日", "2026·11·12"],
)  # fmt: skip
def test_a_day_is_read_in_any_way_it_is_written(text: str) -> None:
    assert [found.day for found in days_in(text, NEAR)] == [date(2026, 11, 12)]


@pytest.mark.parametrize(
    "text",
    ["2026年13月1日", "2026年2月30日", "年 月 日", "12026-11-123", "电话 2026-1112",
     "2026年11月1O日", "2026年11月2O日", "2026年11月l2日", "2026年1O月12日", "2026年l1月12日",
     "2026年11月1", "2026.11.1O", "2026-11-1 2", "二〇二六年十一月十", "25年 3月2日", "2O月12日"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert days_in(text, NEAR) == []


def test_a_day_without_a_year_is_not_after_the_day_it_is_near() -> None:
    assert [found.day for found in days_in("12月30日", NEAR)] == [date(2025, 12, 30)]
