"""Adding to: material that came first belongs to something begun or submitted before."""

from bot.actions import report
from bot.actions.attach import draw_sheet
from bot.actions.card import DROPPED, OPEN, PARKED, Card, card_of
from bot.errors import Stale
from bot.rules.permissions import Actor
from bot.rules.states import State
from bot.storage import audit, drafts, entries, evidence
from bot.storage.session import Session
from bot.texts import report as t

OFFERED = 3


def targets(session: Session, person_id: int, draft_id: int) -> list[Card]:
    """What loose material may be added to, last touched first: drafts whose kind is known, and
    entries not decided yet.
    """
    known = {draft.id: draft for draft in drafts.unfinished(session, person_id) if draft.form}
    for entry in entries.of_person(session, person_id):
        draft = drafts.get(session, entry.draft_id)
        if draft is not None and entry.state is State.PENDING:
            known[draft.id] = draft
    known.pop(draft_id, None)
    latest = sorted(known.values(), key=lambda draft: draft.touched_at, reverse=True)
    return [card_of(session, draft) for draft in latest[:OFFERED]]


def add_to(session: Session, actor: Actor, draft_id: int, target_id: int) -> Card:
    """Move the material there; the draft it came in is dropped. Pressed twice it does the same."""
    source = report.own_card(session, actor, draft_id)
    target = report.own_card(session, actor, target_id)
    if source.draft.state == DROPPED:
        return target
    if source.work is not None or target.work is None or not _takes(target):
        raise Stale(t.ANSWERED_SINCE)
    for piece in source.pieces:
        slot = target.work.form.slot_for(piece.kind)
        evidence.rehome(session, piece.id, target_id, slot)
    report.drop(session, source)
    if target.entry is not None:
        pieces = [piece.id for piece in source.pieces]
        about = f"entry:{target.entry.id}"
        audit.record(session, actor.person_id, "evidence joined", about, pieces=pieces)
    draw_sheet(session, target_id, evidence.of_draft(session, target_id))
    return report.look(session, actor, target_id)


def _takes(target: Card) -> bool:
    """Entries until they are decided, drafts until they are dropped."""
    if target.draft.state in (OPEN, PARKED):
        return True
    return target.entry is not None and target.entry.state is State.PENDING
