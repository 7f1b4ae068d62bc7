"""Telegram's limits, in Telegram's words."""

import json
from io import BytesIO

import pytest
from aiohttp import FormData

from bot.sandbox import limits
from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from tests.sandbox.conftest import TOKEN, Client, jpeg

CHAT = {"chat_id": 1001}
NOT_MODIFIED = "400 Bad Request: message is not modified: specified new message content"
TEXT_BUTTONS = "Text buttons are unallowed in the inline keyboard"
EMOJI = "😀"


def button(data: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": "按钮", "callback_data": data}]]}


async def send(client: Client, **params: object) -> dict[str, int]:
    sent = await client.result("sendMessage", **CHAT, **({"text": "原文"} | params))
    return CHAT | {"message_id": int(sent["message_id"])}


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"text": ""}, "400 Bad Request: message text is empty"),
        ({"text": "  \n "}, "400 Bad Request: text must be non-empty"),
        ({"text": "字" * 4097}, "400 Bad Request: message is too long"),
        ({"text": EMOJI * 2049}, "400 Bad Request: message is too long"),
        ({"text": "a", "chat_id": 5}, "400 Bad Request: chat not found"),
        ({"text": "a", "chat_id": ""}, "400 Bad Request: chat_id is empty"),
        ({"text": "a", "parse_mode": "BBCode"}, "400 Bad Request: unsupported parse_mode"),
        ({"text": "a", "reply_markup": button("a" * 65)}, "400 Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "a", "reply_markup": button("字" * 22)}, "400 Bad Request: BUTTON_DATA_INVALID"),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b"}]]}},
            "400 Bad Request: can't parse inline keyboard button: " + TEXT_BUTTONS,
        ),
        (
            {"text": "a", "reply_markup": "{"},
            "400 Bad Request: can't parse reply keyboard markup JSON object",
        ),
        (
            {"text": "a", "reply_parameters": {"message_id": 99}},
            "400 Bad Request: message to be replied not found",
        ),
    ],
)
async def test_a_message_telegram_would_refuse_is_refused_in_its_words(
    client: Client, phone: Phone, params: dict[str, object], refusal: str
) -> None:
    assert await client.refusal("sendMessage", **(CHAT | params)) == refusal


async def test_length_is_counted_in_utf16_units_after_parsing(client: Client, phone: Phone) -> None:
    await client.result("sendMessage", **CHAT, text=EMOJI * 2048)
    text = "<b>" + "字" * 4096 + "</b>"
    await client.result("sendMessage", **CHAT, text=text, parse_mode="HTML")
    await client.result("sendMessage", **CHAT, text="a", reply_markup=button("a" * 64))


async def test_a_caption_is_shorter_than_a_text(client: Client, phone: Phone) -> None:
    fits = await client.upload("sendPhoto", {"photo": jpeg()}, **CHAT, caption="字" * 1024)
    assert fits["ok"]
    file_id = fits["result"]["photo"][0]["file_id"]
    refusal = await client.refusal("sendPhoto", **CHAT, photo=file_id, caption="字" * 1025)
    assert refusal == "400 Bad Request: message caption is too long"


async def test_edits_that_change_nothing_or_miss_are_refused(client: Client, phone: Phone) -> None:
    sent = await send(client, reply_markup=button("a"))
    same = await client.refusal("editMessageText", **sent, text="原文", reply_markup=button("a"))
    assert same.startswith(NOT_MODIFIED)
    await client.result("editMessageText", **sent, text="原文")
    for method, found in (("editMessageText", "edit"), ("deleteMessage", "delete")):
        refusal = await client.refusal(method, **CHAT, message_id=99, text="a")
        assert refusal == f"400 Bad Request: message to {found} not found"
    refusal = await client.refusal("editMessageText", **sent, text="字" * 4097)
    assert refusal == "400 Bad Request: MESSAGE_TOO_LONG"


async def test_text_caption_and_media_are_different_edits(client: Client, phone: Phone) -> None:
    text = await send(client)
    refusal = await client.refusal("editMessageCaption", **text, caption="a")
    assert refusal == "400 Bad Request: there is no caption in the message to edit"
    photo = await client.upload("sendPhoto", {"photo": jpeg()}, **CHAT)
    which = CHAT | {"message_id": photo["result"]["message_id"]}
    refusal = await client.refusal("editMessageText", **which, text="a")
    assert refusal == "400 Bad Request: there is no text in the message to edit"
    media = {"type": "photo", "media": photo["result"]["photo"][-1]["file_id"]}
    assert (await client.refusal("editMessageMedia", **which, media=media)).startswith(NOT_MODIFIED)
    turned = await client.result("editMessageMedia", **text, media=media)
    assert "text" not in turned


async def test_only_the_bots_own_messages_without_reply_keyboard_can_be_edited(
    client: Client, phone: Phone
) -> None:
    menu = await send(client, reply_markup={"keyboard": [["菜单"]]})
    for message_id in (menu["message_id"], phone.messages[0].message_id):
        which = CHAT | {"message_id": message_id}
        refusal = await client.refusal("editMessageText", **which, text="a")
        assert refusal == "400 Bad Request: message can't be edited"


async def test_messages_can_be_deleted_for_48_hours(
    client: Client, phone: Phone, world: World
) -> None:
    sent, incoming = await send(client), await phone.send("错号")
    world.clock.advance(47 * 3600)
    await client.result("deleteMessage", **CHAT, message_id=incoming.message_id)
    world.clock.advance(2 * 3600)
    refusal = await client.refusal("deleteMessage", **sent)
    assert refusal == "400 Bad Request: message can't be deleted for everyone"
    await client.result("editMessageText", **sent, text="改仍可以")


async def test_a_blocked_bot_is_forbidden_to_write(client: Client, phone: Phone) -> None:
    sent = await send(client)
    await phone.block()
    for method, params in (("sendMessage", CHAT), ("editMessageText", sent)):
        refusal = await client.refusal(method, **params, text="在吗")
        assert refusal == "403 Forbidden: bot was blocked by the user"
    await phone.start()
    await client.result("sendMessage", **CHAT, text="欢迎回来")


async def test_a_press_is_answered_once_known_and_in_time(
    client: Client, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def press() -> str:
        await phone.press("按钮")
        return str((await client.result("getUpdates", offset=-1))[0]["callback_query"]["id"])

    await send(client, reply_markup=button("a"))
    with monkeypatch.context() as patience:
        patience.setattr("bot.sandbox.people.CALLBACK_SECONDS", -1.0)
        late = await press()
    for wrong in (late, "5"):
        refusal = await client.refusal("answerCallbackQuery", callback_query_id=wrong)
        assert refusal == f"400 Bad Request: {limits.QUERY_TOO_OLD}"
    await client.result("answerCallbackQuery", callback_query_id=await press(), text="好")
    assert phone.toasts == ["好"]


async def test_files_are_taken_by_the_right_id_of_the_right_kind(
    client: Client, phone: Phone, world: World
) -> None:
    document = await client.upload("sendDocument", {"document": b"%PDF"}, **CHAT)
    file_id = document["result"]["document"]["file_id"]
    await client.result("sendDocument", **CHAT, document=file_id)
    refusal = await client.refusal("sendPhoto", **CHAT, photo=file_id)
    assert refusal == "400 Bad Request: can't use file of type Document as Photo"
    refusal = await client.refusal("sendPhoto", **CHAT, photo="nonsense")
    assert refusal == "400 Bad Request: wrong file identifier/HTTP URL specified"
    refusal = await client.refusal("sendPhoto", **CHAT, photo="https://example.org/a.jpg")
    assert refusal == "400 Bad Request: failed to get HTTP URL content"
    assert await client.refusal("sendPhoto", **CHAT) == (
        "400 Bad Request: there is no photo in the request"
    )
    assert await client.refusal("getFile", file_id="x") == "400 Bad Request: invalid file_id"
    other = world.add_bot("8:other", "other_bot", "另一个")
    stored = world.files.find(world.main_bot, file_id)
    assert stored is not None
    assert world.files.id_for(other, stored) != file_id
    assert world.files.find(other, file_id) is None


async def test_sizes_are_limited(
    client: Client, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PHOTO_BYTES", 100_000)
    monkeypatch.setattr(limits, "DOWNLOAD_BYTES", 100_000)
    too_big_for_a_photo = jpeg() + b"\0" * limits.PHOTO_BYTES
    answer = await client.upload("sendPhoto", {"photo": too_big_for_a_photo}, **CHAT)
    assert "is too big for a photo" in answer["description"]
    answer = await client.upload("sendPhoto", {"photo": jpeg(2100, 100)}, **CHAT)
    assert answer["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    answer = await client.upload("sendPhoto", {"photo": b"no picture"}, **CHAT)
    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    answer = await client.upload("sendDocument", {"document": b""}, **CHAT)
    assert answer["description"] == "Bad Request: file must be non-empty"
    sent = await phone.send_file(b"\0" * (limits.DOWNLOAD_BYTES + 1), "大.zip")
    refusal = await client.refusal("getFile", file_id=sent.body["document"]["file_id"])
    assert refusal == "400 Bad Request: file is too big"


async def test_an_upload_over_50_megabytes_is_refused(
    client: Client, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 100_000)
    form = FormData({"chat_id": "1001"})
    form.add_field("document", BytesIO(b"\0" * 100_001), filename="大.zip")
    url = f"{client.url}/bot{TOKEN}/sendDocument"
    async with client.session.post(url, data=form) as response:
        assert response.status == 413
        assert (await response.json())["description"] == "Request Entity Too Large"


@pytest.mark.parametrize(
    ("count", "refusal"),
    [
        (1, "400 Bad Request: too few messages to send as an album"),
        (11, "400 Bad Request: too many messages to send as an album"),
    ],
)
async def test_an_album_has_two_to_ten_items(
    client: Client, phone: Phone, count: int, refusal: str
) -> None:
    media = json.dumps([{"type": "photo", "media": "x"}] * count)
    assert await client.refusal("sendMediaGroup", **CHAT, media=media) == refusal


async def test_unknown_tokens_and_methods_are_refused(client: Client, phone: Phone) -> None:
    answer = await client.call("sendFax", **CHAT)
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found"}
    async with client.session.get(f"{client.url}/bot1:wrong/getMe") as response:
        assert response.status == 401
        assert (await response.json())["description"] == "Unauthorized"


async def test_parameters_may_come_in_any_encoding(client: Client, phone: Phone) -> None:
    url = f"{client.url}/bot{TOKEN}/SENDMESSAGE"
    params = {"chat_id": "1001", "text": "你好 & 再见", "disable_notification": "true"}
    async with client.session.get(url, params=params) as response:
        assert (await response.json())["result"]["text"] == "你好 & 再见"
    async with client.session.post(url, data=params) as response:
        assert (await response.json())["result"]["text"] == "你好 & 再见"
    assert phone.bell == 0
    assert (await client.upload("sendMessage", {}, **CHAT, text="多部分"))["ok"]
    assert phone.bell == 1


async def test_a_bot_cannot_speak_first(client: Client, world: World) -> None:
    phone = Phone(world, world.add_user("王芳"))
    refusal = await client.refusal("sendMessage", chat_id=phone.user.id, text="您好")
    assert refusal == "400 Bad Request: chat not found"
    await phone.start()
    await client.result("sendMessage", chat_id=phone.user.id, text="您好")
