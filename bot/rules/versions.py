"""Where the figures of a quarter stand, and where a version of it comes from (requirements, 2)."""

from bot.rules.labelled import Labelled
from bot.texts import rules as texts


class Source(Labelled):
    """How a version of a quarter came to be."""

    LOCK = "lock", texts.BY_LOCK
    RESTATEMENT = "restatement", texts.BY_RESTATEMENT
    LEDGER = "ledger", texts.BY_LEDGER
