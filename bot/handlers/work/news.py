"""News of work, for those who have something to say about it: above all whoever reviews it."""

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
    """An entry looks different now from what a reviewer may have on the screen."""

    entry_id: int


@dataclass(frozen=True, slots=True)
class Supplemented(Happened):
    """Material came for an entry that had been decided; `shown` is its author's card."""

    author: Actor
    entry: Entry
    shown: Card


@dataclass(frozen=True, slots=True)
class MaterialCame(Happened):
    """A file was fetched or refused (`refusal` says why) that lies in a draft of no work: whoever
    keeps that draft speaks of it.
    """

    draft_id: int
    refusal: str
