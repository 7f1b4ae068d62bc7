"""Month: exemplars before the 20th, the bureau's board, and the reminders of the day."""

from bot.handlers.month import board, compiling, exemplar, nudging, urging

CONVERSATIONS = (
    exemplar.CONVERSATION,
    board.CONVERSATION,
    compiling.CONVERSATION,
    nudging.CONVERSATION,
    urging.CONVERSATION,
)
