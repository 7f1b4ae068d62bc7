"""Score: base scores, a coordinator's own quarter, the bureau's quarter, archives of evidence."""

from bot.handlers.score import archiving, base_scores, quarter, score

CONVERSATIONS = (
    base_scores.CONVERSATION,
    score.CONVERSATION,
    quarter.CONVERSATION,
    archiving.CONVERSATION,
)
