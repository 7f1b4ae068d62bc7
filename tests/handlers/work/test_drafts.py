"""Drafts in real life: captions, several at once, and what comes late."""

from datetime import timedelta

import pytest

from bot.rules.states import State
from bot.sandbox.phone import Phone
from tests.conftest import Town, photo
from tests.handlers.playing import (
    QUESTIONS,
    answer,
    begin,
    begun,
    decidable,
    entry_of,
    eventually,
    filed,
    hand_in,
    open_queue,
    pass_time,
    pieces_of,
    report_publicity,
)
from tests.handlers.work.mediating import QUESTIONS as MEDIATION
from tests.handlers.work.mediating import answer as answer_mediation
from tests.handlers.work.mediating import begin as begin_mediation

CAPTION = "宣传 昨天 ××服装厂 60人 劳动合同法"


async def explain(phone: Phone, slot: str) -> None:
    """暂缺并说明 for the slot that is asked."""
    await phone.press("暂缺并说明")
    await phone.until(f"“{slot}”暂时缺少")
    await phone.send("原件在街道存档")


async def test_a_caption_is_shown_and_corrected_in_one_tap(town: Town, mei: Phone) -> None:
    await mei.send_album([photo("a"), photo("b")], CAPTION)
    card = await mei.until("地点：××服装厂")
    for line in ("场所：企业", "日期：11月22日", "主题：劳动合同法", "人数：60人"):
        assert line in card.text
    await mei.press("✎ 地点")
    await mei.until(QUESTIONS["place"])
    await mei.send("××制衣厂")
    await mei.until("地点：××制衣厂")


async def test_a_caption_without_a_kind_is_read_once_the_kind_is_known(
    town: Town, mei: Phone
) -> None:
    await mei.send_album([photo("a"), photo("b")], "昨天 ××服装厂 欠薪")
    assert "附言：昨天 ××服装厂 欠薪" in (await mei.until("哪一项工作的材料")).text
    await mei.press("成功调解")
    card = await mei.until(MEDIATION["side"])
    for line in ("日期：11月22日", "单位：××服装厂", "争议：劳动报酬"):
        assert line in card.text
    assert "附言" not in card.text


async def test_a_caption_fills_a_case_with_what_follows_from_it(town: Town, mei: Phone) -> None:
    await mei.send_photo(photo("a"), "调解 本单位 重要案件 主要作用 昨天 欠薪 上门反映")
    card = await mei.until(MEDIATION["account"])
    for line in ("案件：本单位 · 重要案件 · 主要作用 · 当事人反映", "单位：李梅的单位"):
        assert line in card.text


async def test_a_caption_that_means_nothing_goes_along_and_is_told(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send_photo(photo("a"), "👍👍 大家辛苦")
    card = await mei.until("没有从附言读出内容")
    assert "例如" not in card.text or "宣传 昨天" in card.text
    await mei.until(QUESTIONS["plan"])
    await explain(mei, "活动方案")
    await mei.until(lambda m: m.button("提交") is not None)
    shown = await open_queue(wang, await hand_in(mei))
    assert "附言：👍👍 大家辛苦" in shown.text


@pytest.mark.parametrize("how", ["caption", "typed"])
async def test_yesterday_is_the_day_before_it_was_written_also_after_an_outage(
    town: Town, mei: Phone, how: str
) -> None:
    if how == "typed":
        await begin(mei)
        await answer(mei, upto="day")
    await town.stop()
    if how == "typed":
        await mei.send("昨天")
    else:
        await mei.send_photo(photo("a"), "宣传 昨天 ××服装厂")
    town.clock.advance(timedelta(days=1))
    await town.start()
    await mei.until("日期：11月22日")


async def test_a_caption_overrules_the_last_entry_but_not_an_answer(town: Town, mei: Phone) -> None:
    filed(town, mei, "2026-11-02")
    await begin(mei)
    await mei.until(QUESTIONS["day"])
    await mei.press("今天")
    await mei.until(QUESTIONS["theme"])
    await mei.send_photo(photo("a"), "宣传 锦绣社区 社会保险法")
    card = await mei.until("地点：锦绣社区")
    assert "场所：社区" in card.text
    assert "日期：11月23日" in card.text


@pytest.mark.parametrize("caption", [CAPTION, "调解 昨天 ××服装厂 欠薪"])
async def test_a_caption_of_other_work_is_not_poured_into_the_card_at_hand(
    town: Town, mei: Phone, caption: str
) -> None:
    await begin(mei)
    await answer(mei, place="锦绣社区")
    await mei.send_photo(photo("a"), caption)
    await mei.until("日期：11月22日")
    drafts = begun(town, mei)
    assert [len(pieces_of(town, draft.id)) for draft in drafts] == [1, 0]
    assert drafts[1].facts["place"] == "锦绣社区"


async def test_a_second_caption_doubles_no_button(town: Town, mei: Phone) -> None:
    await mei.send_photo(photo("a"), CAPTION)
    await mei.until("地点：××服装厂")
    await mei.send_photo(photo("b"), "宣传 60人 实地走访")
    card = await mei.until("照片视频 2")
    labels = [label for row in card.buttons for label in row]
    assert len(labels) == len(set(labels))


async def test_a_number_in_a_caption_is_hidden_before_it_is_kept(town: Town, mei: Phone) -> None:
    await mei.send_photo(photo("a"), "找甲某 138 0000 1234 核实")
    await mei.until("附言：找甲某 138****1234 核实")


async def test_after_material_was_added_the_card_that_is_open_takes_the_answers(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="day")
    await mei.press("取消")
    await mei.until("已放下")
    await mei.send_photo(photo("a"))
    await mei.until("哪一项工作的材料")
    await mei.press("补充到草稿")
    await mei.until("照片视频 1")
    await mei.send("昨天")
    await mei.until("日期：11月22日")


async def test_two_cards_stand_side_by_side_and_a_photo_goes_where_it_answers(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="day")
    first = await mei.until(QUESTIONS["day"])
    await begin_mediation(mei)
    await answer_mediation(mei)
    await mei.send_photo(photo("给第一份"), reply_to=first)
    await mei.until("✅ 照片视频 1")
    await mei.send_photo(photo("给第二份"))
    await mei.until("✅ 调解笔录 1")
    drafts = {draft.form: draft for draft in begun(town, mei)}
    assert len(pieces_of(town, drafts["publicity"].id)) == 1
    assert len(pieces_of(town, drafts["mediation"].id)) == 1


async def test_an_album_goes_into_the_paper_that_was_asked_for_as_one(
    town: Town, mei: Phone
) -> None:
    await begin_mediation(mei)
    await answer_mediation(mei)
    await mei.send_album([photo("一页"), photo("二页"), photo("三页")])
    await mei.until("✅ 调解笔录 3")
    await mei.press("下一项")
    await mei.until(MEDIATION["conclusion"])


async def test_an_album_that_comes_in_pieces_over_a_restart_is_one_paper(
    town: Town, mei: Phone
) -> None:
    await begin_mediation(mei)
    await answer_mediation(mei)
    updates = town.world.main_bot.updates
    await mei.send_album([photo("一页"), photo("二页"), photo("三页"), photo("四页")])
    later = [updates.pending.pop() for _ in range(3)]
    await mei.until("✅ 调解笔录 1")
    await town.stop()
    updates.restore(later)
    await town.start()
    await mei.until("✅ 调解笔录 4")
    (draft,) = begun(town, mei)
    await eventually(lambda: [p.state for p in pieces_of(town, draft.id)] == ["ready"] * 4)
    assert {piece.slot for piece in pieces_of(town, draft.id)} == {"record"}


async def test_material_drawn_before_its_kind_was_known_can_be_decided(
    town: Town, mei: Phone, wang: Phone
) -> None:
    """The contact sheet is drawn anew when its pieces come to stand for something."""
    filed(town, mei, "2026-11-02")
    await mei.send_album([photo("a"), photo("b")])
    await mei.until("哪一项工作的材料")
    (draft,) = [d for d in begun(town, mei) if not d.form]
    await eventually(lambda: [p.state for p in pieces_of(town, draft.id)] == ["ready"] * 2)
    await mei.quiet()
    await mei.press("开展宣传")
    await mei.until(QUESTIONS["day"])
    await mei.press("今天")
    await mei.until(QUESTIONS["theme"])
    await mei.press("工资支付")
    await mei.until(QUESTIONS["initiative"])
    await mei.press("自发开展")
    await mei.until(QUESTIONS["plan"])
    await explain(mei, "活动方案")
    await mei.until(lambda m: m.button("提交") is not None)
    number = await hand_in(mei)
    await wang.press("✅ 待审核")
    await wang.press("下一条")
    await decidable(wang, number)


async def decided(mei: Phone, wang: Phone, town: Town) -> str:
    """An entry that has been approved, its minute over."""
    number = await report_publicity(mei)
    await open_queue(wang, number)
    await wang.press("通过")
    await wang.until("已通过")
    pass_time(town, timedelta(seconds=61))
    await mei.until(f"✅ {number} 开展宣传")
    return number


@pytest.mark.parametrize("how", ["reply", "offered"])
async def test_what_comes_after_the_decision_is_a_supplement_the_reviewer_hears_of(
    town: Town, mei: Phone, wang: Phone, how: str
) -> None:
    number = await decided(mei, wang, town)
    if how == "reply":
        card = await mei.until(lambda m: m.text.startswith(f"✅ {number} 已通过"))
        await mei.send_album([photo("补1"), photo("补2")], reply_to=card)
    else:
        await mei.send_album([photo("补1"), photo("补2")])
        await mei.until("2 份照片")
        await mei.press(f"补充到{number}")
    await mei.until(f"已作为补充材料收下，{number} 已通过")
    news = await wang.until(f"📎 {number} 李梅 又补充了 2 份材料")
    entry = entry_of(town, number)
    assert entry.state is State.APPROVED
    late = [piece for piece in pieces_of(town, entry.draft_id) if piece.late]
    assert len(late) == 2
    await wang.press("原图", on=news)
    await wang.until(f"{number} 的材料")


async def test_long_after_a_decision_loose_photos_are_not_offered_to_it(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await decided(mei, wang, town)
    pass_time(town, timedelta(days=8))
    await mei.send_photo(photo("新的"))
    asked = await mei.until("哪一项工作的材料")
    assert asked.button(f"补充到{number}") is None


async def test_a_supplement_to_a_rejected_entry_changes_no_decision(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await open_queue(wang, number)
    await wang.press("驳回")
    await wang.until("选一个理由")
    await wang.press("看不出宣传成效")
    await wang.until("确认后作者")
    await wang.press("确认")
    card = await mei.until(lambda m: m.text.startswith(f"❌ {number} 未认定"))
    await mei.send_photo(photo("补"), reply_to=card)
    await wang.until("又补充了 1 份材料（这一条未认定）")
    assert entry_of(town, number).state is State.REJECTED
