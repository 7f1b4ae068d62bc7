"""Supplements: material that came after the decision is told to whoever decided, or would decide
now.
"""

from collections.abc import Iterable
from typing import Any, Final

from bot.actions.review.case import stamp_of
from bot.actions.work.submit import reviewers
from bot.handlers.conversation import Conversation
from bot.handlers.review.case import ORIGINALS
from bot.handlers.say import Say
from bot.handlers.work.news import Supplemented
from bot.rules.permissions import Act, may
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.storage.outbox import Priority
from bot.storage.people import accounts, roles
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from bot.texts import conversations
from bot.texts.review import review as review_texts
from bot.texts.work import report as t


def told(session: Session, news: Supplemented) -> list[Say]:
    """Tell author and reviewer of a supplement, in one message each, which counts up while more
    comes.
    """
    entry, author = news.entry, news.author
    late = sum(piece.late for piece in news.shown.pieces)
    handle = ("supplement", entry.id)
    facts = {"number": entry.number, "state": entry.state.label, "n": late}
    text = t.SUPPLEMENTED.format(name=author.name.full, **facts)
    look = ORIGINALS.button(review_texts.ORIGINALS, entry.id, stamp_of(entry))
    how: dict[str, Any] = {
        "handle": handle,
        "settle": True,
        "priority": Priority.NEWS,
        "silent": is_quiet(session.now),
    }
    return [
        Say(t.SUPPLEMENT_TOLD.format(**facts), handle=handle, to=author.chat_id, settle=True),
        *(Say(text, [[look]], to=chat, **how) for chat in _told_of(session, entry)),
    ]


def _told_of(session: Session, entry: Entry) -> list[int]:
    """Return the chat of who decided, as long as they may still review the entry; else the chats of
    those who would decide now, which are the officers where the task force has nobody else.
    """
    decider = accounts.chat_of(session, entry.decided_by)
    actor = None if decider is None else accounts.load(session, decider).actor
    if actor is not None and may(actor, Act.REVIEW, entry.subject):
        return [actor.chat_id]
    officers = roles.with_role(session, Role.BUREAU)
    return _chats(session, reviewers(session, entry)) or _chats(
        session, (who for who in officers if who not in (entry.person_id, entry.recorded_by))
    )


def _chats(session: Session, people: Iterable[int]) -> list[int]:
    chats = (accounts.chat_of(session, who) for who in people)
    return [chat for chat in chats if chat is not None]


CONVERSATION: Final = Conversation(name=conversations.SUPPLEMENTS, hears={Supplemented: told})
