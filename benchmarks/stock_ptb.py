"""The rival: an echo on stock python-telegram-bot, as its documentation shows it.

Run as `python -m benchmarks.stock_ptb URL TOKEN [updates at once]`.
"""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer with the same text."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def main() -> None:
    url, token, *at_once = sys.argv[1:]
    builder = Application.builder().token(token).base_url(f"{url}/bot")
    if at_once:
        builder = builder.concurrent_updates(int(at_once[0])).connection_pool_size(256)
        builder = builder.pool_timeout(60)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
