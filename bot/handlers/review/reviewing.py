"""Reviewing: one live card per chat, on which entry after entry is decided."""

from collections.abc import Callable
from typing import Any, Final

from bot.actions.review import compare, review, together
from bot.actions.review.case import Case
from bot.actions.review.review import ReasonNeeded, Verdict
from bot.errors import Stale
from bot.handlers.conversation import At, Conversation, Entrance, Question
from bot.handlers.desk import Desk
from bot.handlers.people.news import DeputyChanged, LiaisonChanged
from bot.handlers.review import case, verdict
from bot.handlers.review.case import DECIDED, LIVE
from bot.handlers.review.live import (
    ANNOUNCE,
    GO,
    QUEUE,
    announce,
    announce_queue,
    close,
    count,
    decided,
    follow,
    live,
    refresh,
    settle_digests,
)
from bot.handlers.review.originals import ORIGINALS, originals
from bot.handlers.say import Answer, Say, Toast, in_rows, write
from bot.handlers.turn import Turn
from bot.handlers.work.news import EntryChanged, QueueChanged
from bot.rules.roles import Role
from bot.rules.states import UNDO_WITHIN, State
from bot.storage import errands, handles, outbox
from bot.storage.errands import Due
from bot.storage.people import accounts, roles
from bot.storage.session import Session
from bot.storage.work import entries
from bot.texts.review import review as t

TELL: Final = "tell"


def begin(turn: Turn) -> Answer:
    """✅ 待审核: show the oldest waiting entry."""
    session = turn.session
    shown = review.first(session, turn.actor)
    outbox.drop(session, turn.event.chat_id, *QUEUE)
    handles.forget(session, turn.event.chat_id, *QUEUE)
    accounts.focus(session, turn.event.chat_id, None)
    return [live(turn, shown, renew=True)]


def typed(turn: Turn) -> Answer:
    """Take a reason in the reviewer's own words. A rejection is confirmed first, anything else is
    decided by it.
    """
    session, actor = turn.session, turn.actor
    asked = review.reason_asked(session, actor, turn.account.focus_id)
    reason = review.read_reason(turn.event.text)
    how, entry_id, stamp = asked.facts["how"], asked.facts["entry"], asked.facts["stamp"]
    if how == "reject":
        shown = review.to_decide(session, actor, entry_id, stamp)
        review.keep_reason(session, asked, reason)
        return [case.confirm(shown, reason, f"draft{asked.id}")]
    return _decide(turn, how, entry_id, stamp, reason)


def _tell(session: Session, errand: Due) -> None:
    """Tell the author of an approval, now that it can no longer be taken back."""
    if not errands.done(session, errand):
        return
    entry = entries.get(session, errand.subject)
    if entry is None or entry.state is not State.APPROVED:
        return
    from_chat = accounts.chat_of(session, entry.decided_by)
    answer = verdict.to_author(session, entry, "approve")
    if from_chat is not None:
        answer.append(case.decided_card(session, entry, "approve", from_chat, undo=False))
    write(session, 0, answer)


async def _tell_author(desk: Desk, errand: Due) -> None:
    await desk.writer.do(_tell, errand)


def _approve(turn: Turn, entry_id: int, stamp: int) -> Answer:
    try:
        return _decide(turn, "approve", entry_id, stamp, "")
    except ReasonNeeded:
        shown = review.to_decide(turn.session, turn.actor, entry_id, stamp)
        review.write_reason(turn.session, turn.actor, "approve", shown)
        return [case.ask(shown, t.ASK_GRANT if shown.is_appealed else t.ASK_APPROVE, ())]


def _ask_return(turn: Turn, entry_id: int, stamp: int) -> Answer:
    return [_reasons(turn, "return", entry_id, stamp)]


def _ask_reject(turn: Turn, entry_id: int, stamp: int) -> Answer:
    return [_reasons(turn, "reject", entry_id, stamp)]


def _reasons(turn: Turn, how: str, entry_id: int, stamp: int) -> Say:
    """Offer the ready reasons. Whoever types one straight away need not press 自己写 first."""
    shown = review.to_decide(turn.session, turn.actor, entry_id, stamp)
    review.write_reason(turn.session, turn.actor, how, shown)
    ready = review.reasons(turn.session, shown, how)
    buttons = [case.case_button(shown, case.WHY, label, how, n) for n, label in enumerate(ready)]
    own = case.case_button(shown, case.OWN_WORDS, t.OWN_WORDS, how)
    question = t.ASK_RETURN if how == "return" else t.ASK_REJECT
    if shown.is_appealed:
        question = t.ASK_UPHOLD
    return case.ask(shown, question, [*in_rows(buttons), [own]])


def _why(turn: Turn, entry_id: int, stamp: int, how: str, n: int) -> Answer:
    """Decide with one of the ready reasons. A rejection is confirmed first."""
    shown = review.to_decide(turn.session, turn.actor, entry_id, stamp)
    reason = _ready(turn, shown, how, n)
    if how == "reject":
        return [case.confirm(shown, reason, str(n))]
    return _decide(turn, how, entry_id, stamp, reason)


def _ready(turn: Turn, shown: Case, how: str, n: int) -> str:
    """Return the n-th ready reason, as its button had it. Raises Stale when the entry has fewer by
    now.
    """
    ready = review.reasons(turn.session, shown, how)
    if n >= len(ready):
        raise Stale(t.CHANGED_SINCE.format(number=shown.entry.number))
    return ready[n]


def _own(turn: Turn, entry_id: int, stamp: int, how: str) -> Answer:
    shown = review.to_decide(turn.session, turn.actor, entry_id, stamp)
    review.write_reason(turn.session, turn.actor, how, shown)
    return [case.ask(shown, t.ASK_WORDS, ())]


def _confirmed(turn: Turn, entry_id: int, stamp: int, reason: str) -> Answer:
    """确认 a rejection. `reason` is the number of a ready reason, or `draft` and the id of the
    draft that keeps one's own words.
    """
    shown = review.to_decide(turn.session, turn.actor, entry_id, stamp)
    if reason.startswith("draft"):
        written = review.reason_asked(turn.session, turn.actor, int(reason.removeprefix("draft")))
        words = str(written.facts.get("reason", ""))
    else:
        words = _ready(turn, shown, "reject", int(reason))
    return _decide(turn, "reject", entry_id, stamp, words)


def _back(turn: Turn, entry_id: int, _stamp: int) -> Answer:
    shown = review.case(turn.session, turn.actor, entry_id)
    accounts.focus(turn.session, turn.event.chat_id, None)
    return [live(turn, shown)]


def _following(turn: Turn, entry_id: int, _stamp: int) -> Answer:
    shown = review.following(turn.session, turn.actor, entry_id)
    accounts.focus(turn.session, turn.event.chat_id, None)
    return [live(turn, shown)]


def _details(turn: Turn, entry_id: int, _stamp: int) -> Answer:
    shown = review.case(turn.session, turn.actor, entry_id)
    return [case.details(shown), *follow(turn.session, turn.event.chat_id)]


def _other(turn: Turn, entry_id: int, _stamp: int, other: int) -> Answer:
    """Show the entry that this one looks like, as a message of its own; the live card follows below
    it.
    """
    review.case(turn.session, turn.actor, entry_id)
    looked = compare.look(turn.session, turn.actor, other)
    said = [Say(looked.outline)] if looked.case is None else case.sheet_and_facts(looked.case)
    return [*said, *follow(turn.session, turn.event.chat_id)]


def _originals(turn: Turn, entry_id: int, _stamp: int) -> Answer:
    shown = review.case(turn.session, turn.actor, entry_id)
    chat = turn.event.chat_id
    errands.ask(turn.session, ORIGINALS, turn.event.inbox_id, entry=entry_id, chat=chat)
    return [Toast(t.ORIGINALS_SENT.format(number=shown.entry.number))]


def _undo(turn: Turn, entry_id: int, _stamp: int) -> Answer:
    """撤销: take an approval back. The author has not been told, and now will not be."""
    session = turn.session
    together.check_single(session, turn.actor, entry_id)
    taken_back = review.undo(session, turn.actor, entry_id)
    errands.cancel(session, TELL, entry_id)
    settle_digests(session, taken_back.entry, anew=True)
    done = case.decided_card(session, taken_back.entry, "undo", turn.event.chat_id, undo=False)
    shown = review.case(session, turn.actor, entry_id)
    return [done, live(turn, shown), *refresh(session, entry_id, but=turn.event.chat_id)]


def _decide(turn: Turn, how: str, entry_id: int, stamp: int, reason: str) -> Answer:
    """Decide, turn this card into one line that stays in the chat as a record, and show the next
    entry.
    """
    session, chat = turn.session, turn.event.chat_id
    act = {"approve": review.approve, "return": review.send_back, "reject": review.reject}[how]
    done: Verdict = act(session, turn.actor, entry_id, stamp, reason)
    accounts.focus(session, chat, None)
    outbox.rename(session, chat, LIVE, (DECIDED, entry_id))
    frozen = case.decided_card(session, done.entry, done.how, chat, undo=done.how == "approve")
    said: list[Any] = [Toast(frozen.text), frozen]
    if done.how == "approve":
        errands.ask(session, TELL, entry_id, UNDO_WITHIN)
    else:
        said += verdict.to_author(session, done.entry, done.how)
    if done.before.state is State.APPEALED:
        by = turn.actor.person_id
        said += verdict.to_liaison(session, done.before, done.entry, done.how, by)
    said += decided(session, done.entry, chat)
    return [*said, live(turn, review.following(session, turn.actor, entry_id), after=True)]


def _new_reviewer(session: Session, news: LiaisonChanged) -> list[Say]:
    """Tell the new liaison what waits for them, and the bureau what the new liaison has filed:
    those entries are the bureau's to decide from now on, as are all of a task force without a
    liaison. News of the queue that had not yet gone out to the former liaison is dropped.
    """
    officers = roles.with_role(session, Role.BUREAU)
    left = news.before is not None and news.before not in officers
    closed = close(session, news.before) if left and news.before is not None else []
    if news.now is None:
        said = [said for officer in officers for said in announce_queue(session, officer)]
        return [*closed, *said]
    return [*closed, *_reviews_now(session, news.now)]


def _reviews_now(session: Session, person_id: int) -> list[Say]:
    """Tell a new reviewer what waits for them, and the bureau what they have handed in
    themselves.
    """
    said = announce_queue(session, person_id)
    for entry in entries.of_person(session, person_id):
        if entry.state is State.PENDING:
            said += announce(session, entry)
    return said


def _deputy(session: Session, news: DeputyChanged) -> list[Say]:
    """Tell a deputy what waits for them, and the bureau what is theirs; close what they see when
    they no longer stand in.
    """
    return (_reviews_now if news.acts else close)(session, news.person_id)


def _left(session: Session, task_force_id: int) -> str:
    """Say how many entries wait for a task force's liaison; "" for none."""
    liaison = roles.liaison(session, task_force_id)
    n = 0 if liaison is None else review.waiting_for(session, liaison)
    return t.LEFT_TO_REVIEW.format(n=n) if n else ""


def _once(decide: Callable[..., Answer]) -> Callable[..., Answer]:
    """Wrap a button so that a second tap, after one's own decision of the last minute, is answered
    by a toast only, not by the message that the card is out of date.
    """

    def decided(turn: Turn, entry_id: int, stamp: int, *told: Any) -> Answer:
        try:
            return decide(turn, entry_id, stamp, *told)
        except Stale as stale:
            if review.has_just_decided(turn.session, turn.actor, entry_id):
                return [Toast(stale.sentence)]
            raise

    return decided


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "review",
            begin,
            t.ABOUT,
            t.LABEL,
            {Role.LIAISON: At(1, t.HELP), Role.BUREAU: At(2, t.HELP_BUREAU)},
            t.WORDS,
        ),
    ),
    presses={
        GO: begin,
        case.APPROVE: _once(_approve),
        case.RETURN: _once(_ask_return),
        case.REJECT: _once(_ask_reject),
        case.WHY: _once(_why),
        case.OWN_WORDS: _once(_own),
        case.CONFIRM: _once(_confirmed),
        case.BACK: _once(_back),
        case.NEXT: _once(_following),
        case.DETAILS: _once(_details),
        case.ORIGINALS: _once(_originals),
        case.OTHER: _once(_other),
        case.UNDO: _undo,
    },
    questions={review.REASON: Question(typed)},
    errands={TELL: _tell_author, ORIGINALS: originals, ANNOUNCE: count},
    hears={
        QueueChanged: lambda session, news: announce(session, news.entry),
        EntryChanged: lambda session, news: refresh(session, news.entry_id),
        LiaisonChanged: _new_reviewer,
        DeputyChanged: _deputy,
    },
    leaves=_left,
)
