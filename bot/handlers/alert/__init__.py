"""Alerts and the emergency plans they show (§7.4)."""

from bot.handlers.alert import following, plans, raising

CONVERSATIONS = (raising.CONVERSATION, following.CONVERSATION, plans.CONVERSATION)
