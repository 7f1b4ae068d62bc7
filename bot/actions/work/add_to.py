"""Adding to: material that came first is moved to something begun or submitted before."""

from datetime import timedelta

from bot.actions.work import lay_out, read_papers, report
from bot.actions.work.card import DROPPED, SUBMITTED, Card, card_of
from bot.errors import Stale
from bot.forms.kinds import FORMS
from bot.rules.permissions import Actor
from bot.rules.states import WAITING
from bot.storage import audit
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import behalf, drafts, evidence
from bot.storage.work.entries import Entry
from bot.texts.work import report as t

OFFERED = 3
# For so long after a decision something left behind is expected to turn up.
SUPPLEMENT_WITHIN = timedelta(days=7)


def targets(session: Session, person_id: int, draft_id: int) -> list[Card]:
    """Return what material of unknown kind may be added to, last touched first, at most three:
    drafts whose kind is known, and entries that are not decided yet or were so lately.
    """
    begun = drafts.unfinished(session, person_id)
    known = {draft.id: draft for draft in begun if draft.form in FORMS}
    for entry in behalf.of_author(session, person_id):
        draft = drafts.get(session, entry.draft_id)
        if draft is not None and _is_recent(session, entry):
            known[draft.id] = draft
    known.pop(draft_id, None)
    latest = sorted(known.values(), key=lambda draft: draft.touched_at, reverse=True)
    return [card_of(session, draft) for draft in latest[:OFFERED]]


def add_to(session: Session, actor: Actor, draft_id: int, target_id: int) -> Card:
    """Move the material from its own draft to another one or its entry, and drop the first. Pressed
    twice it does the same. Raises Stale when either can no longer be changed so.
    """
    source = report.own_card(session, actor, draft_id)
    target = report.own_card(session, actor, target_id)
    if source.draft.state == DROPPED:
        return target
    work, entry = target.work, target.entry if target.draft.state == SUBMITTED else None
    if source.work is not None or work is None or target.draft.state == DROPPED:
        raise Stale(t.ANSWERED_SINCE)
    late = entry is not None and entry.state not in WAITING
    for piece in source.pieces:
        slot = work.slot_for(piece.kind, piece.name)
        evidence.rehome(session, piece.id, target_id, slot, late=late)
        work = work.with_file(slot)
    report.drop(session, source)
    still_open = target_id if entry is None else None
    accounts.focus(session, actor.chat_id, accounts.DRAFT if still_open else None, still_open)
    if entry is not None:
        pieces = [piece.id for piece in source.pieces]
        how = "supplement" if late else "evidence joined"
        audit.record(session, actor.person_id, how, f"entry:{entry.id}", pieces=pieces)
    lay_out.draw(session, target_id)
    read_papers.understand(session, target_id)
    return report.look(session, actor, target_id)


def _is_recent(session: Session, entry: Entry) -> bool:
    """Whether an entry still waits, or was decided a few days ago at most."""
    if entry.state in WAITING:
        return True
    return entry.decided_at is not None and session.now < entry.decided_at + SUPPLEMENT_WITHIN
