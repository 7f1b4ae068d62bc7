"""Reporting work: a draft is opened, answered line by line, parked, and taken up again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from bot.actions.work import lay_out
from bot.actions.work.card import (
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
from bot.forms import form as forms
from bot.forms.caption import Caption, read_caption
from bot.forms.fields import key_of
from bot.forms.form import CAPTION, CAPTION_DAY, GAP, HEARD, Background, Form
from bot.forms.kinds import FORMS
from bot.rules.county import Field
from bot.rules.employers import unit_of
from bot.rules.identity import hide_mobiles
from bot.rules.permissions import Act, Actor, may
from bot.rules.states import WAITING
from bot.storage.people import accounts, persons, task_forces
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence
from bot.storage.work.evidence import Piece
from bot.texts.work import report as t

CAPTION_MOST: Final = 300


def start(session: Session, actor: Actor, form: str) -> Card:
    """A draft of a kind of work, with what the last entry tells filled in; an untouched one is
    as good as new.
    """
    authorise(actor)
    kept = _kept(session, actor, form)
    for card in unfinished(session, actor, form):
        if not card.entry and not card.pieces and card.draft.facts == kept:
            return resume(session, actor, card.draft.id)
    return begin_anew(session, actor, form)


def begin_anew(session: Session, actor: Actor, form: str) -> Card:
    """A draft of its own, beside whatever else has been begun."""
    authorise(actor)
    kept = _kept(session, actor, form)
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
    draft = open_(session, actor, draft_id)
    if draft.state == PARKED:
        draft = save(session, draft)
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, draft)


def look(session: Session, actor: Actor, draft_id: int) -> Card:
    """The card of a draft or entry of one's own; what can be changed is taken up again."""
    draft = own(session, actor, draft_id)
    if draft.state in (OPEN, PARKED):
        return resume(session, actor, draft_id)
    return card_of(session, draft)


def own_card(session: Session, actor: Actor, draft_id: int) -> Card:
    """The card of a draft or entry of one's own, left as it is."""
    return card_of(session, own(session, actor, draft_id))


def drop(session: Session, card: Card) -> None:
    """Nothing is left of a draft: its material went elsewhere."""
    save(session, card.draft, state=DROPPED)


def look_at_entry(session: Session, actor: Actor, entry_id: int) -> Card:
    """The card of an entry of one's own, by its number."""
    entry = entries.get(session, entry_id)
    if entry is None or entry.person_id != actor.person_id:
        raise Forbidden(t.NOT_YOURS)
    return look(session, actor, entry.draft_id)


def park(session: Session, actor: Actor, draft_id: int) -> Card:
    """Lay it aside; nothing is lost."""
    draft = open_(session, actor, draft_id)
    empty = not draft.form and not evidence.of_draft(session, draft.id)
    draft = save(session, draft, state=DROPPED if empty else PARKED)
    accounts.focus(session, actor.chat_id, None)
    return card_of(session, draft)


def hear(session: Session, actor: Actor, draft: drafts.Draft, caption: str) -> drafts.Draft:
    """A caption fills in what is not known yet; one that names the kind of work decides it, and
    with it where the files that are there stand. One that does not is kept until the kind is known.
    """
    caption = hide_mobiles(caption)
    if not draft.form:
        caption = f"{draft.facts.get(CAPTION, '')} {caption}".strip()
    said = read_caption(caption, session.said_on, draft.form)
    if not said.form:
        unread = {CAPTION: caption[:CAPTION_MOST], CAPTION_DAY: session.said_on.isoformat()}
        return save(session, draft, facts={**draft.facts, **unread})
    known = dict(draft.facts)
    if not draft.form:
        known = {**_kept(session, actor, said.form), **_without_caption(known)}
        _sort(session, draft, FORMS[said.form], evidence.of_draft(session, draft.id))
    told = _heard(session, draft, said, _kept(session, actor, said.form))
    if not told and caption:
        told = {CAPTION: caption[:CAPTION_MOST]}
    return save(session, draft, form=said.form, facts={**known, **told})


def _without_caption(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts less the words of which it was not known what they tell."""
    return {key: fact for key, fact in facts.items() if key not in (CAPTION, CAPTION_DAY)}


def is_of_other_work(session: Session, actor: Actor, draft: drafts.Draft, caption: str) -> bool:
    """Whether a caption names another kind of work than the draft's, or says otherwise than what
    was answered there: then it is of something else.
    """
    said = read_caption(caption, session.said_on)
    if not said.form or not draft.form:
        return False
    kept = _kept(session, actor, draft.form)
    answered_ = {key: fact for key, fact in draft.facts.items() if kept.get(key) != fact}
    differs = any(key in answered_ and answered_[key] != fact for key, fact in said.facts.items())
    return said.form != draft.form or differs


def _heard(
    session: Session, draft: drafts.Draft, said: Caption, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """What a caption told that was not known, or only taken over from the last entry, with what
    follows from it.
    """
    known = {key for key, fact in draft.facts.items() if kept.get(key) != fact}
    new = {key: fact for key, fact in said.facts.items() if key not in known}
    heard = list(new)
    for step in FORMS[said.form].steps:
        if step.tells is not None and step.key in new:
            new = {**step.tells(new[step.key], _background(session, draft.person_id)), **new}
    before = draft.facts.get(HEARD, ())
    return {**new, HEARD: list(dict.fromkeys([*before, *heard]))} if heard else {}


def decide_kind(session: Session, actor: Actor, draft_id: int, form: str) -> Card:
    """Material came first; now it is known what it is for."""
    draft = open_(session, actor, draft_id)
    if form not in FORMS:
        raise Stale(t.DROPPED)
    if draft.form == form:
        return card_of(session, draft)
    if draft.form:
        raise Stale(t.KIND_DECIDED.format(kind=FORMS[draft.form].title))
    pieces = evidence.of_draft(session, draft.id)
    _sort(session, draft, FORMS[form], pieces)
    facts = dict(draft.facts)
    if caption := facts.pop(CAPTION, ""):
        day = date.fromisoformat(facts.pop(CAPTION_DAY))
        said = _heard(session, draft, read_caption(caption, day, form), {})
        facts = {**facts, **(said or {CAPTION: caption})}
    facts = {**_kept(session, actor, form), **facts}
    taken = [piece.taken_at for piece in pieces if piece.taken_at]
    if taken and "day" not in facts:
        facts |= _day_taken(FORMS[form], date.fromisoformat(min(taken)[:10]), session.today)
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    return card_of(session, save(session, draft, form=form, facts=facts))


def answer(session: Session, actor: Actor, draft_id: int, given: str, key: str = "") -> Card:
    """One answer: typed (to the line that is asked) or a button's code. Raises Refused."""
    return answered(session, read(session, open_(session, actor, draft_id)), given, key)


def answered(session: Session, card: Card, given: str, key: str) -> Card:
    """The same on a draft that has been read, as `open_` gave it."""
    asked = key or card.asked
    if card.work is None or asked is None:
        raise Refused(t.NOTHING_ASKED)
    if not _takes_text(card.work.form, asked):
        raise Refused(_file_expected(card.work.form, asked))
    if given.startswith("#"):
        given = _meant(session, card.draft, card.work.form, asked, given)
    step = card.work.form.step(asked)
    background = _background(session, card.draft.person_id) if step.tells else None
    work = card.work.answer(asked, given, session.said_on, background)
    settled = step.field.settles(given)
    return _saved(session, card, facts=work.facts, asking="" if settled else asked)


def tap(session: Session, actor: Actor, draft_id: int, version: int, key: str, code: str) -> Card:
    """A button of a question. Pressed twice it does the same; one of a question that has since
    been answered otherwise is stale.
    """
    card = read(session, own(session, actor, draft_id))
    if card.work is not None and _is_answered(card, key, code, session.today):
        return told(session, card)
    if not card.is_open:
        raise Stale(_where_it_is(card))
    if card.work is None or not _takes_text(card.work.form, key):
        raise Stale(t.ANSWERED_SINCE)
    if version != card.draft.version and key != card.asked:
        raise Stale(t.ANSWERED_SINCE)
    return answered(session, card, code, key)


def _is_answered(card: Card, key: str, code: str, today: date) -> bool:
    """Whether this very answer stands already, and its line is not being asked anew."""
    fact = card.draft.facts.get(key)
    if fact is None or card.draft.asking or card.work is None:
        return False
    try:
        return code == key_of(str(fact)) or card.work.answer(key, code, today).facts[key] == fact
    except (Refused, KeyError):
        return False


def skip(session: Session, actor: Actor, draft_id: int, key: str) -> Card:
    card = read(session, open_(session, actor, draft_id))
    if card.work is None or not _takes_text(card.work.form, key):
        raise Stale(t.ANSWERED_SINCE)
    work = card.work.skip(key)
    return _saved(session, card, facts=work.facts, asking="")


def ask(session: Session, actor: Actor, draft_id: int, key: str) -> Card:
    """Ask a line out of turn: to change it, to explain an open slot, to go back."""
    draft = open_(session, actor, draft_id)
    return card_of(session, save(session, draft, asking=key))


def back(session: Session, actor: Actor, draft_id: int, version: int) -> Card | None:
    """One question back, once for each card it is pressed on; None before the first."""
    draft = open_(session, actor, draft_id)
    card = card_of(session, draft)
    if card.work is None or draft.version != version:
        return card
    keys = card.work.in_order()
    asked = (card.asked or "").removeprefix(GAP)
    place = keys.index(asked) if asked in keys else len(keys)
    if draft.asking.startswith(GAP):
        return card_of(session, save(session, draft, asking=asked))
    if place == 0:
        return None
    return card_of(session, save(session, draft, asking=keys[place - 1]))


def authorise(actor: Actor) -> None:
    """Raises Forbidden for who is in no ledger."""
    if not may(actor, Act.REPORT):
        raise Forbidden(t.ONLY_COORDINATORS)


def own(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    authorise(actor)
    draft = drafts.get(session, draft_id)
    if draft is None or draft.person_id != actor.person_id:
        raise Forbidden(t.NOT_YOURS)
    return draft


def open_(session: Session, actor: Actor, draft_id: int) -> drafts.Draft:
    """The draft, if it can be changed. A parked one is taken up by whatever is done to it."""
    draft = own(session, actor, draft_id)
    if draft.state not in (OPEN, PARKED):
        raise Stale(_where_it_is(card_of(session, draft)))
    return draft


def _where_it_is(card: Card) -> str:
    if card.entry is None:
        return t.DROPPED
    if card.entry.state in WAITING:
        return t.SUBMITTED_SINCE.format(number=card.entry.number)
    return t.DECIDED_SINCE.format(number=card.entry.number, state=card.entry.state.label)


def save(session: Session, draft: drafts.Draft, **changes: Any) -> drafts.Draft:
    """The draft with these changes, open unless they say otherwise."""
    saved = drafts.save(session, replace(draft, **{"state": OPEN, **changes}))
    if draft.state == PARKED and saved.state == OPEN:
        accounts.focus(session, draft.chat_id, accounts.DRAFT, draft.id)
    return saved


def _kept(session: Session, actor: Actor, form: str) -> dict[str, Any]:
    """Place, way and the like of the person's last entry of this kind."""
    last = next(iter(entries.last_facts(session, actor.person_id, form)), {})
    return {
        step.key: last[step.key] for step in FORMS[form].steps if step.kept and step.key in last
    }


def _sort(session: Session, draft: drafts.Draft, form: Form, pieces: Sequence[Piece]) -> None:
    """Each file to the slot it goes to by itself, now that the kind of work is known."""
    work = forms.Draft(form)
    for piece in pieces:
        slot = work.slot_for(piece.kind, piece.name)
        evidence.move(session, draft.id, piece.id, slot)
        work = work.with_file(slot)
    lay_out.draw(session, draft.id)


def _background(session: Session, person_id: int) -> Background:
    """What the ledger tells of whoever reports."""
    person = persons.get(session, person_id)
    names = {force.id: force.name for force in task_forces.every(session)}
    name = names.get(person.task_force_id or 0, "")
    fields = [spec.field for spec in session.county.task_forces if spec.name == name]
    scope = "" if not fields else "township" if fields[0] is Field.TOWNSHIP else "field"
    return Background(unit_of(person.employer), scope)


def _saved(session: Session, card: Card, **changes: Any) -> Card:
    return told(session, with_draft(card, save(session, card.draft, **changes), session.today))


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


def _file_expected(form: Form, key: str) -> str:
    """Why a text does not stand for a file; where links do, with an example of one."""
    slot = next((slot for slot in form.slots if slot.key == key), form.slots[0])
    expected = t.FILE_EXPECTED.format(slot=slot.label)
    return f"{expected}；{t.LINK_EXAMPLE}" if evidence.LINK in slot.takes else expected


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
