"""What one message tells of a fault: the day, the impact, and all the rest as it was written."""

from datetime import date

import pytest

from bot.forms.caption import read_caption

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("昨天 未按时上报欠薪线索", {"day": "2026-11-22", "account": "未按时上报欠薪线索"}),
        ("昨天未按时上报，两次。", {"day": "2026-11-22", "account": "昨天未按时上报，两次。"}),
        ("未按时 上报，两次。", {"account": "未按时 上报，两次。"}),
        ("昨天", {"day": "2026-11-22"}),
        ("影响较大，昨天，延误", {"impact": "large", "day": "2026-11-22", "account": "延误"}),
        ("宣传 未到场", {"account": "宣传 未到场"}),
        ("明天 未到", {"account": "明天 未到"}),
        ("11月欠薪线索未报", {"account": "11月欠薪线索未报"}),
        ("11.5万元工资未报", {"account": "11.5万元工资未报"}),
        ("字" * 1025, {}),
        ("、、 ", {}),
    ],
)
def test_a_message_is_read(typed: str, told: dict[str, str]) -> None:
    assert read_caption(typed, TODAY, "fault").facts == told


def test_no_caption_names_a_fault_as_a_kind_of_work() -> None:
    assert read_caption("工作失误 昨天", TODAY).form == ""
