"""以干代训: arranged, changed, evaluated, and who is reminded of what."""

from datetime import date
from pathlib import Path

import pytest

from bot.actions.training import held, own
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from bot.storage.training import placements
from bot.storage.training.placements import Placement
from tests.conftest import PDF, Town
from tests.handlers.month.at_the_desk import labels, move, wake
from tests.handlers.playing import actor_of, said, tap, twice, with_county
from tests.handlers.training.training_days import evaluate, place, room


def placement_of(town: Town, number: str = "G1") -> Placement:
    found = town.do(placements.get, int(number.removeprefix("G")))
    assert isinstance(found, Placement)
    return found


async def test_a_placement_is_arranged_in_six_actions_and_the_person_is_told(
    town: Town, mei: Phone, wang: Phone
) -> None:
    before = wang.actions
    card = await place(wang)
    assert wang.actions - before == 6
    assert "G1 李梅（服装制造）已结束，待评价" in card.text
    assert "单位：县人社局\n县级 · 第一阶段\n11月5日—11月20日，16天" in card.text
    assert "不足14天" not in card.text
    news = await mei.until("给您安排了以干代训")
    assert "单位：县人社局（县级，第一阶段）\n11月5日—11月20日，16天" in news.text


async def test_less_than_two_weeks_are_flagged_and_allowed(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.press("安排", on=await room(wang, "以干代训"))
    await wang.until("请打字发姓名")
    await wang.send("李梅")
    await wang.until("到哪个单位")
    await wang.send("县总工会 乡镇级 第2阶段 12.1到12.10")
    card = await wang.until(lambda m: m.button("提交安排") is not None)
    assert "⚠️ 只有 10 天，不足14天，可以安排，会标出来" in card.text
    await wang.press("提交安排", on=card)
    card = await wang.until("G1 李梅（服装制造）还没开始")
    assert "12月1日—12月10日，10天，不足14天" in card.text
    assert "乡镇（街道）级 · 第二阶段" in card.text


async def test_what_was_not_said_is_asked_with_buttons(town: Town, mei: Phone, wang: Phone) -> None:
    await wang.press("安排", on=await room(wang, "以干代训"))
    await wang.until("请打字发姓名")
    await wang.send("李梅")
    await wang.until("到哪个单位")
    await wang.send("县劳动人事争议仲裁院")
    await wang.press("县级", on=await wang.until("哪个层次"))
    await wang.press("第三阶段", on=await wang.until("第几阶段"))
    await wang.press("今天起2周", on=await wang.until("起止日期"))
    await wang.send_file(PDF, "选派函.pdf", mime="application/pdf")
    await wang.until("材料 1")
    await wang.press("提交安排", on=await wang.until(lambda m: m.button("提交安排") is not None))
    card = await wang.until("G1 李梅（服装制造）进行中")
    assert "11月23日—12月6日，14天\n材料 1 份" in card.text
    await wang.press("看材料", on=card)
    await wang.until(lambda m: m.document_name == "选派函.pdf")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("11.20-11.5", "止日2026年11月5日在起日2026年11月20日之前"),
        ("2.30-3.20", "日历上没有"),
        ("某一天", "看不懂起止日期"),
        ("2028.1.1到2028.1.20", "离今天超过一年"),
        ("2020.1.1到2020.1.20", "离今天超过两年"),
    ],
)
async def test_days_that_cannot_be_are_refused(
    town: Town, mei: Phone, wang: Phone, told: str, why: str
) -> None:
    await wang.press("安排", on=await room(wang, "以干代训"))
    await wang.until("请打字发姓名")
    await wang.send("李梅")
    await wang.until("到哪个单位")
    await wang.send("县总工会 县级 第一阶段")
    await wang.until("起止日期")
    await wang.send(told)
    await wang.until(why)
    await wang.send("12.20-1.10")
    await wang.until("起止：12月20日—2027年1月10日，22天")


async def test_a_wrong_span_in_one_message_is_said_at_once(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.press("安排", on=await room(wang, "以干代训"))
    await wang.until("请打字发姓名")
    await wang.send("李梅")
    await wang.until("到哪个单位")
    await wang.send("县总工会 县级 第一阶段 11.20-11.5")
    await wang.until("请把早的写在前面")
    await wang.send("县总工会 县级 第一阶段 11.5-11.20")
    await wang.until(lambda m: m.button("提交安排") is not None)


async def test_the_same_person_is_at_one_host_at_a_time(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await place(wang)
    await wang.press("安排", on=await room(wang, "以干代训"))
    await wang.until("请打字发姓名")
    await wang.send("李梅")
    await wang.until("到哪个单位")
    await wang.send("县总工会 县级 第二阶段 11.20-12.5")
    card = await wang.until(lambda m: m.button("提交安排") is not None)
    why = "李梅在11月5日—11月20日，16天已安排到县人社局（G1），日期不能重叠"
    assert why in card.text
    await wang.press("提交安排", on=card)
    await wang.until(lambda m: m.text.startswith(why))
    assert town.do(placements.get, 2) is None
    await wang.press("修改", on=card)
    await wang.press("起止", on=await wang.until("要改哪一项"))
    await wang.send("11.21-12.5")
    await wang.press("提交安排", on=await wang.until(lambda m: m.button("提交安排") is not None))
    await wang.until("G2 已安排")


async def test_prolonged_or_ended_early_the_person_is_told(
    town: Town, mei: Phone, wang: Phone
) -> None:
    card = await place(wang, told="县人社局 县级 第一阶段 11.16-11.29")
    await wang.press("改结束日", on=card)
    await wang.until("延长或提前都行")
    await wang.send("11.1")
    await wang.until("结束日2026年11月1日在开始日11月16日之前")
    await wang.send("12.6")
    card = await wang.until("G1 结束日改为12月6日")
    assert "11月16日—12月6日，21天" in card.text
    await mei.until("您的以干代训有变化")
    await wang.press("改结束日", on=card)
    await wang.until("延长或提前都行")
    await wang.send("今天")
    card = await wang.until("G1 结束日改为11月23日")
    assert "11月16日—11月23日，8天，不足14天" in card.text
    await wang.press("修改", on=card)
    reopened = await wang.until("修改 G1：李梅（服装制造）")
    assert "11月23日，8天" in reopened.text


async def test_it_is_called_off_and_restored_unless_somebody_is_elsewhere_by_then(
    town: Town, mei: Phone, wang: Phone
) -> None:
    card = await place(wang)
    await wang.press("取消安排", on=card)
    await wang.until("请打字写理由")
    await wang.send("单位走不开")
    card = await wang.until("G1 已取消：单位走不开")
    assert "王*于 11月23日 09:00 取消：单位走不开" in card.text
    await mei.until("您在县人社局的以干代训（11月5日—11月20日，16天）已取消：单位走不开")
    tap(wang, "pl:eval:1")
    await wang.until("G1 已由王*于 11月23日 09:00 取消")
    await place(wang, told="县总工会 县级 第一阶段 11.6-11.19")
    tap(wang, "pl:on:1")
    await wang.until("日期不能重叠")
    await wang.send("G2")
    await wang.press("取消安排", on=await wang.until("G2 李梅"))
    await wang.until("请打字写理由")
    await wang.send("改回原单位")
    await wang.until("G2 已取消")
    tap(wang, "pl:on:1")
    await wang.until("G1 已恢复")
    await mei.until("您在县人社局的以干代训恢复了")


async def test_the_evaluation_is_seen_by_the_person_and_may_be_changed(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    card = await place(wang)
    before = wang.actions
    card = await evaluate(wang, card)
    assert wang.actions - before == 3
    assert "评价：优秀\n能独立调解简单案件" in card.text
    news = await mei.until("已评价：优秀")
    assert "能独立调解简单案件" in news.text
    card = await evaluate_again(wang, card)
    assert "评价：合格" in card.text
    await mei.until("已评价：合格")
    mine = town.do(own.placements_lines, town.do(actor_of, mei).person_id)
    assert "11月5日—11月20日，16天，县人社局（县级，第一阶段），已评价\n　评价：合格，" in mine
    await zhao.send("G1")
    assert "评价：合格" in (await zhao.until("G1 李梅")).text


async def evaluate_again(phone: Phone, card: Message) -> Message:
    await phone.press("改评价", on=card)
    await phone.press("合格", on=await phone.until("的综合评价？"))
    await phone.until("请打字写评语")
    await phone.send("字" * 301)
    await phone.until("评语写了 301 个字")
    await phone.send("还要多练")
    return await phone.until("已评价：合格")


async def test_it_is_not_evaluated_before_its_last_day(town: Town, mei: Phone, wang: Phone) -> None:
    card = await place(wang, told="县人社局 县级 第一阶段 11.16-11.29")
    assert "评价" not in labels(card)
    tap(wang, "pl:eval:1")
    await wang.until("G1 到11月29日才结束")
    move(town, 11, 29)
    await wang.send("G1")
    await wang.until(lambda m: m.button("评价") is not None)


async def test_nobody_evaluates_themselves(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    card = await place(wang, name="王强")
    assert "评价" not in labels(card)
    tap(wang, "pl:eval:1")
    await wang.until("G1 是您本人的，请县局评价")
    await zhao.send("G1")
    await evaluate(zhao, await zhao.until("G1 王强"))
    await wang.until("已评价：优秀")


async def test_who_has_to_evaluate_is_reminded_until_it_is_done(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await place(wang, told="县人社局 县级 第一阶段 11.10-11.24")
    wake(town, 11, 24)
    await wang.quiet()
    assert not any("还没有评价" in m.text for m in await said(wang))
    wake(town, 11, 25)
    reminder = await wang.until("以干代训已结束，还没有评价：G1 李梅（11月24日止）")
    wake(town, 11, 26)
    await wang.quiet()
    assert sum("还没有评价" in m.text for m in await said(wang)) == 1
    wake(town, 11, 30)
    reminder = await wang.until(
        lambda m: "还没有评价" in m.text and m.message_id != reminder.message_id
    )
    await wang.press("评价 G1", on=reminder)
    await evaluate(wang, await wang.until("G1 李梅"))
    await wang.until("结束的以干代训都评价了")
    assert not any("还没有评价" in m.text for m in await said(mei))


async def test_the_bureau_is_reminded_of_a_liaisons_own(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await place(wang, name="王强", told="县人社局 县级 第一阶段 11.10-11.23")
    wake(town, 11, 24)
    await zhao.until("还没有评价：G1 王强")
    assert not any("还没有评价" in m.text for m in await said(wang))


async def test_who_may_not_is_told_so_and_another_force_sees_nothing(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    town.add("顺风", Role.COORDINATOR, force="快递行业")
    await place(zhao, name="顺风")
    for data in (
        "pl:open:1",
        "pl:edit:1",
        "pl:last:1",
        "pl:off:1",
        "pl:on:1",
        "pl:eval:1",
        "pl:orig:1",
    ):
        tap(wang, data)
        await wang.until("G1 不是本专班的安排")
        tap(mei, data)
        await mei.until("以干代训由联络员和县局安排")
    assert "G1" not in str(labels(await room(wang, "以干代训")))
    await wang.press("安排")
    await wang.until("请打字发姓名")
    for name in ("顺风", "赵敏", "查无此人"):
        await wang.send(name)
        await wang.until("台账里没有叫")
    tap(wang, f"pl:who:{placement_of(town).person_id}:ask")
    await wang.until("不能安排这个人")
    tap(wang, "pl:who:9999:ask")
    await wang.until("不能安排这个人")
    await wang.press("取消")
    await wang.until(lambda m: m.button("安排") is not None)
    await wang.send("李梅")
    await wang.until("没有看懂")


async def test_handed_in_twice_there_is_one_and_one_news(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.press("安排", on=await room(wang, "以干代训"))
    await wang.until("请打字发姓名")
    await wang.send("李梅")
    await wang.until("到哪个单位")
    await wang.send("县人社局 县级 第一阶段 11.5-11.20")
    await wang.until(lambda m: m.button("提交安排") is not None)
    await twice(wang, "提交安排")
    await wang.until("G1 李梅")
    assert town.do(placements.get, 2) is None
    assert sum("给您安排了以干代训" in m.text for m in await said(mei)) == 1


async def test_namesakes_are_buttons_and_an_unfinished_one_is_found_again(
    town: Town, mei: Phone, wang: Phone
) -> None:
    other = town.add("李梅", Role.COORDINATOR, phone="13800005678")
    await wang.press("安排", on=await room(wang, "以干代训"))
    await wang.until("请打字发姓名")
    await wang.send("李梅")
    await wang.press("5678", on=await wang.until("叫“李梅”的有 2 人"))
    await wang.until("到哪个单位")
    await wang.send("县人社局")
    await wang.until("哪个层次")
    await wang.press("取消")
    await wang.until("已放下")
    shown = await room(wang, "以干代训")
    assert "没有填完的" in shown.text
    tap(wang, f"pl:who:{other}:ask")
    await wang.until("接着填，还是另起一份")
    await wang.press("继续")
    await wang.until("哪个层次")


async def test_who_has_had_none_is_listed(town: Town, mei: Phone, wang: Phone, zhao: Phone) -> None:
    town.add("顺风", Role.COORDINATOR, force="快递行业")
    await place(wang)
    await wang.press("还没去过的", on=await room(wang, "以干代训"))
    await wang.until("还没安排过以干代训的：1/2 人\n王强")
    await zhao.press("还没去过的", on=await room(zhao, "以干代训"))
    county = await zhao.until("还没安排过以干代训的：2/3 人")
    await zhao.press("快递行业 1", on=county)
    await zhao.until("还没安排过以干代训的：1/1 人\n顺风")


async def test_how_many_days_are_enough_is_the_countys_own(
    town: Town, mei: Phone, wang: Phone, tmp_path: Path
) -> None:
    await with_county(town, tmp_path, "placement_days = 14", "placement_days = 9")
    await place(wang, told="县总工会 县级 第一阶段 11.5-11.12")
    (short,) = town.do(held.placements_running, date(2026, 11, 1), date(2026, 12, 1))
    assert short.is_short
    shown = await wang.until("11月5日—11月12日，8天，不足9天")
    assert "不足14天" not in shown.text
    await place(wang, told="县人社局 县级 第二阶段 11.13-11.21")
    (_, enough) = town.do(held.placements_running, date(2026, 11, 1), date(2026, 12, 1))
    assert not enough.is_short


async def test_a_hand_over_tells_what_is_left_to_evaluate(
    town: Town, mei: Phone, wang: Phone
) -> None:
    from bot.handlers.conversation import left_to_do

    await place(wang)
    force = placement_of(town).task_force_id
    assert "以干代训待评价 1 个" in town.do(left_to_do, force)


async def test_the_stage_pack_has_what_was_held(town: Town, mei: Phone, wang: Phone) -> None:
    from tests.handlers.training.training_days import set_down, take

    await wang.press("确认", on=await take(wang, "李梅", await set_down(wang)))
    await wang.until("共 1 人")
    await place(wang, told="县总工会 县级 第一阶段 11.5-11.10")
    (training,) = town.do(held.trainings_held, date(2026, 11, 1), date(2026, 12, 1))
    assert (training.theme, training.task_force, training.present) == ("劳动合同法", "服装制造", 1)
    assert town.do(held.trainings_held, date(2026, 11, 1), date(2026, 11, 23)) == []
    (placement,) = town.do(held.placements_running, date(2026, 11, 10), date(2026, 12, 1))
    assert (placement.name, placement.is_short, placement.lacks_evaluation) == ("李梅", True, True)
    assert town.do(held.placements_running, date(2026, 11, 11), date(2026, 12, 1)) == []
    (trained,) = town.do(held.trained, 2026)
    assert (trained.task_force, trained.people, trained.trained) == ("服装制造", 2, 1)
    person = town.do(actor_of, mei).person_id
    assert town.do(own.trainings_line, person) == "🎓 2026年培训 1 次：11月23日 劳动合同法"
    assert town.do(own.trainings_line, town.do(actor_of, wang).person_id) == ""


async def test_a_deputy_does_not_evaluate_the_liaison(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    sun = await town.joined("孙丽", Role.COORDINATOR, Role.DEPUTY)
    await place(wang, name="王强")
    await sun.send("G1")
    assert "评价" not in labels(await sun.until("G1 王强"))
    tap(sun, "pl:eval:1")
    await sun.until("G1 是联络员本人的，由县局评价")
    tap(sun, "pl:grade:1:excellent")
    await sun.until("G1 是联络员本人的，由县局评价")
    await zhao.send("G1")
    await evaluate(zhao, await zhao.until("G1 王强"))


async def test_prolonged_after_its_evaluation_it_is_to_be_evaluated_again(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await evaluate(wang, await place(wang))
    await wang.send("G1")
    card = await wang.until("（服装制造）已评价")
    await wang.press("改结束日", on=card)
    await wang.until("延长或提前都行")
    await wang.send("11.22")
    card = await wang.until("G1 结束日改为11月22日")
    assert "原来的评价不再算" not in card.text, "it was evaluated later than that"
    await wang.press("改结束日", on=card)
    await wang.until("延长或提前都行")
    await wang.send("11.24")
    card = await wang.until("G1 结束日改为11月24日，原来的评价不再算，结束后请重新评价")
    assert "（服装制造）进行中" in card.text
    assert "延长前的评语：能独立调解简单案件" in card.text
    wake(town, 11, 25)
    await wang.until("以干代训已结束，还没有评价：G1 李梅（11月24日止）")
