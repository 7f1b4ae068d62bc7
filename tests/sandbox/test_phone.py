"""The phone shows what a person sees, and presses what a person could press."""

import asyncio

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from tests.sandbox.conftest import Client

CHAT = {"chat_id": 1001}


def keys(*labels: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in labels]]}


async def pressed(client: Client) -> tuple[int, str]:
    query = (await client.result("getUpdates", offset=-1))[0]["callback_query"]
    return query["message"]["message_id"], query["data"]


async def test_edits_show_and_deleted_messages_are_gone(client: Client, phone: Phone) -> None:
    one = await client.result("sendMessage", **CHAT, text="一")
    two = await client.result("sendMessage", **CHAT, text="二")
    await client.result("editMessageText", **CHAT, message_id=one["message_id"], text="改")
    await client.result("deleteMessage", **CHAT, message_id=two["message_id"])
    shown = [(message.text, message.edited) for message in phone.messages]
    assert shown == [("/start", False), ("改", True)]
    assert phone.screen() == "── 李梅 ──\n#1 我: /start\n#2 机器人（已编辑）: 改"


async def test_a_press_goes_to_the_newest_message_with_the_button(
    client: Client, phone: Phone
) -> None:
    old = await client.result("sendMessage", **CHAT, text="旧", reply_markup=keys("通过", "详情"))
    new = await client.result("sendMessage", **CHAT, text="新", reply_markup=keys("批量通过"))
    await phone.press("通过")
    assert await pressed(client) == (new["message_id"], "批量通过")
    await phone.press("详情")
    assert await pressed(client) == (old["message_id"], "详情")


async def test_the_exact_label_goes_before_one_that_only_contains_it(
    client: Client, phone: Phone
) -> None:
    markup = keys("批量通过", "通过全部", "通过")
    await client.result("sendMessage", **CHAT, text="卡片", reply_markup=markup)
    await phone.press("通过")
    assert (await pressed(client))[1] == "通过"
    await phone.press("全部")
    assert (await pressed(client))[1] == "通过全部"


async def test_a_stale_button_can_still_be_pressed(client: Client, phone: Phone) -> None:
    sent = await client.result("sendMessage", **CHAT, text="卡片", reply_markup=keys("通过"))
    before = phone.last
    await client.result("editMessageText", **CHAT, message_id=sent["message_id"], text="已定")
    assert phone.last.buttons == []
    await phone.press("通过", on=before)
    assert await pressed(client) == (sent["message_id"], "通过")
    await client.result("deleteMessage", **CHAT, message_id=sent["message_id"])
    await phone.press("通过", on=before)
    query = (await client.result("getUpdates", offset=-1))[0]["callback_query"]
    assert query["message"]["date"] == 0


async def test_a_reply_keyboard_stays_and_its_button_sends_its_label(
    client: Client, phone: Phone
) -> None:
    menu = {"keyboard": [["✅ 待审核"], ["更多"]]}
    await client.result("sendMessage", **CHAT, text="菜单", reply_markup=menu)
    await client.result("sendMessage", **CHAT, text="后来")
    assert phone.keyboard == [["✅ 待审核"], ["更多"]]
    await phone.press("待审核")
    assert phone.messages[-1].text == "✅ 待审核"
    remove = {"remove_keyboard": True}
    await client.result("sendMessage", **CHAT, text="收起", reply_markup=remove)
    assert phone.keyboard == []


async def test_a_press_waits_a_moment_for_its_button(client: Client, phone: Phone) -> None:
    press = asyncio.create_task(phone.press("通过"))
    await asyncio.sleep(0.02)
    await client.result("sendMessage", **CHAT, text="卡片", reply_markup=keys("通过"))
    await press
    assert (await pressed(client))[1] == "通过"


async def test_what_is_not_there_fails_with_the_screen(
    client: Client, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.phone.PATIENCE", 0.01)
    await client.result("sendMessage", **CHAT, text="卡片", reply_markup=keys("退回"))
    with pytest.raises(AssertionError, match=r"(?s)no button 通过.*卡片.*\[退回\]"):
        await phone.press("通过")
    with pytest.raises(AssertionError, match=r"(?s)已通过 in vain.*卡片"):
        await phone.until("已通过", seconds=0.01)
    assert phone.sees("退回")
    assert not phone.sees("通过")


async def test_a_message_found_before_the_last_act_does_not_count_again(
    client: Client, phone: Phone
) -> None:
    first = await client.result("sendMessage", **CHAT, text="已收到")
    await phone.until("已收到")
    await phone.until("收到")
    await phone.send("第二份")
    with pytest.raises(AssertionError):
        await phone.until("已收到", seconds=0.02)
    await client.result("editMessageText", **CHAT, message_id=first["message_id"], text="已收到 2")
    assert (await phone.until("已收到")).text == "已收到 2"


async def test_the_bell_rings_for_messages_with_sound_only(client: Client, phone: Phone) -> None:
    sent = await client.result("sendMessage", **CHAT, text="响")
    await client.result("sendMessage", **CHAT, text="静", disable_notification=True)
    await client.result("editMessageText", **CHAT, message_id=sent["message_id"], text="改")
    await phone.send("自己的")
    assert phone.bell == 1


async def test_quiet_waits_for_the_last_of_several(client: Client, phone: Phone) -> None:
    async def chatter() -> None:
        for text in "一二三":
            await asyncio.sleep(0.01)
            await client.result("sendMessage", **CHAT, text=text)

    talking = asyncio.create_task(chatter())
    await phone.quiet(0.5)
    assert phone.last.text == "三"
    await talking


async def test_in_a_group_the_bot_hears_commands_mentions_and_replies(
    client: Client, world: World, phone: Phone
) -> None:
    wang = world.add_user("王强")
    group = world.add_group("专班群", phone.user, wang)
    limei, other = (Phone(world, user, group=group) for user in (phone.user, wang))
    limei._person.invite_bot()
    said = await client.result("sendMessage", chat_id=group.id, text="大家好")
    assert other.last.text == "大家好"
    await other.send("闲聊")
    await other.send("/help")
    await other.send("请看 @xietiao_bot")
    await limei.send("回复", reply_to=limei.last)
    heard = [
        update["message"].get("text") for update in await client.result("getUpdates", offset=-4)
    ]
    assert heard == [None, "/help", "请看 @xietiao_bot", "回复"]
    assert phone.messages[-1].text == "/start"
    await client.result("leaveChat", chat_id=group.id)
    refusal = await client.refusal("sendMessage", chat_id=group.id, text="在吗")
    assert refusal == "403 Forbidden: bot was kicked from the group chat"
    assert said["chat"]["type"] == "group"


async def test_commands_are_resolved_from_the_narrowest_scope(client: Client, phone: Phone) -> None:
    def named(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": name}]

    async def shown() -> str:
        async with client.session.get(f"{client.url}/api/chats/1001") as response:
            return " ".join(each["command"] for each in (await response.json())["commands"])

    await client.result("setMyCommands", commands=named("start"))
    assert await shown() == "start"
    await client.result("setMyCommands", commands=named("zhongwen"), language_code="zh")
    assert await shown() == "zhongwen"
    private = {"type": "all_private_chats"}
    await client.result("setMyCommands", commands=named("menu"), scope=private)
    assert await shown() == "menu"
    own = {"type": "chat", "chat_id": 1001}
    await client.result("setMyCommands", commands=named("review"), scope=own)
    assert await shown() == "review"
    await client.result("deleteMyCommands", scope=own)
    assert await shown() == "menu"
    refusal = await client.refusal("setMyCommands", commands=named("Review!"))
    assert refusal == "400 Bad Request: BOT_COMMAND_INVALID"
