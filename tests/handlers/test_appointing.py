"""A new liaison: the menu changes hands, and nobody reviews their own."""

import pytest

from bot.errors import Refused
from bot.handlers import appointing
from bot.sandbox.phone import Phone
from tests.conftest import FORCE, Town
from tests.handlers.playing import approve, decidable, filed, tap

LIAISONS = ["✅ 待审核", "📝 上报工作"]
COORDINATORS = ["📝 上报工作", "📊 我的得分"]


def appoint(town: Town, name: str) -> None:
    town.do(appointing.liaison, name, FORCE)
    assert town.bot is not None
    town.bot.woken()


async def test_both_find_the_menu_that_goes_with_what_they_are_now(
    town: Town, mei: Phone, wang: Phone
) -> None:
    filed(town, wang, "2026-11-20")
    appoint(town, "李梅")
    await mei.until("您现在是 服装制造 专班的联络员")
    assert mei.keyboard[0] == LIAISONS
    await wang.until("您不再担任 服装制造 专班的联络员")
    assert wang.keyboard[0] == COORDINATORS


async def test_what_the_new_liaison_handed_in_goes_to_the_bureau(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    own, others = filed(town, mei, "2026-11-20"), filed(town, wang, "2026-11-20")
    assert (own.reviewer, others.reviewer) == ("liaison", "bureau")
    appoint(town, "李梅")
    await zhao.until("有 2 条待审核")
    await mei.press("✅ 待审核")
    await mei.until("没有待审核")
    await zhao.press("✅ 待审核")
    await decidable(zhao, own.number)
    await approve(zhao)


async def test_what_waits_in_the_task_force_is_news_to_the_new_liaison(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "2026-11-20")
    appoint(town, "王强")
    appointed = town.phone("新人")
    assert not appointed.messages
    sun = await town.joined("孙丽")
    appoint(town, "孙丽")
    await sun.until("有 1 条待审核")
    await sun.press("去审核")
    await decidable(sun, entry.number)
    tap(wang, f"r:ok:{entry.id}:0")
    await wang.until("不由您审核")


def test_a_task_force_that_does_not_exist_is_refused(town: Town) -> None:
    with pytest.raises(Refused, match="没有专班"):
        town.do(appointing.liaison, "李梅", "不存在")
