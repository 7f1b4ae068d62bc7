"""Mediation: every question, the four papers, both caps, and what the reviewer sees."""

import pytest

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from tests import places
from tests.conftest import PDF, Town, photo
from tests.handlers.playing import begun, entry_of, open_queue, pieces_of, said, twice
from tests.handlers.work.mediating import (
    ACCOUNT,
    OTHER,
    OWN,
    QUESTIONS,
    answer,
    begin,
    finish,
    report_mediation,
    send_papers,
)


@pytest.mark.quick
async def test_a_case_of_the_own_unit_takes_thirteen_actions(town: Town, mei: Phone) -> None:
    before = mei.actions
    number = await report_mediation(mei)
    assert mei.actions - before <= 13
    entry = entry_of(town, number)
    assert (entry.line, entry.share, entry.counts) == ("mediation", "own", True)
    assert entry.facts["unit"] == "李梅的单位"
    assert entry.facts["musts"] == ["facts", "patience", "common_ground", "method"]
    slots = sorted(piece.slot for piece in pieces_of(town, entry.draft_id))
    assert slots == ["conclusion", "photos", "record", "signed"]


async def test_a_case_of_another_unit_takes_thirteen_and_knows_the_field(
    town: Town, mei: Phone
) -> None:
    before = mei.actions
    number = await report_mediation(mei, OTHER)
    assert mei.actions - before <= 13
    entry = entry_of(town, number)
    assert (entry.share, entry.counts) == ("other", True)
    assert (entry.facts["scope"], entry.facts["unit"]) == ("field", "××建材有限公司")


async def test_in_a_township_the_case_is_of_the_township(town: Town) -> None:
    county = town.do(lambda session: session.county)
    assert {spec.field for spec in county.task_forces} >= {"construction"}
    gao = await town.joined("高远", Role.COORDINATOR, force="法治建设")
    await begin(gao)
    await gao.press("其他单位")
    assert "其他单位 · 本领域" in (await gao.until(QUESTIONS["part"])).text


@pytest.mark.parametrize(
    ("instead", "why"),
    [
        ({"importance": "一般案件"}, "一般案件记录在案"),
        ({"part": "参与调处"}, "起主要作用的才加分"),
    ],
)
async def test_an_own_case_that_does_not_count_is_recorded_and_says_so(
    town: Town, mei: Phone, instead: dict[str, str], why: str
) -> None:
    await begin(mei)
    await answer(mei, OWN, **instead)
    assert why in (await mei.until(QUESTIONS["record"])).text
    await send_papers(mei)
    entry = entry_of(town, await finish(mei))
    assert not entry.counts
    assert why in entry.why_not


async def test_the_card_shows_the_line_and_both_its_parts(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    card = await mei.until(QUESTIONS["record"])
    assert "本季 0/20，通过后 5/20" in card.text
    assert "其中本单位 0/10，通过后 5/10；其他单位 0/10" in card.text


async def test_one_paper_is_asked_for_after_the_other(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    for n, slot in enumerate(("record", "conclusion", "signed")):
        await mei.until(QUESTIONS[slot])
        await mei.send_photo(photo(f"{slot}第一页"))
        await mei.until(lambda m: m.button("下一项") is not None)
        if n == 0:
            await mei.send_photo(photo(f"{slot}第二页"))
            await mei.until("✅ 调解笔录 2")
        await mei.press("下一项")
    await mei.until(QUESTIONS["photos"])
    await mei.send_photo(photo("握手"))
    await mei.until(QUESTIONS["musts"])
    entry = entry_of(town, await finish(mei))
    kinds = [piece.slot for piece in pieces_of(town, entry.draft_id)]
    assert kinds == ["record", "record", "conclusion", "signed", "photos"]


async def test_papers_that_are_named_find_their_slot(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei, upto="origin")
    for name in ("调解协议书.pdf", "送达回证.pdf", "调解笔录.pdf"):
        await mei.send_file(PDF + name.encode(), name, mime="application/pdf")
    await mei.until("✅ 调解笔录 1")
    (draft,) = begun(town, mei)
    assert {p.name: p.slot for p in pieces_of(town, draft.id)} == {
        "调解协议书.pdf": "conclusion",
        "送达回证.pdf": "signed",
        "调解笔录.pdf": "record",
    }


async def test_what_came_before_it_was_asked_for_is_picked_by_its_number(
    town: Town, mei: Phone
) -> None:
    await mei.send_album([photo("一页"), photo("二页"), photo("三页")])
    await mei.until("哪一项工作的材料")
    await mei.press("成功调解")
    assert "📎 未归类 3" in (await mei.until(QUESTIONS["side"])).text
    await answer(mei)
    await mei.press("第2份")
    await mei.until("✅ 调解笔录 1")
    await mei.press("下一项")
    await mei.until(QUESTIONS["conclusion"])
    await mei.press("都放到办理结论")
    card = await mei.until("✅ 办理结论 2")
    assert "未归类" not in card.text


async def test_the_papers_say_who_will_see_them(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    assert "只有审核的联络员和县局能看到" in (await mei.until(QUESTIONS["record"])).text


async def test_a_link_stands_for_a_video_that_is_too_large(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send_photo(photo("笔录"))
    await mei.until("✅ 调解笔录 1")
    await mei.press("下一项")
    for slot, reason in (("办理结论", "结论当场送达"), ("签字证明", "当事人不便签字")):
        await mei.until(f"请发{slot}")
        await mei.press("暂缺并说明")
        await mei.until(f"“{slot}”暂时缺少")
        await mei.send(reason)
    await mei.until(QUESTIONS["photos"])
    await mei.send("视频在这里 https://v.example.cn/s/8f3a?x=1 请看")
    card = await mei.until("✅ 照片视频 1")
    assert "🔗 https://v.example.cn/s/8f3a?x=1" in card.text
    number = await finish(mei)
    shown = await open_queue(wang, number)
    assert "🔗 https://v.example.cn/s/8f3a?x=1" in shown.text


@pytest.mark.parametrize("question", ["side", "day", "record"])
async def test_a_link_finds_its_slot_whatever_is_asked(
    town: Town, mei: Phone, question: str
) -> None:
    await begin(mei)
    await answer(mei, upto=question)
    await mei.send("https://v.example.cn/s/8f3a")
    card = await mei.until("✅ 照片视频 1")
    assert QUESTIONS[question] in card.text


async def test_a_file_is_moved_to_any_slot_and_removed(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await send_papers(mei)
    for label, until in (("修改", "要改哪一项"), ("管理材料", "点按钮可移动或删除")):
        await mei.press(label)
        await mei.until(until)
    await mei.press("第4份")
    await mei.until("这一份放到哪里")
    await mei.press("4 移到签字证明")
    await mei.until("✅ 签字证明 2")
    await mei.press("第1份")
    await mei.until("这一份放到哪里")
    await mei.press("1 删除")
    await mei.until("⬜ 调解笔录")


async def test_thirty_files_can_all_be_reached(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    for album in range(3):
        await mei.send_album([photo(f"{n}", (320 + album, 240 + n)) for n in range(10)])
    await mei.until("✅ 调解笔录 30")
    for label, until in (("修改", "要改哪一项"), ("管理材料", "点按钮可移动或删除")):
        await mei.press(label)
        await mei.until(until)
    await mei.press("第30份")
    await mei.until("这一份放到哪里")
    await mei.press("30 移到照片视频")
    await mei.until("✅ 照片视频 1")


async def test_what_a_file_is_called_is_not_kept_in_the_open(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send_file(PDF, "调解笔录张三.pdf", mime="application/pdf")
    await mei.until("✅ 调解笔录 1")
    (draft,) = begun(town, mei)
    assert pieces_of(town, draft.id)[0].name == "调解笔录张三.pdf"
    await town.stop()
    assert "张三".encode() not in places.everything(town.settings.database_url)
    await town.start()


async def test_the_musts_are_ticked_one_by_one(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await send_papers(mei)
    await mei.press("⬜ 要查清事实")
    await mei.until(lambda m: m.button("✅ 要查清事实") is not None)
    await mei.press("⬜ 要合理调解")
    await mei.until(lambda m: m.button("✅ 要合理调解") is not None)
    await twice(mei, "就这些")
    card = await mei.until("做到 2/4：要查清事实、要合理调解，资料齐备")
    assert card.button("提交") is not None


async def test_the_musts_are_typed(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await send_papers(mei)
    await mei.send("查清事实 耐心倾听")
    await mei.until("做到 2/4：要查清事实、要耐心倾听")


async def test_the_unit_follows_when_the_side_is_changed(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei, upto="part")
    await mei.press("修改")
    await mei.until("要改哪一项")
    await mei.press("案件")
    await mei.until(QUESTIONS["side"])
    await mei.press("其他单位")
    card = await mei.until(QUESTIONS["part"])
    assert "其他单位 · 本领域" in card.text
    assert "李梅的单位" not in card.text
    assert "重要案件" not in card.text


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        ("side", "隔壁的", "不在选项里"),
        ("importance", "很大", "不在选项里"),
        ("part", "旁听", "不在选项里"),
        ("origin", "听说", "不在选项里"),
        ("dispute", "打架", "不在选项里"),
        ("day", "明年春天", "看不懂日期"),
        ("account", "甲某 13800138000 说被欠薪", "里面有电话号码"),
        ("account", "甲某 +86 138-0013-8000 说被欠薪", "里面有电话号码"),
        ("account", "长" * 401, "最多 400 个字"),
    ],
)
async def test_bad_input_gets_one_sentence_and_the_question_stays(
    town: Town, mei: Phone, question: str, typed: str, sentence: str
) -> None:
    await begin(mei)
    await answer(mei, upto=question)
    await mei.send(typed)
    refusal = await mei.until(sentence)
    assert "例如" in refusal.text
    (draft,) = begun(town, mei)
    assert question not in draft.facts


@pytest.mark.parametrize(
    ("slot", "typed", "sentence"),
    [
        ("record", "随便说说", "现在要的是“调解笔录”"),
        ("musts", "都还行", "不在选项里"),
    ],
)
async def test_bad_input_for_papers_and_musts(
    town: Town, mei: Phone, slot: str, typed: str, sentence: str
) -> None:
    await begin(mei)
    await answer(mei)
    if slot == "musts":
        await send_papers(mei)
    await mei.send(typed)
    await mei.until(sentence)


async def test_the_reviewer_sees_everything_that_was_said(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_mediation(mei)
    shown = await open_queue(wang, number)
    for line in ("本单位 · 重要案件 · 主要作用", "经过：甲某反映被欠", "✅ 4 项材料齐全，共 4 份"):
        assert line in shown.text
    await wang.press("详情")
    card = await wang.until("五个要：")
    for line in (
        "案件：本单位 · 重要案件 · 主要作用 · 当事人反映",
        "✅ 调解笔录 1 · 办理结论 1 · 签字证明 1 · 照片视频 1",
        ACCOUNT,
        "五个要：全部做到，资料齐备",
    ):
        assert line in card.text
    assert "其中本单位 0/10，通过后 5/10" in card.text
    await wang.press("通过")
    await wang.until("已通过")
    assert entry_of(town, number).state == "approved"


async def test_the_third_own_case_of_a_quarter_adds_nothing_more(
    town: Town, mei: Phone, wang: Phone
) -> None:
    for _ in range(2):
        number = await report_mediation(mei)
        await open_queue(wang, number)
        await wang.press("通过")
        await wang.until("没有待审核")
    await begin(mei)
    await answer(mei)
    assert "成功调解（本单位）本季已满 10 分" in (await mei.until(QUESTIONS["record"])).text
    assert not [m for m in await said(mei) if "出错" in m.text]
