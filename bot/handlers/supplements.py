"""Supplements: what came after the decision, told to whoever decided."""

from typing import Any

from bot.actions.card import Card
from bot.actions.review import stamp_of
from bot.actions.submit import reviewers
from bot.handlers.say import Say
from bot.rules.permissions import Actor
from bot.rules.quiet import is_quiet
from bot.storage import accounts
from bot.storage.entries import Entry
from bot.storage.outbox import Priority
from bot.storage.session import Session
from bot.texts import report as t
from bot.texts import review as review_texts


def told(session: Session, author: Actor, entry: Entry, shown: Card) -> list[Say]:
    """One message each to author and reviewer, which counts up while more comes."""
    late = sum(piece.late for piece in shown.pieces)
    handle = ("supplement", entry.id)
    facts = {"number": entry.number, "state": entry.state.label, "n": late}
    text = t.SUPPLEMENTED.format(name=author.name.full, **facts)
    look = (review_texts.ORIGINALS, f"r:orig:{entry.id}:{stamp_of(entry)}")
    news: dict[str, Any] = {
        "handle": handle,
        "settle": True,
        "priority": Priority.NEWS,
        "silent": is_quiet(session.now),
    }
    return [
        Say(t.SUPPLEMENT_TOLD.format(**facts), handle=handle, settle=True),
        *(Say(text, [[look]], to=chat, **news) for chat in _told_of(session, entry)),
    ]


def _told_of(session: Session, entry: Entry) -> list[int]:
    """The chat of who decided; where they are gone, of who would decide now."""
    decider = accounts.chat_of(session, entry.decided_by)
    if decider is not None:
        return [decider]
    chats = (accounts.chat_of(session, who) for who in reviewers(session, entry))
    return [chat for chat in chats if chat is not None]
