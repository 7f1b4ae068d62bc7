"""Month: exemplars before the 20th, the bureau's board, and the reminders of the day."""

from bot.handlers.month import board, exemplar, nudging

CONVERSATIONS = (exemplar.CONVERSATION, board.CONVERSATION, nudging.CONVERSATION)
