"""One round with python-telegram-bot, the library the product is built on."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.sandbox.phone import Phone
from tests.sandbox.conftest import TOKEN, jpeg


async def photographed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message
    file = await update.effective_message.photo[-1].get_file()
    data = await file.download_as_bytearray()
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("通过", callback_data="ok")]])
    await update.effective_message.reply_photo(bytes(data), caption="待审核", reply_markup=buttons)


async def passed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer("好")
    await update.callback_query.edit_message_caption("已通过")


def application(url: str) -> "Application":  # type: ignore[type-arg]
    """A bot that has every photo reviewed."""
    builder = ApplicationBuilder().token(TOKEN)
    builder = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    app = builder.build()
    app.add_handler(MessageHandler(filters.PHOTO, photographed))
    app.add_handler(CallbackQueryHandler(passed))
    return app


async def test_a_photo_is_reviewed_by_a_bot_of_this_library(url: str, phone: Phone) -> None:
    async with application(url) as app:
        await app.start()
        assert app.updater
        await app.updater.start_polling(timeout=2)
        await phone.send_photo(jpeg(300, 200))
        card = await phone.until("待审核")
        assert card.photo()[:2] == b"\xff\xd8"
        await phone.press("通过")
        decided = await phone.until("已通过")
        assert (decided.message_id, decided.buttons) == (card.message_id, [])
        assert phone.toasts == ["好"]
        await app.updater.stop()
        await app.stop()
