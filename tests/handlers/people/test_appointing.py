"""A new liaison: the menu changes hands, and nobody reviews their own."""

import pytest

from bot.errors import Refused
from bot.handlers.month import nudging
from bot.handlers.people import appointing
from bot.reports.roster import Roster, RosterRow
from bot.rules.kinds import Kind
from bot.rules.personal import IdNumber
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.people import roles
from bot.storage.session import Session
from tests.conftest import FORCE, Town, photo
from tests.handlers.month.at_the_desk import move, nudges, wake
from tests.handlers.playing import actor_of, approve, counted, decidable, filed, said, tap

LIAISONS = ["✅ 待审核", "📝 上报工作"]
COORDINATORS = ["📝 上报工作", "🚨 紧急上报"]


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


async def supplement(mei: Phone, number: str, what: str = "补") -> None:
    await mei.send_photo(photo(what))
    await mei.until(lambda m: m.button(f"补充到{number}") is not None)
    await mei.press(f"补充到{number}")
    await mei.until(f"已补充到 {number}")


async def test_a_supplement_goes_to_the_liaison_of_today_not_to_the_former_who_decided(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = counted(town, mei, wang, "2026-11-20")
    sun = await town.joined("孙丽", Role.COORDINATOR)
    appoint(town, "孙丽")
    await supplement(mei, entry.number)
    await sun.until(f"📎 {entry.number} 李梅 又补充了 1 份材料")
    for phone in (wang, zhao):
        assert not [m for m in await said(phone) if "📎" in m.text]


async def test_of_a_supplement_the_officer_who_decided_hears_while_an_officer(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = counted(town, mei, zhao, "2026-11-20")
    await supplement(mei, entry.number)
    await zhao.until("又补充了 1 份材料")

    def retire(session: Session) -> None:
        roles.end(session, actor_of(session, zhao).person_id, Role.BUREAU)

    town.do(retire)
    await supplement(mei, entry.number, "又补")
    await wang.until("又补充了 2 份材料")
    assert not [m for m in await said(zhao) if "2 份材料" in m.text]


async def test_where_the_author_is_the_liaison_by_now_the_bureau_hears_of_a_supplement(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = counted(town, mei, wang, "2026-11-20")
    appoint(town, "李梅")
    await supplement(mei, entry.number)
    await zhao.until("又补充了 1 份材料")
    assert not [m for m in await said(wang) if "📎" in m.text]


async def test_what_the_bureau_asked_at_night_does_not_reach_the_former_liaison(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    move(town, 12, 15, 21)
    await zhao.send("/exemplars")
    await zhao.until("典型推广\n")
    await zhao.press("一键催办")
    await zhao.until("已安排提醒 1 位")
    appoint(town, "李梅")
    await mei.until("您现在是")
    wake(town, 12, 16, 8)
    await mei.quiet()
    assert not [m for m in await said(wang) if "典型还没有报" in m.text]


async def test_a_digest_that_waits_keeps_for_the_former_liaison_only_what_is_theirs(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await town.stop()
    move(town, 12, 10, 20, 30)
    filed(town, mei, "2026-12-09")
    move(town, 12, 17, 9)
    assert town.do(nudging.send) == 1
    town.do(appointing.liaison, "李梅", FORCE)
    assert town.do(nudging.send) == 1
    await town.start()
    await mei.until("典型还没有报")
    await wang.quiet()
    assert await nudges(wang) == []


def import_into(town: Town, name: str, force: str) -> None:
    """The ledger of another task force names them, as `xietiao roster import` takes it in."""
    row = RosterRow(
        "台账",
        4,
        force,
        name,
        IdNumber(""),
        Kind.GRID,
        "",
        "",
        f"{name}的单位",
        "",
        "13800001234",
        "",
    )
    done = town.do(appointing.import_roster, Roster((row,), (), 0))
    assert done.imported == 1
    if town.bot is not None:
        town.bot.woken()


async def test_a_liaison_moved_by_an_import_hears_so_and_the_bureau_has_what_waited_for_them(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    filed(town, mei, "2026-11-20")
    import_into(town, "王强", "快递行业")
    await wang.until("您不再担任 服装制造 专班的联络员")
    assert wang.keyboard[0] == COORDINATORS
    await zhao.until("有 1 条待审核")
    wake(town, 12, 17, 9)
    await zhao.until("⏰ 今天请留意")
    await wang.quiet()
    assert await nudges(wang) == []


async def test_a_digest_that_waits_does_not_reach_a_liaison_who_was_moved_by_an_import(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await town.stop()
    filed(town, mei, "2026-11-20")
    move(town, 12, 17, 9)
    assert town.do(nudging.send) == 1
    import_into(town, "王强", "快递行业")
    await town.start()
    await wang.until("您不再担任 服装制造 专班的联络员")
    await wang.quiet()
    assert await nudges(wang) == []


async def test_what_the_bureau_asked_at_night_does_not_reach_a_liaison_who_was_moved(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    move(town, 12, 15, 21)
    await zhao.send("/exemplars")
    await zhao.until("典型推广\n")
    await zhao.press("一键催办")
    await zhao.until("已安排提醒 1 位")
    import_into(town, "王强", "快递行业")
    await wang.until("您不再担任")
    wake(town, 12, 16, 8)
    await wang.quiet()
    assert not [m for m in await said(wang) if "典型还没有报" in m.text]


async def test_who_is_liaison_of_another_task_force_since_is_reminded_of_that_one_only(
    town: Town, mei: Phone, wang: Phone
) -> None:
    filed(town, mei, "2026-11-20")
    import_into(town, "王强", "快递行业")
    town.do(appointing.liaison, "王强", "快递行业")
    await wang.until("您现在是 快递行业 专班的联络员")
    wake(town, 12, 17, 9)
    digest = await wang.until("典型还没有报")
    assert "等您审核" not in digest.text, "what waits in the former task force is the bureau's"
