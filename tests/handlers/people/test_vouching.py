"""Somebody whose number on record is wrong is let in by whoever knows them, with one tap."""

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from tests.conftest import Town
from tests.handlers.playing import link, tap


async def invited(town: Town) -> Phone:
    phone = town.phone("梅子")
    await phone.start(link(town, town.add("李梅", Role.COORDINATOR)))
    await phone.until("手机号后4位")
    return phone


async def test_the_liaison_confirms_who_it_is_with_one_tap(town: Town, wang: Phone) -> None:
    mei = await invited(town)
    await mei.press("登记的号码不对")
    await mei.until("已请您专班的联络员")
    await wang.until("李梅 正在加入")
    await wang.press("是本人")
    await wang.until("已确认 李梅")
    await mei.until("加入前请看一眼")
    await mei.press("同意并加入")
    await mei.until("欢迎您，李梅")


async def test_the_bureau_is_asked_where_there_is_no_liaison(town: Town, zhao: Phone) -> None:
    mei = await invited(town)
    await mei.press("登记的号码不对")
    await zhao.until("李梅 正在加入")


async def test_with_nobody_to_ask_it_says_so(town: Town) -> None:
    mei = await invited(town)
    await mei.press("登记的号码不对")
    await mei.until("没有人可以代为确认")
    await mei.send("1234")
    await mei.until("加入前请看一眼")


async def test_a_liaison_of_another_task_force_cannot_confirm(town: Town, wang: Phone) -> None:
    other = await town.joined("孙丽", Role.COORDINATOR, Role.LIAISON, force="快递行业")
    mei = await invited(town)
    await mei.press("登记的号码不对")
    card = await wang.until("李梅 正在加入")
    data = card.body["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    tap(other, data)
    await other.until("只有本专班联络员或县局可以确认")
