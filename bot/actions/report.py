"""Reporting work: a draft is opened, answered line by line, parked, and taken up again."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.actions.card import (
    DROPPED,
    OPEN,
    PARKED,
    Card,
    card_of,
    read,
    recent_answers,
    told,
    with_draft,
)
from bot.errors import Forbidden, Refused, Stale
from bot.forms.caption import read_caption
from bot.forms.fields import key_of
from bot.forms.form import GAP, Form
from bot.forms.kinds import FORMS
from bot.rules.permissions import Act, Actor, may
from bot.rules.states import State
from bot.storage import accounts, drafts, entries, evidence
from bot.storage.session import Session
from bot.texts import report as t


def start(session: Session, actor: Actor, form: str) -> Card:
    """A draft of a kind of work, with what the last entry tells filled in; an untouched one is
    as good as new.
    """
    authorise(actor)
    kept = _kept(session, actor, form)
    for card in unfinished(session, actor, form):
        if not card.entry and not card.pieces and card.draft.facts == kept:
            return resume(session, actor, card.draft.id)
    draft = drafts.add(session, actor.person_id, actor.chat_id, form, kept)
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, draft)


def begun(session: Session, actor: Actor, form: str) -> Card | None:
    """The last draft of a kind of work into which something was put, and not submitted."""
    kept = _kept(session, actor, form)
    cards = unfinished(session, actor, form)
    return next((c for c in cards if not c.entry and (c.pieces or c.draft.facts != kept)), None)


def unfinished(session: Session, actor: Actor, form: str | None = None) -> list[Card]:
    """What the person has begun and not submitted, last touched first."""
    begun = drafts.unfinished(session, actor.person_id)
    return [card_of(session, draft) for draft in begun if form is None or draft.form == form]


def resume(session: Session, actor: Actor, draft_id: int) -> Card:
    """Take up a draft again, parked or not."""
    draft = _open(session, actor, draft_id)
    if draft.state == PARKED:
        draft = _save(session, draft)
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, draft)


def look(session: Session, actor: Actor, draft_id: int) -> Card:
    """The card of a draft or entry of one's own; what can be changed is taken up again."""
    draft = _own(session, actor, draft_id)
    if draft.state in (OPEN, PARKED):
        return resume(session, actor, draft_id)
    return card_of(session, draft)


def own_card(session: Session, actor: Actor, draft_id: int) -> Card:
    """The card of a draft or entry of one's own, left as it is."""
    return card_of(session, _own(session, actor, draft_id))


def drop(session: Session, card: Card) -> None:
    """Nothing is left of a draft: its material went elsewhere."""
    _save(session, card.draft, state=DROPPED)


def look_at_entry(session: Session, actor: Actor, entry_id: int) -> Card:
    """The card of an entry of one's own, by its number."""
    entry = entries.get(session, entry_id)
    if entry is None or entry.person_id != actor.person_id:
        raise Forbidden(t.NOT_YOURS)
    return look(session, actor, entry.draft_id)


def park(session: Session, actor: Actor, draft_id: int) -> Card:
    """Lay it aside; nothing is lost."""
    draft = _open(session, actor, draft_id)
    empty = not draft.form and not evidence.of_draft(session, draft.id)
    draft = _save(session, draft, state=DROPPED if empty else PARKED)
    accounts.focus(session, actor.chat_id, None)
    return card_of(session, draft)


def hear(session: Session, actor: Actor, draft: drafts.Draft, caption: str) -> drafts.Draft:
    """A caption fills in what is not known yet; one that names the kind of work decides it."""
    said = read_caption(caption, session.today)
    if not said.form or draft.form not in ("", said.form):
        return draft
    kept = {} if draft.form else _kept(session, actor, said.form)
    return _save(session, draft, form=said.form, facts={**kept, **said.facts, **draft.facts})


def decide_kind(session: Session, actor: Actor, draft_id: int, form: str) -> Card:
    """Material came first; now it is known what it is for."""
    draft = _open(session, actor, draft_id)
    if form not in FORMS:
        raise Stale(t.DROPPED)
    if draft.form == form:
        return card_of(session, draft)
    if draft.form:
        raise Stale(t.KIND_DECIDED.format(kind=FORMS[draft.form].title))
    for piece in evidence.of_draft(session, draft.id):
        evidence.move(session, draft.id, piece.id, FORMS[form].slot_for(piece.kind))
    facts = {**_kept(session, actor, form), **draft.facts}
    taken = [piece.taken_at for piece in evidence.of_draft(session, draft.id) if piece.taken_at]
    if taken and "day" not in facts:
        facts |= _day_taken(FORMS[form], date.fromisoformat(min(taken)[:10]), session.today)
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, _save(session, draft, form=form, facts=facts))


def answer(session: Session, actor: Actor, draft_id: int, given: str, key: str = "") -> Card:
    """One answer: typed (to the line that is asked) or a button's code. Raises Refused."""
    return _answered(session, read(session, _open(session, actor, draft_id)), given, key)


def _answered(session: Session, card: Card, given: str, key: str) -> Card:
    asked = key or card.asked
    if card.work is None or asked is None:
        raise Refused(t.NOTHING_ASKED)
    if not _takes_text(card.work.form, asked):
        raise Refused(t.FILE_EXPECTED.format(slot=_slot_label(card.work.form, asked)))
    if given.startswith("#"):
        given = _meant(session, card.draft, card.work.form, asked, given)
    work = card.work.answer(asked, given, session.today)
    return _saved(session, card, facts=work.facts, asking="")


def tap(session: Session, actor: Actor, draft_id: int, version: int, key: str, code: str) -> Card:
    """A button of a question. Pressed twice it does the same; one of a question that has since
    been answered otherwise is stale.
    """
    card = read(session, _own(session, actor, draft_id))
    if card.work is not None and _is_answered(card, key, code):
        return told(session, card)
    if not card.is_open:
        raise Stale(_where_it_is(card))
    if card.work is None or not _takes_text(card.work.form, key):
        raise Stale(t.ANSWERED_SINCE)
    if version != card.draft.version and key != card.asked:
        raise Stale(t.ANSWERED_SINCE)
    return _answered(session, card, code, key)


def _is_answered(card: Card, key: str, code: str) -> bool:
    """Whether this very answer stands already, and its line is not being asked anew."""
    fact = card.draft.facts.get(key)
    return fact is not None and code in (str(fact), key_of(str(fact))) and not card.draft.asking


def skip(session: Session, actor: Actor, draft_id: int, key: str) -> Card:
    card = read(session, _open(session, actor, draft_id))
    if card.work is None or not _takes_text(card.work.form, key):
        raise Stale(t.ANSWERED_SINCE)
    work = card.work.skip(key)
    return _saved(session, card, facts=work.facts, asking="")


def ask(session: Session, actor: Actor, draft_id: int, key: str) -> Card:
    """Ask a line out of turn: to change it, to explain an open slot, to go back."""
    draft = _open(session, actor, draft_id)
    return card_of(session, _save(session, draft, asking=key))


def back(session: Session, actor: Actor, draft_id: int, version: int) -> Card | None:
    """One question back, once for each card it is pressed on; None before the first."""
    draft = _open(session, actor, draft_id)
    card = card_of(session, draft)
    if card.work is None or draft.version != version:
        return card
    keys = card.work.in_order()
    asked = (card.asked or "").removeprefix(GAP)
    place = keys.index(asked) if asked in keys else len(keys)
    if draft.asking.startswith(GAP):
        return card_of(session, _save(session, draft, asking=asked))
    if place == 0:
        return None
    return card_of(session, _save(session, draft, asking=keys[place - 1]))


def remove_piece(session: Session, actor: Actor, draft_id: int, piece_id: int) -> Card:
    draft = _open(session, actor, draft_id)
    evidence.remove(session, draft.id, piece_id)
    return card_of(session, _save(session, draft))


def move_piece(session: Session, actor: Actor, draft_id: int, piece_id: int, slot: str) -> Card:
    """A file stands for another slot: a plan that was photographed."""
    draft = _open(session, actor, draft_id)
    if draft.form not in FORMS or slot not in {each.key for each in FORMS[draft.form].slots}:
        raise Stale(t.ANSWERED_SINCE)
    evidence.move(session, draft.id, piece_id, slot)
    return card_of(session, _save(session, draft))


def authorise(actor: Actor) -> None:
    """Raises Forbidden for who is in no ledger."""
    if not may(actor, Act.REPORT):
        raise Forbidden(t.ONLY_COORDINATORS)


def _own(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    authorise(actor)
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id:
        raise Forbidden(t.NOT_YOURS)
    return draft


def _open(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    """The draft, if it can be changed. A parked one is taken up by whatever is done to it."""
    draft = _own(session, actor, draft_id)
    if draft.state not in (OPEN, PARKED):
        raise Stale(_where_it_is(card_of(session, draft)))
    return draft


def _where_it_is(card: Card) -> str:
    if card.entry is None:
        return t.DROPPED
    if card.entry.state is State.PENDING:
        return t.SUBMITTED_SINCE.format(number=card.entry.number)
    return t.DECIDED_SINCE.format(number=card.entry.number, state=card.entry.state.label)


def _save(session: Session, draft: drafts.Draft, **changes: Any) -> drafts.Draft:
    changed = replace(draft, **{"state": OPEN, **changes})
    drafts.save(session, changed)
    if draft.state == PARKED and changed.state == OPEN:
        accounts.focus(session, draft.chat_id, accounts.DRAFT, draft.id)
    return replace(changed, version=draft.version + 1, touched_at=session.now)


def _kept(session: Session, actor: Actor, form: str) -> dict[str, Any]:
    """Place, way and the like of the person's last entry of this kind."""
    last = next(iter(entries.last_facts(session, actor.person_id, form)), {})
    return {
        step.key: last[step.key] for step in FORMS[form].steps if step.kept and step.key in last
    }


def _saved(session: Session, card: Card, **changes: Any) -> Card:
    return told(session, with_draft(card, _save(session, card.draft, **changes)))


def _meant(session: Session, draft: drafts.Draft, form: Form, key: str, code: str) -> str:
    """The full text behind a button that only carries its digest."""
    recent = recent_answers(session, draft.person_id, form, key)
    suggestions = getattr(form.step(key).field, "suggestions", ())
    for text in (*recent, *suggestions):
        if key_of(text) == code:
            return str(text)
    raise Stale(t.ANSWERED_SINCE)


def _takes_text(form: Form, key: str) -> bool:
    return any(step.key == key for step in form.lines())


def _slot_label(form: Form, key: str) -> str:
    return {slot.key: slot.label for slot in form.slots}.get(key, "")


def fill_day(session: Session, draft: drafts.Draft, taken: date) -> bool:
    """The day a photo was taken, if the day is not known yet and can be; whether it was used."""
    if not draft.form or "day" in draft.facts or draft.state not in (OPEN, PARKED):
        return False
    day = _day_taken(FORMS[draft.form], taken, session.today)
    if day:
        drafts.save(session, replace(draft, facts={**draft.facts, **day}))
    return bool(day)


def _day_taken(form: Form, taken: date, today: date) -> dict[str, Any]:
    """The day a photo was taken as the form's own fact; nothing when it cannot be the day."""
    try:
        return {"day": form.step("day").field.read(taken.isoformat(), today)}
    except (Refused, KeyError):
        return {}
