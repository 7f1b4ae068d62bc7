"""Score: base scores, a coordinator's own quarter, the bureau's quarter."""

from bot.handlers.score import base_scores, ledger, quarter, score

CONVERSATIONS = (
    base_scores.CONVERSATION,
    score.CONVERSATION,
    quarter.CONVERSATION,
    ledger.CONVERSATION,
)
