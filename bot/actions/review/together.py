"""Deciding together: the entries of a batch are approved in one go, and taken back in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from bot.actions.review import review
from bot.actions.review.batch import entries_of, is_reached, open_, own, save, why_not
from bot.actions.work import alike
from bot.errors import Refused, Stale
from bot.rules.permissions import Actor
from bot.rules.states import UNDO_WITHIN, State
from bot.storage import errands
from bot.storage.session import Session
from bot.storage.work import drafts, entries
from bot.storage.work.entries import Entry
from bot.texts.review import batch as t
from bot.texts.review import review as review_texts
from bot.texts.times import clock

TELL: Final = "tell batch"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a batch: the approved entries, and for those left out number → why. Once it
    was taken back, `undone` are the entries that wait again, and `not_undone` those that could not
    be taken back, and why. `fresh` is True for the tap that did it.
    """

    id: int
    approved: Sequence[Entry]
    left: Mapping[str, str]
    at: datetime
    can_undo: bool
    undone: Sequence[Entry] = ()
    not_undone: Mapping[str, str] = field(default_factory=dict)
    is_undone: bool = False
    fresh: bool = False


def confirm(session: Session, actor: Actor, draft_id: int) -> Done:
    """Approve each chosen entry that has not changed since it was shown. Pressed twice it does the
    same. Raises Refused before the picture is there: nothing is approved that nobody saw.
    """
    draft = own(session, actor, draft_id)
    if "done" in draft.facts:
        return _done(session, draft)
    draft = open_(session, actor, draft_id)
    if draft.facts["sheet"] is None:
        raise Refused(t.NOT_DRAWN)
    chosen = [(e, stamp) for e, stamp in draft.facts["entries"] if e not in draft.facts["out"]]
    if not chosen:
        raise Refused(t.NONE_CHOSEN)
    approved, left = [], {}
    for entry_id, stamp in chosen:
        if why := _approve(session, actor, entry_id, stamp):
            left[entries.number(entry_id)] = why
        else:
            approved.append(entry_id)
    done = {"approved": approved, "left": left, "at": session.now.isoformat()}
    return replace(_done(session, save(session, draft, done=done)), fresh=True)


def undo(session: Session, actor: Actor, draft_id: int) -> Done:
    """Take the whole batch back within 60 seconds, before anybody is told. Raises Stale
    afterwards.
    """
    draft = own(session, actor, draft_id)
    done = _done(session, draft)
    if done.is_undone:
        return done
    if not done.can_undo:
        raise Stale(t.GONE if not done.approved else review_texts.TOO_LATE_TO_UNDO)
    undone, kept = [], {}
    for entry in done.approved:
        try:
            review.undo(session, actor, entry.id)
        except Refused as refusal:
            kept[entry.number] = refusal.sentence
        else:
            undone.append(entry.id)
    saved = save(session, draft, undone=undone, kept=kept)
    return replace(_done(session, saved), fresh=True)


def check_single(session: Session, actor: Actor, entry_id: int) -> None:
    """Check that 撤销 on the card of one entry is still meant for that entry alone. Raises Stale if
    it has since been approved in a batch, which is taken back as a whole.
    """
    for draft_id in errands.subjects(session, TELL):
        draft = drafts.get(session, draft_id)
        if draft is None or "done" not in draft.facts or draft.person_id != actor.person_id:
            continue
        done = _done(session, draft)
        for entry in done.approved:
            if entry.id == entry_id and _stands(entry, done):
                at, n = clock(done.at), len(done.approved)
                raise Stale(t.IN_BATCH.format(number=entry.number, at=at, n=n))


def to_tell(session: Session, draft_id: int) -> tuple[Done, list[Entry], int | None] | None:
    """Return what came of a batch, its entries that are still approved by it, and its reviewer's
    chat (None when that is no longer theirs). None altogether if the batch was taken back.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or "done" not in draft.facts:
        return None
    done = _done(session, draft)
    standing = [entry for entry in done.approved if _stands(entry, done)]
    chat = draft.chat_id if is_reached(session, draft) else None
    return None if done.is_undone else (done, standing, chat)


def _approve(session: Session, actor: Actor, entry_id: int, stamp: int) -> str:
    """Approve one entry; return why it was not approved, "" when it was."""
    try:
        shown = review.to_decide(session, actor, entry_id, stamp)
        if shown.is_appealed:
            return t.STATE_SINCE.format(state=shown.entry.state.label)
        if why := why_not(session, shown, shown.preview):
            return why
        if any(errands.is_asked(session, alike.LIKENESS, piece.id) for piece in shown.pieces):
            return t.NOT_READY
        review.approve(session, actor, entry_id, stamp)
    except Refused as refusal:
        return refusal.sentence
    return ""


def _done(session: Session, draft: drafts.Draft) -> Done:
    facts = draft.facts
    if "done" not in facts:
        raise Stale(t.GONE)
    done = facts["done"]
    at = datetime.fromisoformat(done["at"])
    is_undone = "undone" in facts
    return Done(
        draft.id,
        entries_of(session, done["approved"]),
        done["left"],
        at,
        can_undo=bool(done["approved"]) and not is_undone and session.now < at + UNDO_WITHIN,
        undone=entries_of(session, facts.get("undone", [])),
        not_undone=facts.get("kept", {}),
        is_undone=is_undone,
    )


def _stands(entry: Entry, done: Done) -> bool:
    """Whether the batch's approval of the entry still holds."""
    return entry.state is State.APPROVED and entry.decided_at == done.at
