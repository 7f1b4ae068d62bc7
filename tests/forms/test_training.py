"""What one message tells of a training, and of a placement."""

from datetime import date

import pytest

from bot.errors import Refused
from bot.forms.caption import read_caption
from bot.forms.form import Draft
from bot.forms.placement import PLACEMENT, anywhere
from bot.forms.training import TRAINING, by_labels

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "今天 劳动合同法 地点：县局三楼 讲师：张教授",
            {
                "day": "2026-11-23",
                "theme": "劳动合同法",
                "place": "县局三楼",
                "lecturer": "张教授",
            },
        ),
        ("12.5 调解技巧", {"day": "2026-12-05", "theme": "调解技巧"}),
        ("明天 调解技巧", {"day": "2026-11-24", "theme": "调解技巧"}),
        ("劳动合同法", {"theme": "劳动合同法"}),
        (
            "主题：工资支付；地点：园区；时间：昨天；主讲人：李主任",
            {
                "theme": "工资支付",
                "place": "园区",
                "day": "2026-11-22",
                "lecturer": "李主任",
            },
        ),
        ("劳动合同法，地点 县局，老师 张教授", {
            "theme": "劳动合同法", "place": "县局", "lecturer": "张教授",
        }),
        ("张老师的劳动合同法课", {"theme": "张老师的劳动合同法课"}),
    ],
)  # fmt: skip
def test_a_training_is_read(typed: str, told: dict[str, str]) -> None:
    assert read_caption(typed, TODAY, "training").facts == told


def test_without_a_label_there_are_no_parts() -> None:
    assert by_labels("劳动合同法 县局三楼") == {}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "县人社局 县级 第一阶段 11.5-11.20",
            {"host": "县人社局", "level": "county", "stage": "1", "days": "11.5-11.20"},
        ),
        (
            "11.5到11.20，县 总工会，行业级",
            {"host": "县 总工会", "level": "sector", "days": "11.5到11.20"},
        ),
        ("乡镇级 第2阶段 ××街道", {"host": "××街道", "level": "township", "stage": "2"}),
        ("县人社局", {}),
        ("县 总工会", {}),
    ],
)
def test_a_placement_is_parted(typed: str, told: dict[str, str]) -> None:
    assert anywhere(typed) == told


def test_a_placement_is_read_whole() -> None:
    typed = "县人社局 县级 第一阶段 11.5-11.20"
    draft = Draft(PLACEMENT).answer("host", typed, TODAY)
    assert draft.facts["days"] == "2026-11-05..2026-11-20"
    assert draft.is_complete(), "papers are nobody's to ask for"


def test_what_is_wrong_in_one_part_is_said_and_nothing_is_taken() -> None:
    with pytest.raises(Refused, match="请把早的写在前面"):
        Draft(PLACEMENT).answer("host", "县人社局 县级 11.20-11.5", TODAY)


def test_neither_is_a_kind_of_work() -> None:
    assert read_caption("培训 昨天 劳动合同法", TODAY).form == ""
    assert (TRAINING.name, PLACEMENT.name) == ("training", "placement")
