"""What a method of the Bot API works with: the call, and the chat or message it names."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.accounts import Bot
from bot.sandbox.chats import Conversation, Entry
from bot.sandbox.delivery import Delivery
from bot.sandbox.limits import bad_request, forbidden
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Described:
    """A result that Telegram sends together with a word of explanation."""

    result: Any
    description: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call: who calls, with which parameters, in which world."""

    world: World
    delivery: Delivery
    bot: Bot
    given: Parameters

    def chat(self) -> Conversation:
        """The conversation `chat_id` names. Raises `ApiError`."""
        if not self.given.text("chat_id").strip():
            raise bad_request("chat_id is empty")
        chat = self.world.conversation(self.bot, self.given.integer("chat_id"))
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self) -> Conversation:
        """The conversation `chat_id` names, if the bot may write there. Raises `ApiError`."""
        chat = self.chat()
        if chat.shut and chat.is_group:
            raise forbidden("bot was kicked from the group chat")
        if chat.shut:
            raise forbidden("bot was blocked by the user")
        return chat

    def entry(self, chat: Conversation, purpose: str) -> Entry:
        """The message `message_id` names; `purpose` is `edit` or `delete`. Raises `ApiError`."""
        message_id = self.given.integer("message_id")
        if message_id <= 0:
            raise bad_request("message identifier is not specified")
        entry = chat.entries.get(message_id)
        if entry is None:
            raise bad_request(f"message to {purpose} not found")
        return entry
