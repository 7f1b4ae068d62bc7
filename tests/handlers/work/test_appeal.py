"""申请复核: the author's words, the bureau's decision, and who hears of it."""

import pytest

from bot.actions.people.leave import leave
from bot.actions.review import overturn, review
from bot.actions.review.case import stamp_of
from bot.rules.roles import Role
from bot.rules.states import State
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage import audit
from bot.storage.people import persons, roles
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from tests.conftest import Town
from tests.handlers.month.at_the_desk import wake
from tests.handlers.playing import (
    actor_of,
    choose_reason,
    decidable,
    entry_of,
    filed,
    said,
    tap,
    twice,
    write_reason,
)

WORDS = "当天是自发开展的<b>&😀，第2张可以看到现场"


@pytest.fixture
async def rejected(town: Town, mei: Phone, wang: Phone) -> Entry:
    """An entry of 李梅 that 王强 has not recognised."""
    entry = filed(town, mei, "今天")
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await choose_reason(wang, "驳回", "看不出宣传成效")
    await wang.until("依据：")
    await wang.press("确认")
    await wang.until("都审完了")
    return entry


async def ask(phone: Phone) -> Message:
    """申请复核, up to the question."""
    await phone.until(lambda m: m.button("申请复核") is not None)
    await phone.press("申请复核")
    return await phone.until("请打字写一段说明")


async def appeal(phone: Phone, words: str = WORDS) -> None:
    await ask(phone)
    await phone.send(words)
    await phone.until("已申请复核，由县局办理")


async def open_appeal(phone: Phone, entry: Entry) -> Message:
    """The bureau's card of it."""
    await phone.press("✅ 待审核")
    return await phone.until(lambda m: entry.number in m.text and m.button("驳回") is not None)


def reject(town: Town, author: Phone, reviewer: Phone, day: str) -> Entry:
    """An entry without files, not recognised."""
    entry = filed(town, author, day)
    stamp = stamp_of(entry)
    town.do(lambda s: review.reject(s, actor_of(s, reviewer), entry.id, stamp, "看不出成效"))
    return entry


def state(town: Town, entry: Entry) -> State:
    return entry_of(town, entry.number).state


async def test_the_bureau_gets_the_rejection_and_the_authors_words(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, rejected: Entry
) -> None:
    await appeal(mei)
    assert state(town, rejected) is State.APPEALED
    await zhao.until("有 1 条待审核")
    card = await open_appeal(zhao, rejected)
    assert "王*驳回：看不出宣传成效" in card.text
    assert f"本人申请复核：{WORDS}" in card.text.replace("\n", "")
    assert card.buttons == [["通过", "驳回", "下一条", "详情"]]
    await wang.press("✅ 待审核")
    await wang.until("没有待审核")


async def test_granting_needs_a_reason_and_author_and_liaison_hear_of_it(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, rejected: Entry
) -> None:
    await appeal(mei)
    await open_appeal(zhao, rejected)
    await zhao.press("通过")
    await zhao.until("复核通过，原来的驳回就不算了。请写理由")
    assert state(town, rejected) is State.APPEALED
    await zhao.send("补充说明属实<b>&😀")
    done = await zhao.until(f"{rejected.number} 李梅 复核通过 09:00")
    assert not done.button("撤销")
    await zhao.until("都审完了")
    told = await mei.until(f"✅ {rejected.number} 开展宣传（11月23日）复核通过：补充说明属实<b>&😀")
    assert "本季 5/20" in told.text
    await wang.until(f"⚖️ {rejected.number} 李梅 的复核：县局赵*认定为通过，理由：补充说明属实")
    assert state(town, rejected) is State.APPROVED
    tap(zhao, f"r:undo:{rejected.id}:1")
    await zhao.until("只有刚才办理的人可以撤销")
    assert state(town, rejected) is State.APPROVED


async def test_what_is_upheld_cannot_be_appealed_again(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, rejected: Entry
) -> None:
    await appeal(mei)
    await open_appeal(zhao, rejected)
    await write_reason(zhao, "驳回", "看不出现场")
    asked = await zhao.until("维持驳回 ")
    assert "依据：" in asked.text
    assert state(town, rejected) is State.APPEALED
    await twice(zhao, "确认")
    told = await mei.until(f"❌ {rejected.number} 开展宣传（11月23日）复核后维持未认定：看不出现场")
    assert not told.buttons
    await wang.until(f"⚖️ {rejected.number} 李梅 的复核：县局赵*维持驳回，理由：看不出现场")
    assert state(town, rejected) is State.REJECTED
    tap(mei, f"ap:ask:{rejected.id}")
    await mei.until("已经复核过一次")


async def test_an_appeal_is_decided_one_way_or_the_other_and_never_returned(
    town: Town, mei: Phone, zhao: Phone, rejected: Entry
) -> None:
    await appeal(mei)
    stamp = stamp_of(entry_of(town, rejected.number))
    tap(zhao, f"r:why:{rejected.id}:{stamp}:return:0")
    await zhao.until("只能通过或驳回")
    assert state(town, rejected) is State.APPEALED


async def test_a_second_tap_says_where_it_stands(
    town: Town, mei: Phone, zhao: Phone, rejected: Entry
) -> None:
    news = await mei.until(lambda m: m.button("申请复核") is not None)
    await appeal(mei)
    await mei.press("申请复核", on=news)
    await mei.until("正在复核，由县局办理")
    await open_appeal(zhao, rejected)
    await zhao.press("通过")
    await zhao.until("请写理由")
    await zhao.send("应予认定")
    await mei.until("复核通过")
    await mei.press("申请复核", on=news)
    await mei.until("现在是“已通过”，不需要复核")


async def test_a_double_tap_asks_once(town: Town, mei: Phone, rejected: Entry) -> None:
    await twice(mei, "申请复核")
    await mei.send(WORDS)
    await mei.until("已申请复核")
    assert state(town, rejected) is State.APPEALED
    history = [act for *_, act, _ in town.do(audit.history, f"entry:{rejected.id}")]
    assert history == ["submit", "reject", "appeal"]


async def test_going_back_leaves_the_rejection_as_it_was(
    town: Town, mei: Phone, rejected: Entry
) -> None:
    await ask(mei)
    await mei.press("返回")
    await mei.until("没有申请复核")
    await mei.send("这不是说明")
    await mei.until("没有看懂")
    assert state(town, rejected) is State.REJECTED
    await mei.press("申请复核")
    await mei.until("请打字写一段说明")
    await mei.send(WORDS)
    await mei.until("已申请复核，由县局办理")
    assert state(town, rejected) is State.APPEALED


async def test_going_back_after_it_was_recognised_says_so_and_nothing_else(
    town: Town, mei: Phone, zhao: Phone, rejected: Entry
) -> None:
    asked = await ask(mei)
    await zhao.send(rejected.number)
    await zhao.until(lambda m: m.button("改判") is not None)
    await zhao.press("改判")
    await zhao.until("请打字写理由")
    await zhao.send("材料属实")
    await zhao.until("确认后本人")
    await zhao.press("确认")
    await mei.until("县局改判为通过")
    await mei.press("返回", on=asked)
    shown = await mei.until(f"没有申请复核，{rejected.number} 现在是“已通过”")
    assert not shown.buttons
    assert not [m for m in await said(mei) if "已申请复核" in m.text]


async def test_going_back_after_the_appeal_was_decided_claims_no_appeal(
    town: Town, mei: Phone, zhao: Phone, rejected: Entry
) -> None:
    await appeal(mei)
    await open_appeal(zhao, rejected)
    await write_reason(zhao, "驳回", "看不出现场")
    await zhao.until("维持驳回 ")
    await zhao.press("确认")
    await mei.until("复核后维持未认定")
    tap(mei, f"ap:back:{rejected.id}")
    await mei.until(f"{rejected.number} 已经复核过一次，维持未认定")


async def test_going_back_from_one_question_leaves_the_other_open(
    town: Town, mei: Phone, wang: Phone
) -> None:
    first, second = (reject(town, mei, wang, f"2026-11-0{n}") for n in "12")
    tap(mei, f"ap:ask:{first.id}")
    asked = await mei.until(f"{first.number} 申请县局复核")
    tap(mei, f"ap:ask:{second.id}")
    await mei.until(f"{second.number} 申请县局复核")
    await mei.press("返回", on=asked)
    await mei.until(f"没有申请复核，{first.number} 仍为未认定")
    await mei.send(WORDS)
    await mei.until(f"{second.number} 已申请复核")
    assert (state(town, first), state(town, second)) == (State.REJECTED, State.APPEALED)


async def test_words_for_what_was_recognised_meanwhile_end_the_question(
    town: Town, mei: Phone, zhao: Phone, rejected: Entry
) -> None:
    await ask(mei)

    def recognise(session: Session) -> None:
        officer = actor_of(session, zhao)
        change = overturn.ask(session, officer, rejected.id)
        overturn.give_reason(session, officer, change.draft_id, "材料属实")
        overturn.overturn(session, officer, change.draft_id)

    town.do(recognise)
    await mei.send(WORDS)
    await mei.until("现在是“已通过”，不需要复核")
    await mei.send("你好")
    await mei.until("没有看懂")


@pytest.mark.parametrize(
    ("typed", "told"), [("字" * 201, "请控制在 200 字以内"), ("……", "说明不能为空")]
)
async def test_words_that_cannot_be_taken_are_explained(
    town: Town, mei: Phone, rejected: Entry, typed: str, told: str
) -> None:
    await ask(mei)
    await mei.send(typed)
    refusal = await mei.until(told)
    assert "例如" in refusal.text
    assert len(refusal.text.splitlines()) == 1
    assert state(town, rejected) is State.REJECTED
    await mei.send(WORDS)
    await mei.until("已申请复核")


async def test_only_the_author_may_appeal(
    town: Town, mei: Phone, wang: Phone, rejected: Entry
) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    for phone in (wang, li):
        tap(phone, f"ap:ask:{rejected.id}")
        told = await phone.until("只有本人可以申请复核")
        assert rejected.number not in told.text
    tap(mei, "ap:ask:9999")
    await mei.until("只有本人可以申请复核")
    assert state(town, rejected) is State.REJECTED


async def test_what_waits_or_counts_is_not_appealed_against(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "今天")
    tap(mei, f"ap:ask:{entry.id}")
    await mei.until("现在是“待审核”，不需要复核")


async def test_an_officers_old_card_does_not_decide_an_appeal(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed(town, mei, "今天")
    stamp = stamp_of(entry)
    town.clock.advance(10)
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await choose_reason(wang, "驳回", "看不出宣传成效")
    await wang.until("依据：")
    await wang.press("确认")
    await appeal(mei)
    tap(zhao, f"r:ok:{entry.id}:{stamp}")
    await zhao.until("请看更新后的卡片再决定")
    tap(wang, f"r:ok:{entry.id}:{stamp}")
    await wang.until("不由您审核")
    assert state(town, entry) is State.APPEALED


async def test_an_author_who_left_is_told_nothing_and_nothing_breaks(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, rejected: Entry
) -> None:
    await appeal(mei)
    town.do(lambda s: leave(s, persons.get(s, rejected.person_id)))
    before = len(await said(mei))
    await open_appeal(zhao, rejected)
    await zhao.press("通过")
    await zhao.until("请写理由")
    await zhao.send("应予认定")
    await zhao.until("复核通过")
    await wang.until("认定为通过")
    assert len(await said(mei)) == before


async def officers_rejection(town: Town, mei: Phone, officer: Phone) -> Entry:
    """An entry that an officer has not recognised, appealed against."""
    entry = reject(town, mei, officer, "2026-11-20")
    tap(mei, f"ap:ask:{entry.id}")
    await mei.until("请打字写一段说明")
    await mei.send(WORDS)
    await mei.until("已申请复核，由县局办理")
    return entry


async def test_an_appeal_against_an_officers_own_rejection_goes_to_another_officer(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙局", Role.BUREAU)
    entry = await officers_rejection(town, mei, zhao)
    await sun.until("有 1 条待审核")
    assert not [m for m in await said(zhao) if "待审核" in m.text and m.button("去审核")]
    await zhao.press("✅ 待审核")
    await zhao.until("没有待审核")
    stamp = stamp_of(entry_of(town, entry.number))
    for data in (f"r:ok:{entry.id}:{stamp}", f"r:rej:{entry.id}:{stamp}"):
        tap(zhao, data)
        await zhao.until("不由您审核")
    assert state(town, entry) is State.APPEALED
    card = await open_appeal(sun, entry)
    assert "❌ 赵*驳回：看不出成效" in card.text
    await sun.press("通过")
    await sun.until("请写理由")
    await sun.send("补充说明属实")
    await mei.until("复核通过")
    await zhao.until(f"⚖️ {entry.number} 李梅 的复核：县局孙*认定为通过")
    *_, detail = town.do(audit.history, f"entry:{entry.id}")[-1]
    assert "own_rejection" not in detail


async def test_where_there_is_one_officer_they_hear_it_and_the_trail_says_so(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    town.add("未加入的局长", Role.BUREAU)  # appointed, but nobody could put it before them
    entry = await officers_rejection(town, mei, zhao)
    await zhao.until("有 1 条待审核")
    await open_appeal(zhao, entry)
    await zhao.press("通过")
    await zhao.until("请写理由")
    await zhao.send("补充说明属实")
    await mei.until("复核通过")
    *_, act, detail = town.do(audit.history, f"entry:{entry.id}")[-1]
    assert act == "grant"
    assert '"own_rejection": true' in detail
    await zhao.send(entry.number)
    await zhao.until("复核通过（没有其他县局人员，由原驳回人复核）：补充说明属实")


async def test_when_the_other_officer_can_be_reached_no_more_it_is_before_the_first(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙局", Role.BUREAU)
    entry = await officers_rejection(town, mei, zhao)
    town.do(lambda s: roles.end(s, actor_of(s, sun).person_id, Role.BUREAU))
    await open_appeal(zhao, entry)


async def test_the_reminder_of_an_appeal_goes_to_who_can_hear_it(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙局", Role.BUREAU)
    await officers_rejection(town, mei, zhao)
    wake(town, 11, 26)
    await sun.until("有 1 条等您审核")
    assert not [m for m in await said(zhao) if "等您审核" in m.text]
