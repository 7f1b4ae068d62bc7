"""Alerts and the emergency plans they show (§7.4)."""

from bot.handlers.conversation import Conversation

CONVERSATIONS: tuple[Conversation, ...] = ()
