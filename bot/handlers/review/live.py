"""The one live card of a reviewer's chat, and the news of their queue, which only counts."""

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
    """The reviewers hear of a new entry once, in one message that then only counts: up, and down
    again when the entry has left their queue. Up it goes by an errand: of many entries in a moment
    it says how many there are.
    """
    if entry.state in WAITING:
        for person_id in submit.reviewers(session, entry):
            errands.ask(session, ANNOUNCE, person_id)
        return []
    told = review.announced_to(session, entry)
    settle_digests(session, entry)
    return [said for chat, n in told.items() for said in _counted(session, chat, n, entry)]


def settle_digests(session: Session, entry: Entry, *, anew: bool = False) -> None:
    """Have put right what reminded its reviewers of an entry that had waited: it has left their
    queue, or `anew` come back.
    """
    if review.has_waited_long(session, entry):
        for chat in review.announced_to(session, entry):
            errands.ask(session, errands.SETTLE, chat, anew=anew)


def announce_queue(session: Session, person_id: int) -> list[Say]:
    """Somebody has become a reviewer: what waits for them from now on."""
    chat, n = accounts.chat_of(session, person_id), review.waiting_for(session, person_id)
    return [] if chat is None or not n else [_announcement(session, chat, n)]


async def count(desk: Desk, errand: Due) -> None:
    """The errand: tell a reviewer how many entries wait for them now."""
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
    """An announcement that stands in the chat is put right; the next news is a message anew."""
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
    """The live card comes down below what was sent about it, whatever it shows by now."""
    account = accounts.load(session, chat)
    if account.actor is None or account.reviewing is None:
        return []
    shown = _refreshed(session, account.actor, account.reviewing)
    return [replace(shown, to=chat, renew=True, silent=True)]


def refresh(session: Session, entry_id: int, but: int = 0) -> list[Say]:
    """Bring every live card that shows the entry up to date: buttons appear when its files are
    there, and go when somebody has decided.
    """
    said = []
    for chat in accounts.showing(session, entry_id):
        actor = accounts.load(session, chat).actor
        if actor is not None and chat != but:
            said.append(replace(_refreshed(session, actor, entry_id), to=chat))
    return said


def _refreshed(session: Session, actor: Actor, entry_id: int) -> Say:
    """The live card as it is now; without a word of the entry for who reviews it no longer."""
    if not review.may_review(session, actor, entry_id):
        return Say(t.NOT_YOURS_TO_REVIEW, (), handle=LIVE)
    shown = review.case(session, actor, entry_id)
    if note := review.since(session, entry_id):
        return show(shown, note, [[next_button(shown)]])
    return _card(session, actor, shown)


def _card(session: Session, actor: Actor, shown: Case, **how: Any) -> Say:
    return case_card(shown, batch=batch.is_offered(session, actor), **how)


def told_others(session: Session, entry: Entry, chat: int) -> list[Say]:
    """The phones of other reviewers: their card of the entry, and their count."""
    counted = [said for said in announce(session, entry) if said.to != chat]
    return [*refresh(session, entry.id, but=chat), *counted]


def live(turn: Turn, shown: Case | None, *, renew: bool = False, after: bool = False) -> Say:
    """The one live card of this chat, showing this entry from now on."""
    entry_id = None if shown is None else shown.entry.id
    accounts.reviewing(turn.session, turn.event.chat_id, entry_id)
    if shown is None:  # the next entry is news again, not an edit far up in the chat
        outbox.drop(turn.session, turn.event.chat_id, *QUEUE)
        handles.forget(turn.session, turn.event.chat_id, *QUEUE)
        return Say(t.ALL_DONE if after else t.EMPTY, (), handle=LIVE, renew=renew)
    return _card(turn.session, turn.actor, shown, renew=renew)
