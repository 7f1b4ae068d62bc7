"""Reporting publicity, question by question: answering, changing, going back, coming back."""

from datetime import timedelta

import pytest

from bot.handlers.lines import LINE, width
from bot.rules.states import State
from bot.sandbox.phone import Phone
from bot.storage.work import drafts
from tests.conftest import Town, photo
from tests.handlers.playing import (
    ANSWERS,
    QUESTIONS,
    answer,
    attach,
    attach_plan,
    begin,
    begun,
    counted,
    entries_of,
    entry_of,
    filed,
    hand_in,
    report_publicity,
    said,
    tap,
    twice,
)
from tests.handlers.work import mediating

LABELS = {
    "place_kind": "场所",
    "place": "地点",
    "day": "日期",
    "way": "方式",
    "theme": "主题",
    "reach": "范围",
    "initiative": "性质",
}


async def test_menu_first_takes_at_most_twelve_actions(town: Town, mei: Phone) -> None:
    before = sum(m.outgoing for m in mei.messages)
    pressed = mei.answered
    number = await report_publicity(mei)
    await mei.quiet()
    typed = sum(m.outgoing for m in mei.messages) - before
    assert typed + mei.answered - pressed <= 12, "the menu label, ten answers, 提交"
    entry = entry_of(town, number)
    assert (entry.state, entry.day.isoformat()) == (State.PENDING, "2026-11-23")
    assert entry.facts["initiative"] == "self"


async def test_the_question_is_the_cards_last_line_and_submitting_comes_last(
    mei: Phone,
) -> None:
    card = await begin(mei)
    for left, key in zip(range(9, 2, -1), LABELS, strict=True):
        card = await mei.until(QUESTIONS[key])
        assert QUESTIONS[key] in card.text.splitlines()[-1]
        assert card.button("提交") is None
        assert card.button("返回")
        assert card.button("取消")
        (asked,) = (line for line in card.text.splitlines() if line.startswith("⬜"))
        assert asked.startswith(f"⬜ {LABELS[key]}"), "marked is what is asked for"
        assert f"还差 {left} 项" in asked
        await answer_one(mei, key)
    card = await mei.until(QUESTIONS["photos"])
    assert "⬜ 照片视频  还差 2 项" in card.text
    await mei.send_photo(photo("一"))
    card = await mei.until(QUESTIONS["plan"])
    assert "⬜ 活动方案" in card.text.splitlines()
    card = await attach_plan(mei)
    assert "⬜" not in card.text
    assert "本季 0/20，通过后 5/20" in card.text


async def answer_one(phone: Phone, key: str) -> None:
    how, what = next((how, what) for k, how, what in ANSWERS if k == key)
    await (phone.press(what) if how == "press" else phone.send(what))


async def test_a_known_line_that_is_changed_is_not_marked_as_missing(mei: Phone) -> None:
    await begin(mei)
    await answer(mei, upto="theme")
    await mei.press("修改")
    await mei.until("要改哪一项")
    await mei.press("地点")
    card = await mei.until(QUESTIONS["place"])
    assert "⬜" not in card.text
    assert "还差 5 项" in card.text.splitlines()
    await mei.press("不改了")
    assert "⬜ 主题  还差 5 项" in (await mei.until(QUESTIONS["theme"])).text


async def test_a_long_account_is_cut_on_the_card_and_whole_where_it_is_asked_for(
    mei: Phone,
) -> None:
    long = "甲某反映被欠工资，核实后双方同意分两次付清。" * 10
    await mediating.begin(mei)
    await mediating.answer(mei, account=long)
    card = await mei.until(mediating.QUESTIONS["record"])
    assert long not in card.text
    assert "经过：甲某反映" in card.text
    await mei.press("修改")
    await mei.until("要改哪一项")
    await mei.press("经过")
    assert long in (await mei.until(mediating.QUESTIONS["account"])).text
    await mei.press("不改了")
    await mediating.send_papers(mei)
    await mediating.finish(mei)
    card = await mei.until("已提交")
    assert long not in card.text
    await mei.press("详情")
    await mei.until(long)


async def test_before_it_is_handed_in_what_was_written_has_a_line_each_and_is_whole_behind_details(
    mei: Phone,
) -> None:
    await mediating.begin(mei)
    await mediating.answer(mei)
    await mediating.send_papers(mei)
    await mei.press("全部做到")
    card = await mei.until("都齐了")
    (account,) = (line for line in card.text.splitlines() if line.startswith("经过："))
    assert width(account) <= LINE
    assert account.endswith("…")
    assert card.text.splitlines()[-2].startswith("本季 "), "the line's worth without its parts"
    await mei.press("详情")
    await mei.until(f"经过：{mediating.ACCOUNT}")


async def test_where_nothing_is_cut_there_are_no_details(mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    card = await attach(mei)
    await mei.press("跳过", on=card)
    card = await mei.until("都齐了")
    assert card.button("提交") is not None
    assert card.button("详情") is None
    assert "…" not in card.text


CHANGES = [
    ("场所", "社区", "场所：社区"),
    ("地点", "城南社区广场", "地点：城南社区广场"),
    ("日期", "昨天", "日期：11月22日"),
    ("方式", "明白纸", "方式：明白纸"),
    ("主题", "根治欠薪<b>&😀", "主题：根治欠薪<b>&😀"),
    ("范围", "全县", "范围：全县"),
    ("性质", "统一组织", "性质：统一组织"),
    ("人数", "６０人", "人数：60人"),
]


async def test_every_line_can_be_changed(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await attach(mei)
    for label, given, line in CHANGES:
        await mei.press("修改")
        await mei.until("要改哪一项")
        await mei.press(label)
        await mei.until(lambda m: m.button("不改了") is not None and m.button("返回") is not None)
        if mei.sees(given):
            await mei.press(given)
        else:
            await mei.send(given)
        await mei.until(line)
    card = await mei.until(CHANGES[-1][2])
    for _, _, line in CHANGES:
        assert line in card.text
    assert "不加分" in card.text, "统一组织 counts nothing, and the card says so"
    entry = entry_of(town, await hand_in(mei))
    assert not entry.counts


async def test_the_same_answer_again_closes_the_question(mei: Phone) -> None:
    await begin(mei)
    await answer(mei, upto="theme")
    await mei.press("修改")
    await mei.until("要改哪一项")
    await mei.press("方式")
    await mei.until(QUESTIONS["way"])
    await mei.press("实地走访")
    await mei.until(QUESTIONS["theme"])


async def test_a_change_that_is_not_wanted_after_all_changes_nothing(mei: Phone) -> None:
    await begin(mei)
    await answer(mei, upto="way")
    await mei.press("修改")
    await mei.until("要改哪一项")
    await mei.press("地点")
    await mei.until(QUESTIONS["place"])
    await mei.press("不改了")
    card = await mei.until(QUESTIONS["way"])
    assert "地点：××服装厂" in card.text


async def test_one_can_go_back_through_all_questions_and_nothing_is_lost(mei: Phone) -> None:
    await begin(mei)
    await answer(mei)
    await attach(mei)
    for key in reversed(list(QUESTIONS)):
        if key == "turnout":
            continue
        await mei.press("返回")
        card = await mei.until(QUESTIONS[key])
        assert "地点：××服装厂" in card.text
    await mei.press("返回")
    await mei.until("哪一类")
    await mei.press("不改了")
    card = await mei.until(lambda m: m.button("提交") is not None)
    for line in ("场所：企业", "日期：11月23日", "✅ 照片视频 1", "✅ 活动方案 1"):
        assert line in card.text


async def test_cancelling_parks_and_the_records_bring_it_back(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei, upto="day")
    await mei.press("取消")
    await mei.until("已放下")
    assert begun(town, mei)[0].state == "parked"
    await mei.press("📂 我的记录")
    await mei.until("最近")
    await mei.press("××服装厂")
    card = await mei.until(QUESTIONS["day"])
    assert "地点：××服装厂" in card.text
    await mei.send("/cancel")
    await mei.until("已放下")
    await mei.press("📝 上报工作")
    await mei.until("哪一类")
    await mei.press("开展宣传")
    offered = await mei.until("接着填，还是另起一份")
    assert offered.buttons == [["继续", "新建"]]
    await mei.press("继续")
    await mei.until(QUESTIONS["day"])
    assert len(begun(town, mei)) == 1


async def test_a_new_one_can_be_begun_beside_one_that_is_parked(town: Town, mei: Phone) -> None:
    await begin(mei)
    await answer(mei, upto="day")
    await mei.press("📝 上报工作")
    await mei.until("哪一类")
    await mei.press("开展宣传")
    await mei.until("接着填，还是另起一份")
    await mei.press("新建")
    card = await mei.until(QUESTIONS["place_kind"])
    assert "××服装厂" not in card.text
    assert len(begun(town, mei)) == 2


async def test_what_the_last_entry_tells_is_filled_in_but_never_that_it_was_self_initiated(
    town: Town, mei: Phone
) -> None:
    filed(town, mei, "今天")
    card = await begin(mei)
    for line in ("场所：企业", "地点：××服装厂", "方式：实地走访", "范围：本单位"):
        assert line in card.text
    assert "⬜ 日期  还差 5 项" in card.text
    await mei.until(QUESTIONS["day"])
    await mei.press("其他日期")
    await mei.until(lambda m: m.button("2026年11月") is not None)
    await mei.press("‹")
    await mei.until(lambda m: m.button("2026年10月") is not None)
    await mei.press("15")
    card = await mei.until("日期：10月15日")
    assert "性质：" not in card.text
    await mei.until(QUESTIONS["theme"])
    await mei.press("劳动合同法")
    await mei.until(QUESTIONS["initiative"])


@pytest.mark.parametrize(
    ("approved", "shown"),
    [
        (0, "本季 0/20，通过后 5/20"),
        (3, "本季 15/20，通过后 20/20"),
        (4, "不加分"),
    ],
)
async def test_the_card_says_what_the_entry_will_be_worth(
    town: Town, mei: Phone, wang: Phone, approved: int, shown: str
) -> None:
    for day in range(approved):
        counted(town, mei, wang, f"2026-10-{day + 1:02}")
    await begin(mei)
    if approved:
        await mei.until(QUESTIONS["day"])
        await mei.press("今天")
        await mei.until(QUESTIONS["theme"])
        await mei.press("工资支付")
    else:
        await answer(mei, upto="initiative")
    await mei.until(QUESTIONS["initiative"])
    await mei.press("自发开展")
    card = await mei.until(QUESTIONS["photos"])
    assert shown in card.text


async def test_a_draft_survives_a_restart_in_the_middle_of_a_question(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="place")
    await town.stop()
    await mei.send("××服装厂二车间")
    await town.start()
    card = await mei.until(QUESTIONS["day"])
    assert "地点：××服装厂二车间" in card.text
    town.clock.advance(timedelta(days=7))
    await mei.press("昨天")
    await mei.until(QUESTIONS["way"])


async def test_menu_labels_in_the_middle_of_a_question_answer_nothing(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="place")
    for label, then in (
        ("📊 我的得分", "年第四季度得分"),
        ("📂 我的记录", "最近"),
        ("❓ 帮助", "协调通"),
        ("/records", "最近"),
    ):
        await mei.send(label)
        await mei.until(then)
    assert "place" not in begun(town, mei)[0].facts
    await mei.send("××服装厂")
    card = await mei.until(QUESTIONS["day"])
    assert "地点：××服装厂" in card.text


async def test_withdrawing_gives_the_draft_back_and_it_keeps_its_number(
    town: Town, mei: Phone, wang: Phone
) -> None:
    number = await report_publicity(mei)
    await mei.press("撤回")
    await mei.until(lambda m: m.button("重新提交") is not None)
    assert entry_of(town, number).state is State.WITHDRAWN
    await mei.press("修改")
    await mei.until("要改哪一项")
    await mei.press("人数")
    await mei.until("参加人数")
    await mei.send("80")
    await mei.until("人数：80人")
    await mei.press("重新提交")
    await mei.until(f"{number} 已提交")
    assert entry_of(town, number).facts["turnout"] == 80


async def test_what_was_withdrawn_and_laid_aside_is_found_again(town: Town, mei: Phone) -> None:
    number = await report_publicity(mei)
    await mei.press("撤回")
    await mei.until(lambda m: m.button("重新提交") is not None)
    await mei.press("取消")
    await mei.until("已放下")
    await mei.press("📂 我的记录")
    await mei.until("最近")
    await mei.press(number)
    await mei.until(lambda m: m.button("重新提交") is not None)
    await mei.press("重新提交")
    await mei.until(f"{number} 已提交")


async def test_a_double_tap_counts_once_on_every_button_of_the_way(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await mei.press("📝 上报工作")
    await mei.until("哪一类")
    await twice(mei, "开展宣传")
    await mei.until(QUESTIONS["place_kind"])
    assert len(begun(town, mei)) == 1
    assert sum("📝 上报：开展宣传\n" in m.text for m in mei.messages) == 1
    await twice(mei, "企业")
    await mei.send("××服装厂")
    await mei.until(QUESTIONS["day"])
    for label, then in (
        ("今天", "way"),
        ("实地走访", "theme"),
        ("返回", "way"),
        ("实地走访", "theme"),
        ("劳动合同法", "reach"),
        ("本单位", "initiative"),
        ("自发开展", "photos"),
        ("暂缺并说明", ""),
    ):
        await twice(mei, label)
        if then:
            await mei.until(QUESTIONS[then])
    await mei.until("请写一句说明")
    await mei.send("照片在街道存档")
    await mei.until(QUESTIONS["plan"])
    await twice(mei, "暂缺并说明")
    await mei.until("请写一句说明")
    await mei.send("没有书面方案")
    await mei.until(QUESTIONS["turnout"])
    await twice(mei, "跳过")
    await twice(mei, "提交")
    await mei.until("已提交")
    await twice(mei, "撤回")
    await twice(mei, "重新提交")
    await mei.until("已提交")
    assert [e.state for e in entries_of(town, mei)] == [State.PENDING]
    told = ("已经", "不能", "失效", "没有要回答")
    refusals = [m.text for m in (await said(mei))[1:] if any(word in m.text for word in told)]
    assert refusals == []


async def test_stale_buttons_say_what_has_happened_since(
    town: Town, mei: Phone, wang: Phone
) -> None:
    card = await begin(mei)
    await answer(mei)
    await attach(mei)
    number = await hand_in(mei)
    await mei.press("社区", on=card)
    told = await mei.until("撤回")
    assert number in told.text
    town.clock.advance(timedelta(days=7))
    await mei.press("取消", on=card)
    await mei.until(f"{number} 已提交")
    entry = entry_of(town, number)
    assert entry.facts["place_kind"] == "enterprise"


async def test_a_button_of_last_week_for_a_line_answered_since_changes_nothing(
    town: Town, mei: Phone
) -> None:
    card = await begin(mei)
    await answer(mei, upto="way")
    town.clock.advance(timedelta(days=7))
    await mei.press("社区", on=card)
    await mei.until("已经回答过了")
    assert begun(town, mei)[0].facts["place_kind"] == "enterprise"


async def test_explaining_what_is_lacking_is_shown_and_asks_the_reviewer_for_a_reason(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await begin(mei)
    await answer(mei)
    await mei.send_photo(photo("一"))
    await mei.until(QUESTIONS["plan"])
    await mei.press("暂缺并说明")
    await mei.until("请写一句说明")
    await mei.send("活动由社区临时组织")
    card = await mei.until("⚠️ 活动方案 暂缺：活动由社区临时组织")
    assert card.button("提交")
    number = await hand_in(mei)
    await wang.until("有 1 条待审核")
    await wang.press("✅ 待审核")
    await wang.until(lambda m: m.button("通过") is not None)
    await wang.press("通过")
    await wang.until("请写通过的理由")
    await wang.send("说明属实<b>&😀")
    await wang.until(f"{number} 李梅 已通过")
    assert entry_of(town, number).reason == "说明属实<b>&😀"


async def test_somebody_elses_draft_and_entry_stay_theirs(
    town: Town, mei: Phone, wang: Phone
) -> None:
    entry = filed(town, mei, "今天")
    draft = town.do(drafts.get, entry.draft_id)
    for data in (
        f"d:show:{draft.id}:1",
        f"d:resume:{draft.id}:{draft.version}",
        f"d:withdraw:{draft.id}:1",
        f"d:submit:{draft.id}:1",
        f"d:a:{draft.id}:{draft.version}:place_kind:park",
        f"e:{entry.id}",
    ):
        tap(wang, data)
        told = await wang.until("这不是您的记录")
        assert "××服装厂" not in told.text


async def test_work_of_a_quarter_that_is_closed_for_filing_is_refused(
    town: Town, mei: Phone
) -> None:
    await begin(mei)
    await answer(mei, upto="day")
    await mei.send("9.30")
    await mei.until(QUESTIONS["way"])
    await mei.press("实地走访")
    await mei.until(QUESTIONS["theme"])
    await mei.press("工资支付")
    await mei.until(QUESTIONS["reach"])
    await mei.press("全县")
    await mei.until(QUESTIONS["initiative"])
    await mei.press("自发开展")
    await mei.until(QUESTIONS["photos"])
    await attach(mei)
    await mei.press("提交")
    await mei.until("2026年第三季度的上报已于10月15日截止")
    assert len(begun(town, mei)) == 1
