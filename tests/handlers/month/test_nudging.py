"""Reminders: one a day and person, never at night, nothing lost in an outage, nothing doubled."""

from datetime import timedelta

import pytest

from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.month import nudges as stored
from bot.storage.people import accounts, persons
from bot.storage.score import base_scores
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.storage.work.entries import Entry
from tests.conftest import Town
from tests.handlers.month.at_the_desk import (
    DECEMBER,
    JANUARY,
    ask_to_report_nothing,
    begun,
    labels,
    move,
    nudges,
    open_board,
    report,
    report_nothing,
    reported,
    wake,
)
from tests.handlers.playing import actor_of, filed, pass_time, said, tap, twice


async def test_each_moment_reminds_the_liaison_who_owes_once(
    town: Town, december: Entry, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    wake(town, 12, 11, 8, 59)
    await wang.quiet()
    assert await nudges(wang) == []
    wake(town, 12, 11, 9, 0)  # the 13th is a Sunday
    first = await wang.until("2026年12月典型还没有报，20日截止，还有 9 天")
    assert "① 李梅 12月7日 开展宣传 ××服装厂" in first.text
    assert labels(first) == ["选①", "自己写", "本月无", "明天提醒"]
    for minute in (1, 30):
        wake(town, 12, 11, 9, minute)
    await wang.quiet()
    assert len(await nudges(wang)) == 1
    wake(town, 12, 17, 9, 0)
    await wang.until("还有 3 天")
    wake(town, 12, 18, 9, 0)  # the 19th and 20th are a weekend
    await wang.until("还有 2 天")
    wake(town, 12, 18, 15, 0)
    wake(town, 12, 19, 15, 0)
    wake(town, 12, 20, 9, 0)
    await wang.quiet()
    assert len(await nudges(wang)) == 3
    for phone in (mei, zhao):
        assert not [m for m in await said(phone) if "典型" in m.text and "⏰" in m.text]


async def test_from_the_reminder_three_actions_report_and_its_buttons_go(
    town: Town, december: Entry, wang: Phone
) -> None:
    wake(town, 12, 11)
    await wang.until("典型还没有报")
    await report(wang)
    settled = await wang.until("✅ 2026年12月典型已报送《李梅在××服装厂宣传劳动合同法》")
    assert labels(settled) == []
    assert len(reported(town, DECEMBER)) == 1
    for day in (17, 18):
        wake(town, 12, day)
    await wang.quiet()
    assert len(await nudges(wang)) == 1, "whoever owes nothing is left alone"


async def test_from_the_reminder_two_actions_report_nothing(
    town: Town, december: Entry, wang: Phone
) -> None:
    wake(town, 12, 11)
    await wang.until("典型还没有报")
    await ask_to_report_nothing(wang)
    await twice(wang, "确认")
    settled = await wang.until("✅ 2026年12月已报本月无典型")
    assert labels(settled) == []


async def test_all_reminders_of_the_month_are_settled_and_owed_again_when_withdrawn(
    town: Town, december: Entry, wang: Phone
) -> None:
    wake(town, 12, 11)
    await wang.until("还有 9 天")
    wake(town, 12, 17)
    await wang.until("还有 3 天")
    await report(wang)
    await wang.until("典型已报送《")
    await wang.quiet()
    assert [labels(m) for m in await nudges(wang)] == [[], []]
    await wang.press("撤回")
    await wang.until("已撤回")
    pass_time(town, timedelta(minutes=5))
    await wang.quiet()
    again = await nudges(wang)
    assert len(again) == 2, "whoever takes it back knows what they owe"
    assert all("选①" in labels(m) for m in again)
    wake(town, 12, 18)
    await wang.quiet()
    assert len(await nudges(wang)) == 3


async def test_tomorrow_is_the_next_working_day_at_nine_and_only_once(
    town: Town, december: Entry, wang: Phone
) -> None:
    wake(town, 12, 11)
    await wang.until("典型还没有报")
    await twice(wang, "明天提醒")
    later = await wang.until("12月14日 09:00 再提醒您")  # Monday
    assert labels(later) == ["现在就报"]
    wake(town, 12, 12)
    wake(town, 12, 14, 8, 59)
    await wang.quiet()
    assert len(await nudges(wang)) == 1
    wake(town, 12, 14)
    await wang.until("还有 6 天")
    wake(town, 12, 15)
    await wang.quiet()
    assert len(await nudges(wang)) == 2
    await wang.press("现在就报", on=later)
    await wang.until("2026年12月典型  未报")


async def test_a_snooze_onto_a_day_with_a_moment_of_its_own_is_that_moment(
    town: Town, wang: Phone
) -> None:
    move(town, 1, 15, 8, 30)
    wake(town, 1, 15)  # Friday: the 17th is a Sunday
    await wang.until("2027年1月典型还没有报")
    await wang.press("明天提醒")
    await wang.until("1月18日 09:00 再提醒您")
    wake(town, 1, 18)
    await wang.until("还有 2 天")
    await wang.press("明天提醒")
    await wang.until("1月19日 15:00 再提醒您")
    wake(town, 1, 19, 9)
    await wang.quiet()
    assert len(await nudges(wang)) == 2
    wake(town, 1, 19, 15)
    await wang.until("还有 1 天")
    await wang.press("明天提醒")
    await wang.until("1月20日 09:00 再提醒您")
    wake(town, 1, 20)
    last = await wang.until("今天截止")
    assert "明天提醒" not in labels(last), "not beyond the 20th"
    tap(wang, "n:later:2027-01")
    refusal = await wang.until("20日前没有工作日了")
    assert "\n" not in refusal.text
    assert len(await nudges(wang)) == 4


async def test_a_stale_snooze_says_what_happened_since(
    town: Town, december: Entry, mei: Phone, wang: Phone
) -> None:
    wake(town, 12, 11)
    nudge = await wang.until("典型还没有报")
    await report(wang)
    await wang.press("明天提醒", on=nudge)
    await wang.until("2026年12月典型已经报过")
    tap(mei, "n:later:2026-12")
    await mei.until("典型由专班联络员报送")


async def test_answered_next_month_it_is_reported_for_its_own_month_and_late(
    town: Town, december: Entry, wang: Phone
) -> None:
    wake(town, 12, 18)
    nudge = await wang.until("典型还没有报")
    move(town, 1, 5, 12)
    await wang.press("选①", on=nudge)
    await wang.until("2026年12月典型\n标题")
    await wang.press("报送")
    await wang.until("会标为迟报")
    await wang.press("确认")
    await wang.until("已过20日，标为迟报")
    settled = await wang.until("✅ 2026年12月典型已报送")
    assert labels(settled) == []
    assert [len(reported(town, month)) for month in (DECEMBER, JANUARY)] == [1, 0]


async def test_after_an_outage_what_is_still_due_is_sent_once(
    town: Town, december: Entry, wang: Phone
) -> None:
    await town.stop()
    move(town, 12, 14, 7, 0)
    await town.start()  # the 11th passed, and it is not yet eight
    await wang.quiet()
    assert await nudges(wang) == []
    wake(town, 12, 14, 9, 0)
    await wang.until("还有 6 天")
    await town.stop()
    await town.start()
    await wang.quiet()
    assert len(await nudges(wang)) == 1
    await town.stop()
    move(town, 12, 18, 14, 0)
    await town.start()  # the 17th and 18th passed: one
    await wang.until("还有 2 天")
    await wang.quiet()
    assert len(await nudges(wang)) == 2
    await town.stop()
    move(town, 12, 21, 9, 0)
    await town.start()  # the 20th is over
    await wang.quiet()
    assert len(await nudges(wang)) == 2


async def test_after_an_outage_a_day_of_rest_is_used_when_no_other_is_left(
    town: Town, mei: Phone, wang: Phone
) -> None:
    """December's 19th and 20th are a weekend."""
    await town.stop()
    filed(town, mei, "2026-11-20")
    move(town, 12, 19, 8, 30)
    await town.start()
    await wang.quiet()
    assert await nudges(wang) == []
    wake(town, 12, 19, 9, 0)
    nudge_ = await wang.until("还有 1 天")
    assert "等您审核" not in nudge_.text, "nothing else on a day of rest"
    wake(town, 12, 20, 9, 0)
    await wang.quiet()
    assert len(await nudges(wang)) == 1


@pytest.mark.parametrize(("day", "hour"), [(10, 21), (11, 8), (17, 8)])
async def test_who_was_asked_by_the_bureau_is_not_asked_again_on_the_same_day(
    town: Town, wang: Phone, zhao: Phone, day: int, hour: int
) -> None:
    wake(town, 12, day, hour, 30)
    await wang.quiet()
    before = len(await nudges(wang))
    await open_board(zhao)
    await zhao.press("一键催办")
    await zhao.until("已提醒 1 位" if hour < 20 else "1 位")
    wake(town, 12, day if hour < 20 else day + 1, 9, 0)
    await wang.until("📣")
    await wang.quiet()
    assert len(await nudges(wang)) == before


async def test_after_an_outage_a_day_with_a_moment_to_come_waits_for_it(
    town: Town, wang: Phone
) -> None:
    await town.stop()
    move(town, 1, 19, 10, 0)
    await town.start()
    await wang.quiet()
    assert await nudges(wang) == []
    wake(town, 1, 19, 15, 0)
    await wang.until("还有 1 天")


@pytest.mark.parametrize(("hour", "minute"), [(20, 0), (23, 59), (0, 30), (7, 59), (8, 30)])
async def test_between_eight_in_the_evening_and_the_morning_nothing_goes_out(
    town: Town, wang: Phone, hour: int, minute: int
) -> None:
    await town.stop()
    move(town, 12, 17 if hour >= 20 else 18, hour, minute)
    await town.start()
    await wang.quiet()
    assert await nudges(wang) == []
    wake(town, 12, 18, 9, 0)
    await wang.until("典型还没有报")
    assert len(await nudges(wang)) == 1


async def test_who_left_has_not_joined_or_blocked_the_bot_is_skipped(
    town: Town, wang: Phone
) -> None:
    town.add("唐军", Role.COORDINATOR, Role.LIAISON, force="快递行业")
    he = await town.joined("何芳", Role.COORDINATOR, Role.LIAISON, force="服务行业")
    song = await town.joined("宋雪", Role.COORDINATOR, Role.LIAISON, force="法治建设")

    def leave(session: Session) -> None:
        persons.leave(session, actor_of(session, he).person_id)

    town.do(leave)
    town.do(accounts.unreachable, song.user.id)
    wake(town, 12, 11)
    await wang.until("典型还没有报")
    for phone in (he, song):
        assert not [m for m in await said(phone) if "典型还没有报" in m.text]
    town.do(accounts.reachable, song.user.id)
    pass_time(town, 60)
    await song.until("典型还没有报")


async def test_whoever_joins_after_the_morning_is_reminded_the_next(town: Town) -> None:
    move(town, 12, 11, 10, 0)
    wang = await town.joined("王强", Role.COORDINATOR, Role.LIAISON)
    pass_time(town, 60)
    await wang.quiet()
    assert await nudges(wang) == []
    wake(town, 12, 14)
    await wang.until("还有 6 天")


async def test_what_waits_three_working_days_is_in_its_reviewers_digest_daily(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    filed(town, mei, "2026-11-20")
    filed(town, wang, "2026-11-20")
    for day in (24, 25):
        wake(town, 11, day)
    await wang.quiet()
    assert await nudges(wang) == []
    wake(town, 11, 26)
    digest = await wang.until("有 1 条等您审核，已满 3 个工作日")
    assert labels(digest) == ["去审核"]
    await zhao.until("有 1 条等您审核")
    wake(town, 11, 27)
    await wang.quiet()
    assert len(await nudges(wang)) == 2
    wake(town, 11, 28)  # Saturday
    wake(town, 11, 29)
    await wang.quiet()
    assert len(await nudges(wang)) == 2
    await wang.press("去审核")
    await wang.until("第1/1条")


async def test_what_waits_too_long_is_before_the_bureau_by_task_force(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    filed(town, mei, "2026-11-20")
    filed(town, mei, "2026-11-21")
    wake(town, 12, 1)
    await wang.until("有 2 条等您审核")
    assert not [m for m in await nudges(zhao) if "久未审核" in m.text]
    wake(town, 12, 4)
    digest = await zhao.until("有 2 条专班久未审核：服装制造 2 条")
    assert labels(digest) == ["去审核"]
    await zhao.press("去审核")
    await zhao.until("第1/2条")


async def test_a_draft_that_lies_is_its_authors_once_for_each_touch(town: Town, mei: Phone) -> None:
    pass_time(town, 1)
    draft = begun(town, mei)
    wake(town, 11, 24)  # a day, less a moment
    await mei.quiet()
    assert await nudges(mei) == []
    wake(town, 11, 25)
    digest = await mei.until("您有 1 份草稿还没有提交")
    assert labels(digest) == ["✏️ 开展宣传 ××服装厂"]
    wake(town, 11, 26)
    await mei.quiet()
    assert len(await nudges(mei)) == 1
    await mei.press("✏️")
    await mei.until("地点：××服装厂")
    await mei.send("企业")

    def touch(session: Session) -> None:
        found = drafts.get(session, draft.id)
        assert found is not None
        drafts.save(session, found)

    town.do(touch)
    wake(town, 11, 27)
    await mei.quiet()
    assert len(await nudges(mei)) == 1
    wake(town, 11, 30)
    await mei.quiet()
    assert len(await nudges(mei)) == 2


async def test_the_quarters_last_week_reminds_of_drafts_and_base_scores_twice(
    town: Town, mei: Phone, wang: Phone
) -> None:
    begun(town, mei)
    wake(town, 12, 24)
    await mei.until("您有 1 份草稿还没有提交")
    wake(town, 12, 25)
    owed = await wang.until("2026年第四季度还有 1 人没有基本得分，本季12月31日结束")
    assert labels(owed) == ["填写基本得分", "没有变化", "👥 人员台账"]
    await mei.until("本季12月31日结束，您有 1 份草稿")
    for day in (28, 29, 30):
        wake(town, 12, day)
    await wang.quiet()
    assert len(await nudges(wang)) == 1
    wake(town, 12, 31)
    await mei.until("本季12月31日结束，您有 1 份草稿")
    await wang.until("还有 1 人没有基本得分")
    assert [len(await nudges(phone)) for phone in (mei, wang)] == [3, 2]
    await wang.press("填写基本得分")
    await wang.until("2026年第四季度基本得分")


async def test_who_has_scored_everybody_is_not_reminded_of_it(
    town: Town, mei: Phone, wang: Phone
) -> None:
    def give(session: Session) -> None:
        person = actor_of(session, mei).person_id
        base_scores.give(session, person, Quarter(2026, 4), 28, "", person)

    town.do(give)
    wake(town, 12, 25)
    await wang.quiet()
    assert not [m for m in await nudges(wang) if "没有基本得分" in m.text]


async def test_after_the_20th_the_bureau_hears_who_has_not_reported_once(
    town: Town, december: Entry, wang: Phone, zhao: Phone
) -> None:
    wake(town, 12, 18)
    await wang.until("典型还没有报")
    await report(wang)
    wake(town, 12, 20)
    await zhao.quiet()
    assert not [m for m in await nudges(zhao) if "没有报" in m.text]
    wake(town, 12, 21)
    late = await zhao.until("2026年12月典型，20日已过，还有 6 个专班没有报")
    assert "服装制造" not in late.text
    assert labels(late) == ["查看典型推广"]
    wake(town, 12, 22)
    await zhao.quiet()
    assert len([m for m in await nudges(zhao) if "没有报" in m.text]) == 1
    await zhao.press("查看典型推广")
    await zhao.until("2026年12月典型推广")


async def test_everything_of_a_day_is_one_message_at_the_exemplars_moment(
    town: Town, mei: Phone, wang: Phone
) -> None:
    move(town, 1, 13, 8)
    begun(town, wang)
    filed(town, mei, "2027-01-12")
    wake(town, 1, 19, 9)
    await wang.quiet()
    assert await nudges(wang) == []
    wake(town, 1, 19, 15)
    digest = await wang.until("2027年1月典型还没有报")
    for part in ("有 1 条等您审核", "您有 1 份草稿还没有提交"):
        assert part in digest.text
    assert labels(digest) == ["自己写", "本月无", "明天提醒", "去审核", "✏️ 开展宣传 ××服装厂"]
    assert len(await nudges(wang)) == 1
    await report_nothing(wang)
    settled = await wang.until("✅ 2027年1月已报本月无典型")
    assert labels(settled) == ["去审核", "✏️ 开展宣传 ××服装厂"], "the rest stays"


async def test_an_idle_look_writes_nothing_and_two_at_once_remind_once(
    town: Town, december: Entry, wang: Phone
) -> None:
    assert town.bot is not None
    for _ in range(5):
        town.bot.woken()
    await wang.quiet()
    written: dict[int, set[str]] = town.do(stored.marked, stored.DIGEST, "2026", "2027")
    assert written == {}
    move(town, 12, 11, 9, 0)
    for _ in range(5):
        town.bot.woken()
    await wang.until("典型还没有报")
    await wang.quiet()
    assert len(await nudges(wang)) == 1
