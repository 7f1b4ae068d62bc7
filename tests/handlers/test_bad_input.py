"""Bad input: one sentence, an example, and nothing that was sent is lost."""

from datetime import timedelta

import pytest

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.work import drafts
from tests.conftest import Town, photo
from tests.handlers.playing import (
    QUESTIONS,
    answer,
    attach,
    begin,
    begun,
    entry_of,
    hand_in,
    pieces_of,
    report_publicity,
    said,
    tap,
)

ID = "11010519491231002X"
ODD = "<b>甲&乙</b> 😀"


def one_sentence(text: str) -> bool:
    return "\n" not in text and ("例如" in text or "请" in text)


async def test_text_where_a_photo_is_due(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send("照片等会儿发")
    told = await mei.until("现在要的是“照片视频”")
    assert one_sentence(told.text)
    await mei.send_photo(photo())
    await mei.until(QUESTIONS["plan"])


async def test_a_photo_where_text_is_due_is_kept_and_the_question_stands(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="place")
    await mei.send_photo(photo())
    card = await mei.until("✅ 照片视频 1")
    assert QUESTIONS["place"] in card.text
    await mei.send("××服装厂")
    await mei.until(QUESTIONS["day"])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12月1日", ""),
        ("明天", "11月24日"),
        ("2026-12-01", "12月1日"),
        ("2月30日", "2月30日"),
        ("2026-02-30", "2月30日"),
        ("去年冬天", "例如"),
        (ODD, "例如"),
        ("日" * 4096, "例如"),
    ],
)
async def test_a_day_that_cannot_be(town: Town, mei: Phone, typed: str, told: str) -> None:
    await begin(mei)
    await answer(mei, upto="day")
    await mei.send(typed)
    if not told:  # of last year
        await mei.until("日期：2025年12月1日")
        return
    refusal = await mei.until(told)
    assert one_sentence(refusal.text)
    assert "day" not in begun(town, mei)[0].facts
    await mei.press("今天")
    await mei.until(QUESTIONS["way"])


@pytest.mark.parametrize(
    ("typed", "day"),
    [("昨天", "2026-11-22"), ("11.5", "2026-11-05"), ("上周三", "2026-11-18")],
)
async def test_a_day_as_people_write_it(town: Town, mei: Phone, typed: str, day: str) -> None:
    await begin(mei)
    await answer(mei, upto="day")
    await mei.send(typed)
    await mei.until(QUESTIONS["way"])
    assert begun(town, mei)[0].facts["day"] == day


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("-1", "不是人数"),
        ("0", "不是人数"),
        ("99999999", "不是人数"),
        ("9" * 4096, "不是人数"),
        ("六十", "不是人数"),
        (ODD, "不是人数"),
        ("1.5", "不是人数"),
    ],
)
async def test_a_turnout_that_cannot_be(town: Town, mei: Phone, typed: str, told: str) -> None:
    await begin(mei)
    await answer(mei)
    await attach(mei)
    await mei.send(typed)
    refusal = await mei.until(told)
    assert one_sentence(refusal.text)
    await mei.send("约60人")
    await mei.until("人数：60人")


@pytest.mark.parametrize("typed", ["６０人", "60", "约60人", "60 人"])
async def test_a_turnout_as_people_write_it(town: Town, mei: Phone, typed: str) -> None:
    await begin(mei)
    await answer(mei)
    await attach(mei)
    await mei.send(typed)
    await mei.until("人数：60人")


async def test_a_choice_that_is_typed_wrong_names_the_choices(town: Town, mei: Phone) -> None:
    await begin(mei)
    for typed in ("学校", ODD, "园" * 4096):
        await mei.send(typed)
        refusal = await mei.until("请从 企业、园区、社区、楼宇 中选一个")
        assert one_sentence(refusal.text)
    await mei.send(" 社区 ")
    await mei.until(QUESTIONS["place"])


async def test_signs_and_emoji_come_through_every_typed_line_as_they_were(
    town: Town, zhao: Phone
) -> None:
    mei = await town.joined("李<梅>&😀", Role.COORDINATOR)
    wang = await town.joined("王强", Role.COORDINATOR, Role.LIAISON)
    await begin(mei)
    await answer(mei, upto="theme", place=ODD)
    await mei.send(f"{ODD}主题")
    await mei.until(QUESTIONS["reach"])
    await mei.press("全县")
    await mei.until(QUESTIONS["initiative"])
    await mei.press("自发开展")
    for slot in ("photos", "plan"):
        await mei.until(QUESTIONS[slot])
        await mei.press("暂缺并说明")
        await mei.until("请写一句说明")
        await mei.send(f"{ODD}{slot}")
    await mei.until(f"活动方案 暂缺：{ODD}plan")
    number = await hand_in(mei)
    await wang.until("有 1 条待审核")
    await wang.press("✅ 待审核")
    shown = await wang.until(number)
    for part in ("李<梅>&😀", ODD, f"{ODD}主题"):
        assert part in shown.text
    await wang.press("详情")
    shown = await wang.until(f"{ODD}photos")
    for part in (f"地点：{ODD}", f"主题：{ODD}主题"):
        assert part in shown.text


async def test_the_longest_message_is_refused_and_a_place_of_sixty_is_taken(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="place")
    for typed in ("厂" * 4096, "😀" * 2048, "厂" * 61):
        await mei.send(typed)
        refusal = await mei.until("最多 60 个字")
        assert one_sentence(refusal.text)
    await mei.send("厂" * 60)
    await mei.until("厂" * 60)


async def test_a_sticker_a_voice_a_place_and_a_contact_are_refused_and_change_nothing(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="place")
    for send in (mei.send_sticker, mei.send_voice, mei.send_location):
        await send()
        refusal = await mei.until("这类消息收不了")
        assert one_sentence(refusal.text)
    await mei.send_contact("13800001234")
    await mei.until("这类消息收不了")
    await mei.send("××服装厂")
    await mei.until(QUESTIONS["day"])


async def test_an_id_number_is_deleted_explained_and_not_kept(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei, upto="place")
    typed = await mei.send(f"联系人 {ID}")
    await mei.until("那条消息已删除")
    await mei.quiet()
    assert typed.message_id not in [m.message_id for m in mei.messages]
    assert not [m for m in mei.messages if ID in m.text]
    spaced = await mei.send("110105 19491231 002x")
    await mei.until("那条消息已删除")
    await mei.quiet()
    assert spaced.message_id not in [m.message_id for m in mei.messages]
    assert ID not in str(begun(town, mei)[0].facts)


async def test_an_id_number_in_a_caption_is_explained_and_the_photo_kept(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    sent = await mei.send_photo(photo(), caption=f"张三 {ID}")
    await mei.until("那条消息已删除")
    await mei.quiet()
    assert sent.message_id not in [m.message_id for m in mei.messages]
    assert len(pieces_of(town, begun(town, mei)[0].id)) == 1


async def test_a_message_while_the_bot_restarts_is_answered_afterwards(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="place")
    town.world.faults.duplicate(3)
    await town.stop()
    await mei.send("××服装厂")
    await mei.send("今天")
    await town.start()
    card = await mei.until(QUESTIONS["way"])
    assert "地点：××服装厂" in card.text


async def test_an_edited_message_is_not_taken_twice(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei, upto="place")
    typed = await mei.send("××服装厂")
    await mei.until(QUESTIONS["day"])
    await mei.edit(typed, "昨天")
    await mei.quiet()
    assert "day" not in begun(town, mei)[0].facts


async def test_text_without_any_question_is_answered_with_a_way_on(mei: Phone, zhao: Phone) -> None:
    for phone, way in ((mei, "📝 上报工作"), (zhao, "/summary 本季")):
        for typed in ("你好", ODD, "/nonsense", "X1001 审了吗", "字" * 4096):
            await phone.send(typed)
            refusal = await phone.until("没有看懂")
            assert way in refusal.text


async def test_an_answer_to_a_card_that_is_submitted_says_where_it_is(
    town: Town, mei: Phone
) -> None:
    number = await report_publicity(mei)
    card = await mei.until(number)
    await mei.send("换个地点", reply_to=card)
    await mei.until("要改请先点 撤回")
    assert entry_of(town, number).facts["place"] == "××服装厂"


GARBAGE = [
    "d:a:999999:1:x:y",
    "d:a:1:1:x:y",
    "d:a:1:2:place:#zzz",
    "d:a:1:99:place_kind:学校",
    "d:a:99999999999999999999:1:x:y",
    "d:a:1:1",
    "d:a:1:1:gap:plan",
    "d:zzz:1:1",
    "d:mv:1:1:1:nowhere",
    "d:mv:1:1:x:photos",
    "d:rm:1:1:999999",
    "d:skip:1:1:place",
    "d:skip:1:1:x",
    "d:ask:1:1:x",
    "d:page:1:1:day:2026-13",
    "d:page:1:1:x:2026-01",
    "d:page:1:1:day:9999-99",
    "d:kind:1:1:x",
    "d:show:999999:1",
    "d:resume:999999:1",
    "d:submit:1:1",
    "d:withdraw:1:1",
    "d:park:999999:1",
    "d",
    "d:",
    "e:",
    "e:abc",
    "e:999999",
    "e:-1",
    "kind:x:ask",
    "kind:publicity",
    "kind::new:",
    "join:yes:1",
    "join:no:999999",
    "join:no:x",
    "join:maybe:1",
    "join:ask:1",
    "join:is:1:1",
    "join:is:999999:1002",
    "d:into:1:1:999999",
    "d:into:1:1:1001",
    "r:ok:abc",
    "r:ok:999999:1",
    "r:ok:1001:x",
    "r:why:1001:1:approve:0",
    "r:why:1001:1:return:99",
    "r:yes:1001:1:draft1",
    "r:yes:1001:1:draftx",
    "r:own:1001:1:x",
    "r:zzz:1001:1",
    "r:undo:1001:1",
    "q:go:2026Q9:77",
    "q:go:2026Q4:77",
    "q:go:2026Q4:x",
    "q:go:2026Q4",
    "q:go:1999Q1:0",
    "q:go:2031Q1:0",
    "q:of:" + "字" * 19,
    "q:stop",
    "q:stop:1",
    "q:zzz",
    "b:yes:1",
    "b:yes:999999",
    "b:who:1:1",
    "b:no:1",
    "b:zzz:1",
    "b:of:2026Q9",
    "b:one:x",
    "reviewx",
    ":",
    "\x00" * 64,
    "😀" * 16,
    "A" * 64,
    "' OR 1=1 --",
]


async def test_no_garbage_behind_a_button_shows_or_changes_anything(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    """What an altered app may send: the fixture sees to it that nothing failed."""
    await begin(mei)
    await answer(mei, upto="place")
    draft = begun(town, mei)[0]
    before = {**draft.facts}
    other = await town.joined("孙丽", Role.COORDINATOR, force="快递行业")
    for phone in (other, mei, wang, zhao):
        for data in GARBAGE:
            tap(phone, data)
        await phone.quiet()
    assert town.do(drafts.get, draft.id).facts == before
    for phone in (other, wang, zhao):
        assert not [m for m in await said(phone) if "李梅" in m.text or "企业" in m.text]
    card = next(m for m in reversed(mei.messages) if m.text.startswith("📝 上报：开展宣传\n"))
    assert card.buttons


async def test_a_button_of_last_week_still_answers_the_question_it_asks(
    town: Town, mei: Phone
) -> None:
    card = await begin(mei)
    town.clock.advance(timedelta(days=7))
    await mei.press("社区", on=card)
    await mei.until(QUESTIONS["place"])
