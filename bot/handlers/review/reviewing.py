"""Reviewing: one live card per chat, decided with a thumb."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from bot.actions.review import batch, review
from bot.actions.review.case import Case
from bot.actions.review.review import ReasonNeeded, Verdict
from bot.actions.work import alike
from bot.errors import Stale
from bot.handlers.review import verdict
from bot.handlers.review.case import (
    DECIDED,
    LIVE,
    ask,
    case_button,
    case_card,
    case_text,
    confirm,
    decided_card,
    next_button,
    sheet_and_facts,
    show,
)
from bot.handlers.say import Answer, Say, Toast, in_rows, write
from bot.handlers.turn import Turn
from bot.rules.permissions import Actor
from bot.rules.quiet import is_quiet
from bot.rules.states import UNDO_WITHIN, WAITING, State
from bot.storage import errands, handles, outbox
from bot.storage.errands import Due
from bot.storage.outbox import Priority
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Entry
from bot.texts.review import review as t

QUEUE: Final = ("queue", 0)
QUEUED: Final = "queued"
TELL, ORIGINALS = "tell", "originals"


def begin(turn: Turn) -> Answer:
    """✅ 待审核: the oldest first."""
    session = turn.session
    shown = review.first(session, turn.actor)
    outbox.drop(session, turn.event.chat_id, *QUEUE)
    outbox.forget(session, turn.event.chat_id, *QUEUE)
    accounts.focus(session, turn.event.chat_id, None)
    return [live(turn, shown, renew=True)]


def press(turn: Turn) -> Answer:
    """A button of a review card: `r:<op>:<entry>:<stamp>:…`."""
    _, op, entry_id, stamp, *rest = turn.event.data.split(":")
    try:
        return _OPS[op](turn, int(entry_id), int(stamp), *rest)
    except Stale as stale:
        if op != "undo" and review.has_just_decided(turn.session, turn.actor, int(entry_id)):
            return [Toast(stale.sentence)]  # a second tap on one's own decision is no news
        raise


def typed(turn: Turn) -> Answer:
    """A reason in the reviewer's own words."""
    session, actor = turn.session, turn.actor
    asked = review.reason_asked(session, actor, turn.account.focus_id)
    reason = review.read_reason(turn.event.text)
    how, entry_id, stamp = asked.facts["how"], asked.facts["entry"], asked.facts["stamp"]
    if how == "reject":
        shown = review.to_decide(session, actor, entry_id, stamp)
        review.keep_reason(session, asked, reason)
        return [confirm(shown, reason, f"draft{asked.id}")]
    return _decide(turn, how, entry_id, stamp, reason)


def announce(session: Session, entry: Entry) -> list[Say]:
    """The reviewers hear of a new entry once, in one message that then only counts: up, and down
    again when the entry has left their queue.
    """
    told = review.announced_to(session, entry)
    if entry.state in WAITING:
        return [_announcement(session, chat, n) for chat, n in told.items() if n]
    return [said for chat, n in told.items() for said in _counted(session, chat, n, entry)]


def announce_queue(session: Session, person_id: int) -> list[Say]:
    """Somebody has become a reviewer: what waits for them from now on."""
    chat, n = accounts.chat_of(session, person_id), review.waiting_for(session, person_id)
    return [] if chat is None or not n else [_announcement(session, chat, n)]


def _announcement(session: Session, chat: int, n: int) -> Say:
    return Say(
        t.ANNOUNCE.format(n=n),
        [[(t.GO, "review")]],
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


def tell(session: Session, errand: Due) -> None:
    """The time for taking an approval back is over: the author hears of it."""
    if not errands.done(session, errand):
        return
    entry = entries.get(session, errand.subject)
    if entry is None or entry.state is not State.APPROVED:
        return
    from_chat = accounts.chat_of(session, entry.decided_by)
    answer = verdict.to_author(session, entry, "approve")
    if from_chat is not None:
        answer.append(decided_card(session, entry, "approve", from_chat, undo=False))
    write(session, 0, answer)


def _approve(turn: Turn, entry_id: int, stamp: int) -> Answer:
    try:
        return _decide(turn, "approve", entry_id, stamp, "")
    except ReasonNeeded:
        shown = review.to_decide(turn.session, turn.actor, entry_id, stamp)
        review.write_reason(turn.session, turn.actor, "approve", shown)
        return [ask(shown, t.ASK_GRANT if shown.is_appealed else t.ASK_APPROVE, ())]


def _ask_return(turn: Turn, entry_id: int, stamp: int) -> Answer:
    return [_reasons(turn, "return", entry_id, stamp)]


def _ask_reject(turn: Turn, entry_id: int, stamp: int) -> Answer:
    return [_reasons(turn, "reject", entry_id, stamp)]


def _reasons(turn: Turn, how: str, entry_id: int, stamp: int) -> Say:
    shown = review.to_decide(turn.session, turn.actor, entry_id, stamp)
    ready = review.reasons(turn.session, shown, how)
    buttons = [case_button(shown, "why", label, how, n) for n, label in enumerate(ready)]
    own = case_button(shown, "own", t.OWN_WORDS, how)
    question = t.ASK_RETURN if how == "return" else t.ASK_REJECT
    if shown.is_appealed:
        question = t.ASK_UPHOLD
    return ask(shown, question, [*in_rows(buttons), [own]])


def _why(turn: Turn, entry_id: int, stamp: int, how: str, n: str) -> Answer:
    """A ready reason. A rejection is confirmed first."""
    shown = review.to_decide(turn.session, turn.actor, entry_id, stamp)
    reason = _ready(turn, shown, how, int(n))
    if how == "reject":
        return [confirm(shown, reason, n)]
    return _decide(turn, how, entry_id, stamp, reason)


def _ready(turn: Turn, shown: Case, how: str, n: int) -> str:
    """The n-th ready reason, as its button had it."""
    ready = review.reasons(turn.session, shown, how)
    if n >= len(ready):
        raise Stale(t.CHANGED_SINCE.format(number=shown.entry.number))
    return ready[n]


def _own(turn: Turn, entry_id: int, stamp: int, how: str) -> Answer:
    shown = review.to_decide(turn.session, turn.actor, entry_id, stamp)
    review.write_reason(turn.session, turn.actor, how, shown)
    return [ask(shown, t.ASK_WORDS, ())]


def _confirmed(turn: Turn, entry_id: int, stamp: int, reason: str) -> Answer:
    """确认 a rejection, with a ready reason's number or the draft of one's own words."""
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
    return [Say(case_text(shown)), *follow(turn.session, turn.event.chat_id)]


def _other(turn: Turn, entry_id: int, _stamp: int, other: str) -> Answer:
    """What the entry looks like, as a message of its own; the live card follows it down."""
    review.case(turn.session, turn.actor, entry_id)
    looked = alike.look(turn.session, turn.actor, int(other))
    said = [Say(looked.outline)] if looked.case is None else sheet_and_facts(looked.case)
    return [*said, *follow(turn.session, turn.event.chat_id)]


def _originals(turn: Turn, entry_id: int, _stamp: int) -> Answer:
    shown = review.case(turn.session, turn.actor, entry_id)
    chat = turn.event.chat_id
    errands.ask(turn.session, ORIGINALS, turn.event.inbox_id, entry=entry_id, chat=chat)
    return [Toast(t.ORIGINALS_SENT.format(number=shown.entry.number))]


def _undo(turn: Turn, entry_id: int, _stamp: int) -> Answer:
    """撤销: the author has not been told, and now will not be."""
    session = turn.session
    batch.check_single(session, turn.actor, entry_id)
    taken_back = review.undo(session, turn.actor, entry_id)
    errands.cancel(session, TELL, entry_id)
    done = decided_card(session, taken_back.entry, "undo", turn.event.chat_id, undo=False)
    shown = review.case(session, turn.actor, entry_id)
    return [done, live(turn, shown), *refresh(session, entry_id, but=turn.event.chat_id)]


def _decide(turn: Turn, how: str, entry_id: int, stamp: int, reason: str) -> Answer:
    """Decide, freeze this card as a line of the evening's record, and show the next."""
    session, chat = turn.session, turn.event.chat_id
    act = {"approve": review.approve, "return": review.send_back, "reject": review.reject}[how]
    done: Verdict = act(session, turn.actor, entry_id, stamp, reason)
    accounts.focus(session, chat, None)
    outbox.rename(session, chat, LIVE, (DECIDED, entry_id))
    frozen = decided_card(session, done.entry, done.how, chat, undo=done.how == "approve")
    said: list[Any] = [Toast(frozen.text), frozen]
    if done.how == "approve":
        errands.ask(session, TELL, entry_id, UNDO_WITHIN)
    else:
        said += verdict.to_author(session, done.entry, done.how)
    if done.before.state is State.APPEALED:
        by = turn.actor.person_id
        said += verdict.to_liaison(session, done.before, done.entry, done.how, by)
    said += told_others(session, done.entry, chat)
    return [*said, live(turn, review.following(session, turn.actor, entry_id), after=True)]


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
        outbox.forget(turn.session, turn.event.chat_id, *QUEUE)
        return Say(t.ALL_DONE if after else t.EMPTY, (), handle=LIVE, renew=renew)
    return _card(turn.session, turn.actor, shown, renew=renew)


_OPS: Final[dict[str, Callable[..., Answer]]] = {
    "ok": _approve,
    "ret": _ask_return,
    "rej": _ask_reject,
    "why": _why,
    "own": _own,
    "yes": _confirmed,
    "back": _back,
    "next": _following,
    "more": _details,
    "orig": _originals,
    "other": _other,
    "undo": _undo,
}
