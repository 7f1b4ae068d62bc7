"""Words beside photos, as a message of their own: before them, right after, or in reply to one."""

from datetime import timedelta

import pytest

from bot.sandbox.phone import Phone
from tests.conftest import Town, photo
from tests.handlers.playing import (
    QUESTIONS,
    answer,
    begin,
    begun,
    eventually,
    hand_in,
    pass_time,
    pieces_of,
    said,
)
from tests.handlers.work.test_material import taken

WORDS = "宣传 昨天 ××服装厂 60人 劳动合同法"


async def kind_is_asked(phone: Phone) -> None:
    await phone.until("这是哪一项工作的材料")


async def test_words_right_after_the_photos_decide_the_kind_and_fill_the_card(
    town: Town, mei: Phone
) -> None:
    await mei.send_album([photo("一"), photo("二"), photo("三")])
    await mei.until("收到 3 份照片", seconds=6)
    await mei.send(WORDS)
    card = await mei.until("📝 上报：开展宣传\n")
    for line in ("地点：××服装厂", "日期：11月22日", "人数：60人", "主题：劳动合同法",
                 "✅ 照片视频 3"):  # fmt: skip
        assert line in card.text
    assert not [m for m in await said(mei) if "没有要回答" in m.text]


async def test_words_between_a_photo_and_the_next_are_of_both(town: Town, mei: Phone) -> None:
    await mei.send_photo(photo("一"))
    await kind_is_asked(mei)
    await mei.send("调解 本单位 欠薪")
    await mei.until("📝 上报：成功调解\n")
    await mei.send_photo(photo("二"))
    await mei.until("未归类 2")
    assert len(begun(town, mei)) == 1


async def test_the_day_of_the_photo_stands_where_the_words_name_none(
    town: Town, mei: Phone
) -> None:
    await mei.send_file(taken("2026:11:20 15:04:05"), "IMG_1.jpg", mime="image/jpeg")
    await kind_is_asked(mei)
    await eventually(lambda: pieces_of(town, begun(town, mei)[0].id)[0].state == "ready", seconds=8)
    await mei.send("宣传 ××服装厂")
    card = await mei.until("📝 上报：开展宣传\n")
    assert "日期：11月20日" in card.text


async def test_words_that_name_no_kind_are_kept_and_the_answer_says_what_to_do(
    town: Town, mei: Phone
) -> None:
    await mei.send_photo(photo())
    await kind_is_asked(mei)
    await mei.send("昨天 ××服装厂 60人")
    asked = await mei.until("例如：宣传 昨天")
    assert "附言：昨天 ××服装厂 60人" in asked.text
    assert asked.text.splitlines()[-1].endswith("这是哪一项工作的材料？")
    assert asked.button("开展宣传"), "the buttons it speaks of are there"
    assert asked.message_id == mei.last.message_id, "below what was written"
    await mei.press("开展宣传")
    card = await mei.until("📝 上报：开展宣传\n")
    assert "地点：××服装厂" in card.text
    assert "日期：11月22日" in card.text


async def test_words_in_two_messages_are_read_together(town: Town, mei: Phone) -> None:
    await mei.send_photo(photo())
    await kind_is_asked(mei)
    await mei.send("××服装厂 60人")
    await mei.until("附言：××服装厂 60人")
    await mei.send("昨天 宣传")
    card = await mei.until("📝 上报：开展宣传\n")
    for line in ("地点：××服装厂", "日期：11月22日", "人数：60人"):
        assert line in card.text


async def test_words_an_hour_later_are_not_taken_for_a_caption_but_in_reply_they_are(
    town: Town, mei: Phone
) -> None:
    sent = await mei.send_photo(photo())
    await kind_is_asked(mei)
    pass_time(town, timedelta(hours=1))
    await mei.send("昨天在车间")
    refusal = await mei.until("还没有选种类")
    assert "例如" in refusal.text
    assert begun(town, mei)[0].facts == {}
    await mei.send(WORDS, reply_to=sent)
    card = await mei.until("📝 上报：开展宣传\n")
    assert "✅ 照片视频 1" in card.text


async def test_words_in_reply_to_a_photo_fill_its_card_whatever_is_asked(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="place")
    sent = await mei.send_photo(photo())
    await mei.until("✅ 照片视频 1")
    await mei.send("60人 劳动合同法", reply_to=sent)
    card = await mei.until("人数：60人")
    assert QUESTIONS["place"] in card.text, "the question stands"
    await mei.send("××服装厂", reply_to=card)
    await mei.until("地点：××服装厂")


async def test_words_first_begin_the_card_that_the_photos_then_join(town: Town, mei: Phone) -> None:
    await mei.send(WORDS)
    await mei.until("📝 上报：开展宣传\n")
    await mei.send_album([photo("一"), photo("二")])
    await mei.until("✅ 照片视频 2", seconds=8)
    assert len(begun(town, mei)) == 1


@pytest.mark.parametrize("words", ["你好", "宣传", "X1042"])
async def test_words_that_tell_of_no_work_begin_nothing(town: Town, mei: Phone, words: str) -> None:
    before = len(await said(mei))
    await mei.send(words)
    await eventually(lambda: len([m for m in mei.messages if not m.outgoing]) > before)
    assert begun(town, mei) == []


BROKEN = b"\xff\xd8\xff" + bytes(100)


async def test_of_a_draft_whose_only_file_is_refused_nothing_is_left_but_the_refusal(
    town: Town, mei: Phone
) -> None:
    before = len(await said(mei))
    await mei.send_file(BROKEN, "坏.jpg", "image/jpeg")
    await mei.until("没收下", seconds=8)
    new = (await said(mei))[before:]
    assert len(new) == 1
    assert "例如" in new[0].text
    assert not new[0].buttons
    assert begun(town, mei) == []
    await mei.send("你好")
    await mei.until("没有看懂")


async def test_what_was_written_with_a_refused_file_is_kept(town: Town, mei: Phone) -> None:
    await mei.send_file(BROKEN, "坏.jpg", "image/jpeg", caption="昨天 ××服装厂")
    await mei.until("没收下", seconds=8)
    card = await mei.until("材料没有收下，请重新发")
    assert "附言：昨天 ××服装厂" in card.text
    await mei.send_photo(photo())
    await mei.until("收到 1 份照片")
    await mei.press("开展宣传")
    await mei.until("地点：××服装厂")


async def test_the_refusal_of_one_of_two_files_keeps_the_draft(town: Town, mei: Phone) -> None:
    await mei.send_photo(photo())
    await kind_is_asked(mei)
    await mei.send_file(BROKEN, "坏.jpg", "image/jpeg")
    await mei.until("没收下", seconds=8)
    await mei.until("收到 1 份照片")
    await mei.press("开展宣传")
    await mei.until(QUESTIONS["place_kind"])
    assert [piece.kind for piece in pieces_of(town, begun(town, mei)[0].id)] == ["photo"]


async def test_words_and_photos_then_submitted_take_five_actions(town: Town, mei: Phone) -> None:
    await mei.send_photo(photo("一"))
    await kind_is_asked(mei)
    await mei.send(f"{WORDS} 本单位 实地走访")
    await mei.until(QUESTIONS["initiative"])
    await mei.press("自发开展")
    await mei.until(QUESTIONS["plan"])
    await mei.press("暂缺并说明")
    await mei.until("“活动方案”暂时缺少")
    await mei.send("没有书面方案")
    await mei.until(lambda m: m.button("提交") is not None)
    assert await hand_in(mei) == "X1001"
