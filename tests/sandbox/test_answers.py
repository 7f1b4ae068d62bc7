"""Every answer the sandbox gives is a complete object of the Bot API."""

import json

from bot.sandbox.methods import NAMES
from bot.sandbox.people import Participant
from bot.sandbox.phone import Phone
from bot.sandbox.wire import Json
from bot.sandbox.world import World
from tests.sandbox.conftest import Client, jpeg
from tests.sandbox.spec import Spec

CARD = {
    "inline_keyboard": [[{"text": "通过", "callback_data": "ok"}, {"text": "页", "url": "t.me/x"}]]
}
MENU = {"keyboard": [["📝 上报工作", {"text": "❓ 帮助"}]], "input_field_placeholder": "请选择"}
CHAT = {"chat_id": 1001}
SCOPE = {"type": "chat", "chat_id": 1001}
PHOTOS = [{"type": "photo", "media": f"attach://p{n}", "caption": f"第{n}张"} for n in (1, 2)]


def check(spec: Spec, seen: list[tuple[str, Json, Json]]) -> None:
    problems: list[str] = []
    for method, params, answer in seen:
        assert answer["ok"], (method, params, answer)
        problems += spec.check_request(method, params)
        problems += spec.check_answer(method, answer["result"])
    assert not problems, "\n".join(problems)


async def test_every_message_a_bot_sends_is_answered_in_full(
    client: Client, phone: Phone, spec: Spec, seen: list[tuple[str, Json, Json]]
) -> None:
    text = await client.result("sendMessage", **CHAT, text="*好*", parse_mode="MarkdownV2")
    await client.result("sendMessage", **CHAT, text="菜单", reply_markup=MENU)
    reply = {"reply_parameters": {"message_id": text["message_id"]}}
    await client.result("sendLocation", **CHAT, latitude=35.7, longitude=116.5, **reply)
    await client.result("sendContact", **CHAT, phone_number="13800001234", first_name="王强")
    photo = await client.upload("sendPhoto", {"photo": jpeg()}, **CHAT, caption="<i>照片</i>")
    document = await client.upload("sendDocument", {"document": jpeg()}, **CHAT)
    await client.upload("sendVideo", {"video": b"mp4"}, **CHAT, duration=3, width=4, height=5)
    await client.upload(
        "sendMediaGroup", {"p1": jpeg(), "p2": jpeg(90, 90)}, **CHAT, media=json.dumps(PHOTOS)
    )
    assert document["result"]["document"]["thumbnail"]["width"] == 320

    which = CHAT | {"message_id": text["message_id"]}
    await client.result("editMessageText", **which, text="改", reply_markup=CARD)
    await client.result("editMessageReplyMarkup", **which)
    which = CHAT | {"message_id": photo["result"]["message_id"]}
    await client.result("editMessageCaption", **which, caption="新说明")
    file_id = document["result"]["document"]["file_id"]
    media = {"type": "document", "media": file_id, "caption": "文件"}
    await client.result("editMessageMedia", **which, media=media)
    await client.result("getFile", file_id=file_id)
    await client.result("deleteMessage", **which)
    await client.result("deleteMessages", **CHAT, message_ids=[text["message_id"], 999])
    await client.result("sendChatAction", **CHAT, action="typing")
    check(spec, seen)


async def test_what_a_bot_says_of_itself_is_answered_in_full(
    client: Client, phone: Phone, spec: Spec, seen: list[tuple[str, Json, Json]]
) -> None:
    commands = [{"command": "report", "description": "上报工作"}]
    for method in ("getMe", "getMyName", "getMyDescription", "getMyShortDescription"):
        await client.result(method)
    await client.result("setMyName", name="协调通")
    await client.result("setMyDescription", description="说明", language_code="zh")
    await client.result("setMyShortDescription", short_description="简介")
    await client.result("setMyCommands", commands=commands, scope=SCOPE)
    assert await client.result("getMyCommands", scope=SCOPE) == commands
    await client.result("deleteMyCommands", scope=SCOPE)
    await client.result("setChatMenuButton", menu_button={"type": "commands"}, **CHAT)
    await client.result("getChatMenuButton", **CHAT)
    await client.result("getChat", **CHAT)
    await client.result("getWebhookInfo")
    await client.result("setWebhook", url="http://127.0.0.1:9/x", secret_token="s")
    await client.result("getWebhookInfo")
    await client.result("deleteWebhook", drop_pending_updates=True)
    await client.result("logOut")
    await client.result("close")
    check(spec, seen)


async def test_every_update_is_complete(
    client: Client, phone: Phone, world: World, spec: Spec, seen: list[tuple[str, Json, Json]]
) -> None:
    card = await client.result("sendMessage", **CHAT, text="卡片", reply_markup=CARD)
    await phone.press("通过")
    await client.result("deleteMessage", **CHAT, message_id=card["message_id"])
    sent = await phone.send("#宣传 @limei a@b.cn https://example.org/x /me")
    await phone.edit(sent, "改过")
    await phone.send_photo(jpeg(), "说明", reply_to=sent)
    await phone.send_album([jpeg(), jpeg(50, 50)], "相册")
    await phone.send_file(b"%PDF", "方案.pdf")
    await phone.send_video(b"mp4")
    await phone.send_sticker()
    await phone.send_voice()
    await phone.send_location()
    await phone.send_contact("13800000000")
    Participant(world, phone.user, world.main_bot).press(card["message_id"], "ok")
    await phone.block()
    await phone.start("token")
    group = world.add_group("专班群", phone.user)
    in_group = Participant(world, phone.user, world.main_bot, group)
    in_group.invite_bot()
    in_group.remove_bot()
    updates = await client.result("getUpdates")
    assert len(updates) == 20
    check(spec, seen)


async def test_the_sandbox_plays_every_method_the_specification_calls_so(spec: Spec) -> None:
    assert [name for name in NAMES if "no such method" in str(spec.check_answer(name, None))] == []
