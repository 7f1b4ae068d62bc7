"""Reviewing: the queue, the decisions, taking them back, and who may not."""

from datetime import timedelta

import pytest

from bot.actions import review
from bot.rules.roles import Role
from bot.rules.states import State
from bot.sandbox.phone import Phone
from tests.conftest import Town, photo
from tests.handlers.playing import (
    answer,
    attach,
    begin,
    counted,
    decidable,
    entry_of,
    eventually,
    filed,
    hand_in,
    open_queue,
    pass_time,
    report_publicity,
    said,
    tap,
    twice,
)


async def approve(phone: Phone) -> None:
    """通过, with the reason that an entry without files asks for."""
    await phone.press("通过")
    await phone.until("请写通过的理由")
    await phone.send("说明属实")
    await phone.until("已通过")


async def test_the_card_shows_sheet_facts_slots_and_what_it_will_be_worth(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await wang.until("有 1 条待审核")
    shown = await open_queue(wang, number)
    assert shown.photo()
    for part in ("第1/1条", "李梅（李梅的单位）", "服装制造", "地点：××服装厂", "✅ 照片视频 1",
                 "通过后 5/20"):  # fmt: skip
        assert part in shown.text
    assert [b for row in shown.buttons for b in row] == ["通过", "退回", "驳回", "原图", "下一条"]


async def test_an_empty_queue_says_so(wang: Phone, zhao: Phone) -> None:
    for phone in (wang, zhao):
        await phone.press("✅ 待审核")
        await phone.until("没有待审核")


async def test_new_entries_are_announced_once_and_then_only_counted(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await report_publicity(mei)
    await wang.until("有 1 条待审核")
    await mei.press("📝 上报工作")
    await mei.until("哪一类")
    await mei.press("开展宣传")
    await mei.until("哪天开展")
    await mei.press("昨天")
    await mei.until("主题？")
    await mei.press("工资支付")
    await mei.until("自发开展，还是")
    await mei.press("自发开展")
    await mei.until("请发活动的照片")
    await attach(mei, [photo("二")])
    await hand_in(mei)
    await wang.until("有 2 条待审核")
    assert sum("条待审核" in m.text for m in await said(wang)) == 1


async def test_what_is_still_being_fetched_gets_its_buttons_by_itself(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    town.world.faults.delay(1.5, "download", times=2)
    await attach(mei)
    number = await hand_in(mei)
    await wang.until("有 1 条待审核")
    await wang.press("✅ 待审核")
    waiting = await wang.until("材料还在收取")
    assert [b for row in waiting.buttons for b in row] == ["下一条"]
    shown = await decidable(wang, number)
    assert shown.photo()


async def test_approving_counts_at_once_and_the_author_hears_after_the_time_for_undoing(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await wang.until("有 1 条待审核")
    await open_queue(wang, number)
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
    number = await report_publicity(mei)
    await wang.until("有 1 条待审核")
    await open_queue(wang, number)
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
    number = await report_publicity(mei)
    await wang.until("有 1 条待审核")
    await open_queue(wang, number)
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
    entry = filed(town, mei, "今天")
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
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
    await wang.press("退回")
    await wang.until("选一个理由，或自己写")
    await wang.press("照片看不清")
    await wang.until("已退回")
    await mei.until("需要修改：照片看不清")
    assert entry_of(town, entry.number).state is State.RETURNED


async def test_what_was_sent_back_and_laid_aside_is_found_in_the_records(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "今天")
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await wang.press("退回")
    await wang.until("选一个理由")
    await wang.press("照片看不清")
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
    entry = filed(town, mei, "今天")
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await wang.press("退回")
    await wang.until("选一个理由")
    await wang.press("自己写")
    await wang.until("请直接打字写理由")
    await wang.send("字" * 201)
    await wang.until("请控制在 200 字以内")
    await wang.send("<b>第2张</b> & 第3张看不清😀")
    await wang.until("已退回")
    await mei.until("需要修改：<b>第2张</b> & 第3张看不清😀")


async def test_rejecting_needs_a_reason_a_rule_and_a_confirmation(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "今天")
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await wang.press("驳回")
    await wang.until("选一个理由，或自己写")
    await wang.press("看不出宣传成效")
    asked = await wang.until("依据：")
    assert "看不出宣传成效" in asked.text
    assert entry_of(town, entry.number).state is State.PENDING
    await wang.press("返回")
    await decidable(wang, entry.number)
    await wang.press("驳回")
    await wang.until("选一个理由")
    await wang.press("自己写")
    await wang.until("请直接打字写理由")
    await wang.send("与<b>&😀无关")
    await wang.until("依据：")
    await twice(wang, "确认")
    await mei.until(f"❌ {entry.number} 开展宣传（11月23日）未认定：与<b>&😀无关")
    assert entry_of(town, entry.number).state is State.REJECTED


async def test_next_goes_round_the_queue_and_decides_nothing(
    town: Town, mei: Phone, wang: Phone
) -> None:
    numbers = [filed(town, mei, f"2026-11-0{day}").number for day in (1, 2, 3)]
    await wang.press("✅ 待审核")
    for place, number in enumerate([*numbers, numbers[0]]):
        await wang.until(f"第{place % 3 + 1}/3条  {number}")
        await wang.press("下一条")
    cards = [m for m in await said(wang) if "/3条" in m.text]
    assert len(cards) == 1, "one live review card per chat"


async def test_deciding_shows_the_next(town: Town, mei: Phone, wang: Phone) -> None:
    numbers = [filed(town, mei, f"2026-11-0{day}").number for day in (1, 2)]
    await wang.press("✅ 待审核")
    await decidable(wang, numbers[0])
    await approve(wang)
    shown = await decidable(wang, numbers[1])
    assert "第1/1条" in shown.text
    assert "5/20，通过后 10/20" in shown.text


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


async def test_of_two_reviewers_the_second_sees_who_was_faster(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed(town, mei, "今天")
    stamp = review.stamp_of(entry)
    await wang.press("✅ 待审核")
    shown = await decidable(wang, entry.number)
    tap(zhao, f"r:ok:{entry.id}:{stamp}")
    await zhao.until("请写通过的理由")
    await zhao.send("说明属实")
    await zhao.until("已通过")
    frozen = await wang.until("已由赵*于 09:00")
    assert [b for row in frozen.buttons for b in row] == ["下一条"]
    for label in ("通过", "退回", "驳回"):
        await wang.press(label, on=shown)
        await wang.until("已由赵*于")
    assert entry_of(town, entry.number).decided_by is not None


async def test_two_officers_with_the_same_card(town: Town, wang: Phone, zhao: Phone) -> None:
    qian = await town.joined("钱进", Role.BUREAU)
    entry = filed(town, wang, "今天")
    for officer in (zhao, qian):
        await officer.press("✅ 待审核")
        await decidable(officer, entry.number)
    await qian.press("退回")
    await qian.until("选一个理由")
    await qian.press("自己写")
    await qian.until("请直接打字")
    await zhao.press("退回")
    await zhao.until("选一个理由")
    await zhao.press("照片看不清")
    await zhao.until("已退回")
    await qian.send("写到一半")
    await qian.until("已由赵*于")
    assert entry_of(town, entry.number).reason == "照片看不清"


async def test_a_reason_for_what_was_withdrawn_meanwhile_is_stale(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await wang.until("有 1 条待审核")
    await open_queue(wang, number)
    await wang.press("退回")
    await wang.until("选一个理由")
    await wang.press("自己写")
    await wang.until("请直接打字")
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


async def test_nobody_reviews_their_own_and_the_liaisons_goes_to_the_bureau(
    town: Town, wang: Phone, zhao: Phone
) -> None:
    await begin(wang)
    await answer(wang)
    card = await attach(wang)
    number = await hand_in(wang)
    waits = await wang.until("由县局审核")
    assert number in waits.text
    await zhao.until("有 1 条待审核")
    entry = entry_of(town, number)
    for op in ("ok", "ret", "rej", "next", "back", "orig", "more", "undo"):
        tap(wang, f"r:{op}:{entry.id}:{review.stamp_of(entry)}")
        await wang.until(lambda m: "不由您审核" in m.text or "没有待审核" in m.text)
    assert card
    await open_queue(zhao, number)
    await zhao.press("通过")
    await zhao.until("已通过")
    assert entry_of(town, number).state is State.APPROVED


async def test_a_liaison_of_another_task_force_learns_nothing(
    town: Town, mei: Phone, wang: Phone
) -> None:
    other = await town.joined("孙丽", Role.COORDINATOR, Role.LIAISON, force="快递行业")
    entry = filed(town, mei, "今天")
    for op in ("ok", "ret", "rej", "back", "orig", "more", "undo"):
        tap(other, f"r:{op}:{entry.id}:{review.stamp_of(entry)}")
        told = await other.until("不由您审核")
        assert "李梅" not in told.text
    await other.press("✅ 待审核")
    await other.until("没有待审核")


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
    entry = filed(town, mei, "今天")
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await wang.press("退回")
    await wang.until("选一个理由")
    await wang.press("自己写")
    await wang.until("请直接打字")
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
    assert "已通过：王*，2026-11-23 09:" in card.text, "a point leads to who gave it"
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


async def test_after_all_is_decided_the_next_entry_is_announced_anew(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await wang.press("✅ 待审核")
    await decidable(wang, number)
    await wang.press("通过")
    done = await wang.until("都审完了")
    before = wang.bell
    await mei.send_photo(photo("下一件"), caption="宣传 今天 劳动合同法 暂无")
    await mei.press("自发开展")
    await mei.until("请发活动方案")
    await mei.press("暂缺并说明")
    await mei.until("请写一句说明")
    await mei.send("临时组织")
    await mei.press("提交")
    await wang.until(lambda m: "有 1 条待审核" in m.text and m.message_id > done.message_id)
    assert wang.bell == before + 1, "it comes with a sound"
