"""培训: set down in one message, changed, called off, listed."""

from dataclasses import replace
from datetime import date

import pytest

from bot.handlers.conversation import gathered
from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.people import persons, task_forces
from bot.storage.session import Session
from bot.storage.training import trainings
from bot.storage.training.trainings import Training
from bot.storage.work import drafts
from tests.conftest import PDF, Town, photo
from tests.handlers.month.at_the_desk import labels
from tests.handlers.playing import actor_of, pieces_of, said, tap, twice
from tests.handlers.training.training_days import room, set_down, take


def training_of(town: Town, number: str) -> Training:
    found = town.do(trainings.get, int(number.removeprefix("P")))
    assert isinstance(found, Training)
    return found


async def test_a_training_is_set_down_in_one_message(town: Town, mei: Phone, wang: Phone) -> None:
    before = wang.actions
    card = await set_down(wang)
    assert wang.actions - before == 5
    assert "P1 劳动合同法\n11月23日 · 县局三楼\n讲师：张教授\n范围：服装制造专班" in card.text
    assert "还没有点名" in card.text
    assert labels(card) == ["点名", "签到码", "修改", "取消培训", "全部培训"]


async def test_what_was_not_said_is_asked_and_the_lecturer_may_be_left_out(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.press("登记培训", on=await room(wang, "培训"))
    await wang.until("培训什么主题")
    await wang.press("调解技巧")
    await wang.until("日期：哪天培训")
    await wang.press("明天")
    await wang.until("地点：在哪里培训")
    await wang.send("园区会议室")
    asked = await wang.until("讲师：请打字写姓名；不填也可以直接提交")
    assert asked.button("跳过")
    await wang.press("提交登记", on=asked)
    card = await wang.until("P1 已登记")
    assert "11月24日 · 园区会议室" in card.text
    assert "讲师" not in card.text
    assert "11月24日培训，当天起可以点名" in card.text
    assert labels(card) == ["修改", "取消培训", "全部培训"]


async def test_papers_and_photos_go_along_and_may_come_later(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.press("登记培训", on=await room(wang, "培训"))
    await wang.until("培训什么主题")
    await wang.send_photo(photo("通知"), "今天 工资支付 地点：县局")
    card = await wang.until(lambda m: m.button("提交登记") is not None)
    assert "材料 1" in card.text
    await wang.press("提交登记")
    card = await wang.until("P1 已登记")
    assert "材料 1 份" in card.text
    await wang.press("修改", on=card)
    await wang.until("修改 P1（服装制造专班）")
    await wang.send_file(PDF, "签到表.pdf", mime="application/pdf")
    await wang.until("材料 2")
    await wang.press("提交修改", on=await wang.until(lambda m: m.button("提交修改") is not None))
    card = await wang.until("P1 已修改")
    assert "材料 2 份" in card.text
    assert len(pieces_of(town, training_of(town, "P1").draft_id)) == 2
    await wang.press("看材料", on=card)
    await wang.until("P1 的材料")
    await wang.until(lambda m: m.document_name == "签到表.pdf")


async def test_the_bureau_is_asked_whose_and_the_county_is_everybodys(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    card = await set_down(zhao, force="全县")
    assert "范围：全县" in card.text
    card = await set_down(zhao, told="昨天 工伤保险 地点：物流园", force="快递行业")
    assert "范围：快递行业专班" in card.text
    shown = await room(wang, "培训")
    assert [label for label in labels(shown) if label.startswith("P")] == [
        "P1 11月23日 劳动合同法 0人"
    ]
    await wang.press("P1", on=shown)
    card = await wang.until("P1 劳动合同法")
    assert labels(card) == ["全部培训"]
    await wang.send("P2")
    await wang.until("P2 是快递行业专班的培训，由他们登记")


async def test_it_is_changed_while_it_stands(town: Town, mei: Phone, wang: Phone) -> None:
    card = await set_down(wang)
    await wang.press("修改", on=card)
    await wang.press("修改", on=await wang.until("修改 P1"))
    await wang.press("地点", on=await wang.until("要改哪一项"))
    await wang.until("地点：在哪里培训")
    await wang.send("县局五楼")
    changed = await wang.until(lambda m: m.button("提交修改") is not None)
    assert training_of(town, "P1").place == "县局三楼", (
        "it stands as it was until that is handed in"
    )
    await wang.press("提交修改", on=changed)
    await wang.until("P1 已修改")
    assert training_of(town, "P1").place == "县局五楼"


async def test_another_who_keeps_it_changes_it(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    await set_down(wang)
    await zhao.send("P1")
    await zhao.press("修改", on=await zhao.until("P1 劳动合同法"))
    await zhao.press("修改", on=await zhao.until("修改 P1"))
    await zhao.press("主题", on=await zhao.until("要改哪一项"))
    await zhao.until("培训什么主题")
    await zhao.send("工资支付")
    await zhao.press("提交修改", on=await zhao.until(lambda m: m.button("提交修改") is not None))
    await zhao.until("P1 已修改")
    assert training_of(town, "P1").theme == "工资支付"
    await wang.until("P1 工资支付")


async def test_it_is_called_off_with_a_reason_and_restored(
    town: Town, mei: Phone, wang: Phone
) -> None:
    card = await set_down(wang)
    await wang.press("取消培训", on=card)
    await wang.until("请打字写理由")
    await wang.send("字" * 101)
    await wang.until("理由写了 101 个字")
    await wang.send("讲师有事")
    card = await wang.until("P1 劳动合同法（已取消）")
    assert "王*于 11月23日 09:00 取消：讲师有事" in card.text
    assert labels(card) == ["恢复", "全部培训"]
    tap(wang, "tg:take:1")
    await wang.until("P1 已由王*于 11月23日 09:00 取消")
    tap(wang, "tg:edit:1")
    await wang.until("要恢复请打开它点 恢复")
    assert "培训：0 次" in (await room(wang, "培训")).text
    await wang.send("P1")
    await twice(wang, "恢复")
    await wang.until("P1 已恢复")
    assert training_of(town, "P1").stands


async def test_asking_for_a_reason_can_be_left(town: Town, mei: Phone, wang: Phone) -> None:
    card = await set_down(wang)
    await wang.press("取消培训", on=card)
    await wang.press("返回", on=await wang.until("请打字写理由"))
    await wang.until("P1 劳动合同法\n")
    await wang.send("讲师有事")
    await wang.until("没有看懂")
    assert training_of(town, "P1").stands


async def test_an_unfinished_one_is_found_again(town: Town, mei: Phone, wang: Phone) -> None:
    await wang.press("登记培训", on=await room(wang, "培训"))
    await wang.until("培训什么主题")
    await wang.send("今天 劳动合同法")
    await wang.until("地点：在哪里培训")
    await wang.press("取消")
    await wang.until("已放下")
    shown = await room(wang, "培训")
    assert "没有登记完的" in shown.text
    await wang.press("登记培训", on=shown)
    await wang.press("新建", on=await wang.until("接着填，还是另起一份"))
    await wang.until("培训什么主题")
    await wang.press("↩️ 劳动合同法", on=await room(wang, "培训"))
    await wang.until("地点：在哪里培训")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("2028年1月1日", "离今天超过一年"),
        ("2020年1月1日", "已超过2年"),
        ("没有的日子", "看不懂日期"),
        ("2.30", "日历上没有"),
    ],
)
async def test_a_day_that_cannot_be_is_refused(
    town: Town, mei: Phone, wang: Phone, told: str, why: str
) -> None:
    await wang.press("登记培训", on=await room(wang, "培训"))
    await wang.until("培训什么主题")
    await wang.send("调解技巧")
    await wang.until("日期：哪天培训")
    await wang.send(told)
    await wang.until(why)
    await wang.send("12.5")
    await wang.until("日期：12月5日")


async def test_handed_in_twice_there_is_one(town: Town, mei: Phone, wang: Phone) -> None:
    await wang.press("登记培训", on=await room(wang, "培训"))
    await wang.until("培训什么主题")
    await wang.send("今天 劳动合同法 地点：县局")
    await twice(wang, "提交登记")
    await wang.until("P1 劳动合同法")
    assert town.do(trainings.get, 2) is None


async def test_where_people_were_there_the_day_does_not_move_ahead(
    town: Town, mei: Phone, wang: Phone
) -> None:
    card = await set_down(wang)
    await wang.press("确认", on=await take(wang, "李梅", card))
    card = await wang.until("到 1 人")
    await wang.press("修改", on=card)
    await wang.press("修改", on=await wang.until("修改 P1"))
    await wang.press("日期", on=await wang.until("要改哪一项"))
    await wang.until("日期：哪天培训")
    await wang.send("明天")
    await wang.press("提交修改", on=await wang.until(lambda m: m.button("提交修改") is not None))
    await wang.until("P1 已经点过名，日期不能改到以后")


async def test_who_may_not_is_told_so(town: Town, mei: Phone, wang: Phone, zhao: Phone) -> None:
    await set_down(zhao, told="今天 工伤保险 地点：物流园", force="快递行业")
    await mei.send("/training")
    await mei.until("没有培训与站点要管理")
    for data in ("tg:new", "tg:of:2026:0", "tg:open:1", "tg:take:1", "tg:code:1", "tg:edit:1"):
        tap(mei, data)
        await mei.until("培训由联络员和县局登记")
    for data in ("tg:open:1", "tg:take:1", "tg:code:1", "tg:edit:1", "tg:off:1", "tg:orig:1"):
        tap(wang, data)
        await wang.until("P1 是快递行业专班的培训")
    tap(wang, "tg:for:6:ask")
    await wang.until("是快递行业专班的培训")
    tap(wang, "tg:open:77")
    await wang.until("没有 P77 这次培训")
    tap(zhao, "tg:for:999:ask")
    await zhao.until("没有这个专班")
    assert not any("P1" in m.text for m in await said(mei))


async def test_who_has_not_been_yet_is_listed(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    town.add("顺风", Role.COORDINATOR, force="快递行业")
    shown = await room(wang, "培训")
    assert "2026年还没有培训。点 登记培训" in shown.text
    await wang.press("还没培训的", on=shown)
    await wang.until("2026年还没参加过培训的：2/2 人\n李梅、王强")
    card = await set_down(wang)
    await wang.press("确认", on=await take(wang, "李梅", card))
    await wang.until("到 1 人")
    await wang.press("还没培训的", on=await room(wang, "培训"))
    await wang.until("2026年还没参加过培训的：1/2 人\n王强")
    await zhao.press("还没培训的", on=await room(zhao, "培训"))
    county = await zhao.until("2026年还没参加过培训的：2/3 人")
    assert "服装制造：1/2 人\n" in county.text
    assert "快递行业：1/1 人" in county.text
    await zhao.press("快递行业 1", on=county)
    await zhao.until(
        "快递行业专班\n2026年还没参加过培训的：1/1 人\n顺风".replace("专班\n", "专班\n🎓 ")
    )
    await zhao.press("返回")
    await zhao.until("2026年还没参加过培训的：2/3 人")


async def test_a_year_of_many_is_leafed_through_and_another_year_looked_at(
    town: Town, mei: Phone, wang: Phone
) -> None:
    def fill(session: Session) -> None:
        person = actor_of(session, wang)
        for n in range(12):
            draft = drafts.add(session, person.person_id, person.chat_id, "training", {"force": 1})
            facts = {"theme": f"第{n + 1}讲", "place": "县局"}
            day = date(2026, 10, n + 1)
            trainings.set_down(
                session, draft.id, person.task_force_id, day, facts, person.person_id
            )
            drafts.save(session, replace(draft, state="submitted"))

    town.do(fill)
    shown = await room(wang, "培训")
    assert "2026年培训：12 次" in shown.text
    assert sum(label.startswith("P") for label in labels(shown)) == 10
    await wang.press("更早 ›", on=shown)
    shown = await wang.until(lambda m: m.button("‹ 更新") is not None)
    assert "P1 10月1日 第1讲 0人" in labels(shown)
    await wang.press("‹ 2025年", on=shown)
    await wang.until("2025年还没有培训")


async def test_who_has_left_still_stands_on_the_list_and_is_nobodys_to_train(
    town: Town, mei: Phone, wang: Phone
) -> None:
    gone = town.add("钱进", Role.COORDINATOR)
    card = await set_down(wang)
    await wang.press("确认", on=await take(wang, "钱进", card))
    await wang.until("到 1 人（台账 3 人）：钱进")
    town.do(persons.leave, gone)
    await wang.send("P1")
    await wang.until("到 1 人（其中 1 人已不在台账，台账现有 2 人）：钱进")
    await wang.press("还没培训的", on=await room(wang, "培训"))
    await wang.until("2/2 人\n李梅、王强")


async def test_a_persons_own_card_hears_of_both_from_this_wing(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.press("确认", on=await take(wang, "李梅", await set_down(wang)))
    await wang.until("共 1 人")
    person = town.do(actor_of, mei).person_id
    asked = [each.mine for each in gathered() if each.mine is not None]
    said_ = [line for mine in asked if (line := town.do(mine, person))]
    assert said_ == ["🎓 2026年培训 1 次：11月23日 劳动合同法"]


def moved(session: Session, person_id: int) -> None:
    """Somebody goes to another task force's ledger."""
    force = next(each.id for each in task_forces.every(session) if each.name == "快递行业")
    persons.move(session, persons.get(session, person_id), force)


async def test_who_moved_to_another_ledger_is_told_apart_too(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    gone = town.add("钱进", Role.COORDINATOR)
    card = await set_down(wang)
    await wang.press("确认", on=await take(wang, "钱进、李梅", card))
    await wang.until("到 2 人（台账 3 人）")
    town.do(moved, gone)
    await wang.send("P1")
    await wang.until("到 2 人（其中 1 人已不在台账，台账现有 2 人）")
