"""Reviewing: the queue, the decisions on what waits there, and taking them back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.actions import locked
from bot.actions.review.case import Case, case_of, scope, scope_of, stamp_of
from bot.actions.work import escalate
from bot.actions.work.card import ASIDE, OPEN
from bot.actions.work.submit import reviewers
from bot.errors import Forbidden, Refused, Stale
from bot.rules.permissions import Act, Actor, may
from bot.rules.roles import Role
from bot.rules.states import MOVES, UNDO_WITHIN, WAITING, State
from bot.rules.words import read_words
from bot.storage import audit
from bot.storage.people import accounts, persons, roles
from bot.storage.review import queues
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence
from bot.storage.work.entries import Entry
from bot.texts.review import review as t
from bot.texts.times import clock

REASON: Final = "reason"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a decision came to, for whoever has to hear of it. `how` is the move, such as "approve";
    `before` is the entry as it was.
    """

    how: str
    entry: Entry
    before: Entry
    author_chat: int | None


def queue(session: Session, actor: Actor) -> list[int]:
    """Return the ids of the entries that wait for this reviewer, oldest first. Raises Forbidden for
    who reviews nothing.
    """
    if not (actor.is_(Role.LIAISON) or actor.is_(Role.BUREAU)):
        raise Forbidden(t.ONLY_REVIEWERS)
    return queues.waiting(session, scope(session, actor))


def waiting_for(session: Session, person_id: int) -> int:
    """Return how many entries wait for a person."""
    held, force = roles.held(session, person_id)
    theirs = scope_of(session, person_id, force, bureau=Role.BUREAU in held)
    return queues.count_waiting(session, theirs)


def first(session: Session, actor: Actor) -> Case | None:
    """Return the oldest waiting entry; None when none waits."""
    waiting = queue(session, actor)
    return _show(session, actor, waiting, 0) if waiting else None


def following(session: Session, actor: Actor, entry_id: int) -> Case | None:
    """Return the entry after this one in the queue, starting over at its end; None when none
    waits.
    """
    waiting = queue(session, actor)
    if not waiting:
        return None
    place = queues.passed(session, scope(session, actor), entry_id) % len(waiting)
    return _show(session, actor, waiting, place)


def case(session: Session, actor: Actor, entry_id: int) -> Case:
    """Return one entry with its place in the queue. Raises Forbidden for who may not review it."""
    entry = _seen(session, actor, entry_id)
    waiting = queue(session, actor)
    place = waiting.index(entry.id) if entry.id in waiting else -1
    return case_of(session, entry, place, len(waiting))


def approve(session: Session, actor: Actor, entry_id: int, stamp: int, reason: str = "") -> Verdict:
    """Approve an entry, or grant its appeal: its points count from now on.

    Raises ReasonNeeded when a slot was left open, or against a rejection that was appealed, as long
    as no reason is given; the reason is kept.
    """
    shown = to_decide(session, actor, entry_id, stamp)
    if not shown.ready:
        raise Refused(t.NOT_READY)
    if shown.is_appealed:
        if not reason:
            raise ReasonNeeded(t.ASK_GRANT.format(number=shown.entry.number))
        return _decide(session, actor, shown.entry, "grant", reason)
    if not shown.is_complete and not reason:
        raise ReasonNeeded(t.WHY_WITH_GAP.format(slots="、".join(shown.open_labels)))
    return _decide(session, actor, shown.entry, "approve", reason)


def send_back(session: Session, actor: Actor, entry_id: int, stamp: int, reason: str) -> Verdict:
    """Return an entry to its author, with what is missing; they send that and submit again. Raises
    Stale for an appealed one.
    """
    entry = _to_decide(session, actor, entry_id, stamp)
    if entry.state is State.APPEALED:
        raise Stale(t.NO_RETURN.format(number=entry.number))
    locked.check_returning(session, entry.day)
    verdict = _decide(session, actor, entry, "return", reason)
    draft = drafts.get(session, entry.draft_id)
    if draft is not None:
        drafts.save(session, replace(draft, state=OPEN, asking=""))
    if verdict.author_chat and not accounts.load(session, verdict.author_chat).focus:
        accounts.focus(session, verdict.author_chat, accounts.DRAFT, entry.draft_id)
    return verdict


def reject(session: Session, actor: Actor, entry_id: int, stamp: int, reason: str) -> Verdict:
    """Reject an entry, or after an appeal uphold the rejection; the reason is required."""
    entry = _to_decide(session, actor, entry_id, stamp)
    how = "uphold" if entry.state is State.APPEALED else "reject"
    return _decide(session, actor, entry, how, reason)


def undo(session: Session, actor: Actor, entry_id: int) -> Verdict:
    """Take an approval back within 60 seconds, before the author is told. Raises Stale when it is
    too late or was not the actor's.
    """
    entry = _seen(session, actor, entry_id)
    if entry.state is State.PENDING:
        raise Stale(t.DONE["undo"].format(number=entry.number))
    approved = entry.decided_at is not None and _last_move(session, entry) == "approve"
    if not approved or not may(actor, Act.UNDO, entry.subject):
        raise Stale(t.NOT_YOURS_TO_UNDO)
    if entry.decided_at is None or session.now >= entry.decided_at + UNDO_WITHIN:
        raise Stale(t.TOO_LATE_TO_UNDO)
    locked.check_undoing(session, actor, entry.day, entry.decided_at)
    if not entries.move(session, entry, "undo"):
        raise Stale(_since(session, entry))
    return _verdict(session, actor, entry, "undo", "")


def _last_move(session: Session, entry: Entry) -> str:
    """Return the last decision in the entry's trail, such as "approve"; "" when there was none."""
    acts = (act for _, _, act, _ in reversed(audit.history(session, f"entry:{entry.id}")))
    return next((act for act in acts if act in MOVES), "")


def reasons(session: Session, shown: Case, how: str) -> list[str]:
    """Return the ready reasons: to return, one for each open slot and then the county's; to reject,
    the county's.
    """
    ready = session.county.reasons[shown.form.line]
    if how == "reject":
        return list(ready.rejecting)
    return [t.LACKING.format(slot=label) for label in shown.open_labels] + list(ready.returning)


def to_decide(session: Session, actor: Actor, entry_id: int, stamp: int) -> Case:
    """Return the case, if this actor can still decide it as it was shown. Raises Stale, saying what
    happened, and Forbidden.
    """
    return case_of(session, _to_decide(session, actor, entry_id, stamp))


def may_review(session: Session, actor: Actor, entry_id: int) -> bool:
    """Whether this actor may still review the entry of a card shown before."""
    entry = entries.get(session, entry_id)
    return entry is not None and may(actor, Act.REVIEW, entry.subject)


def has_waited_long(session: Session, entry: Entry) -> bool:
    """Whether an entry has waited so many working days that its reviewers were reminded of it."""
    return escalate.waited(session, entry) >= session.county.deadlines.review_reminder_working_days


def since(session: Session, entry_id: int) -> str:
    """Say what happened, for whoever comes second: `已由李*于 10:42 通过`; "" while the entry
    waits.
    """
    entry = entries.get(session, entry_id)
    return "" if entry is None or entry.state in WAITING else _since(session, entry)


def has_just_decided(session: Session, actor: Actor, entry_id: int) -> bool:
    """Whether the decision that stands is this reviewer's own, and less than a minute old."""
    entry = entries.get(session, entry_id)
    if entry is None or entry.decided_at is None or entry.decided_by != actor.person_id:
        return False
    return session.now < entry.decided_at + UNDO_WITHIN


def write_reason(session: Session, actor: Actor, how: str, shown: Case) -> int:
    """Ask for a reason: the next text this reviewer types is it. Returns the id of the
    conversation's draft. Raises Refused for a return that nobody could submit again.
    """
    if how == "return":
        locked.check_returning(session, shown.entry.day)
    facts = {"how": how, "entry": shown.entry.id, "stamp": shown.stamp}
    draft = drafts.add(session, actor.person_id, actor.chat_id, REASON, facts, state=ASIDE)
    accounts.focus(session, actor.chat_id, REASON, draft.id)
    return draft.id


def reason_asked(session: Session, actor: Actor, draft_id: int | None) -> drafts.Draft:
    """Return the draft of the conversation in which a reason is written. Raises Stale when it is
    over.
    """
    draft = None if draft_id is None else drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id or draft.form != REASON:
        raise Stale(t.REASON_GONE)
    return draft


def keep_reason(session: Session, draft: drafts.Draft, reason: str) -> None:
    """Keep a reason that was written until it is confirmed."""
    drafts.save(session, replace(draft, facts={**draft.facts, "reason": reason}))


def read_reason(text: str) -> str:
    """Read a reason that was typed. Raises Refused for none, and for an essay."""
    return read_words(text, t.REASON_EMPTY, t.REASON_LONG)


class ReasonNeeded(Refused):
    """Raised when a decision is possible, but only with a reason, which is still to be given."""


def _show(session: Session, actor: Actor, waiting: Sequence[int], place: int) -> Case:
    return case_of(session, _seen(session, actor, waiting[place]), place, len(waiting))


def _seen(session: Session, actor: Actor, entry_id: int) -> Entry:
    """Return an entry for someone who may review it. Raises Forbidden without telling anything
    about it to who may not.
    """
    entry = entries.get(session, entry_id)
    if entry is None or not may(actor, Act.REVIEW, entry.subject):
        is_theirs = entry is not None and may(actor, Act.SEE, entry.subject)
        why = locked.refusal(session, entry.day) if entry and is_theirs else ""
        raise Forbidden(why or t.NOT_YOURS_TO_REVIEW)
    return entry


def _to_decide(session: Session, actor: Actor, entry_id: int, stamp: int) -> Entry:
    entry = _seen(session, actor, entry_id)
    if entry.state not in WAITING:
        raise Stale(_since(session, entry))
    if stamp != stamp_of(entry, evidence.of_draft(session, entry.draft_id)):
        raise Stale(t.CHANGED_SINCE.format(number=entry.number))
    locked.check_deciding(session, actor, entry.day)
    return entry


def _decide(session: Session, actor: Actor, entry: Entry, how: str, reason: str) -> Verdict:
    if not entries.move(session, entry, how, by=actor.person_id, reason=reason):
        raise Stale(_since(session, entries.get(session, entry.id) or entry))
    return _verdict(session, actor, entry, how, reason)


def _verdict(session: Session, actor: Actor, entry: Entry, how: str, reason: str) -> Verdict:
    # where there is no other officer to hear an appeal, the trail says who did
    own = {"own_rejection": True} if _is_own_rejection(actor, entry) else {}
    audit.record(session, actor.person_id, how, f"entry:{entry.id}", reason=reason, **own)
    decided = entries.get(session, entry.id) or entry
    author_chat = accounts.chat_of(session, entry.author_id)
    return Verdict(how, decided, entry, author_chat)


def _is_own_rejection(actor: Actor, entry: Entry) -> bool:
    """Whether an appeal is against what the actor has decided themselves."""
    return entry.state is State.APPEALED and entry.decided_by == actor.person_id


def _since(session: Session, entry: Entry) -> str:
    """Say what happened to an entry since its card was shown."""
    if entry.state in (State.WITHDRAWN, State.PENDING):
        return t.WITHDRAWN.format(number=entry.number)
    who = "" if entry.decided_by is None else str(persons.get(session, entry.decided_by).name)
    at = clock(entry.decided_at) if entry.decided_at else ""
    return t.DECIDED.format(number=entry.number, who=who, at=at, how=entry.state.label)


def announced_to(session: Session, entry: Entry) -> dict[int, int]:
    """Return chat → number of entries waiting, for everyone whose queue the entry has just joined
    or left.
    """
    told = {}
    for person_id in reviewers(session, entry):
        chat = accounts.chat_of(session, person_id)
        if chat is not None:
            told[chat] = waiting_for(session, person_id)
    return told
