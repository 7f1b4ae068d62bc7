"""Score: base scores, a coordinator's own quarter, the bureau's quarter, and its lock."""

from bot.handlers.score import base_scores, lock, quarter, score

CONVERSATIONS = (
    base_scores.CONVERSATION,
    score.CONVERSATION,
    quarter.CONVERSATION,
    lock.CONVERSATION,
)
