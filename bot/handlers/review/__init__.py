"""Review: the queue, one by one or several at once, what others do with a decision."""

from bot.handlers.review import batch, overturning, reviewing, supplements

CONVERSATIONS = (
    reviewing.CONVERSATION,
    batch.CONVERSATION,
    overturning.CONVERSATION,
    supplements.CONVERSATION,
)
