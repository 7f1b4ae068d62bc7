"""What papers that read themselves save: the ways through which start with an album, counted."""

from typing import Any

import pytest

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from tests.conftest import Town
from tests.handlers.playing import QUESTIONS, begun, hand_in
from tests.handlers.test_action_counts import table
from tests.handlers.work import mediating
from tests.handlers.work.papers import (
    PLAN,
    UNIT,
    case_album,
    photo_of,
    scene,
    screenshot,
)

__all__ = ["table"]
MARK = "（读自材料）"


@pytest.fixture
def read_papers() -> str:
    return "auto"


async def test_a_case_from_one_album(town: Town, mei: Phone, table: Any) -> None:
    async with table.count("I", "成功调解（其他单位）：一组照片", 4, mei):
        await mei.send_album(case_album())
        card = await mei.until(mediating.QUESTIONS["musts"])
        await mei.press("全部做到")
        await hand_in(mei)
    for line in (
        "✅ 调解笔录 1 · ✅ 办理结论 1",
        "✅ 签字证明 1 · ✅ 照片视频 1",
        UNIT,
        "11月12日",
    ):
        assert line in card.text
    assert card.message_id > max(m.message_id for m in mei.messages if m.outgoing)
    assert table.over() == []


async def test_a_case_of_ones_own_unit_from_one_album(town: Town, table: Any) -> None:
    person = town.add("李梅", Role.COORDINATOR, employer=f"{UNIT} 人事主管")
    mei = await town.joined_as(person, "李梅")
    async with table.count("I", "成功调解（本单位）：一组照片", 4, mei):
        await mei.send_album(case_album())
        card = await mei.until(mediating.QUESTIONS["importance"])
        assert f"案件：本单位 · 主要作用 · 当事人反映{MARK}" in card.text
        await mei.press("重要案件")
        await mei.until(mediating.QUESTIONS["musts"])
        await mei.press("全部做到")
        await hand_in(mei)
    assert table.over() == []


async def test_publicity_from_photos_with_a_banner_and_a_plan(
    town: Town, mei: Phone, table: Any
) -> None:
    async with table.count("I", "开展宣传：照片里有横幅和方案", 4, mei):
        await mei.send_album(
            [scene("宣讲", "劳动合同法宣传进企业"), photo_of(PLAN), scene("展板", "劳动合同法宣传")]
        )
        card = await mei.until(QUESTIONS["reach"])
        for line in (
            "场所：企业",
            "地点：××服装厂",
            "日期：11月18日",
            "✅ 照片视频 2",
            "✅ 活动方案 1",
        ):
            assert line in card.text
        await mei.press("本单位")
        await mei.until(QUESTIONS["initiative"])
        await mei.press("自发开展")
        await hand_in(mei)
    assert table.over() == []


async def test_an_article_from_a_screenshot(town: Town, mei: Phone, table: Any) -> None:
    async with table.count("I", "刊发经验：一张截图", 3, mei):
        await mei.send_photo(screenshot())
        card = await mei.until("哪一级媒体")
        for line in ("济宁日报", "服装厂里来了劳动关系协调员三招化解欠薪纠纷", "11月18日"):
            assert line in card.text
        await mei.press("市级")
        await hand_in(mei)
    assert [draft.state for draft in begun(town, mei)] == []
    assert table.over() == []
