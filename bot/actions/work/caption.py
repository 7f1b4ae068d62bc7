"""Words beside the material: before it, right after it, or in reply to a photo, they caption it."""

from datetime import date, timedelta
from typing import Final

from bot.actions.work import hear, report
from bot.actions.work.card import Card, card_of
from bot.errors import Refused
from bot.forms.caption import read_caption
from bot.rules.permissions import Act, Actor, may
from bot.storage.session import Session
from bot.storage.work import evidence
from bot.storage.work.drafts import Draft
from bot.texts.work import report as t

WITHIN: Final = timedelta(minutes=20)
"""So long after material whose kind is undecided a text is what it is about."""


def explain(
    session: Session, actor: Actor, draft: Draft, words: str, *, replied: bool, to_photo: bool
) -> Card | None:
    """What the words tell of the draft's material; words that name no kind of work are kept as its
    caption. None where they are the answer to a question instead: the kind of work is known, and
    they are no reply to a photo of which they tell something.

    Raises Refused for words that come long after the material and reply to nothing.
    """
    if draft.form:
        if not to_photo or not read_caption(words, session.said_on, draft.form).facts:
            return None
    elif not replied and session.now - draft.touched_at > WITHIN:
        raise Refused(t.KIND_FIRST.format(example=t.CAPTION_EXAMPLE))
    draft = hear.hear(session, actor, draft, words)
    taken = [piece.taken_at for piece in evidence.of_draft(session, draft.id) if piece.taken_at]
    if taken and hear.fill_day(session, draft, date.fromisoformat(min(taken)[:10])):
        return report.own_card(session, actor, draft.id)
    return card_of(session, draft)


def begin_with(session: Session, actor: Actor, words: str) -> Card | None:
    """A draft begun with words that tell of work, to which the photos are still to come; None for
    other words.
    """
    said = read_caption(words, session.said_on)
    if not said.facts or not may(actor, Act.REPORT):
        return None
    card = report.begin_anew(session, actor, said.form)
    return card_of(session, hear.hear(session, actor, card.draft, words))
