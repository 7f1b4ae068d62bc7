"""News of the score, for whoever else has something to say about it."""

from dataclasses import dataclass

from bot.handlers.say import Happened
from bot.storage.score.faults import Fault


@dataclass(frozen=True, slots=True)
class FaultDecided(Happened):
    """A fault counts from now on, or no longer, or was sent back."""

    fault: Fault
