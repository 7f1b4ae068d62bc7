"""An entry by its number, and 改判: the bureau changes what was decided."""

import pytest

from bot.rules.roles import Role
from bot.rules.states import State
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage import audit
from bot.storage.work.entries import Entry
from tests.conftest import Town
from tests.handlers.playing import (
    counted,
    decidable,
    entry_of,
    filed,
    filed_with_photo,
    pass_time,
    said,
    tap,
    twice,
)

REASON = "属统一组织<b>&😀，不应加分"


@pytest.fixture
def approved(town: Town, mei: Phone, wang: Phone) -> Entry:
    """An entry of 李梅 that 王强 has approved, with another that counts."""
    counted(town, mei, wang, "2026-11-02")
    return counted(town, mei, wang, "今天")


async def look_up(phone: Phone, number: str) -> Message:
    await phone.send(number)
    return await phone.until("经过：")


async def give_reason(phone: Phone, reason: str = REASON) -> Message:
    """改判, up to what it will mean."""
    await phone.press("改判")
    await phone.until("请打字写理由")
    await phone.send(reason)
    return await phone.until("确认后本人和联络员会收到理由")


def state(town: Town, entry: Entry) -> State:
    return entry_of(town, entry.number).state


async def test_an_officer_reads_what_was_decided_by_whom_and_why(
    town: Town, zhao: Phone, approved: Entry
) -> None:
    for typed in (approved.number, approved.number.lower(), "Ｘ１００２", " x 1002 "):
        shown = await look_up(zhao, typed)
        assert shown.text.startswith(f"✅ {approved.number} 开展宣传  已通过")
        for part in ("李梅（李梅的单位）", "地点：××服装厂", "已通过：王*，11月23日 09:00",
                     "理由：说明属实", "11月23日 09:00 李* 提交",
                     "11月23日 09:00 王* 通过：说明属实"):  # fmt: skip
            assert part in shown.text
        assert [b for row in shown.buttons for b in row] == ["改判"]


async def test_the_record_carries_the_contact_sheet(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed_with_photo(town, mei, "今天", place="很长的地点" * 10)
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await wang.press("通过")
    await wang.until("已通过")
    shown = await look_up(zhao, entry.number)
    assert shown.photo()


async def test_an_approval_is_revoked_with_a_reason_and_everyone_hears(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, approved: Entry
) -> None:
    await look_up(zhao, approved.number)
    asked = await give_reason(zhao)
    assert f"改判 {approved.number}：已通过 → 未认定" in asked.text
    assert "李梅 开展宣传2026年第四季度：10/20 → 5/20" in asked.text
    assert state(town, approved) is State.APPROVED
    await twice(zhao, "确认")
    await zhao.until(f"⚖️ {approved.number} 李梅 已改判为未认定 09:00：{REASON}")
    told = await mei.until(f"❌ {approved.number} 开展宣传（11月23日）县局改判为未认定：{REASON}")
    assert "本季 5/20" in told.text
    assert told.button("申请复核")
    await wang.until(f"⚖️ {approved.number} 李梅：县局赵*改判为未认定，理由：{REASON}")
    assert state(town, approved) is State.REJECTED
    acts = [act for *_, act, _ in town.do(audit.history, f"entry:{approved.id}")]
    assert acts == ["submit", "approve", "revoke"]
    assert sum("县局改判为未认定" in m.text for m in await said(mei)) == 1


async def test_a_rejection_is_recognised(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, approved: Entry
) -> None:
    await look_up(zhao, approved.number)
    await give_reason(zhao)
    await zhao.press("确认")
    await zhao.until("已改判为未认定")
    await look_up(zhao, approved.number)
    asked = await give_reason(zhao, "重新核实，应予认定")
    assert "5/20 → 10/20" in asked.text
    await zhao.press("确认")
    await zhao.until("已改判为已通过")
    told = await mei.until("县局改判为通过：重新核实，应予认定")
    assert "本季 10/20" in told.text
    assert state(town, approved) is State.APPROVED


async def test_an_approval_revoked_before_its_author_heard_is_never_announced(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed_with_photo(town, mei, "今天")
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await wang.press("通过")
    await wang.until("已通过")
    await look_up(zhao, entry.number)
    await give_reason(zhao)
    await zhao.press("确认")
    await mei.until("县局改判为未认定")
    pass_time(town, 61)
    assert not [m for m in await said(mei) if "（11月23日）已通过" in m.text]


async def test_going_back_changes_nothing(town: Town, zhao: Phone, approved: Entry) -> None:
    await look_up(zhao, approved.number)
    await zhao.press("改判")
    await zhao.until("请打字写理由")
    await zhao.press("返回")
    await zhao.until(lambda m: m.button("改判") is not None)
    await zhao.send("这不是理由")
    await zhao.until("没有看懂")
    await give_reason(zhao)
    await zhao.press("返回")
    await zhao.until(lambda m: m.button("改判") is not None)
    assert state(town, approved) is State.APPROVED


@pytest.mark.parametrize(
    ("typed", "told"), [("字" * 201, "请控制在 200 字以内"), ("……", "理由不能为空")]
)
async def test_a_reason_that_cannot_be_taken_is_explained(
    town: Town, zhao: Phone, approved: Entry, typed: str, told: str
) -> None:
    await look_up(zhao, approved.number)
    await zhao.press("改判")
    await zhao.until("请打字写理由")
    await zhao.send(typed)
    refusal = await zhao.until(told)
    assert "例如" in refusal.text
    assert len(refusal.text.splitlines()) == 1
    await zhao.send(REASON)
    await zhao.until("确认后本人和联络员")


async def test_what_still_waits_is_not_overturned(town: Town, mei: Phone, zhao: Phone) -> None:
    entry = filed(town, mei, "今天")
    shown = await look_up(zhao, entry.number)
    assert "正在等待审核" in shown.text
    assert not shown.buttons
    tap(zhao, f"ov:ask:{entry.id}")
    told = await zhao.until("还在等待审核，不用改判")
    assert len(told.text.splitlines()) == 1


async def test_a_decision_that_changed_meanwhile_is_looked_at_again(
    town: Town, zhao: Phone, approved: Entry
) -> None:
    qian = await town.joined("钱进", Role.BUREAU)
    for officer in (zhao, qian):
        await look_up(officer, approved.number)
        await give_reason(officer)
    await zhao.press("确认")
    await zhao.until("已改判为未认定")
    await qian.press("确认")
    await qian.until("刚刚有变化，现在是“未认定”")
    assert state(town, approved) is State.REJECTED


async def test_a_number_that_does_not_exist(zhao: Phone, wang: Phone, mei: Phone) -> None:
    await zhao.send("X99999")
    await zhao.until("没有 X99999 这一条，请核对号码，例如：X1042")
    for phone in (wang, mei):
        await phone.send("X99999")
        await phone.until("X99999 不在您可以查看的范围")


async def test_somebody_elses_number_tells_nothing(town: Town, approved: Entry) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    sun = await town.joined("孙丽", Role.COORDINATOR, Role.LIAISON, force="快递行业")
    for phone in (li, sun):
        await phone.send(approved.number)
        told = await phone.until("不在您可以查看的范围")
        assert "李梅" not in told.text
        tap(phone, f"ov:show:{approved.id}")
        await phone.until("不在您可以查看的范围")
        tap(phone, f"ov:ask:{approved.id}")
        await phone.until("改判由县局办理")
    assert state(town, approved) is State.APPROVED


async def test_a_liaison_reads_the_entries_of_their_own_task_force(
    wang: Phone, approved: Entry
) -> None:
    shown = await look_up(wang, approved.number)
    assert not shown.buttons


async def test_an_author_opens_their_own(mei: Phone, approved: Entry) -> None:
    await mei.send(approved.number.lower())
    await mei.until(f"✅ {approved.number} 已通过")


async def test_nobody_overturns_what_is_said_of_themselves(
    town: Town, wang: Phone, zhao: Phone, approved: Entry
) -> None:
    """A liaison's own entry: the bureau decides, the liaison only reads."""
    own = counted(town, wang, zhao, "2026-11-03")
    tap(wang, f"ov:ask:{own.id}")
    await wang.until("改判由县局办理")


async def test_going_back_from_one_change_leaves_the_question_about_another_open(
    town: Town, mei: Phone, wang: Phone, zhao: Phone, approved: Entry
) -> None:
    other = counted(town, mei, wang, "2026-11-03")
    await look_up(zhao, approved.number)
    await zhao.press("改判")
    asked = await zhao.until(f"改判 {approved.number}：")
    tap(zhao, f"ov:ask:{other.id}")
    await zhao.until(f"改判 {other.number}：")
    await zhao.press("返回", on=asked)
    await zhao.until(lambda m: approved.number in m.text and "经过：" in m.text)
    await zhao.send(REASON)
    await zhao.until(lambda m: other.number in m.text and "确认后本人" in m.text)
