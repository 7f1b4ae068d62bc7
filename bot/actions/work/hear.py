"""Hearing: reads into a draft what captions and photos tell, and sorts its files once the kind of
work is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from bot.actions.work import lay_out, read_papers
from bot.actions.work.card import OPEN, PARKED, Card, card_of
from bot.actions.work.report import kept_from_last, open_, save
from bot.errors import Refused, Stale
from bot.forms import form as forms
from bot.forms.caption import Caption, read_caption
from bot.forms.form import (
    CAPTION,
    CAPTION_DAY,
    HEARD,
    KIND,
    TAKEN,
    UNSORTED,
    Background,
    Form,
    unread,
    was_read,
)
from bot.forms.kinds import ALL_FORMS, FORMS
from bot.rules.county import Field
from bot.rules.employers import unit_of
from bot.rules.identity import hide_mobiles
from bot.rules.permissions import Actor
from bot.storage.people import accounts, persons, task_forces
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence
from bot.storage.work.evidence import Piece
from bot.texts.work import report as t

CAPTION_MOST: Final = 300


def hear(session: Session, draft: drafts.Draft, caption: str) -> drafts.Draft:
    """Fill in what a caption tells and is not known yet. A caption that names the kind of work
    decides it, and with it the slots of the files that are there; one that does not is kept until
    the kind is known.
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
        known = {**kept_from_last(session, draft.subject_id, said.form), **_without_caption(known)}
        _sort(session, draft, ALL_FORMS[said.form], evidence.of_draft(session, draft.id))
        read_papers.understand(session, draft.id)
    told = _heard(session, draft, said, kept_from_last(session, draft.subject_id, said.form))
    if not told and caption and said.form in FORMS:
        told = {CAPTION: caption[:CAPTION_MOST]}
    return save(session, draft, form=said.form, facts={**known, **told})


def _without_caption(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts without the caption that was kept because nothing could be read from it."""
    return {key: fact for key, fact in facts.items() if key not in (CAPTION, CAPTION_DAY)}


def is_of_other_work(session: Session, draft: drafts.Draft, caption: str) -> bool:
    """Whether a caption names another kind of work than the draft's, or contradicts what was
    answered there: then it belongs to another draft.
    """
    said = read_caption(caption, session.said_on)
    if not said.form or not draft.form:
        return False
    kept = kept_from_last(session, draft.subject_id, draft.form)
    answered_ = {key: fact for key, fact in draft.facts.items() if kept.get(key) != fact}
    differs = any(key in answered_ and answered_[key] != fact for key, fact in said.facts.items())
    return said.form != draft.form or differs


def _heard(
    session: Session, draft: drafts.Draft, said: Caption, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the facts that a caption tells and that were not known, or only taken over from the
    last entry or read from papers, together with what follows from them: none of it was read.
    """
    known = {
        key
        for key, fact in draft.facts.items()
        if kept.get(key) != fact and not was_read(draft.facts, key)
    }
    new = {key: fact for key, fact in said.facts.items() if key not in known}
    heard = list(new)
    for step in ALL_FORMS[said.form].steps:
        if step.tells is not None and step.key in new:
            new = {**step.tells(new[step.key], background(session, draft.subject_id)), **new}
    if not heard:
        return {}
    before = draft.facts.get(HEARD, ())
    return {**new, **unread(draft.facts, new), HEARD: list(dict.fromkeys([*before, *heard]))}


def decide_kind(session: Session, actor: Actor, draft_id: int, form: str) -> Card:
    """Settle which kind of work material is for that came first, and read into the draft what its
    caption and photos tell. Raises Stale when another kind was decided already.
    """
    draft = open_(session, actor, draft_id)
    if form not in FORMS:
        raise Stale(t.DROPPED)
    if draft.form == form:
        return card_of(session, draft)
    if draft.form:
        raise Stale(t.KIND_DECIDED.format(kind=ALL_FORMS[draft.form].title))
    facts = become(session, draft, form)
    accounts.focus(session, actor.chat_id, accounts.DRAFT, draft.id)
    read_papers.understand(session, draft.id)
    return card_of(session, save(session, draft, form=form, facts=facts))


def undecide_kind(session: Session, actor: Actor, draft_id: int) -> Card:
    """不是这项工作: ask of what kind of work material is that papers took for another kind, with
    what was known of it before. Raises Stale where a person has said it, or it was submitted.
    """
    draft = open_(session, actor, draft_id)
    if not draft.form:
        return card_of(session, draft)
    before = draft.facts.get(KIND)
    if before is None or entries.of_draft(session, draft.id) is not None:
        raise Stale(t.KIND_DECIDED.format(kind=ALL_FORMS[draft.form].title))
    for piece in evidence.of_draft(session, draft.id):
        evidence.move(session, draft.id, piece.id, UNSORTED)
    lay_out.draw(session, draft.id)
    facts = {**before, KIND: None}
    return card_of(session, save(session, draft, form="", asking="", facts=facts))


def become(session: Session, draft: drafts.Draft, form: str) -> dict[str, Any]:
    """Sort the files of a draft of undecided kind into the slots of `form`; return what its caption
    and photos tell of it then, with what is kept from the last entry.
    """
    pieces = evidence.of_draft(session, draft.id)
    _sort(session, draft, FORMS[form], pieces)
    facts = dict(draft.facts)
    if caption := facts.pop(CAPTION, ""):
        day = date.fromisoformat(facts.pop(CAPTION_DAY))
        said = _heard(session, draft, read_caption(caption, day, form), {})
        facts = {**facts, **(said or {CAPTION: caption})}
    facts = {**kept_from_last(session, draft.subject_id, form), **facts}
    taken = [piece.taken_at for piece in pieces if piece.taken_at]
    if taken and "day" not in facts:
        facts |= _day_taken(FORMS[form], date.fromisoformat(min(taken)[:10]), session.today)
    return facts


def _sort(session: Session, draft: drafts.Draft, form: Form, pieces: Sequence[Piece]) -> None:
    """Put each file into the slot it goes to by itself, now that the kind of work is known."""
    work = forms.Draft(form)
    for piece in pieces:
        slot = work.slot_for(piece.kind, piece.name)
        evidence.move(session, draft.id, piece.id, slot)
        work = work.with_file(slot)
    lay_out.draw(session, draft.id)


def background(session: Session, person_id: int) -> Background:
    """Return what the ledger tells about the person who reports, for answers that follow from
    it.
    """
    person = persons.get(session, person_id)
    names = {force.id: force.name for force in task_forces.every(session)}
    name = names.get(person.task_force_id or 0, "")
    fields = [spec.field for spec in session.county.task_forces if spec.name == name]
    scope = "" if not fields else "township" if fields[0] is Field.TOWNSHIP else "field"
    return Background(unit_of(person.employer), scope)


def fill_day(session: Session, draft: drafts.Draft, taken: date) -> bool:
    """Take the day from a photo's own date, if no day is known yet and this one is possible.
    Returns whether it was used.
    """
    if not draft.form or "day" in draft.facts or draft.state not in (OPEN, PARKED):
        return False
    day = _day_taken(ALL_FORMS[draft.form], taken, session.today)
    if day:
        drafts.save(session, replace(draft, facts={**draft.facts, **day}))
    return bool(day)


def _day_taken(form: Form, taken: date, today: date) -> dict[str, Any]:
    """Return the day a photo was taken as the form's fact "day", with where it is from; {} when it
    cannot be the day, or the form's pictures tell nothing of it.
    """
    if not any(slot.taken for slot in form.slots):
        return {}
    try:
        day = form.step("day").field.read(taken.isoformat(), today)
    except (Refused, KeyError):
        return {}
    return {"day": day, TAKEN: day}
