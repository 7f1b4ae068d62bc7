"""Score: base scores, faults, a coordinator's own quarter, the bureau's quarter, its lock, ledgers,
archives of evidence, the year's gold.
"""

from bot.handlers.score import (
    archiving,
    base_scores,
    fault_answers,
    fault_cases,
    faults,
    gold,
    ledger,
    lock,
    quarter,
    score,
    titles,
)

CONVERSATIONS = (
    base_scores.CONVERSATION,
    faults.CONVERSATION,
    fault_answers.CONVERSATION,
    fault_cases.CONVERSATION,
    score.CONVERSATION,
    quarter.CONVERSATION,
    lock.CONVERSATION,
    ledger.CONVERSATION,
    archiving.CONVERSATION,
    gold.CONVERSATION,
    titles.CONVERSATION,
)
