"""What happens to work that others have something to say about: whoever reviews it, above all."""

from dataclasses import dataclass

from bot.actions.work.card import Card
from bot.handlers.say import Happened
from bot.rules.permissions import Actor
from bot.storage.work.entries import Entry


@dataclass(frozen=True, slots=True)
class QueueChanged(Happened):
    """An entry has joined somebody's queue, or left it undecided."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class EntryChanged(Happened):
    """What a reviewer may have before them looks different now."""

    entry_id: int


@dataclass(frozen=True, slots=True)
class Supplemented(Happened):
    """Material came for an entry that had been decided; `shown` is its author's card."""

    author: Actor
    entry: Entry
    shown: Card
