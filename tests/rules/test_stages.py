"""Stages: what people type, and what it comes to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.rules.stages import Stage, parse_stage

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "first", "last", "label"),
    [
        ("本季", "2026-10-01", "2026-12-31", "2026年第四季度"),
        ("2026Q3", "2026-07-01", "2026-09-30", "2026年第三季度"),
        ("11月", "2026-11-01", "2026-11-30", "2026年11月"),
        ("上月", "2026-10-01", "2026-10-31", "2026年10月"),
        ("12月", "2025-12-01", "2025-12-31", "2025年12月"),
        ("上半年", "2026-01-01", "2026-06-30", "2026年上半年"),
        ("去年下半年", "2025-07-01", "2025-12-31", "2025年下半年"),
        ("2025年", "2025-01-01", "2025-12-31", "2025年"),
        ("今年", "2026-01-01", "2026-12-31", "2026年"),
        ("9月1日到11月20日", "2026-09-01", "2026-11-20", "2026年9月1日至2026年11月20日"),
        ("9.1-11.20", "2026-09-01", "2026-11-20", "2026年9月1日至2026年11月20日"),
        ("2025-12-01至2026-02-28", "2025-12-01", "2026-02-28", "2025年12月1日至2026年2月28日"),
        ("12.1～2.28", "2025-12-01", "2026-02-28", "2025年12月1日至2026年2月28日"),
        ("从10月8日到今天", "2026-10-08", "2026-11-26", "2026年10月8日至2026年11月26日"),
        ("10.1到12.31", "2026-10-01", "2026-12-31", "2026年第四季度"),
    ],
)
def test_what_people_type_is_read(typed: str, first: str, last: str, label: str) -> None:
    stage = parse_stage(typed, TODAY)
    assert (str(stage.first), str(stage.last), stage.label) == (first, last, label)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("随便", "哪个阶段"),
        ("2027Q1", "还没有开始"),
        ("2026-11-20到2026-09-01", "前后对调"),
        ("2月30日到3月5日", "没有“2月30日”"),
        ("2020-01-01到2026-01-01", "最多汇总三年"),
        ("", "哪个阶段"),
        ("阶" * 4000, "哪个阶段"),
    ],
)
def test_anything_else_gets_its_sentence(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        parse_stage(typed, TODAY)
    assert len(refusal.value.sentence) < 100
    assert "例如" in refusal.value.sentence


@given(st.dates(date(2020, 1, 1), date(2026, 11, 26)), st.integers(1, 1000))
def test_a_stage_is_read_back_and_its_quarters_and_months_cover_it(first: date, n: int) -> None:
    stage = Stage(first, first + timedelta(days=n))
    assert Stage.read(str(stage)) == stage
    assert stage.quarters[0].first <= first
    assert stage.quarters[-1].after >= stage.after
    assert stage.months[0].first <= first
    assert stage.months[-1].moved(1).first >= stage.after
    assert all(q.first < stage.after and q.after > stage.first for q in stage.quarters)
    assert len(set(stage.months)) == len(stage.months)
