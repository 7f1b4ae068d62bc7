"""A bot that greets, written with aiogram. Who imports it waits for seconds, so its tests do so as
they begin, not as they are collected.
"""

from io import BytesIO

from aiogram import Bot, Dispatcher, F, types
from aiogram.filters import CommandStart
from aiogram.utils.keyboard import InlineKeyboardBuilder
from PIL import Image


def dispatcher() -> Dispatcher:
    """A bot that greets, counts what it gets, and asks once."""
    dp = Dispatcher()
    albums: dict[str, int] = {}

    @dp.message(CommandStart(deep_link=True))
    async def invited(message: types.Message) -> None:
        await message.answer(f"邀请：{(message.text or '').split()[1]}")

    @dp.message(CommandStart())
    async def welcome(message: types.Message) -> None:
        keyboard = types.ReplyKeyboardMarkup(keyboard=[[types.KeyboardButton(text="📝 上报工作")]])
        await message.answer("<b>欢迎</b>", parse_mode="HTML", reply_markup=keyboard)

    @dp.message(F.media_group_id)
    async def album(message: types.Message) -> None:
        group = message.media_group_id or ""
        albums[group] = albums.get(group, 0) + 1
        if message.caption:
            await message.reply(f"相册：{message.caption}")
        if albums[group] == 3:
            await message.answer("三张齐了")

    @dp.message(F.photo)
    async def photo(message: types.Message, bot: Bot) -> None:
        assert message.photo
        data = await bot.download(message.photo[-1])
        assert data is not None
        size = Image.open(data).size
        await message.answer_photo(message.photo[-1].file_id, caption=f"{size[0]}×{size[1]}")

    @dp.message(F.document)
    async def document(message: types.Message, bot: Bot) -> None:
        assert message.document
        data = await bot.download(message.document, BytesIO())
        assert data is not None
        back = types.BufferedInputFile(data.read()[::-1], f"倒-{message.document.file_name}")
        await message.answer_document(back)

    @dp.message()
    async def ask(message: types.Message) -> None:
        buttons = InlineKeyboardBuilder().button(text="通过", callback_data="yes:1").as_markup()
        await message.answer(f"收到：{message.text}", reply_markup=buttons)

    @dp.callback_query(F.data.startswith("yes"))
    async def passed(query: types.CallbackQuery) -> None:
        assert isinstance(query.message, types.Message)
        await query.answer("已通过", show_alert=True)
        await query.message.edit_text(f"{query.message.text} ✅")

    return dp
