"""A chat that is closed to us: its owner blocked the bot, whether Telegram told of it or a message
was refused.
"""

from dataclasses import dataclass

from bot.handlers.say import Happened, write
from bot.storage.people import accounts
from bot.storage.session import Session


@dataclass(frozen=True, slots=True)
class ChatClosed(Happened):
    """Nothing can be said in a chat until its owner returns; what waited for it was dropped."""

    chat_id: int


def closed(session: Session, chat_id: int) -> None:
    """Note that a chat is closed, and let conversations say to others what matters now."""
    accounts.unreachable(session, chat_id)
    write(session, 0, [ChatClosed(chat_id)])
