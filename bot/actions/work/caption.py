"""Captions: words written before the material, right after it, or in reply to a photo tell what it
is about.
"""

from datetime import date, timedelta
from typing import Final

from bot.actions.work import attach, hear, report
from bot.actions.work.card import Card, card_of, read
from bot.errors import Refused
from bot.forms.caption import read_caption
from bot.forms.kinds import ALL_FORMS
from bot.rules.permissions import Act, Actor, may
from bot.storage.session import Session
from bot.storage.work import drafts, evidence
from bot.storage.work.drafts import Draft
from bot.texts.work import report as t

WITHIN: Final = timedelta(minutes=20)
"""How long after material of undecided kind a text is still taken as what the material is about."""


def explain(
    session: Session,
    actor: Actor,
    draft: Draft,
    words: str,
    message_id: int,
    *,
    replied: bool,
    to_photo: bool,
) -> Card | None:
    """Read words into the draft of the material they are about, and return its card. Words that
    name no kind of work are kept as the caption; links in them are material too.

    None when the words answer a question instead: the kind of work is known, and they do not reply
    to a photo of which they tell something. Raises Refused for words that come long after the
    material and reply to nothing.
    """
    if draft.form and _tells_all(session, draft, words):
        return card_of(session, hear.hear(session, draft, words))
    if draft.form:
        if not to_photo or not read_caption(words, session.said_on, draft.form).facts:
            return None
    elif not replied and session.now - draft.touched_at > WITHIN:
        raise Refused(t.KIND_FIRST.format(example=t.CAPTION_EXAMPLE))
    draft = hear.hear(session, draft, words)
    attach.add_links(session, draft.id, words, message_id)
    draft = drafts.get(session, draft.id) or draft
    taken = [piece.taken_at for piece in evidence.of_draft(session, draft.id) if piece.taken_at]
    if taken and hear.fill_day(session, draft, date.fromisoformat(min(taken)[:10])):
        return report.own_card(session, actor, draft.id)
    return card_of(session, draft)


def _tells_all(session: Session, draft: Draft, words: str) -> bool:
    """Whether words answer a line that takes all that is told, and may hold answers to others, such
    as the day.
    """
    card = read(session, draft)
    form = ALL_FORMS[draft.form]
    if not form.rest or card.asked != form.rest or draft.asking:
        return False
    try:
        form.step(form.rest).field.read(words, session.said_on)
    except Refused:
        return False
    return bool(read_caption(words, session.said_on, draft.form).facts)


def begin_with(session: Session, actor: Actor, words: str, message_id: int) -> Card | None:
    """Begin a draft with words that tell of work, to which the photos are still to come; None for
    other words. Links in them are material already.
    """
    said = read_caption(words, session.said_on)
    if not said.facts or not may(actor, Act.REPORT):
        return None
    card = report.begin_anew(session, actor, said.form)
    draft = hear.hear(session, card.draft, words)
    attach.add_links(session, draft.id, words, message_id)
    return report.own_card(session, actor, draft.id)
