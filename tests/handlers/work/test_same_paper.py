"""A paper that stands in another entry, too: its reviewer sees it, its author hears nothing."""

import io
import threading
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from bot.actions.work import alike, same_text
from bot.rules.papers.sketches import Sketch, sketch_of
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.sample.papers import Paper
from tests.conftest import PDF, Town
from tests.handlers.playing import (
    answer,
    begin,
    entry_of,
    hand_in,
    open_queue,
    pieces_of,
    write_reason,
)
from tests.handlers.work.papers import case_papers, photo_of, send_record

RECORD, _, _ = case_papers()
STAMP = "汶上县劳动关系调解中心"


@pytest.fixture
def read_papers() -> str:
    return "auto"


def jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=80)
    return file.getvalue()


def taken(paper: Paper, seed: str) -> Image.Image:
    return Image.open(io.BytesIO(photo_of(paper, seed)))


def cut(picture: Image.Image) -> Image.Image:
    """Without a strip of the desk and the signatures."""
    return picture.crop((30, 20, picture.width - 20, round(picture.height * 0.75)))


async def reported(phone: Phone, *photos: bytes, plan: bytes = PDF) -> str:
    """One publicity event with these photos; the entry's number."""
    await begin(phone)
    await answer(phone)
    for one in photos:
        await phone.send_photo(one)
    await phone.until("请发活动方案")
    await phone.send_file(plan, "方案.pdf", mime="application/pdf")
    await phone.until(lambda m: m.button("提交") is not None and "正在读" not in m.text)
    return await hand_in(phone)


def flagged(town: Town, number: str) -> list[str]:
    draft_id = entry_of(town, number).draft_id
    return [alike.sentence(flag) for flag in town.do(alike.flags, draft_id)]


async def test_a_paper_photographed_anew_turned_cut_or_stamped_is_flagged_for_the_reviewer(
    town: Town, mei: Phone, wang: Phone
) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    first = await reported(mei, photo_of(RECORD, "first"))
    again = [
        jpeg(taken(RECORD, "anew").rotate(90, expand=True)),
        jpeg(cut(taken(RECORD, "cut"))),
        photo_of(replace(RECORD, stamp=STAMP), "stamped"),
    ]
    second = await reported(li, *again, plan=PDF + b"\n")
    await town.settled()
    told = [f"第{n}份与 {first} 文字相同（第1份）" for n in (1, 2, 3)]
    assert flagged(town, second) == told
    card = await open_queue(wang, "X")
    assert "文字相同" in card.text
    other = second if first in card.text.splitlines()[0] else first
    await wang.press(other)
    await wang.until(lambda m: other in m.text.splitlines()[0])
    for phone in (mei, li):
        assert not [message for message in phone.messages if "相同" in message.text]


async def test_the_same_form_filled_in_for_somebody_else_is_another_paper(
    town: Town, mei: Phone
) -> None:
    li = await town.joined("李四", Role.COORDINATOR)
    first = await reported(mei, photo_of(RECORD, "first"))
    heads = (("时间", "2026年11月10日"), ("申请人", "赵长河"), *RECORD.heads[2:])
    other = replace(RECORD, heads=heads)
    second = await reported(li, photo_of(other, "other"), plan=PDF + b"\n")
    await town.settled()
    assert flagged(town, first) == flagged(town, second) == []


async def test_ones_own_papers_in_one_entry_and_a_resubmission_are_no_news(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await reported(mei, photo_of(RECORD, "first"), photo_of(RECORD, "second"))
    await open_queue(wang, number)
    await write_reason(wang, "退回", "请补一张现场照片")
    await mei.until("退回修改")
    await mei.send_photo(photo_of(RECORD, "third"))
    await mei.quiet()
    await mei.press("重新提交")
    await mei.until("已提交")
    await town.settled()
    assert len(pieces_of(town, entry_of(town, number).draft_id)) == 4
    assert flagged(town, number) == []


async def test_no_tap_waits_for_the_sketch_of_a_crowded_page(
    town: Town, mei: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_by = []

    def noting(*given: Any) -> Sketch | None:
        made_by.append(threading.current_thread().name)
        return sketch_of(*given)

    monkeypatch.setattr(same_text, "sketch_of", noting)
    await send_record(mei)
    await mei.until("✅ 调解笔录 1")
    assert made_by
    assert all(name.startswith("reader") for name in made_by), "not the writer"
