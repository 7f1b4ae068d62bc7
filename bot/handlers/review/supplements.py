"""Supplements: what came after the decision, told to whoever decided, or would decide now."""

from collections.abc import Iterable
from typing import Any

from bot.actions.review.review import stamp_of
from bot.actions.work.card import Card
from bot.actions.work.submit import reviewers
from bot.handlers.say import Say
from bot.rules.permissions import Act, Actor, may
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.storage.outbox import Priority
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from bot.texts.review import review as review_texts
from bot.texts.work import report as t


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
    """The chat of who decided, while they may; else of who would decide now, the bureau where the
    task force has nobody else.
    """
    decider = accounts.chat_of(session, entry.decided_by)
    actor = None if decider is None else accounts.load(session, decider).actor
    if actor is not None and may(actor, Act.REVIEW, entry.subject):
        return [actor.chat_id]
    officers = persons.with_role(session, Role.BUREAU)
    return _chats(session, reviewers(session, entry)) or _chats(
        session, (who for who in officers if who != entry.person_id)
    )


def _chats(session: Session, people: Iterable[int]) -> list[int]:
    chats = (accounts.chat_of(session, who) for who in people)
    return [chat for chat in chats if chat is not None]
