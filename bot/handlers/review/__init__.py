"""Review: the queue, decided one by one or several at once, and what follows a decision:
overturning, late supplements.
"""

from bot.handlers.review import batch, overturning, reviewing, supplements

CONVERSATIONS = (
    reviewing.CONVERSATION,
    batch.CONVERSATION,
    overturning.CONVERSATION,
    supplements.CONVERSATION,
)
