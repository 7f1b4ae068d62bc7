"""Reviewing: the card of an entry, the decisions on it, and taking them back."""

import json
from datetime import timedelta

import pytest

from bot.actions.people.leave import leave
from bot.actions.work.attach import FETCH
from bot.handlers.lines import LINE, width
from bot.rules.states import State
from bot.sandbox.phone import Phone
from bot.storage import models
from bot.storage.people import persons
from bot.storage.session import Session
from bot.storage.work import likeness
from tests.conftest import Town, photo
from tests.handlers.playing import (
    FACTS,
    answer,
    approve,
    attach,
    begin,
    choose_reason,
    counted,
    decidable,
    entry_of,
    eventually,
    filed,
    filed_with_photo,
    hand_in,
    open_queue,
    own_words,
    pass_time,
    pieces_of,
    report_publicity,
    reported,
    said,
    tap,
    twice,
    under_review,
    write_reason,
)


async def test_the_card_shows_sheet_facts_slots_and_what_it_will_be_worth(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await wang.until("有 1 条待审核")
    shown = await open_queue(wang, number)
    assert shown.photo()
    for part in ("第1/1条", "李梅（李梅的单位）", "服装制造", "11月23日 · 企业 · ××服装厂",
                 "✅ 照片视频 1", "通过后 5/20"):  # fmt: skip
        assert part in shown.text
    assert shown.buttons == [["通过", "退回", "驳回", "下一条"], ["详情", "原图"]]


async def test_what_is_still_being_fetched_gets_its_buttons_by_itself(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    with town.held_up(FETCH):
        await attach(mei)
        number = await hand_in(mei)
        await wang.until("有 1 条待审核")
        await wang.press("✅ 待审核")
        waiting = await wang.until("材料还在收取")
        assert [b for row in waiting.buttons for b in row] == ["下一条"]
    shown = await decidable(wang, number)
    assert shown.photo()


@pytest.mark.quick
async def test_approving_counts_at_once_and_the_author_hears_after_the_time_for_undoing(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await reported(mei, wang)
    await wang.press("通过")
    done = await wang.until(f"{number} 李梅 已通过")
    assert done.button("撤销")
    await wang.until("都审完了")
    assert entry_of(town, number).state is State.APPROVED
    assert not [m for m in await said(mei) if "已通过" in m.text]
    pass_time(town, 61)
    told = await mei.until(f"✅ {number} 开展宣传（11月23日）已通过")
    assert "本季 5/20" in told.text
    await wang.until(lambda m: f"{number} 李梅 已通过" in m.text and not m.buttons)


async def test_undoing_within_a_minute_gives_the_entry_back_and_the_author_hears_nothing(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await reported(mei, wang)
    await wang.press("通过")
    await wang.until(lambda m: m.button("撤销") is not None)
    pass_time(town, 50)
    await wang.press("撤销")
    await wang.until(f"{number} 已撤销，回到待审核")
    await decidable(wang, number)
    pass_time(town, 120)
    assert not [m for m in await said(mei) if "已通过" in m.text]
    assert entry_of(town, number).state is State.PENDING
    await wang.press("通过")
    await wang.until(f"{number} 李梅 已通过")
    assert entry_of(town, number).state is State.APPROVED


async def test_after_a_minute_it_is_too_late_to_undo(town: Town, mei: Phone, wang: Phone) -> None:
    number = await reported(mei, wang)
    await wang.press("通过")
    done = await wang.until(lambda m: m.button("撤销") is not None)
    pass_time(town, 61)
    await mei.until("已通过")
    await wang.press("撤销", on=done)
    await wang.until("已超过 60 秒")
    assert entry_of(town, number).state is State.APPROVED


async def test_sending_back_names_what_is_missing_and_the_author_submits_again(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = await under_review(town, mei, wang)
    await wang.press("退回")
    asked = await wang.until("选一个理由，或自己写")
    labels = [b for row in asked.buttons for b in row]
    assert labels[:2] == ["缺照片视频", "缺活动方案"]
    assert labels[-2:] == ["自己写", "返回"]
    await wang.press("缺活动方案")
    await wang.until(f"{entry.number} 李梅 已退回")
    told = await mei.until(f"↩️ {entry.number} 开展宣传（11月23日）需要修改：缺活动方案")
    assert "重新提交" in told.text
    await mei.send_photo(photo("补"))
    await mei.until("✅ 照片视频 1")
    await mei.press("重新提交")
    await mei.until(f"{entry.number} 已提交")
    await wang.until("有 1 条待审核")
    await open_queue(wang, entry.number)
    await choose_reason(wang, "退回", "照片看不清")
    await wang.until("已退回")
    await mei.until("需要修改：照片看不清")
    assert entry_of(town, entry.number).state is State.RETURNED


async def test_what_was_sent_back_and_laid_aside_is_found_in_the_records(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = await under_review(town, mei, wang)
    await choose_reason(wang, "退回", "照片看不清")
    await mei.until("需要修改")
    await mei.until(lambda m: m.button("重新提交") is not None)
    await mei.press("取消")
    await mei.until("已放下")
    await mei.press("📂 我的记录")
    await mei.until("最近")
    await mei.press(entry.number)
    await mei.until(lambda m: m.button("重新提交") is not None)


async def test_a_reason_in_ones_own_words_reaches_the_author_as_it_was_typed(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await under_review(town, mei, wang)
    await own_words(wang, "退回")
    await wang.send("字" * 201)
    await wang.until("请控制在 200 字以内")
    await wang.send("<b>第2张</b> & 第3张看不清😀")
    await wang.until("已退回")
    await mei.until("需要修改：<b>第2张</b> & 第3张看不清😀")


async def test_a_reason_typed_straight_away_is_one(town: Town, mei: Phone, wang: Phone) -> None:
    entry = await under_review(town, mei, wang)
    await wang.press("驳回")
    await wang.until("选一个理由，或自己写")
    await wang.press("返回")
    await decidable(wang, entry.number)
    await wang.send("这不是理由")
    await wang.until("没有看懂这条消息")
    await wang.press("退回")
    await wang.until("选一个理由，或自己写")
    await wang.send("第2张看不清")
    await wang.until(f"{entry.number} 李梅 已退回")
    await mei.until("需要修改：第2张看不清")


async def test_rejecting_needs_a_reason_a_rule_and_a_confirmation(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = await under_review(town, mei, wang)
    await choose_reason(wang, "驳回", "看不出宣传成效")
    asked = await wang.until("依据：")
    assert "看不出宣传成效" in asked.text
    assert entry_of(town, entry.number).state is State.PENDING
    await wang.press("返回")
    await decidable(wang, entry.number)
    await own_words(wang, "驳回")
    await wang.send("与<b>&😀无关")
    await wang.until("依据：")
    await twice(wang, "确认")
    await mei.until(f"❌ {entry.number} 开展宣传（11月23日）未认定：与<b>&😀无关")
    assert entry_of(town, entry.number).state is State.REJECTED


async def test_a_double_tap_decides_once_and_never_the_next(
    town: Town, mei: Phone, wang: Phone
) -> None:
    first = await report_publicity(mei)
    second = filed(town, mei, "2026-11-02").number
    await wang.until("条待审核")
    await open_queue(wang, first)
    await twice(wang, "通过")
    assert entry_of(town, first).state is State.APPROVED
    assert entry_of(town, second).state is State.PENDING
    await twice(wang, "撤销")
    assert entry_of(town, first).state is State.PENDING
    assert not [m for m in await said(wang) if "只有刚才办理的人" in m.text]


async def test_a_reason_for_what_was_withdrawn_meanwhile_is_stale(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await reported(mei, wang)
    await own_words(wang, "退回")
    await mei.press("撤回")
    await mei.until(lambda m: m.button("重新提交") is not None)
    await wang.until("作者已撤回")
    await wang.send("照片看不清")
    await wang.until("作者已撤回")
    assert entry_of(town, number).state is State.WITHDRAWN


async def test_what_changed_since_the_card_was_shown_is_looked_at_again(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await wang.until("有 1 条待审核")
    shown = await open_queue(wang, number)
    await mei.press("撤回")
    await mei.until(lambda m: m.button("重新提交") is not None)
    pass_time(town, 5)
    await mei.press("重新提交")
    await mei.until("已提交")
    await wang.press("通过", on=shown)
    await wang.until("作者刚改过")
    assert entry_of(town, number).state is State.PENDING


async def test_a_button_of_last_week_says_what_happened(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "今天")
    await wang.press("✅ 待审核")
    shown = await decidable(wang, entry.number)
    await approve(wang)
    pass_time(town, timedelta(days=7))
    await mei.until("已通过")
    await wang.press("驳回", on=shown)
    await wang.until("已由王*于 09:00 处理：已通过")


@pytest.mark.parametrize("label", ["✅ 待审核", "/review"])
async def test_another_menu_label_ends_the_writing_of_a_reason(
    town: Town, mei: Phone, wang: Phone, label: str
) -> None:
    entry = await under_review(town, mei, wang)
    await own_words(wang, "退回")
    await wang.send(label)
    await decidable(wang, entry.number)
    await wang.send("这不是理由")
    await wang.until("没有看懂")
    assert entry_of(town, entry.number).state is State.PENDING


async def test_the_score_leads_to_the_entry_and_an_appoved_one_cannot_be_changed(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = counted(town, mei, wang, "今天")
    await mei.press("📊 我的得分")
    await mei.until(f"{entry.number} 11月23日 +5")
    await mei.press(entry.number)
    card = await mei.until(f"✅ {entry.number} 已通过")
    assert "已通过：王*，11月23日 09:" in card.text, "a point leads to who gave it"
    assert not card.buttons
    tap(mei, f"d:withdraw:{entry.draft_id}:1")
    await mei.until("不能撤回")
    tap(mei, f"d:ask:{entry.draft_id}:1:place")
    await mei.until("不能再改")


async def test_the_buttons_follow_the_originals_down_the_chat(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await wang.press("✅ 待审核")
    card = await decidable(wang, number)
    await wang.press("原图")
    moved = await wang.until(
        lambda m: m.button("通过") is not None and m.message_id > card.message_id + 2
    )
    assert moved.message_id == wang.last.message_id
    await eventually(lambda: sum(m.button("通过") is not None for m in wang.messages) == 1)


async def test_what_does_not_fit_on_one_screen_is_behind_a_button(
    town: Town, mei: Phone, wang: Phone
) -> None:
    long = {"place": "很长的地点" * 12, "theme": "很长的主题" * 12}
    entry = filed_with_photo(town, mei, "今天", **long)
    await wang.press("✅ 待审核")
    card = await decidable(wang, entry.number)
    assert len(card.text.splitlines()) <= 9
    assert all(width(line) <= LINE for line in card.text.splitlines()), "no line wraps"
    assert "通过后 5/20" in card.text, "what it will be worth is not what is cut"
    town.do(lengthen, entry.id)
    await wang.press("详情")
    await wang.until("长" * 900)
    below = await wang.until(lambda m: m.button("通过") is not None)
    assert below.message_id == wang.last.message_id


async def test_what_looks_like_another_entry_is_said_and_shown_and_decides_nothing(
    town: Town, mei: Phone, wang: Phone
) -> None:
    first = filed_with_photo(town, mei, "2026-11-02")
    second = filed_with_photo(town, mei, "2026-11-03")
    other, own = (pieces_of(town, entry.draft_id)[0].id for entry in (first, second))
    town.do(likeness.note, own, other, "near")
    await wang.press("✅ 待审核")
    await decidable(wang, first.number)
    await wang.press("下一条")
    card = await decidable(wang, second.number)
    assert f"第1张与 {first.number} 相似" in card.text
    await wang.press(first.number, on=card)
    beside = await wang.until(lambda m: first.number in m.text and not m.buttons)
    assert beside.photo() != card.photo()
    live = await wang.until(lambda m: second.number in m.text and m.button("通过") is not None)
    assert live.message_id > beside.message_id, "the live card comes down below it"
    await wang.press("通过")
    await wang.until(f"{second.number} 李梅 已通过")


async def test_deciding_while_the_originals_are_coming_leaves_the_next_card_at_the_end(
    town: Town, mei: Phone, wang: Phone
) -> None:
    first = filed_with_photo(town, mei, "2026-11-02")
    second = filed_with_photo(town, mei, "2026-11-03")
    await wang.press("✅ 待审核")
    card = await decidable(wang, first.number)
    await wang.press("原图")
    await wang.press("通过", on=card)
    await wang.until(f"{first.number} 李梅 已通过")
    await decidable(wang, second.number)
    await wang.until("的材料（已去除位置信息）")
    await eventually(lambda: wang.last.button("通过") is not None)
    assert second.number in wang.last.text
    assert sum(m.button("退回") is not None for m in wang.messages) == 1
    assert entry_of(town, second.number).state is State.PENDING


@pytest.mark.parametrize("reason", ["……", "。", "字" * 201])
async def test_a_reason_that_cannot_be_taken_is_explained(
    town: Town, mei: Phone, wang: Phone, reason: str
) -> None:
    entry = await under_review(town, mei, wang)
    await write_reason(wang, "退回", reason)
    refusal = await wang.until("例如：照片看不清，请重拍")
    assert len(refusal.text.splitlines()) == 1
    assert entry_of(town, entry.number).state is State.PENDING
    await wang.send("照片看不清")
    await wang.until("已退回")


async def test_what_a_person_who_left_has_filed_can_still_be_decided(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entries = [filed(town, mei, f"2026-11-0{n}") for n in (1, 2, 3)]
    town.do(lambda s: leave(s, persons.get(s, entries[0].person_id)))
    before = len(await said(mei))
    await wang.press("✅ 待审核")
    await decidable(wang, entries[0].number)
    await approve(wang)
    await decidable(wang, entries[1].number)
    await choose_reason(wang, "退回", "照片看不清")
    await decidable(wang, entries[2].number)
    await choose_reason(wang, "驳回", "看不出宣传成效")
    await wang.press("确认")
    await wang.until("都审完了")
    pass_time(town, 61)
    states = [entry_of(town, entry.number).state.value for entry in entries]
    assert states == ["approved", "returned", "rejected"]
    assert len(await said(mei)) == before, "nobody is told"


async def test_a_decision_on_what_was_withdrawn_says_so_in_a_sentence(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = await under_review(town, mei, wang)
    shown = await decidable(wang, entry.number)
    tap(mei, f"d:withdraw:{entry.draft_id}:1")
    for label in ("通过", "退回", "驳回"):
        await wang.press(label, on=shown)
        told = await wang.until("作者已撤回修改，不用审核了")
        assert len(told.text.splitlines()) == 1


def lengthen(session: Session, entry_id: int) -> None:
    """A fact as long as an account of what happened may be."""
    from sqlalchemy import bindparam, update

    facts = session.vault.seal(
        json.dumps({**FACTS, "day": "2026-11-23", "place": "长" * 990}), f"entry.facts:{entry_id}"
    )
    column = models.Entry.__table__.c
    changed = update(models.Entry).where(column.id == bindparam("entry"))
    session.write(changed.values(facts_sealed=bindparam("facts")), entry=entry_id, facts=facts)
