"""A bot written with another library, aiogram, works against the sandbox as against Telegram."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from tests.sandbox.conftest import TOKEN, jpeg

if TYPE_CHECKING:
    from aiogram import Bot, Dispatcher

SECRET = "s3cret"


@pytest.fixture
async def bot(url: str) -> AsyncIterator["Bot"]:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    yield Bot(TOKEN, session=session)
    await (await session.create_session()).close()


async def _poll(dp: "Dispatcher", bot: "Bot") -> None:
    await dp.start_polling(bot, handle_signals=False, polling_timeout=5, close_bot_session=False)


@pytest.fixture
async def polling(bot: "Bot") -> AsyncIterator[None]:
    from tests.sandbox.greeter import dispatcher

    dp = dispatcher()
    running = asyncio.create_task(_poll(dp, bot))
    yield
    await dp.stop_polling()
    await running


@pytest.mark.usefixtures("polling")
async def test_text_keyboards_and_deep_links_go_both_ways(phone: Phone) -> None:
    welcome = await phone.until("欢迎")
    assert welcome.body["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert phone.keyboard == [["📝 上报工作"]]
    await phone.press("上报")
    await phone.until("收到：📝 上报工作")
    await phone.start("abc")
    assert (await phone.until("邀请")).text == "邀请：abc"


@pytest.mark.usefixtures("polling")
async def test_a_press_is_answered_and_edits_its_message(phone: Phone) -> None:
    await phone.send("宣传")
    card = await phone.until("收到：宣传")
    assert card.buttons == [["通过"]]
    await phone.press("通过")
    assert (await phone.until("✅")).message_id == card.message_id
    assert phone.last.edited
    assert phone.last.buttons == []
    assert phone.toasts == ["已通过"]


@pytest.mark.usefixtures("polling")
async def test_a_photo_is_downloaded_and_sent_back_by_its_id(phone: Phone) -> None:
    sent = await phone.send_photo(jpeg(2000, 1000))
    answer = await phone.until("×")
    assert answer.text == "1280×640"
    assert answer.photo() == sent.photo()


@pytest.mark.usefixtures("polling")
async def test_a_file_is_downloaded_and_another_uploaded(phone: Phone) -> None:
    await phone.send_file(b"abc", "方案.pdf")
    answer = await phone.until(lambda message: message.document_name != "")
    assert (answer.document(), answer.document_name) == (b"cba", "倒-方案.pdf")


@pytest.mark.usefixtures("polling")
async def test_an_album_comes_as_one_group_of_single_messages(phone: Phone) -> None:
    sent = await phone.send_album([jpeg(100 + n, 100) for n in range(3)], "宣传 昨天")
    assert (await phone.until("相册")).text == "相册：宣传 昨天"
    await phone.until("三张齐了")
    assert len({message.body["media_group_id"] for message in sent}) == 1
    first = sent[0].message_id
    assert [message.message_id for message in sent] == [first, first + 1, first + 2]


async def test_albums_and_media_edits_are_sent(bot: "Bot", phone: Phone) -> None:
    from aiogram import types

    files = [types.BufferedInputFile(jpeg(60 + n, 60), f"{n}.jpg") for n in range(2)]
    album = await bot.send_media_group(
        1001, [types.InputMediaPhoto(media=file, caption="图") for file in files]
    )
    assert len({message.media_group_id for message in album}) == 1
    assert phone.bell == 1
    picture = types.InputMediaPhoto(media=types.BufferedInputFile(jpeg(70, 70), "n.jpg"))
    edited = await bot.edit_message_media(picture, chat_id=1001, message_id=album[0].message_id)
    assert isinstance(edited, types.Message)
    assert edited.photo
    assert edited.photo[-1].width == 70
    assert edited.caption is None


async def test_a_refusal_arrives_as_the_librarys_exception(bot: "Bot", phone: Phone) -> None:
    from aiogram.exceptions import TelegramBadRequest

    sent = await bot.send_message(1001, "一样")
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("一样", chat_id=1001, message_id=sent.message_id)


@pytest.mark.parametrize("in_background", [True, False])
async def test_a_webhook_with_a_secret_works(
    bot: "Bot", phone: Phone, world: World, *, in_background: bool
) -> None:
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler

    from tests.sandbox.greeter import dispatcher

    app = web.Application()
    handler = SimpleRequestHandler(dispatcher(), bot, in_background, SECRET)
    handler.register(app, "/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token=SECRET)
    await phone.until("欢迎")
    await phone.send("经由网络钩子")
    await phone.until("收到：经由网络钩子")
    await bot.delete_webhook()
    await runner.cleanup()
