"""Parting: the papers of two cases, sent together, become a draft each."""

from typing import Any

from bot.actions.work import lay_out, read_papers
from bot.actions.work.card import OPEN, PARKED, Card, card_of
from bot.actions.work.report import kept_from_last, open_, own, save
from bot.forms.form import CASES, ONE_CASE, Facts
from bot.forms.papers.apart import apart
from bot.rules.permissions import Actor
from bot.storage.session import Session
from bot.storage.work import drafts, evidence, readings
from bot.storage.work.drafts import Draft


def unanswered(session: Session, actor: Actor, draft_id: int) -> Card | None:
    """Return the card with the question whether papers are of several cases, where it is still
    open; None where it is not.
    """
    draft = own(session, actor, draft_id)
    if draft.state not in (OPEN, PARKED) or not draft.facts.get(CASES):
        return None
    return card_of(session, save(session, draft, asking="") if draft.asking else draft)


def one_case(session: Session, actor: Actor, draft_id: int) -> Card:
    """是一件: the papers are of one case, and it is not asked again."""
    draft = open_(session, actor, draft_id)
    if CASES not in draft.facts:
        return card_of(session, draft)
    saved = save(session, draft, facts=_settled(draft.facts))
    read_papers.understand(session, draft.id)
    return card_of(session, saved)


def split(session: Session, actor: Actor, draft_id: int) -> list[Card]:
    """分成两件: the papers of each further case go to a draft of their own, which is laid aside
    until this one is done. Return the cards, this one's first; pressed again, only that.
    """
    draft = open_(session, actor, draft_id)
    if CASES not in draft.facts:
        return [card_of(session, draft)]
    pieces = evidence.of_draft(session, draft.id)
    slots = {piece.id: piece.slot for piece in pieces}
    read = readings.of_draft(session, draft.id)
    groups = apart(read, session.county.papers, draft.facts[CASES], list(slots))
    others = [_begun(session, draft, {each: slots[each] for each in more}) for more in groups[1:]]
    saved = [save(session, draft, facts=_settled(draft.facts)), *others]
    for each in saved:
        lay_out.draw(session, each.id)
        read_papers.understand(session, each.id)
    return [card_of(session, each) for each in saved]


def _begun(session: Session, draft: Draft, slots: dict[int, str]) -> Draft:
    """Begin a draft beside another, laid aside, with some of its pieces."""
    kept = kept_from_last(session, draft.subject_id, draft.form)
    facts = {**kept, ONE_CASE: True}
    person, chat = draft.person_id, draft.chat_id
    other = drafts.add(session, person, chat, draft.form, facts, PARKED, draft.about_id)
    for piece, slot in slots.items():
        evidence.rehome(session, piece, other.id, slot, late=False)
    return other


def _settled(facts: Facts) -> dict[str, Any]:
    return {**{key: fact for key, fact in facts.items() if key != CASES}, ONE_CASE: True}
