"""Nudging: sends each person one digest a day at most, keeps those in the chats true, and answers
明天提醒.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.actions.month import exemplar, nudge
from bot.handlers.conversation import Conversation, Reminder
from bot.handlers.desk import Desk
from bot.handlers.month.digest import DIGEST, again, declared, exemplars_of, message, written
from bot.handlers.month.reminder import LATER, REMIND, offer, remind, settled, snoozed
from bot.handlers.people.news import DeputyChanged, LiaisonChanged
from bot.handlers.say import Answer, Say, write
from bot.handlers.turn import Turn
from bot.rules.months import Month
from bot.rules.permissions import Act, Actor, Subject, may
from bot.storage import errands, handles, outbox
from bot.storage.errands import Due
from bot.storage.month import nudges
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts import conversations

_STANDS: Final = timedelta(days=7)
"""How long a digest already sent is kept true; after that it is far up in the chat."""


def is_due(session: Session) -> bool:
    """Whether anybody is to be reminded of anything now."""
    return nudge.is_due(session, declared())


def send(session: Session) -> int:
    """Put what is due now into the outbox, as a step of the writer; return how many messages.

    Reminders that an outage or the night kept back beyond their day come first: they are written
    anew, since what they say may no longer be so.
    """
    if stale := nudges.stale_nudges(session):
        return _renew(session, stale[: nudge.AT_ONCE])
    sent = 0
    for digest in nudge.due(session, declared())[: nudge.AT_ONCE]:
        if nudge.mark(session, digest):
            write(session, digest.chat_id, [message(session, digest)])
            sent += 1
    return sent


def later(turn: Turn, month: Month) -> Answer:
    """明天提醒: say when the next reminder comes, in place of what this one said about
    exemplars.
    """
    session = turn.session
    text, button = snoozed(session, month, nudge.snooze(session, turn.actor, month))
    known = handles.of_message(session, turn.event.chat_id, turn.event.message_id)
    if known is None or known[0] not in (DIGEST, REMIND):
        return [Say(text, [[button]])]
    return [again(session, turn.actor, known, [text], [[button]])]


def refresh(session: Session, actor: Actor, month: Month) -> list[Say]:
    """Return the reminders of a month that stand in the liaison's chat, rewritten because the month
    has just been settled, or is owed again. One that has not gone out yet is taken back; what else
    was in it becomes due again.
    """
    force, chat = actor.task_force_id, actor.chat_id
    if force is None:
        return []
    stands = exemplar.standing(session, force, month)
    lines, rows = offer(session, stands) if stands.owes else (settled(stands), [])
    for purpose, day in nudges.waiting_nudges(session, chat):
        if purpose == DIGEST and date.fromordinal(day) in month:
            _take_back(session, actor.person_id, chat, (purpose, day))
    days = [d for d in nudges.standing(session, chat, DIGEST) if date.fromordinal(d) in month]
    known = [(DIGEST, day) for day in days]
    if month.ordinal in nudges.standing(session, chat, REMIND):
        known.append((REMIND, month.ordinal))
    else:
        outbox.drop(session, chat, REMIND, month.ordinal)
    return [again(session, actor, handle, lines, rows) for handle in known]


def settle(session: Session, errand: Due) -> None:
    """Do the errand `SETTLE`: in the digests of a chat, say of each matter that it is done, once it
    is; asked `anew`, that it waits again. A digest that has not gone out yet is taken back and will
    be written as things stand then.
    """
    actor = accounts.load(session, errand.subject).actor
    if not errands.done(session, errand) or actor is None:
        return
    for handle in nudges.waiting_nudges(session, actor.chat_id):
        if handle[0] == DIGEST:
            _take_back(session, actor.person_id, actor.chat_id, handle)
    since = session.today.toordinal() - _STANDS.days
    for day in nudges.standing(session, actor.chat_id, DIGEST, since):
        left = nudge.still(session, actor, date.fromordinal(day), declared())
        if left.has_settled() or (errand.asked.get("anew") and left.had):
            lines, rows = exemplars_of(session, actor, left)
            write(session, actor.chat_id, [written(session, left, (DIGEST, day), lines, rows)])


def hand_over(session: Session, person_id: int | None) -> None:
    """Take back the reminders that wait for somebody who is no longer liaison, or of another task
    force; what is still theirs becomes due again.
    """
    chat = accounts.chat_of(session, person_id)
    if chat is None or person_id is None:
        return
    for handle in nudges.waiting_nudges(session, chat):
        _take_back(session, person_id, chat, handle)


def _renew(session: Session, stale: Sequence[tuple[int, str, int]]) -> int:
    """Take reminders of an earlier day that never went out off the list; return how many there
    were. The matters of a digest become due again; when the bureau had asked, that is said again in
    the words of today.
    """
    for chat, purpose, subject in stale:
        outbox.drop(session, chat, purpose, subject)
        actor = accounts.load(session, chat).actor
        if actor is not None and purpose == DIGEST:
            nudge.take_back(session, actor.person_id, date.fromordinal(subject))
        elif actor is not None and purpose == REMIND:
            write(session, chat, _askedagain(session, actor, subject))
    return len(stale)


def _askedagain(session: Session, actor: Actor, ordinal: int) -> list[Say]:
    """Return the bureau's reminder as of today, if the exemplars are still owed and the bureau has
    not asked today already; else [].
    """
    today, force = session.today, actor.task_force_id
    month = Month.of(today).moved(ordinal - Month.of(today).ordinal)
    if force is None or not may(actor, Act.EXEMPLAR, Subject(task_force_id=force)):
        return []
    if not exemplar.owes(session, force, month):
        return []
    is_first = nudge.urged(session, actor.person_id, today)
    return [remind(session, force, month, today)] if is_first else []


def _take_back(session: Session, person_id: int, chat: int, handle: tuple[str, int]) -> None:
    outbox.drop(session, chat, *handle)
    if handle[0] == DIGEST:
        nudge.take_back(session, person_id, date.fromordinal(handle[1]))


async def _settle(desk: Desk, errand: Due) -> None:
    await desk.writer.do(settle, errand)


def _hand_over(session: Session, news: LiaisonChanged) -> list[Say]:
    for person_id in (news.before, news.now):  # hand_over knows nobody by None
        hand_over(session, person_id)
    return []


def _deputy(session: Session, news: DeputyChanged) -> list[Say]:
    hand_over(session, news.person_id)
    return []


CONVERSATION: Final = Conversation(
    name=conversations.NUDGING,
    presses={LATER: later},
    hears={LiaisonChanged: _hand_over, DeputyChanged: _deputy},
    errands={errands.SETTLE: _settle},
    reminders=(Reminder(is_due, send),),
)
