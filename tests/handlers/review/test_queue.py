"""The queue: what is announced to whom, in what order it comes, and who else decides on it."""

from datetime import UTC, datetime

from bot.actions.review.case import stamp_of
from bot.rules.roles import Role
from bot.rules.states import State
from bot.sandbox.phone import Phone
from bot.storage.people import roles
from tests.conftest import Town, photo
from tests.handlers.playing import (
    actor_of,
    answer,
    approve,
    attach,
    begin,
    choose_reason,
    decidable,
    entry_of,
    filed,
    hand_in,
    open_queue,
    own_words,
    pass_time,
    report_publicity,
    said,
    tap,
    under_review,
)


async def test_an_empty_queue_says_so(wang: Phone, zhao: Phone) -> None:
    for phone in (wang, zhao):
        await phone.press("✅ 待审核")
        await phone.until("没有待审核")


async def test_new_entries_are_announced_once_and_then_only_counted(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await report_publicity(mei)
    await wang.until("有 1 条待审核")
    await report_more(mei)
    await wang.until("有 2 条待审核")
    assert sum("条待审核" in m.text for m in await said(wang)) == 1


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


async def test_of_two_reviewers_the_second_sees_who_was_faster(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed(town, mei, "今天")
    stamp = stamp_of(entry)
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
    await own_words(qian, "退回")
    await choose_reason(zhao, "退回", "照片看不清")
    await zhao.until("已退回")
    await qian.send("写到一半")
    await qian.until("已由赵*于")
    assert entry_of(town, entry.number).reason == "照片看不清"


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
        tap(wang, f"r:{op}:{entry.id}:{stamp_of(entry)}")
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
        tap(other, f"r:{op}:{entry.id}:{stamp_of(entry)}")
        told = await other.until("不由您审核")
        assert "李梅" not in told.text
    await other.press("✅ 待审核")
    await other.until("没有待审核")


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


async def test_the_count_is_right_when_what_waited_is_withdrawn(
    town: Town, mei: Phone, wang: Phone
) -> None:
    first, second = await report_publicity(mei), await report_more(mei)
    await wang.until("有 2 条待审核")
    for number, told in ((first, "有 1 条待审核"), (second, "现在没有待审核")):
        tap(mei, f"d:withdraw:{entry_of(town, number).draft_id}:1")
        shown = await wang.until(told)
    assert not shown.buttons
    bell = wang.bell
    await mei.press("重新提交")
    anew = await wang.until("有 1 条待审核")
    assert anew.message_id > shown.message_id
    assert wang.bell == bell + 1, "news again, with a sound"


async def test_a_withdrawal_does_not_announce_what_the_reviewer_has_opened(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entries = [filed(town, mei, f"2026-11-0{n}") for n in (1, 2)]
    await wang.press("✅ 待审核")
    await decidable(wang, entries[0].number)
    tap(mei, f"d:withdraw:{entries[1].draft_id}:1")
    await mei.until(lambda m: m.button("重新提交") is not None)
    assert not [m for m in await said(wang) if "条待审核" in m.text]


async def test_what_waits_too_long_is_before_the_bureau_too(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed(town, mei, "今天")
    town.clock.move_to(datetime(2026, 12, 1, 1, 0, tzinfo=UTC))
    await zhao.press("✅ 待审核")
    await zhao.until("没有待审核")
    town.clock.move_to(datetime(2026, 12, 2, 1, 0, tzinfo=UTC))
    for phone in (zhao, wang):
        await phone.press("✅ 待审核")
        card = await decidable(phone, entry.number)
        assert "已等 7 个工作日" in card.text
    await choose_reason(zhao, "退回", "照片看不清")
    await zhao.until("已退回")
    await wang.until("已由赵*于 09:00 处理")
    await wang.press("✅ 待审核")
    await wang.until("没有待审核")


async def test_who_is_liaison_no_longer_is_told_so_by_an_old_button(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = await under_review(town, mei, wang)
    shown = await decidable(wang, entry.number)
    town.do(lambda s: roles.end(s, actor_of(s, wang).person_id, Role.LIAISON))
    for label in ("通过", "退回", "驳回"):
        await wang.press(label, on=shown)
        await wang.until("这一条不由您审核")
    await wang.press("下一条", on=shown)
    await wang.until("审核由联络员和县局办理")
    tap(zhao, f"r:rej:{entry.id}:{stamp_of(entry)}")
    await zhao.until("选一个理由")
    await zhao.press("看不出宣传成效")
    await zhao.press("确认")
    await zhao.until("已驳回")
    await wang.until(lambda m: "这一条不由您审核" in m.text and not m.buttons)


async def test_what_was_submitted_again_comes_last_and_is_not_skipped(
    town: Town, mei: Phone, wang: Phone
) -> None:
    first, second = (filed(town, mei, f"2026-11-0{n}") for n in (1, 2))
    tap(mei, f"d:withdraw:{first.draft_id}:1")
    await mei.until(lambda m: m.button("重新提交") is not None)
    pass_time(town, 5)
    await mei.press("重新提交")
    await mei.until("已提交")
    await wang.press("✅ 待审核")
    for place, entry in ((1, second), (2, first), (1, second)):
        await wang.until(f"第{place}/2条  {entry.number}")
        await wang.press("下一条")


async def test_after_a_decision_comes_what_waits_next_longest(
    town: Town, mei: Phone, wang: Phone
) -> None:
    first, second, third = (filed(town, mei, f"2026-11-0{n}") for n in (1, 2, 3))
    tap(mei, f"d:withdraw:{first.draft_id}:1")
    await mei.until(lambda m: m.button("重新提交") is not None)
    pass_time(town, 5)
    await mei.press("重新提交")
    await mei.until("已提交")
    await wang.press("✅ 待审核")
    await wang.until(f"第1/3条  {second.number}")
    await wang.press("下一条")
    await decidable(wang, third.number)
    await approve(wang)
    await wang.until(f"第2/2条  {first.number}")


async def test_what_was_announced_during_a_sitting_counts_down_with_it(
    town: Town, mei: Phone, wang: Phone
) -> None:
    old = filed(town, mei, "2026-11-01")
    await wang.press("✅ 待审核")
    await decidable(wang, old.number)
    new = await report_more(mei)
    announced = await wang.until("有 2 条待审核")
    await approve(wang)
    await decidable(wang, new)
    counted = await wang.until("有 1 条待审核")
    await choose_reason(wang, "驳回", "看不出宣传成效")
    await wang.until("确认后作者会收到理由")
    await wang.press("确认")
    settled = await wang.until("现在没有待审核")
    assert announced.message_id == counted.message_id == settled.message_id
    assert not settled.buttons


async def report_more(phone: Phone) -> str:
    """One more event, what the last one tells being filled in; its number."""
    await phone.press("📝 上报工作")
    await phone.until("哪一类")
    await phone.press("开展宣传")
    await phone.until("哪天开展")
    await phone.press("昨天")
    await phone.until("主题？")
    await phone.press("工资支付")
    await phone.until("自发开展，还是")
    await phone.press("自发开展")
    await phone.until("请发活动的照片")
    await attach(phone, [photo("二")])
    return await hand_in(phone)
