"""请假代理: somebody stands in for the liaison from one day to another."""

import pytest

from bot.handlers.people import appointing
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.people import deputies
from bot.texts.review import review as review_texts
from tests.conftest import FORCE, Town
from tests.handlers.month.at_the_desk import nudges, wake
from tests.handlers.people.test_appointing import import_into
from tests.handlers.people.test_roster import force_id, opened
from tests.handlers.playing import actor_of, approve, decidable, entry_of, filed, said, tap

COORDINATORS = ["📝 上报工作", "🚨 紧急上报"]
LIAISONS = ["✅ 待审核", "📝 上报工作"]


async def asked(wang: Phone, name: str = "李梅") -> Message:
    await opened(wang)
    await wang.press("请假代理")
    await wang.until("由谁代理")
    await wang.press(name)
    return await wang.until("起止日期")


async def named(wang: Phone, days: str, name: str = "李梅") -> None:
    await asked(wang, name)
    await wang.send(days)
    await wang.until("到期自动结束")
    await wang.press("确认")
    await wang.until("已安排 李梅 代理")


async def test_a_deputy_is_named_in_five_actions_and_acts_from_midnight_to_midnight(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR)
    own = filed(town, mei, "2026-11-20")
    before = wang.actions
    await asked(wang)
    await wang.send("11.24到11.25")
    await wang.until("共 2 天")
    await wang.press("确认")
    await wang.until("已安排 李梅 代理：11月24日—11月25日")
    assert wang.actions - before == 5
    await mei.until("已安排您代理 服装制造 专班联络员：11月24日—11月25日")
    assert mei.keyboard[0] == COORDINATORS
    wake(town, 11, 23, 23, 59)
    await mei.quiet()
    assert mei.keyboard[0] == COORDINATORS
    wake(town, 11, 24, 0, 0)
    await mei.until("您从现在起代理")
    await wang.until("李梅 从现在起代您处理")
    assert mei.keyboard[0] == LIAISONS
    entry = filed(town, sun, "2026-11-20")
    assert entry_of(town, own.number).reviewer == "bureau", "nobody reviews their own"
    assert filed(town, mei, "2026-11-21").reviewer == "bureau"
    await mei.press("✅ 待审核")
    await decidable(mei, entry.number)
    await approve(mei)
    await mei.until("都审完了")
    wake(town, 11, 25, 23, 59)
    await mei.quiet()
    assert mei.keyboard[0] == LIAISONS
    late = filed(town, sun, "2026-11-22")
    await mei.press("✅ 待审核")
    card = await decidable(mei, late.number)
    wake(town, 11, 26, 0, 0)
    await mei.until("您不再代理")
    await wang.until("李梅 不再代您处理")
    assert mei.keyboard[0] == COORDINATORS
    await mei.press("通过", on=card)
    await mei.until("不由您审核")
    await wang.press("✅ 待审核")
    await decidable(wang, late.number)


async def test_what_is_submitted_meanwhile_rings_at_both_and_is_decided_once(
    town: Town, mei: Phone, wang: Phone
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR)
    await asked(wang)
    await wang.press("一周")
    await wang.until("共 7 天")
    await wang.press("确认")
    await mei.until("您从现在起代理")
    entry = filed(town, sun, "2026-11-20")
    for phone in (mei, wang):
        await phone.press("✅ 待审核")
    theirs = await decidable(wang, entry.number)
    await decidable(mei, entry.number)
    await approve(mei)
    await wang.until("已由李*于")
    await wang.press("通过", on=theirs)
    await wang.quiet()
    assert entry_of(town, entry.number).decided_by == town.do(actor_of, mei).person_id


async def test_a_deputy_neither_scores_the_liaison_nor_names_another(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await asked(wang)
    await wang.press("两周")
    await wang.until("共 14 天")
    await wang.press("确认")
    await mei.until("您从现在起代理")
    await town.joined("孙丽", Role.COORDINATOR)
    await mei.press("🧮 基本得分")
    await mei.until("已评 0/1")
    shown = await opened(mei)
    assert shown.button("没有变化") is not None
    assert shown.button("交接联络员") is None
    force = force_id(town, FORCE)
    for data in (f"ho:ask:{force}", f"st:ask:{force}", "st:end:1", f"st:who:{force}:1"):
        tap(mei, data)
        await mei.until("只有本专班联络员本人或县局")


async def test_it_may_end_early_and_both_are_told(town: Town, mei: Phone, wang: Phone) -> None:
    await named(wang, "11.23到12.5")
    await mei.until("您从现在起代理")
    shown = await opened(wang)
    assert "代理：李梅（11月23日—12月5日）" in shown.text
    await wang.press("提前结束")
    await wang.until("已结束 李梅 的代理")
    await mei.until("您不再代理")
    assert mei.keyboard[0] == COORDINATORS
    tap(wang, "st:end:1")
    await wang.until("李梅 的代理已经结束")
    wake(town, 11, 25)
    await mei.quiet()
    assert mei.keyboard[0] == COORDINATORS


async def test_what_lies_ahead_may_be_called_off(town: Town, mei: Phone, wang: Phone) -> None:
    await named(wang, "12.1到12.5")
    await mei.until("已安排您代理")
    await opened(wang)
    await wang.press("提前结束")
    await mei.until("的安排已取消")
    wake(town, 12, 2)
    await mei.quiet()
    assert mei.keyboard[0] == COORDINATORS


async def test_the_months_reminders_go_to_the_deputy_too(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await named(wang, "12.10到12.20")
    wake(town, 12, 10, 0, 0)
    await mei.until("您从现在起代理")
    wake(town, 12, 17)
    for phone in (mei, wang):
        await phone.until("典型还没有报")
    await zhao.send("/exemplars")
    await zhao.until("典型推广\n")
    wake(town, 12, 18)
    await zhao.press("一键催办")
    await zhao.until("已提醒 2 位")
    wake(town, 12, 21, 9)
    await mei.until("您不再代理")
    before = len(await nudges(mei))
    wake(town, 12, 25)
    await mei.quiet()
    assert len(await nudges(mei)) == before


async def test_a_new_liaison_ends_every_standing_in(town: Town, mei: Phone, wang: Phone) -> None:
    await named(wang, "11.23到12.5")
    await mei.until("您从现在起代理")
    sun = await town.joined("孙丽", Role.COORDINATOR)
    town.do(appointing.liaison, "孙丽", FORCE)
    assert town.bot is not None
    town.bot.woken()
    await sun.until("您现在是")
    await mei.until("您不再代理")
    assert mei.keyboard[0] == COORDINATORS
    assert town.do(deputies.standing, force_id(town, FORCE)) == []


async def test_a_deputy_who_is_moved_acts_for_nobody(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await named(wang, "11.23到12.5")
    await mei.until("您从现在起代理")
    person = town.do(actor_of, mei).person_id
    tap(zhao, f"ro:moved:{person}:{force_id(town, '快递行业')}")
    await mei.until("您不再代理")
    assert mei.keyboard[0] == COORDINATORS
    await mei.send("/review")
    await mei.until(review_texts.ONLY_REVIEWERS)
    assert not [m for m in await said(mei) if m.button("通过")]


async def test_of_a_deputy_who_leaves_the_liaison_hears(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await named(wang, "11.23到12.5")
    await mei.until("您从现在起代理")
    person = town.do(actor_of, mei).person_id
    tap(zhao, f"ro:left:{person}")
    await zhao.until("李梅 已离开服装制造专班")
    await wang.until("李梅 不再代您处理")
    await mei.until("您已不在服装制造专班的台账里")
    assert not [m for m in await said(mei) if "您不再代理" in m.text]


async def test_what_a_deputy_who_goes_was_to_do_is_to_be_arranged_anew(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await named(wang, "12.1到12.5")
    await mei.until("已安排您代理")
    import_into(town, "李梅", "快递行业")
    await mei.until("您代理 服装制造 专班联络员（12月1日—12月5日）的安排已取消")
    await wang.until("李梅 已离开本专班，原定代理 服装制造 专班（12月1日—12月5日）的安排已取消")
    assert town.do(deputies.standing, force_id(town, FORCE)) == []


async def test_a_deputy_whom_a_ledger_moves_acts_for_nobody_and_both_are_told(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await named(wang, "11.23到12.5")
    await mei.until("您从现在起代理")
    import_into(town, "李梅", "快递行业")
    await mei.until("您不再代理 服装制造 专班的联络员")
    await wang.until("李梅 不再代您处理")
    assert mei.keyboard[0] == COORDINATORS
    assert town.do(deputies.standing, force_id(town, FORCE)) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("11.20到12.5", "已经过去"),
        ("12.5到12.1", "在起日"),
        ("12.1到2027.8.1", "代理最长半年"),
        ("下个月", "看不懂起止日期"),
        ("12.1", "看不懂起止日期"),
        ("2.30到3.1", "日历上没有"),
        ("12.1到12.5到12.9", "看不懂起止日期"),
        ("2062.1.1到2062.1.9", "请核对年份"),
        ("=A1", "看不懂起止日期"),
        ("9" * 4000, "看不懂起止日期"),
        ("12.8到12.20", "已安排 李梅 代理"),
    ],
)
async def test_days_that_cannot_be_get_a_sentence_each(
    town: Town, mei: Phone, wang: Phone, typed: str, sentence: str
) -> None:
    await named(wang, "12.6到12.9")
    await asked(wang)
    await wang.send(typed)
    await wang.until(sentence)
    await wang.send("１２．１到12月3日")
    await wang.until("共 3 天")


async def test_who_cannot_stand_in_gets_a_sentence_each(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    town.add("孙丽", Role.COORDINATOR)
    town.add("何芳", Role.COORDINATOR, force="快递行业")
    await opened(wang)
    await wang.press("请假代理")
    await wang.until("由谁代理")
    for name, sentence in (
        ("孙丽", "还没有加入"), ("何芳", "台账里没有叫"), ("王强", "就是联络员"),
        ("谁", "台账里没有"),
    ):  # fmt: skip
        await wang.send(name)
        await wang.until(sentence)
    tap(zhao, f"ro:of:{force_id(town, FORCE)}:0")
    await zhao.until("人员台账：3人")
    await zhao.press("请假代理")
    await zhao.until("由谁代理")
    await zhao.send("何芳")
    await zhao.until("何芳 不在 服装制造专班的台账里")
    tap(zhao, f"st:ask:{force_id(town, '快递行业')}")
    await zhao.until("现在没有联络员")
