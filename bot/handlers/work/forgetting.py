"""Forgetting papers: what the clock sets off."""

from typing import Final

from bot.actions.work import forget_papers
from bot.handlers.conversation import Conversation, Reminder
from bot.texts import conversations

CONVERSATION: Final = Conversation(
    name=conversations.REPORTING, reminders=(Reminder(forget_papers.is_due, forget_papers.send),)
)
