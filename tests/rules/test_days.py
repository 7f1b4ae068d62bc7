"""Days as people type them. 2026-11-18 is a Wednesday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.rules.days import oldest_day, read_day, read_planned_day
from tests.rules.steady import steady

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("typed", "month", "day"),
    [
        ("今天", 11, 18), ("昨天", 11, 17), ("前天", 11, 16), ("大前天", 11, 15), ("昨晚", 11, 17),
        ("昨天下午", 11, 17), ("今天上午", 11, 18),
        ("上周三", 11, 11), ("上个星期三", 11, 11), ("上周日", 11, 15), ("上上周三", 11, 4),
        ("本周二", 11, 17), ("这周一", 11, 16), ("本周三", 11, 18),
        ("周三", 11, 18), ("周二", 11, 17), ("周四", 11, 12), ("礼拜天", 11, 15),
        ("11.5", 11, 5), ("11-5", 11, 5), ("11/5", 11, 5), ("11。5", 11, 5), ("11、5", 11, 5),
        ("11月5日", 11, 5), ("11月5号", 11, 5), ("11 月 5 日", 11, 5), ("11.05", 11, 5),
        ("１１．５", 11, 5), ("１１月５日", 11, 5), ("11.18", 11, 18),
        ("2026.11.5", 11, 5), ("2026-11-05", 11, 5), ("2026/11/5", 11, 5), ("20261105", 11, 5),
        ("2026年11月5日", 11, 5), ("今年3月2号", 3, 2),
        ("5号", 11, 5), ("18日", 11, 18), ("20号", 10, 20), ("31号", 10, 31), ("上月30日", 10, 30),
        ("本月5号", 11, 5), ("这个月5号", 11, 5),
    ],
)  # fmt: skip
def test_a_day_of_this_year_may_be_typed_in_many_ways(typed: str, month: int, day: int) -> None:
    assert read_day(typed, TODAY) == date(2026, month, day)


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("12.25", date(2026, 11, 18), date(2025, 12, 25)),
        ("11.19", date(2026, 11, 18), date(2025, 11, 19)),
        ("去年11月5日", date(2026, 11, 18), date(2025, 11, 5)),
        ("昨天", date(2027, 1, 1), date(2026, 12, 31)),
        ("31号", date(2027, 1, 5), date(2026, 12, 31)),
        ("上月31号", date(2027, 1, 5), date(2026, 12, 31)),
        ("30号", date(2026, 3, 10), date(2026, 1, 30)),
        ("2月29日", date(2025, 3, 1), date(2024, 2, 29)),
        ("周四", date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_what_is_left_out_is_the_latest_that_is_not_in_the_future(
    typed: str, today: date, day: date
) -> None:
    assert read_day(typed, today) == day


@pytest.mark.parametrize(
    "typed", ["明天", "后天", "本周五", "下周一", "2026.11.19", "本月20号", "20270101"]
)
def test_a_day_to_come_is_refused_by_naming_today(typed: str) -> None:
    with pytest.raises(Refused, match="今天是11月18日"):
        read_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("2月30日", "2月30日"),
        ("13.5", "13月5日"),
        ("2026-02-29", "2026年2月29日"),
        ("0号", "0号"),
        ("32号", "32号"),
        ("20261301", "2026年13月1日"),
        ("本月31号", "本月31号"),
    ],
)
def test_a_day_that_no_calendar_has_is_refused_by_naming_it(typed: str, named: str) -> None:
    with pytest.raises(Refused, match=rf"没有“{named}”.*例如 11月17日"):
        read_day(typed, TODAY)


@pytest.mark.parametrize(
    "typed", ["", "上午", "60人", "宣传", "2026-11", "1105", "周八", "前", "11.5.3"]
)
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match=r"看不懂日期.*例如 .*11月17日"):
        read_day(typed, TODAY)


def test_work_of_more_than_two_years_ago_is_not_taken() -> None:
    assert read_day("2024-11-01", TODAY) == date(2024, 11, 1) == oldest_day(TODAY)
    with pytest.raises(Refused, match="2024年10月31日已超过2年"):
        read_day("2024-10-31", TODAY)


TYPABLE = "0123456789．。.-/年月日号今昨前大上本这下个周星期礼拜一三五日天 "


@steady
@given(st.text(TYPABLE, max_size=12), st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_whatever_is_typed_the_day_is_never_in_the_future(typed: str, today: date) -> None:
    try:
        day = read_day(typed, today)
    except Refused:
        return
    assert oldest_day(today) <= day <= today


@steady
@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(0, 365))
def test_a_day_is_read_back_from_each_way_of_writing_it(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    written = (
        day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日",
        f"{day.month}.{day.day}", f"{day.month}月{day.day}号",
    )  # fmt: skip
    # A year ago today would be read as today: it is the latest of that name.
    complete = 3 if (day.month, day.day) == (today.month, today.day) else 5
    assert {read_day(text, today) for text in written[:complete]} == {day}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", date(2026, 11, 18)),
        ("明天", date(2026, 11, 19)),
        ("后天上午", date(2026, 11, 20)),
        ("昨天", date(2026, 11, 17)),
        ("下周三", date(2026, 11, 25)),
        ("12.5", date(2026, 12, 5)),
        ("11.5", date(2026, 11, 5)),
        ("1月8日", date(2027, 1, 8)),
        ("20号", date(2026, 11, 20)),
        ("2号", date(2026, 12, 2)),
        ("本月30号", date(2026, 11, 30)),
        ("2027-03-01", date(2027, 3, 1)),
    ],
)
def test_a_planned_day_is_the_nearest(typed: str, day: date) -> None:
    assert read_planned_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2028.1.1", "离今天超过一年"),
        ("2020.1.1", "已超过2年"),
        ("2.30", "日历上没有"),
        ("哪天都行", "看不懂日期"),
    ],
)
def test_a_planned_day_has_to_be_one(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_planned_day(typed, TODAY)
