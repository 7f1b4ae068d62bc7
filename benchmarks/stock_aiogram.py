"""The rival: an echo on aiogram, as its documentation shows it.

Run as `python -m benchmarks.stock_aiogram URL TOKEN`.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Answer with the same text."""
    await message.answer(message.text or "")


async def main() -> None:
    url, token = sys.argv[1:]
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    asyncio.run(main())
