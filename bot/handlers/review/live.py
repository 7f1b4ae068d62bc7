"""The one live card of a reviewer's chat, and the one message that counts what waits in their
queue.
"""

from dataclasses import replace
from typing import Any, Final

from bot.actions.review import batch, review
from bot.actions.review.case import Case
from bot.actions.work import submit
from bot.handlers.desk import Desk
from bot.handlers.press import Press
from bot.handlers.review.case import LIVE, case_card, next_button, show
from bot.handlers.say import Say, write
from bot.handlers.turn import Turn
from bot.rules.permissions import Actor
from bot.rules.quiet import is_quiet
from bot.rules.states import WAITING
from bot.storage import errands, handles, outbox
from bot.storage.errands import Due
from bot.storage.outbox import Priority
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from bot.texts.review import review as t

QUEUE: Final = ("queue", 0)
QUEUED: Final = "queued"
ANNOUNCE: Final = "announce"
GO: Final = Press("review")


def announce(session: Session, entry: Entry) -> list[Say]:
    """Tell the reviewers of a new entry, in one message for each of them that from then on only
    counts: up, and down again when an entry has left their queue.

    Counting up is an errand (`count`): of many entries in a moment it says once how many there are.
    So [] is returned for an entry that waits.
    """
    if entry.state in WAITING:
        for person_id in submit.reviewers(session, entry):
            errands.ask(session, ANNOUNCE, person_id)
        return []
    told = review.announced_to(session, entry)
    settle_digests(session, entry)
    return [said for chat, n in told.items() for said in _counted(session, chat, n, entry)]


def settle_digests(session: Session, entry: Entry, *, anew: bool = False) -> None:
    """Ask for the reviewers' digests to be corrected when an entry they named as waiting too long
    has left the queue, or has come back into it (`anew`).
    """
    if review.has_waited_long(session, entry):
        for chat in review.announced_to(session, entry):
            errands.ask(session, errands.SETTLE, chat, anew=anew)


def announce_queue(session: Session, person_id: int) -> list[Say]:
    """Tell somebody who has become a reviewer how many entries wait for them; [] when none do."""
    chat, n = accounts.chat_of(session, person_id), review.waiting_for(session, person_id)
    return [] if chat is None or not n else [_announcement(session, chat, n)]


def close(session: Session, person_id: int) -> list[Say]:
    """Close the live card and the announcement of somebody who reviews no longer: what waits has
    gone to another.
    """
    chat = accounts.chat_of(session, person_id)
    account = None if chat is None else accounts.load(session, chat)
    if chat is None or account is None or account.actor is None:
        return []
    said = []
    if outbox.drop(session, chat, *QUEUE) or handles.is_shown(session, chat, *QUEUE):
        outbox.rename(session, chat, QUEUE, (QUEUED, 0))
        said.append(Say(t.HANDED_OVER, (), handle=(QUEUED, 0), to=chat, silent=True))
    entry_id = account.reviewing
    if entry_id is not None and not review.may_review(session, account.actor, entry_id):
        accounts.reviewing(session, chat, None)
        said.append(Say(t.NOT_YOURS_TO_REVIEW, (), handle=LIVE, to=chat, silent=True))
    return said


async def count(desk: Desk, errand: Due) -> None:
    """Do the errand `ANNOUNCE`: tell a reviewer how many entries wait for them now."""
    await desk.writer.do(_count, errand)


def _count(session: Session, errand: Due) -> None:
    if errands.done(session, errand):
        write(session, 0, announce_queue(session, errand.subject))


def _announcement(session: Session, chat: int, n: int) -> Say:
    return Say(
        t.ANNOUNCE.format(n=n),
        [[GO.button(t.GO)]],
        handle=QUEUE,
        to=chat,
        priority=Priority.NEWS,
        silent=is_quiet(session.now),
    )


def _counted(session: Session, chat: int, n: int, entry: Entry) -> list[Say]:
    """Correct the count in an announcement that already stands in the chat, where an entry has left
    the queue. When nothing waits any more it says so for good, and the next entry gets a new
    message.
    """
    if n:
        is_known = outbox.drop(session, chat, *QUEUE) or handles.is_shown(session, chat, *QUEUE)
        return [_announcement(session, chat, n)] if is_known else []
    outbox.drop(session, chat, *QUEUE)
    if not handles.is_shown(session, chat, *QUEUE):
        return []
    settled = (QUEUED, entry.id)
    outbox.rename(session, chat, QUEUE, settled)
    return [Say(t.NONE_LEFT, (), handle=settled, to=chat, silent=True)]


def follow(session: Session, chat: int) -> list[Say]:
    """Return the live card once more, so that it comes down below what was just sent about it, as
    it stands by now.
    """
    account = accounts.load(session, chat)
    if account.actor is None or account.reviewing is None:
        return []
    shown = _refreshed(session, account.actor, account.reviewing)
    return [replace(shown, to=chat, renew=True, silent=True)]


def refresh(session: Session, entry_id: int, but: int = 0) -> list[Say]:
    """Bring every live card that shows the entry up to date, except in the chat `but`: buttons
    appear when its files are there, and go when somebody has decided.
    """
    said = []
    for chat in accounts.showing(session, entry_id):
        actor = accounts.load(session, chat).actor
        if actor is not None and chat != but:
            said.append(replace(_refreshed(session, actor, entry_id), to=chat))
    return said


def _refreshed(session: Session, actor: Actor, entry_id: int) -> Say:
    """Return the live card as it is now. Who may not review the entry any more is told only
    that.
    """
    if not review.may_review(session, actor, entry_id):
        return Say(t.NOT_YOURS_TO_REVIEW, (), handle=LIVE)
    shown = review.case(session, actor, entry_id)
    if note := review.since(session, entry_id):
        return show(shown, note, [[next_button(shown)]])
    return _card(session, actor, shown)


def _card(session: Session, actor: Actor, shown: Case, **how: Any) -> Say:
    return case_card(shown, batch=batch.is_offered(session, actor), **how)


def decided(session: Session, entry: Entry, chat: int) -> list[Say]:
    """Return what else phones show after a decision in `chat`: the other reviewers their card of
    the entry as it is now, each reviewer how many still wait, where that was announced.
    """
    return [*refresh(session, entry.id, but=chat), *announce(session, entry)]


def live(turn: Turn, shown: Case | None, *, renew: bool = False, after: bool = False) -> Say:
    """Return the one live card of this chat, which shows this entry from now on. With None it says
    that nothing waits; `after` when the reviewer has just worked off the queue.
    """
    entry_id = None if shown is None else shown.entry.id
    accounts.reviewing(turn.session, turn.event.chat_id, entry_id)
    if shown is None:  # the next entry is news again, not an edit far up in the chat
        outbox.drop(turn.session, turn.event.chat_id, *QUEUE)
        handles.forget(turn.session, turn.event.chat_id, *QUEUE)
        return Say(t.ALL_DONE if after else t.EMPTY, (), handle=LIVE, renew=renew)
    return _card(turn.session, turn.actor, shown, renew=renew)
