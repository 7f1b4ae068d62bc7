"""A photo that was handed in before: its reviewer sees it, its author hears nothing."""

import asyncio
import io

import pytest
from PIL import Image, ImageOps

from bot.actions.work import alike
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.work import evidence
from tests.conftest import PDF, Town
from tests.evidence.drawn import brighter, cropped, crowd, on_desk, paper
from tests.handlers.playing import (
    QUESTIONS,
    answer,
    attach,
    begin,
    entry_of,
    eventually,
    hand_in,
    open_queue,
)
from tests.places import lose


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


async def reported(phone: Phone, *photos: bytes, plan: bytes = PDF) -> str:
    """One publicity event with these photos; the entry's number."""
    await begin(phone)
    await answer(phone)
    for one in photos:
        await phone.send_photo(one)
    await phone.until(QUESTIONS["plan"])
    await phone.send_file(plan, "方案.pdf", mime="application/pdf")
    await phone.until(lambda m: m.button("提交") is not None)
    return await hand_in(phone)


def flagged(town: Town, number: str) -> list[str]:
    draft_id = entry_of(town, number).draft_id
    return [alike.sentence(flag) for flag in town.do(alike.flags, draft_id)]


async def test_a_photo_sent_by_two_people_at_once_is_flagged_on_both_entries(
    town: Town, mei: Phone, wang: Phone
) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    same = jpeg(crowd(1))
    first, second = await asyncio.gather(
        reported(mei, same), reported(li, jpeg(crowd(2)), same, plan=PDF + b"\n")
    )
    await eventually(lambda: bool(flagged(town, first)), 10)
    assert flagged(town, first) == [f"第1张与 {second} 相似（第2张，完全相同）"]
    assert flagged(town, second) == [f"第2张与 {first} 相似（第1张，完全相同）"]
    shown = {first: second, second: first}
    card = await open_queue(wang, "X")
    number = next(each for each in shown if each in card.text.splitlines()[0])
    assert f"与 {shown[number]} 相似" in card.text
    for phone in (mei, li):
        assert not [message for message in phone.messages if "相似" in message.text]


async def test_a_photo_that_was_made_smaller_cut_brightened_or_mirrored_is_recognised(
    town: Town, mei: Phone
) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    scenes = [crowd(seed) for seed in (3, 4, 5)]
    first = await reported(mei, *(jpeg(scene) for scene in scenes))
    changed = [
        cropped(0.02)(scenes[0]).resize((900, 675)),
        brighter(1.2)(scenes[1]),
        ImageOps.mirror(scenes[2]),
    ]
    second = await reported(li, *(jpeg(each, 70) for each in changed), plan=PDF + b"\n")
    await eventually(lambda: len(flagged(town, second)) == 3, 15)
    assert flagged(town, second) == [
        f"第1张与 {first} 相似（第1张）",
        f"第2张与 {first} 相似（第2张）",
        f"第3张与 {first} 相似（第3张，左右相反）",
    ]


async def test_two_photographed_papers_are_not_confused_and_one_file_is_recognised(
    town: Town, mei: Phone
) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    first = await reported(mei, jpeg(on_desk(paper(1), 1)), jpeg(on_desk(paper(2), 1)))
    second = await reported(li, jpeg(on_desk(paper(3), 1)), jpeg(on_desk(paper(4), 1)))
    await eventually(lambda: bool(flagged(town, second)), 10)
    assert flagged(town, second) == [f"第3张与 {first} 相似（第3张，完全相同）"]


async def test_a_live_card_shows_what_was_found_after_it_was_opened(
    town: Town, mei: Phone, wang: Phone
) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    same = jpeg(crowd(6))
    await begin(mei)
    await answer(mei)
    await attach(mei, [jpeg(crowd(7))])
    first = await hand_in(mei)
    second = await reported(li, same, plan=PDF + b"\n")
    card = await open_queue(wang, first)
    assert "相似" not in card.text
    await mei.send_photo(same, reply_to=await mei.until(f"{first} 已提交"))
    card = await wang.until(f"与 {second} 相似")
    assert first in card.text


@pytest.mark.parametrize("left", [None, b"no picture"])
async def test_an_older_photo_whose_thumbnail_is_lost_keeps_no_new_one_waiting(
    town: Town, mei: Phone, left: bytes | None
) -> None:
    first = await reported(mei, jpeg(crowd(61)))
    await town.settled()
    [old] = [p for p in town.do(evidence.of_draft, entry_of(town, first).draft_id) if p.thumbnail]
    assert town.bot is not None
    lose(town.bot.blobs, str(old.thumbnail), left)
    li = await town.joined("李四", Role.COORDINATOR)
    second = await reported(li, jpeg(crowd(61), 60), plan=PDF + b"\n")
    await town.settled()
    draft_id = entry_of(town, second).draft_id
    assert not town.do(alike.is_comparing, draft_id)
    assert flagged(town, second) == []
