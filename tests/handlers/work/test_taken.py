"""A picture taken on another day than the entry says is pointed out in neutral words."""

from datetime import date

import pytest

from bot.actions.work.taken import sentences
from bot.rules.taken import A_PAPER, ON_THE_DAY, WHILE_IT_LASTED, Within
from bot.sandbox.phone import Phone
from tests.conftest import Town
from tests.handlers.playing import (
    QUESTIONS,
    answer,
    attach_plan,
    begin,
    decidable,
    hand_in,
    said,
)
from tests.handlers.work import mediating
from tests.handlers.work.test_material import taken

DAY = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("within", "fitting", "other"),
    [
        (ON_THE_DAY, [9, 10, 11], [1, 8, 12]),
        (WHILE_IT_LASTED, [1, 10, 11], [12, 30]),
        (A_PAPER, [1, 10, 11, 30], []),
    ],
)
def test_what_fits_depends_on_what_it_shows(
    within: Within, fitting: list[int], other: list[int]
) -> None:
    assert [n for n in fitting if within.fits(date(2026, 11, n), DAY)] == fitting
    assert [n for n in other if within.fits(date(2026, 11, n), DAY)] == []
    assert not A_PAPER.fits(date(2026, 3, 1), DAY), "nor a paper of half a year ago"


def test_days_are_named_in_order_with_their_pieces_and_of_many_the_rest_is_counted() -> None:
    found = {date(2025, 11, 1): [4], date(2026, 11, 2): [1, 3], date(2026, 11, 3): [2]}
    assert sentences(found, DAY) == [
        "📅 第4张拍摄于 2025年11月1日", "📅 第1、3张拍摄于 11月2日", "📅 第2张拍摄于 11月3日",
    ]  # fmt: skip
    assert sentences({**found, date(2026, 11, 4): [5, 6]}, DAY)[3:] == [
        "📅 另有 2 张拍摄于其他日子"
    ]


async def send_file(phone: Phone, moment: str, text: str) -> None:
    await phone.send_file(taken(moment, text), f"{text}.jpg", mime="image/jpeg")


async def report_with(phone: Phone, *moments: str) -> str:
    """Publicity of today, the 23rd, with photos as files; the entry's number."""
    await begin(phone)
    await answer(phone)
    for n, moment in enumerate(moments, 1):
        await send_file(phone, moment, f"照{n}")
        await phone.until(f"照片视频 {n}")
    await attach_plan(phone)
    await phone.until(QUESTIONS["turnout"])
    return await hand_in(phone)


async def test_author_and_reviewer_read_it_and_nothing_is_kept_from_being_decided(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_with(mei, "2026:11:23 09:04:05", "2026:11:03 15:04:05")
    await mei.until("📅 第2张拍摄于 11月3日")
    await wang.press("✅ 待审核")
    card = await decidable(wang, number)
    assert "📅 第2张拍摄于 11月3日" in card.text
    assert "第1张" not in card.text
    await wang.press("通过")
    await wang.until(f"{number} 李梅 已通过")


async def test_while_it_is_written_the_day_can_still_be_put_right(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await send_file(mei, "2026:11:20 15:04:05", "照")
    await mei.until("📅 第1张拍摄于 11月20日")
    await mei.press("修改")
    await mei.until(lambda m: m.button("日期") is not None)
    await mei.press("日期")
    await mei.until(QUESTIONS["day"])
    await mei.send("11.20")
    put_right = await mei.until("日期：11月20日")
    assert "拍摄于" not in put_right.text


async def test_a_day_beside_it_is_not_worth_a_word(town: Town, mei: Phone, wang: Phone) -> None:
    number = await report_with(mei, "2026:11:22 23:50:00")
    await wang.press("✅ 待审核")
    card = await decidable(wang, number)
    assert "拍摄于" not in card.text
    assert not [m for m in await said(mei) if "拍摄于" in m.text]


async def test_such_an_entry_is_looked_at_by_itself_and_not_in_a_batch(
    town: Town, mei: Phone, wang: Phone
) -> None:
    numbers = [await report_with(mei, "2026:11:03 15:04:05")]
    await mei.press("📝 上报工作")
    await wang.press("✅ 待审核")
    card = await decidable(wang, numbers[0])
    assert "拍摄于 11月3日" in card.text
    assert card.button("批量通过") is None


async def test_papers_of_a_case_may_be_photographed_when_they_are_handed_in(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mediating.begin(mei)
    await mediating.answer(mei, upto="day")
    await mei.send("11.5")
    await mei.until(mediating.QUESTIONS["account"])
    await mei.send(mediating.ACCOUNT)
    for slot, moment in (
        ("record", "2026:10:09 15:00:00"),
        ("conclusion", "2026:11:23 08:00:00"),
        ("signed", "2026:11:23 08:01:00"),
        ("photos", "2026:11:20 15:00:00"),
    ):
        await mei.until(mediating.QUESTIONS[slot])
        await send_file(mei, moment, slot)
        if slot != "photos":
            await mei.until("够了点 下一项")
            await mei.press("下一项")
    told = await mei.until("📅 第4张拍摄于 11月20日")
    assert told.text.count("拍摄于") == 1, "the scene is from after the case was closed"
