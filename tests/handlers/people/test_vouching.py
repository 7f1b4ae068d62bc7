"""Somebody whose number on record is wrong is let in by whoever knows them, with one tap."""

import pytest

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from bot.storage.people import roles
from tests.conftest import FORCE, Town
from tests.handlers.people.test_roster import force_id
from tests.handlers.playing import actor_of, link, said, tap


async def invited(town: Town, person_id: int = 0) -> Phone:
    phone = town.phone("梅子")
    await phone.start(link(town, person_id or town.add("李梅", Role.COORDINATOR)))
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


async def test_a_liaisons_account_is_for_the_bureau_to_confirm_and_for_no_deputy(
    town: Town, mei: Phone, wang: Phone, zhao: Phone
) -> None:
    deputy = town.do(actor_of, mei).person_id
    town.do(roles.give, deputy, Role.DEPUTY, force_id(town, FORCE))
    new = await invited(town, town.do(actor_of, wang).person_id)
    await new.press("登记的号码不对")
    card = await zhao.until("王强 正在加入")
    assert not [m for m in await said(mei) if "正在加入" in m.text]
    tap(mei, card.body["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    await mei.until("只有本专班联络员或县局可以确认")
    await zhao.press("是本人")
    await new.until("加入前请看一眼")


@pytest.mark.parametrize("role", [Role.BUREAU, Role.ADMIN])
async def test_an_officer_who_is_in_a_ledger_is_not_let_in_by_its_liaison(
    town: Town, wang: Phone, zhao: Phone, role: Role
) -> None:
    officer = town.add("钱进", Role.COORDINATOR)
    town.do(roles.give, officer, role, None)
    new = await invited(town, officer)
    await new.press("登记的号码不对")
    await zhao.until("钱进 正在加入")
    assert not [m for m in await said(wang) if "正在加入" in m.text]
    tap(wang, f"ro:link:{officer}")
    await wang.until("钱进 的新链接由县局发")
    tap(zhao, f"ro:link:{officer}")
    await zhao.until("t.me/xietiao_bot?start=")
