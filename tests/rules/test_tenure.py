"""Years of work as people type them."""

import pytest

from bot.errors import Refused
from bot.rules.tenure import read_tenure


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("3", 36), ("三年", 36), ("3年", 36), ("３年", 36), ("两年", 24), ("3年半", 42),
        ("两年半", 30), ("3.5", 42), ("3.5年", 42), ("3年8个月", 44), ("三年零两个月", 38),
        ("18个月", 18), ("8月", 8), ("半年", 6), ("半年多", 6), ("不满1年", 0), ("还不到一年", 0),
        ("0", 0), ("0年", 0),
        ("30", 360), ("50年", 600), ("十二年", 144), ("二十年", 240), ("三十五年", 420),
        ("约3年", 36), ("3年多", 36), ("十多年", 120), ("5年以上", 60), ("5年及以上", 60),
        ("干了4年了", 48), (" 4 年 ", 48), ("工作满4年", 48),
    ],
)  # fmt: skip
def test_years_are_read_in_the_forms_people_use(typed: str, months: int) -> None:
    assert read_tenure(typed) == months


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-1", "看不懂年数“-1”"), ("很久", "看不懂年数"), ("", "看不懂年数"), ("年", "看不懂年数"),
        ("不足3年", "看不懂年数"), ("近3年", "看不懂年数"), ("3-5年", "看不懂年数"),
        ("<b>&😀", "看不懂年数"), ("字" * 4000, "看不懂年数"), ("十十年", "看不懂年数"),
        ("X1042", "看不懂年数"), ("3年半年", "看不懂年数"), ("1/2", "看不懂年数"),
        ("100", "超过 50 年"), ("2021年", "超过 50 年"), ("2021年6月", "超过 50 年"),
        ("50年1个月", "超过 50 年"), ("601个月", "超过 50 年"),
    ],
)  # fmt: skip
def test_what_are_no_years_is_refused_with_an_example(typed: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_tenure(typed)
    assert said in refused.value.sentence
    assert "例如：" in refused.value.sentence
    assert len(refused.value.sentence) < 100
