"""点名: who was there, in one message of names."""

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage import audit
from bot.storage.training import attendance
from tests.conftest import Town
from tests.handlers.month.at_the_desk import labels, move
from tests.handlers.playing import tap, twice
from tests.handlers.training.training_days import set_down, take


def there(town: Town, training_id: int = 1) -> set[int]:
    return {each.person_id for each in town.do(attendance.of_training, training_id)}


async def test_thirty_people_are_noted_in_three_actions_from_the_card(
    town: Town, mei: Phone, wang: Phone
) -> None:
    names = [f"职工{chr(0x4E00 + n)}" for n in range(30)]
    ids = {town.add(name, Role.COORDINATOR) for name in names}
    card = await set_down(wang)
    before = wang.actions
    echo = await take(wang, "、".join(names), card)
    assert "到 30 人：" in echo.text
    await wang.press("确认", on=echo)
    assert wang.actions - before == 3
    await wang.until("P1：记 30 人到，共 30 人")
    card = await wang.until("✅ 到 30 人（台账 32 人）：")
    assert there(town) == ids


async def test_what_is_not_noted_is_said_with_its_reason(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    town.add("顺风", Role.COORDINATOR, force="快递行业")
    echo = await take(wang, "李梅，李梅 顺风\n赵敏，张三，李每", await set_down(wang))
    assert "到 1 人：李梅" in echo.text
    assert "重复的只记一次：李梅" in echo.text
    assert "没有记的 4 个：" in echo.text
    assert "• 顺风：在快递行业专班的台账里，不归这次培训" in echo.text
    assert "• 赵敏：不在任何专班的台账里" in echo.text
    assert "• 张三：台账里没有，请核对后再发" in echo.text
    assert "• 李每：台账里没有，是不是“李梅”？" in echo.text
    await wang.press("确认", on=echo)
    await wang.until("记 1 人到，共 1 人")


async def test_who_has_left_is_said_to_have_left(town: Town, mei: Phone, wang: Phone) -> None:
    from bot.storage.people import persons

    gone = town.add("钱进", Role.COORDINATOR)
    town.do(persons.leave, gone)
    echo = await take(wang, "钱进 李梅", await set_down(wang))
    assert "• 钱进：已不在台账里" in echo.text


async def test_nobody_of_the_ledger_leaves_nothing_to_confirm(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.press("点名", on=await set_down(wang))
    await wang.until("请把到场的人发成一条消息")
    await wang.send("张三、李四")
    echo = await wang.until("没有可记的人，请照台账里的姓名再发")
    assert labels(echo) == ["取消"]
    await wang.send("李梅")
    echo = await wang.until("到 1 人：李梅")
    assert labels(echo) == ["确认", "取消"]


async def test_everybody_but_some_and_a_second_message_adds(
    town: Town, mei: Phone, wang: Phone
) -> None:
    for name in ("张三", "李四"):
        town.add(name, Role.COORDINATOR)
    echo = await take(wang, "全部，除 张三、李四", await set_down(wang))
    assert "到 2 人：李梅、王强" in echo.text
    await wang.send("李四")
    echo = await wang.until("到 3 人：李梅、王强、李四")
    await wang.send("未到 王强")
    echo = await wang.until("到 2 人：李梅、李四")
    await wang.press("确认", on=echo)
    card = await wang.until("✅ 到 2 人（台账 4 人）：李梅、李四")
    await wang.press("点名", on=card)
    await wang.until("请把到场的人发成一条消息")
    await wang.send("张三 李梅")
    echo = await wang.until("已记过的 1 人，不用再记")
    assert "到 1 人：张三" in echo.text
    await wang.press("确认", on=echo)
    await wang.until("记 1 人到，共 3 人")


async def test_who_was_noted_by_mistake_is_taken_off_and_the_trail_has_both(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.press("确认", on=await take(wang, "李梅 王强", await set_down(wang)))
    card = await wang.until("到 2 人（")
    echo = await take(wang, "未到 李梅", card)
    assert "改为未到 1 人：李梅" in echo.text
    await wang.press("确认", on=echo)
    await wang.until("记 0 人到，改 1 人为未到，共 1 人")
    assert len(there(town)) == 1
    acts = [act for _, _, act, _ in town.do(audit.history, "training:1")]
    assert acts == ["set down training", "note attendance", "note attendance"]


async def test_namesakes_are_buttons(town: Town, mei: Phone, wang: Phone) -> None:
    other = town.add("李梅", Role.COORDINATOR, phone="13800005678")
    await wang.press("点名", on=await set_down(wang))
    await wang.until("请把到场的人发成一条消息")
    await wang.send("王强、李梅")
    asked = await wang.until("“李梅”有 2 位，是哪一位")
    assert asked.button("2 位都到")
    await wang.press("5678", on=asked)
    await wang.press("确认", on=await wang.until("到 2 人：王强、李梅"))
    await wang.until("共 2 人")
    assert other in there(town)


async def test_both_namesakes_may_have_been_there(town: Town, mei: Phone, wang: Phone) -> None:
    town.add("李梅", Role.COORDINATOR, phone="13800005678")
    await wang.press("点名", on=await set_down(wang))
    await wang.until("请把到场的人发成一条消息")
    await wang.send("李梅")
    await wang.press("2 位都到", on=await wang.until("是哪一位"))
    await wang.until("到 2 人：李梅、李梅")


async def test_a_training_to_come_has_nobody_yet(town: Town, mei: Phone, wang: Phone) -> None:
    await set_down(wang, "明天 劳动合同法 地点：县局")
    tap(wang, "tg:take:1")
    await wang.until("P1 是11月24日的培训，当天起才能点名")
    move(town, 11, 24)
    await wang.send("P1")
    echo = await take(wang, "李梅", await wang.until(lambda m: m.button("点名") is not None))
    await wang.press("确认", on=echo)
    await wang.until("共 1 人")


async def test_confirmed_twice_it_is_noted_once(town: Town, mei: Phone, wang: Phone) -> None:
    await take(wang, "李梅", await set_down(wang))
    await twice(wang, "确认")
    await wang.until("记 1 人到，共 1 人")
    acts = [act for _, _, act, _ in town.do(audit.history, "training:1")]
    assert acts.count("note attendance") == 1


async def test_called_off_meanwhile_nobody_is_noted(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    echo = await take(wang, "李梅", await set_down(wang))
    await zhao.send("P1")
    await zhao.press("取消培训", on=await zhao.until("P1 劳动合同法"))
    await zhao.until("请打字写理由")
    await zhao.send("讲师有事")
    await zhao.until("已取消")
    await wang.press("确认", on=echo)
    await wang.until("P1 已由赵*于")
    assert there(town) == set()


async def test_it_can_be_left_and_asks_no_more(town: Town, mei: Phone, wang: Phone) -> None:
    echo = await take(wang, "李梅", await set_down(wang))
    await wang.press("取消", on=echo)
    await wang.until("没有记，P1 劳动合同法（11月23日）的点名和原来一样")
    assert there(town) == set()
    await wang.send("李梅")
    await wang.until("没有看懂")
    tap(wang, "tg:yes:999")
    await wang.until("这次点名已经结束")


async def test_a_message_without_names_or_too_long_is_refused(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.press("点名", on=await set_down(wang))
    await wang.until("请把到场的人发成一条消息")
    await wang.send("、，。")
    await wang.until("没有看到姓名")
    await wang.send("张" * 4050)
    await wang.until("名单太长")


async def test_the_county_takes_everybody_and_a_liaison_sees_their_own(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    town.add("顺风", Role.COORDINATOR, force="快递行业")
    card = await set_down(zhao, force="全县")
    await zhao.press("确认", on=await take(zhao, "顺风、李梅", card))
    await zhao.until("✅ 到 2 人（台账 3 人）：李梅、顺风")
    await wang.send("P1")
    card = await wang.until("✅ 本专班到 1 人（台账 2 人）：李梅")
    assert "顺风" not in card.text


async def test_going_back_from_the_question_asks_no_more(
    town: Town, mei: Phone, wang: Phone
) -> None:
    await wang.press("点名", on=await set_down(wang))
    await wang.press("返回", on=await wang.until("请把到场的人发成一条消息"))
    await wang.until("还没有点名")
    await wang.send("李梅")
    await wang.until("没有看懂")
    assert there(town) == set()
