"""Searching one's own records by what their papers say, and by nobody else's."""

import pytest

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from tests.conftest import Town
from tests.handlers.playing import begun, hand_in, said
from tests.handlers.work import mediating
from tests.handlers.work.papers import AGREED, RECORDED, UNIT, send_agreement, send_record

ASK = "要找哪件"
NOTHING = "没有同时写着这些字"


@pytest.fixture
def read_papers() -> str:
    return "auto"


async def case(phone: Phone, *lines: str, party: str = "张建国") -> str:
    """A case of that party with two papers, handed in; its number."""
    await mediating.begin(phone)
    await mediating.answer(phone, mediating.OTHER, unit=UNIT)
    said_in_it = (*RECORDED, "联系电话 13800004321", "张建国说加班没有算钱。")
    record, agreement = (
        [line.replace("张建国", party) for line in paper] for paper in (lines or said_in_it, AGREED)
    )
    await send_record(phone, *record)
    await send_agreement(phone, *agreement)
    await phone.until("✅ 办理结论 1")
    for _ in range(2):
        await phone.press("暂缺并说明")
        await phone.until("请写一句说明")
        await phone.send("当事人不便")
        await phone.quiet()
    await phone.press("全部做到")
    await phone.until(lambda m: m.button("提交") is not None)
    return await hand_in(phone)


async def found(phone: Phone, words: str) -> Message:
    await phone.send(f"/records {words}")
    return await phone.until("🔎")


async def test_what_papers_say_leads_to_the_record_without_names_and_numbers(
    town: Town, mei: Phone
) -> None:
    number = await case(mei)
    shown = await found(mei, "云河 加班")
    assert shown.text.splitlines() == [
        "🔎 材料里有这些字的 1 件",
        f"{number} 成功调解 11月23日",
        f"　被申请人：{UNIT}",
        "　甲某说加班没有算钱。",
    ]
    shown = await found(mei, "张建国 电话")
    assert "张建国" not in shown.text
    assert "13800004321" not in shown.text
    assert "甲某" in shown.text
    await mei.press(number)
    assert number in (await mei.until("已提交")).text


async def test_whom_running_text_names_is_shown_by_alias(town: Town, mei: Phone) -> None:
    await case(
        mei,
        "调解笔录",
        "申请人：张建国",
        "被申请人：王建军",
        "职工于浩然于2026年入职。",
        "王建军拖欠两个月工资。",
    )
    shown = (await found(mei, "入职 拖欠")).text
    assert "于浩然" not in shown
    assert "王建军" not in shown
    assert "拖欠两个月工资" in shown


async def test_a_button_asks_for_the_words_and_goes_on_asking_until_something_is_found(
    town: Town, mei: Phone
) -> None:
    number = await case(mei)
    await mei.press("📂 我的记录")
    await mei.until("最近的在前")
    await mei.press("🔎 搜材料")
    await mei.until(ASK)
    await mei.send("，。")
    await mei.until("请打出材料上的几个字")
    await mei.send("锦裳")
    assert "例如" in (await mei.until(NOTHING)).text
    await mei.send("云河")
    assert number in (await mei.until("🔎 材料里有这些字的 1 件")).text
    await mei.press("返回")
    await mei.until("最近的在前")
    await mei.send("云河")
    await mei.quiet()
    assert "🔎" not in (await said(mei))[-1].text, "nothing is asked any more"


async def test_a_card_that_waited_goes_on_after_a_search(town: Town, mei: Phone) -> None:
    await case(mei)
    await mediating.begin(mei)
    await mediating.answer(mei, mediating.OTHER, upto="unit")
    await mei.press("📂 我的记录")
    await mei.until("最近的在前")
    await mei.press("🔎 搜材料")
    await mei.until(ASK)
    await mei.send("云河")
    await mei.until("🔎 材料里有这些字的 1 件")
    await mei.send("××建材有限公司")
    await mei.quiet()
    assert begun(town, mei)[0].facts["unit"] == "××建材有限公司"


async def test_nobody_finds_anybody_elses(town: Town, mei: Phone, wang: Phone) -> None:
    await case(mei)
    li = await town.joined("李四", Role.COORDINATOR)
    assert "还没有读出文字" in (await found(li, "云河")).text
    await wang.send("/records 云河")
    await wang.quiet()
    assert UNIT not in wang.last.text


async def test_a_draft_is_found_and_gone_on_with(town: Town, mei: Phone) -> None:
    await send_record(mei)
    await mei.until("✅ 调解笔录 1")
    shown = await found(mei, "拖欠工资")
    assert "草稿 成功调解" in shown.text
    await mei.press("草稿")
    await mei.until("📝 上报：成功调解")


@pytest.mark.parametrize("words", ["2026Q5", "下季", "第五季度"])
async def test_what_was_meant_as_a_quarter_is_told_so(mei: Phone, words: str) -> None:
    await mei.send(f"/records {words}")
    await mei.until("请写成 2026Q4")


@pytest.mark.parametrize("words", ["字" * 3000, "'; DROP TABLE reading; --", "%", "\\"])
async def test_whatever_is_typed_gets_its_sentence(town: Town, mei: Phone, words: str) -> None:
    await send_record(mei)
    await mei.until("✅ 调解笔录 1")
    shown = await found(mei, words)
    assert NOTHING in shown.text
