"""签到码: shown on a screen, scanned, one tap."""

import re

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.sandbox.screen import Message
from tests.conftest import Town
from tests.handlers.month.at_the_desk import labels, move
from tests.handlers.playing import tap, twice
from tests.handlers.training.test_attending import there
from tests.handlers.training.training_days import set_down


async def shown(phone: Phone, on: Message) -> tuple[Message, str]:
    """The message with the code, and what a phone that scans it sends."""
    await phone.press("签到码", on=on)
    message = await phone.until("投到屏幕上")
    found = re.search(r"t\.me/xietiao_bot\?start=(signin-[\w-]{16})$", message.text)
    assert found
    return message, found[1]


async def test_who_scans_the_code_signs_in_with_one_tap(
    town: Town, mei: Phone, wang: Phone
) -> None:
    message, code = await shown(wang, await set_down(wang))
    assert message.photo()
    assert "11月23日 24:00 前有效" in message.text
    before = mei.actions
    await mei.start(code)
    asked = await mei.until("到场的请点 签到")
    assert "🎓 劳动合同法\n11月23日 · 县局三楼（服装制造专班）" in asked.text
    await twice(mei, "签到")
    done = await mei.until("李梅，您已签到")
    assert mei.actions - before == 3  # the scan, and the one tap twice
    assert labels(done) == []
    assert len(there(town)) == 1
    card = await wang.until("✅ 到 1 人（台账 2 人）：李梅")
    assert "其中扫码 1 人" in card.text
    await mei.start(code)
    await mei.until("您已签到")
    assert len(there(town)) == 1


async def test_whoever_is_not_meant_gets_a_sentence(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    courier = await town.joined("顺风", Role.COORDINATOR, force="快递行业")
    stranger = town.phone("路人")
    _, code = await shown(wang, await set_down(wang))
    await courier.start(code)
    await courier.until("这是服装制造专班的培训，您不在他们的台账里")
    await zhao.start(code)
    await zhao.until("您的身份不用签到")
    await stranger.start(code)
    answer = await stranger.until(lambda m: m.button("申请加入") is not None)
    assert "劳动合同法" not in answer.text
    tap(courier, f"tg:sign:{code.removeprefix('signin-')}")
    await courier.until("您不在他们的台账里")
    assert there(town) == set()


async def test_the_countys_takes_people_of_any_ledger(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    courier = await town.joined("顺风", Role.COORDINATOR, force="快递行业")
    _, code = await shown(zhao, await set_down(zhao, force="全县"))
    for phone in (mei, courier):
        await phone.start(code)
        await phone.press("签到", on=await phone.until("到场的请点 签到"))
        await phone.until("您已签到")
    assert len(there(town)) == 2


async def test_a_code_is_good_for_the_day_alone(town: Town, mei: Phone, wang: Phone) -> None:
    _, code = await shown(wang, await set_down(wang))
    await mei.start(code)
    asked = await mei.until("到场的请点 签到")
    move(town, 11, 23, 23, 59)
    await mei.start(code)
    asked = await mei.until("到场的请点 签到")
    move(town, 11, 24, 0, 0)
    await mei.press("签到", on=asked)
    await mei.until("11月23日的签到已经结束")
    await wang.send("P1")
    card = await wang.until("P1 劳动合同法")
    assert "签到码" not in labels(card)
    tap(wang, "tg:code:1")
    await wang.until("签到码只在当天能开；可以点 点名")


async def test_a_code_is_renewed_and_closed(town: Town, mei: Phone, wang: Phone) -> None:
    message, old = await shown(wang, await set_down(wang))
    await mei.start(old)
    asked = await mei.until("到场的请点 签到")
    await wang.press("换一个码", on=message)
    message = await wang.until(lambda m: "投到屏幕上" in m.text and old not in m.text)
    await mei.press("签到", on=asked)
    await mei.until("这个签到码已经换过或关闭")
    found = re.search(r"signin-[\w-]{16}", message.text)
    assert found
    await wang.press("关闭签到码", on=message)
    await wang.until("的签到码已关闭，共到 0 人")
    await mei.start(found[0])
    await mei.until("这个签到码已经换过或关闭")
    assert there(town) == set()


async def test_called_off_the_code_is_no_good(town: Town, mei: Phone, wang: Phone) -> None:
    card = await set_down(wang)
    _, code = await shown(wang, card)
    await wang.press("取消培训", on=card)
    await wang.until("请打字写理由")
    await wang.send("讲师有事")
    await wang.until("已取消")
    await mei.start(code)
    await mei.until("这个签到码已经换过或关闭")


async def test_before_the_day_there_is_no_code(town: Town, mei: Phone, wang: Phone) -> None:
    await set_down(wang, "明天 劳动合同法 地点：县局")
    tap(wang, "tg:code:1")
    await wang.until("P1 是11月24日的培训，当天才能开签到码")


async def test_an_invitation_is_still_one(town: Town, mei: Phone, wang: Phone) -> None:
    from tests.handlers.playing import link

    person = town.add("孙丽", Role.COORDINATOR)
    sun = town.phone("孙丽")
    await sun.start(link(town, person))
    await sun.until("手机号后4位")


async def test_shown_a_second_time_it_is_the_same_code(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    card = await set_down(wang)
    _, code = await shown(wang, card)
    await zhao.send("P1")
    _, again = await shown(zhao, await zhao.until("P1 劳动合同法"))
    assert again == code
    await wang.send("P1")
    _, once_more = await shown(wang, await wang.until(lambda m: m.button("签到码") is not None))
    assert once_more == code
    await mei.start(code)
    await mei.press("签到", on=await mei.until("到场的请点 签到"))
    await mei.until("李梅，您已签到")


async def test_renewed_or_closed_by_another_every_screen_says_so(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    _, code = await shown(wang, await set_down(wang))
    await zhao.send("P1")
    message, _ = await shown(zhao, await zhao.until("P1 劳动合同法"))
    await zhao.press("换一个码", on=message)
    told = await wang.until("P1 劳动合同法（11月23日） 的签到码已由赵*换过")
    assert "photo" not in told.body
    message = await zhao.until(lambda m: "投到屏幕上" in m.text and code not in m.text)
    _, new = await shown(wang, told)
    assert new in message.text
    await zhao.press("关闭签到码", on=message)
    told = await wang.until("的签到码已由赵*关闭")
    _, third = await shown(wang, told)
    assert third not in (code, new)
    await mei.start(new)
    await mei.until("这个签到码已经换过或关闭")


async def test_called_off_or_moved_the_screen_says_so(town: Town, wang: Phone) -> None:
    card = await set_down(wang)
    _, code = await shown(wang, card)
    await wang.press("取消培训", on=card)
    await wang.until("请打字写理由")
    await wang.send("讲师有事")
    await wang.until("P1 劳动合同法（11月23日） 已由王*取消，签到码不能再扫")
    await wang.press("恢复", on=await wang.until("（已取消）"))
    card = await wang.until("P1 已恢复")
    _, again = await shown(wang, card)
    assert again != code
    await wang.press("修改", on=card)
    await wang.press("修改", on=await wang.until("修改 P1"))
    await wang.press("日期", on=await wang.until("要改哪一项"))
    await wang.until("日期：哪天培训")
    await wang.send("明天")
    await wang.press("提交修改", on=await wang.until(lambda m: m.button("提交修改") is not None))
    told = await wang.until("P1 劳动合同法（11月24日） 已由王*改期")
    assert labels(told) == ["返回"]
