"""🔔 催办: what is outstanding today, and who is reminded of it, once a day and matter."""

from datetime import timedelta

import pytest

from bot.actions.review import review
from bot.actions.review.case import stamp_of
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.month import exemplars, nudges
from bot.storage.people import roles, task_forces
from bot.storage.score import base_scores
from bot.storage.session import Session
from bot.texts.month import urge as t
from bot.texts.score import quarter
from tests.conftest import Town
from tests.handlers.month.at_the_desk import NOVEMBER, labels, move, open_board, wake
from tests.handlers.playing import actor_of, filed, pass_time, said, tap, twice


async def look(phone: Phone) -> Message:
    await phone.send("/remind")
    return await phone.until("🔔 催办　截至")


async def asked(phone: Phone) -> list[Message]:
    """The bureau's reminders in a chat."""
    return [message for message in await said(phone) if message.text.startswith("📣 县局提醒")]


def score_all(town: Town, zhao: Phone) -> None:
    """Everybody has a base score."""

    def step(session: Session) -> None:
        officer = actor_of(session, zhao).person_id
        for who in nudges.ledger(session):
            base_scores.give(session, who, Quarter(2026, 4), 28, "", officer)

    town.do(step)


def report_all(town: Town, zhao: Phone) -> None:
    """Every task force has reported that November has no exemplar."""

    def step(session: Session) -> None:
        officer = actor_of(session, zhao).person_id
        for force in task_forces.every(session):
            exemplars.add(session, force.id, NOVEMBER, officer)

    town.do(step)


async def test_the_card_says_what_is_outstanding_and_whose_it_is(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    filed(town, mei, "今天")
    filed(town, mei, "昨天")
    filed(town, wang, "今天")
    town.add("唐军", Role.COORDINATOR, Role.LIAISON, force="快递行业")
    pass_time(town, timedelta(days=3))
    shown = await look(zhao)
    assert shown.text == (
        "🔔 催办　截至 11月26日 09:00\n\n"
        "📥 未审核 2 条，1 个专班\n· 服装制造 2 条，最久 3 个工作日\n\n"
        "🧮 2026年第四季度基本得分未评 1 人，1 个专班\n· 服装制造 1 人\n\n"
        "🌟 2026年11月典型未报，7 个专班\n"
        "· 工程建设领域（没有联络员）\n· 服装制造\n· 高端装备（没有联络员）\n"
        "· 绿色化工（没有联络员）\n· 服务行业（没有联络员）\n"
        "· 快递行业（联络员还没有加入或联系不上）\n· 法治建设（没有联络员）\n\n"
        "🏛 县局自己要办的：待审核 1 条、联络员基本得分 2 人"
    )
    assert labels(shown) == [
        "催审核（1 位）", "催基本得分（1 位）", "催典型（1 位）", "全部催办",
        "去审核", "去评联络员",
    ]  # fmt: skip


async def test_one_tap_reminds_the_liaison_and_the_card_says_whom_and_when(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed(town, mei, "今天")
    await look(zhao)
    before = zhao.actions
    await zhao.press("催审核")
    shown = await zhao.until("📣 已催 1 位联络员：王强")
    assert zhao.actions - before == 1
    assert "· 服装制造 1 条（王强 09:00 已催）" in shown.text
    assert not [label for label in labels(shown) if label.startswith("催审核")]
    reminder = await wang.until("📣 县局提醒")
    assert "截至 11月23日 09:00，有 1 条等您审核。" in reminder.text
    await wang.press("去审核")
    await wang.until(entry.number)


async def test_once_a_day_and_matter_however_often_and_by_whomever_it_is_pressed(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    qian = await town.joined("钱局", Role.BUREAU)
    filed(town, mei, "今天")
    for phone in (zhao, qian):
        await look(phone)
    tap(zhao, "rm:go:review")
    tap(qian, "rm:go:review")
    for phone in (zhao, qian):
        await phone.until("王强 09:00 已催")
    await zhao.press("催基本得分")
    await zhao.until("📣 已催 1 位联络员：王强")
    tap(zhao, "rm:go:review")
    await zhao.until("一天只催一次")
    assert len(await asked(wang)) == 2
    pass_time(town, timedelta(days=1))
    shown = await look(zhao)
    assert "已催" not in shown.text
    await twice(zhao, "催审核")
    await wang.until("截至 11月24日 09:00，有 1 条等您审核，最久 1 个工作日。")
    assert len(await asked(wang)) == 2, "in the place of the day before's"


async def test_everything_at_once_is_a_message_for_each_matter(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    filed(town, mei, "今天")
    await look(zhao)
    await zhao.press("全部催办")
    shown = await zhao.until("📣 已催 1 位联络员：王强")
    assert not [label for label in labels(shown) if "催" in label]
    told = [message.text for message in await asked(wang)]
    assert len(told) == 3
    for words in ("有 1 条等您审核", "还有 1 人没有基本得分，本季12月31日结束", "11月典型还没有报"):
        assert [text for text in told if words in text]
    await wang.press("填写基本得分（2026Q4）")
    await wang.until("已评 0/1")


async def test_what_the_board_has_asked_for_counts_here_and_the_other_way_round(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    await open_board(zhao)
    await zhao.press("一键催办")
    await wang.until("📣 县局提醒")
    shown = await look(zhao)
    assert "· 服装制造（王强 09:00 已催）" in shown.text
    assert not [label for label in labels(shown) if label.startswith("催典型")]
    pass_time(town, timedelta(days=1))
    await look(zhao)
    await zhao.press("催典型")
    await zhao.until("📣 已催 1 位")
    await open_board(zhao)
    await zhao.press("一键催办")
    await zhao.until("今天已催办过：服装制造")


async def test_at_night_it_waits_for_eight_and_is_not_said_of_what_was_done_since(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="服务行业")
    sun = await town.joined("孙丽", Role.COORDINATOR, force="服务行业")
    first = filed(town, mei, "今天")
    filed(town, sun, "今天")
    move(town, 11, 23, 21)
    await look(zhao)
    await zhao.press("催审核")
    shown = await zhao.until("📣 已安排催 2 位联络员")
    assert "8:00 送达" in shown.text
    assert "王强 21:00 已催" in shown.text

    def approve(session: Session) -> None:
        review.approve(session, actor_of(session, wang), first.id, stamp_of(first), "说明属实")

    town.do(approve)
    wake(town, 11, 24, 7, 59)
    assert not await asked(he)
    wake(town, 11, 24, 8, 0)
    await he.until("截至 11月24日 08:00，有 1 条等您审核")
    assert not await asked(wang)
    shown = await look(zhao)
    assert "何芳 11月23日 21:00 已催" in shown.text, "it was for today"


async def test_kept_back_by_an_outage_it_comes_in_the_morning_in_the_words_of_then(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    filed(town, mei, "今天")
    move(town, 11, 23, 21)
    await look(zhao)
    await zhao.press("催审核")
    await zhao.until("已安排催 1 位")
    await town.stop()
    move(town, 11, 24, 22)
    await town.start()
    await wang.quiet()
    assert not await asked(wang)
    wake(town, 11, 25, 8, 0)
    await wang.until("截至 11月25日 08:00，有 1 条等您审核，最久 2 个工作日")
    assert len(await asked(wang)) == 1


async def test_who_stands_in_is_reminded_too_but_of_none_of_their_own(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    filed(town, mei, "今天")

    def deputy(session: Session) -> None:
        mei_id, force = actor_of(session, mei).person_id, actor_of(session, mei).task_force_id
        roles.give(session, mei_id, Role.DEPUTY, force)

    town.do(deputy)
    await look(zhao)
    await zhao.press("催审核")
    await zhao.until("📣 已催 1 位联络员：王强")
    assert not await asked(mei)
    sun = await town.joined("孙丽", Role.COORDINATOR)
    filed(town, sun, "今天")
    shown = await look(zhao)
    assert "· 服装制造 2 条（王强 09:00 已催）" in shown.text
    await zhao.press("催审核（1 位）")
    await zhao.until("📣 已催 1 位联络员：李梅")
    reminder = await mei.until("📣 县局提醒")
    assert "有 1 条等您审核" in reminder.text


async def test_who_is_liaison_no_more_by_then_is_told_nothing(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    filed(town, mei, "今天")
    move(town, 11, 23, 21)
    await look(zhao)
    await zhao.press("催审核")
    await zhao.until("已安排催 1 位")

    def end(session: Session) -> None:
        roles.end(session, actor_of(session, wang).person_id, Role.LIAISON)

    town.do(end)
    wake(town, 11, 24, 8, 0)
    await zhao.quiet()
    assert not await asked(wang)


async def test_a_quarter_that_is_over_is_asked_for_until_it_is_locked(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    move(town, 1, 8)
    shown = await look(zhao)
    assert "🧮 2026年第四季度基本得分未评 1 人" in shown.text
    assert "🧮 2027年第一季度基本得分未评 1 人" in shown.text
    await zhao.press("催基本得分（1 位）")
    reminder = await wang.until("📣 县局提醒")
    assert "2026年第四季度还有 1 人没有基本得分，本季已经结束，请在锁定前评完" in reminder.text
    assert labels(reminder) == ["填写基本得分（2026Q4）", "填写基本得分（2027Q1）"]


async def test_where_nothing_is_outstanding_it_says_so(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    score_all(town, zhao)
    report_all(town, zhao)
    shown = await look(zhao)
    assert shown.text == (
        "🔔 催办　截至 11月23日 09:00\n\n✅ 没有要催办的：审核、基本得分、典型各专班都办完了"
    )
    assert labels(shown) == []
    for what in ("review", "base", "exemplar", "all"):
        tap(zhao, f"rm:go:{what}")
        await zhao.quiet()
        assert zhao.toasts[-1].startswith("✅ 没有要催办的")
    assert not await asked(wang)


async def test_only_the_bureau_reminds(town: Town, mei: Phone, wang: Phone, zhao: Phone) -> None:
    filed(town, mei, "今天")
    for phone in (mei, wang):
        await phone.send("/remind")
        await phone.until("催办由县局使用")
        await phone.send("🔔 催办")
        await phone.until("催办由县局使用")
        tap(phone, "rm:go:all")
        await phone.until("催办由县局使用")
    stranger = town.phone("路人")
    await stranger.send("/remind")
    await stranger.until("您还没有加入")
    assert not await asked(wang)
    tap(zhao, "rm:go:everything")
    await zhao.until("这个按钮已经失效")


async def test_it_stands_behind_more_and_below_the_quarters_picture(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    assert quarter.URGE_LABEL == t.LABEL == "🔔 催办"
    await zhao.press("更多")
    await zhao.send("🔔 催办")
    await zhao.until("🔔 催办　截至")
    filed(town, mei, "今天")
    await zhao.send("/summary 本季")
    await zhao.press("全县", on=await zhao.until("全县，还是一个专班"))
    picture = await zhao.until(lambda m: m.button("催办") is not None)
    await zhao.press("催办", on=picture)
    shown = await zhao.until("🔔 催办　截至")
    assert "· 服装制造 1 条" in shown.text


@pytest.mark.parametrize("n", [20])
async def test_many_task_forces_are_named_as_far_as_fits(town: Town, zhao: Phone, n: int) -> None:
    def more(session: Session) -> None:
        for i in range(n):
            task_forces.put(session, f"第{i}镇", field="township")

    town.do(more)
    shown = await look(zhao)
    assert f"🌟 2026年11月典型未报，{n + 7} 个专班" in shown.text
    assert f"· 另有 {n + 7 - 15} 个专班" in shown.text
