"""A digest that stands in the chat says of each part that it is done, as soon as it is."""

from datetime import timedelta

import pytest

from bot.handlers.month import nudging
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.work.entries import Entry
from tests.conftest import Town
from tests.handlers.month.at_the_desk import labels, move, nudges, wake
from tests.handlers.playing import approve, decidable, filed, filed_with_photo, pass_time
from tests.handlers.review.test_batch import drawn

DONE = "✅ 等您审核的都处理了"


@pytest.fixture
async def waited(town: Town, mei: Phone, wang: Phone) -> list[Entry]:
    """Two entries that have waited since Monday; it is Thursday, and 王强 is reminded of them."""
    found = [filed_with_photo(town, mei, day) for day in ("2026-11-20", "2026-11-21")]
    wake(town, 11, 26)
    await wang.until("有 2 条等您审核，已满 3 个工作日")
    return found


async def review_next(phone: Phone, entry: Entry) -> None:
    """通过 on the card in the queue's turn, once that has been said to have counted."""
    await decidable(phone, entry.number)
    await phone.press("通过")
    await phone.until(f"{entry.number} 李梅 已通过")


async def digest(phone: Phone) -> Message:
    """The one reminder that stands in the chat."""
    (only,) = await nudges(phone)
    return only


async def test_when_the_last_entry_it_named_is_decided_the_review_part_is_done(
    town: Town, waited: list[Entry], wang: Phone
) -> None:
    await wang.press("去审核")
    await review_next(wang, waited[0])
    await decidable(wang, waited[1].number)
    assert "有 2 条等您审核" in (await digest(wang)).text, "not while one waits"
    await review_next(wang, waited[1])
    settled = await wang.until(DONE)
    assert labels(settled) == []
    assert "去审核" not in settled.text
    assert len(await nudges(wang)) == 1, "it is put right where it stands"


async def test_what_is_taken_back_waits_again(town: Town, waited: list[Entry], wang: Phone) -> None:
    await wang.press("去审核")
    for entry in waited:
        await review_next(wang, entry)
    await wang.until(DONE)
    await wang.press("撤销")
    again = await wang.until("有 1 条等您审核")
    assert labels(again) == ["去审核"]


async def test_a_whole_batch_settles_it_too(town: Town, waited: list[Entry], wang: Phone) -> None:
    for entry in waited:
        await drawn(town, entry)
    await wang.press("去审核")
    await wang.until(lambda m: m.button("批量通过") is not None)
    await wang.press("批量通过")
    await wang.until(lambda m: m.button("确认通过 2 条") is not None)
    await wang.press("确认通过 2 条")
    await wang.until(DONE)


async def test_an_entry_that_its_author_withdrew_waits_no_more(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "2026-11-20")
    wake(town, 11, 26)
    await wang.until("有 1 条等您审核")
    await mei.press("📂 我的记录")
    await mei.until("最近")
    await mei.press(entry.number)
    await mei.until("已提交")
    await mei.press("撤回")
    await wang.until(DONE)


async def test_the_bureaus_part_is_done_when_the_liaison_has_decided(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    entry = filed(town, mei, "2026-11-20")
    wake(town, 12, 3)
    await zhao.until("有 1 条专班久未审核")
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await approve(wang)
    settled = await zhao.until("✅ 专班久未审核的都处理了")
    assert "去审核" not in labels(settled)


async def test_when_everybody_has_a_figure_the_part_about_base_scores_is_done(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await town.joined("孙丽", Role.COORDINATOR)
    wake(town, 12, 25)
    asked = await wang.until("还有 2 人没有基本得分")
    await wang.press("填写基本得分", on=asked)
    await wang.until("已评 0/2")
    await wang.send("李梅 27")
    await wang.until("李梅")
    await wang.press("确认")
    await wang.until("1/2")
    assert "还有 2 人没有基本得分" in (await digest(wang)).text, "not while one is left"
    await wang.press("🧮 基本得分")
    await wang.until("已评 1/2")
    await wang.send("28")
    await wang.until("28 分")
    await wang.press("确认")
    settled = await wang.until("✅ 2026年第四季度基本得分已评完")
    assert labels(settled) == ["没有变化", "👥 人员台账"]


async def test_what_is_done_before_it_could_be_said_is_not_said(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "2026-11-20")
    await town.stop()
    move(town, 11, 26)
    assert town.do(nudging.send) == 1
    await town.start()
    await wang.press("✅ 待审核")
    await decidable(wang, entry.number)
    await approve(wang)
    pass_time(town, timedelta(minutes=5))
    await wang.quiet()
    assert all(DONE in message.text for message in await nudges(wang))
