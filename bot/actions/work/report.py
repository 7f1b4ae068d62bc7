"""Reporting work: a draft is begun, parked, taken up again, looked at, and saved. Answering its
lines is in `fill_in`.
"""

from dataclasses import replace
from typing import Any

from bot.actions.work.card import (
    BESIDES,
    DROPPED,
    OPEN,
    PARKED,
    Card,
    card_of,
)
from bot.errors import Forbidden, Stale
from bot.forms.kinds import ALL_FORMS
from bot.rules.permissions import Act, Actor, may
from bot.rules.states import WAITING
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence
from bot.texts.work import report as t


def start(session: Session, actor: Actor, form: str, about: int | None = None) -> Card:
    """Begin a draft of a kind of work, filled in with what carries over from the last entry. A
    draft begun before and left untouched is taken up instead: it is as good as new. `about` is
    whose work it is, None for the actor's own.
    """
    authorise(actor)
    kept = kept_from_last(session, about or actor.person_id, form)
    for card in unfinished(session, actor, form, about):
        if not card.entry and not card.pieces and card.draft.facts == kept:
            return resume(session, actor, card.draft.id)
    return begin_anew(session, actor, form, about)


def begin_anew(session: Session, actor: Actor, form: str, about: int | None = None) -> Card:
    """Begin a new draft, beside whatever else has been begun."""
    authorise(actor)
    kept = kept_from_last(session, about or actor.person_id, form)
    draft = drafts.add(session, actor.person_id, actor.chat_id, form, kept, about_id=about)
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, draft)


def begun(session: Session, actor: Actor, form: str, about: int | None = None) -> Card | None:
    """Return the last draft of a kind of work that holds something and never was submitted; None
    without one.
    """
    kept = kept_from_last(session, about or actor.person_id, form)
    cards = unfinished(session, actor, form, about)
    return next((c for c in cards if not c.entry and (c.pieces or c.draft.facts != kept)), None)


def unfinished(session: Session, actor: Actor, form: str, about: int | None = None) -> list[Card]:
    """Return what the person has begun of a kind of work and not submitted, last touched first."""
    begun = drafts.unfinished(session, actor.person_id)
    return [
        card_of(session, draft) for draft in begun if (draft.form, draft.about_id) == (form, about)
    ]


def resume(session: Session, actor: Actor, draft_id: int) -> Card:
    """Take up a draft again, parked or not: what is typed next is meant for it."""
    draft = open_(session, actor, draft_id)
    if draft.state == PARKED:
        draft = save(session, draft)
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, draft)


def take_over(session: Session, actor: Actor, draft_id: int) -> Card | None:
    """Open the draft of something that was handed in again, for whoever changes it now; None where
    there is none.
    """
    draft = drafts.get(session, draft_id)
    if draft is None:
        return None
    draft = drafts.hand_to(session, draft, actor.person_id, actor.chat_id)
    draft = drafts.save(session, replace(draft, state=OPEN, asking=""))
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, draft)


def look(session: Session, actor: Actor, draft_id: int) -> Card:
    """Return the card of one's own draft or entry. One that can still be changed is taken up
    again. What was recorded on one's behalf may be looked at, no more.
    """
    draft = drafts.get(session, draft_id)
    if draft is not None and draft.about_id == actor.person_id:
        card = card_of(session, draft)
        if card.entry is not None and may(actor, Act.SEE, card.entry.subject):
            return replace(card, is_for_reading=True)
    draft = own(session, actor, draft_id)
    if draft.state in (OPEN, PARKED):
        return resume(session, actor, draft_id)
    return card_of(session, draft)


def own_card(session: Session, actor: Actor, draft_id: int) -> Card:
    """Return the card of one's own draft or entry, and leave it as it is."""
    return card_of(session, own(session, actor, draft_id))


def drop(session: Session, card: Card) -> None:
    """Drop a draft of which nothing is left, as its material went elsewhere."""
    save(session, card.draft, state=DROPPED)


def look_at_entry(session: Session, actor: Actor, entry_id: int) -> Card:
    """Return the card of an entry of one's own, or recorded for or by them, found by its number."""
    entry = entries.get(session, entry_id)
    if entry is None or actor.person_id not in (entry.person_id, entry.author_id):
        raise Forbidden(t.NOT_YOURS)
    return look(session, actor, entry.draft_id)


def park(session: Session, actor: Actor, draft_id: int) -> Card:
    """Lay a draft aside; nothing is lost. One that holds nothing at all is dropped."""
    draft = open_(session, actor, draft_id)
    empty = not draft.form and not evidence.of_draft(session, draft.id)
    draft = save(session, draft, state=DROPPED if empty else PARKED)
    accounts.focus(session, actor.chat_id, None)
    return card_of(session, draft)


def authorise(actor: Actor) -> None:
    """Check that the actor may report. Raises Forbidden for who is in no ledger."""
    if not may(actor, Act.REPORT):
        raise Forbidden(t.ONLY_COORDINATORS)


def own(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    """Return one of the actor's own drafts, submitted or not. Raises Forbidden for any other. Of
    what is no kind of work, whoever began it has been authorised by then.
    """
    draft = drafts.get(session, draft_id)
    if draft is None or draft.form not in BESIDES:
        authorise(actor)
    if draft is None or draft.person_id != actor.person_id:
        raise Forbidden(t.NOT_YOURS)
    return draft


def open_(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    """Return a draft of one's own that can still be changed; a parked one can, and is taken up by
    whatever is done to it. Raises Stale, saying where it is, once it is submitted or dropped.
    """
    draft = own(session, actor, draft_id)
    if draft.state not in (OPEN, PARKED):
        raise Stale(where_it_is(card_of(session, draft)))
    return draft


def where_it_is(card: Card) -> str:
    """Say what became of a draft that can no longer be changed."""
    if card.entry is None:
        return card.besides.stands if card.besides and card.besides.stands else t.DROPPED
    if card.entry.state in WAITING:
        return t.SUBMITTED_SINCE.format(number=card.entry.number)
    return t.DECIDED_SINCE.format(number=card.entry.number, state=card.entry.state.label)


def save(session: Session, draft: drafts.Draft, **changes: Any) -> drafts.Draft:
    """Save the draft with these changes and return it. It is open afterwards unless they say
    otherwise.
    """
    saved = drafts.save(session, replace(draft, **{"state": OPEN, **changes}))
    if draft.state == PARKED and saved.state == OPEN:
        accounts.focus(session, draft.chat_id, accounts.DRAFT, draft.id)
    return saved


def kept_from_last(session: Session, person_id: int, form: str) -> dict[str, Any]:
    """Return what carries over from the person's last entry of this kind: place, way and the
    like.
    """
    last = next(iter(entries.last_facts(session, person_id, form)), {})
    return {
        step.key: last[step.key] for step in ALL_FORMS[form].steps if step.kept and step.key in last
    }
