"""Filling in: the lines of a draft are answered by typing or tapping, asked out of turn, skipped,
or gone back over.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Final

from bot.actions.work.card import Card, card_of, read, recent_answers, told, with_draft
from bot.actions.work.hear import background
from bot.actions.work.report import open_, own, save, where_it_is
from bot.errors import Refused, Stale
from bot.forms.fields import key_of
from bot.forms.form import DOUBTS, GAP, GIVEN, OVERTAKEN, Facts, Form, unread, was_read
from bot.rules.permissions import Actor
from bot.storage.session import Session
from bot.storage.work import drafts, evidence
from bot.texts.work import report as t

TYPING: Final = timedelta(seconds=10)
"""For so long after a line was filled in from papers a text may still be meant for it: whoever was
typing has not seen the card change.
"""


def answer(session: Session, actor: Actor, draft_id: int, given: str, key: str = "") -> Card:
    """Take one answer: a text typed to the line that is asked, or a button's code for the line
    `key`. Raises Refused for what cannot be read.
    """
    return answered(session, read(session, open_(session, actor, draft_id)), given, key)


def answered(session: Session, card: Card, given: str, key: str) -> Card:
    """Do what `answer` does on a card that has been read already from an open draft. A text that
    was under way when papers filled in the line it answers is that line's, if it can be.
    """
    if not key and (overtaken := _overtaken(session, card)):
        with suppress(Refused):
            return answered(session, card, given, overtaken)
    asked = key or card.asked
    if card.work is None or asked is None:
        raise Refused(t.NOTHING_ASKED)
    if not _takes_text(card.work.form, asked):
        raise Refused(_file_expected(card.work.form, asked))
    if given.startswith("#"):
        given = _meant(session, card.draft, card.work.form, asked, given)
    step = card.work.form.step(asked)
    known = background(session, card.draft.subject_id) if step.tells else None
    work = card.work.answer(asked, given, session.said_on, known)
    facts = work.facts
    if not step.field.settles(given):
        return _saved(session, card, facts=facts, asking=asked)
    said = [asked, *(step.parts(given) if step.parts else ())]
    follow = step.tells(facts[asked], known) if step.tells and known else {}
    return _saved(session, card, facts=_settled(session, facts, said, follow), asking="")


def _overtaken(session: Session, card: Card) -> str:
    """Return the line that was asked when its answer was begun and has been read since; "" when the
    line that is asked now is meant.
    """
    key, at = card.draft.facts.get(OVERTAKEN, ("", ""))
    if card.draft.asking or session.said_at is None or not was_read(card.draft.facts, key):
        return ""
    return key if session.said_at <= datetime.fromisoformat(at) + TYPING else ""


def _settled(
    session: Session, facts: Facts, said: Iterable[str], follow: Collection[str] = ()
) -> Facts:
    """Return facts with it kept, where papers are read, that the person has `said` these lines;
    what `follow` from these were not read either.
    """
    if not session.county.papers.are_read:
        return facts
    given = list(dict.fromkeys([*facts.get(GIVEN, ()), *said]))
    return {**facts, **unread(facts, [*given, *follow]), GIVEN: given}


def tap(session: Session, actor: Actor, draft_id: int, version: int, key: str, code: str) -> Card:
    """Take the answer on a button. Pressed twice it does the same; what papers said meanwhile is
    from then on said by the person. Raises Stale when the question has since been answered
    otherwise.
    """
    card = read(session, own(session, actor, draft_id))
    if card.work is not None and _is_answered(card, key, code, session.today):
        if card.is_open and was_read(card.draft.facts, key):
            return answered(session, card, code, key)
        return told(session, card)
    if not card.is_open:
        raise Stale(where_it_is(card))
    if card.work is None or not _takes_text(card.work.form, key):
        raise Stale(t.ANSWERED_SINCE)
    if version != card.draft.version and key != card.asked:
        raise Stale(t.ANSWERED_SINCE)
    return answered(session, card, code, key)


def _is_answered(card: Card, key: str, code: str, today: date) -> bool:
    """Whether this very answer stands already, and no line is being asked anew."""
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
    return _saved(session, card, facts=_settled(session, work.facts, [key]), asking="")


def ask(session: Session, actor: Actor, draft_id: int, key: str) -> Card:
    """Ask a line out of turn: to change it, to explain an open slot, to go back. `key` may also
    name a page to leaf through, "" for the question that is next.
    """
    draft = open_(session, actor, draft_id)
    return card_of(session, save(session, draft, asking=key))


def back(session: Session, actor: Actor, draft_id: int, version: int) -> Card | None:
    """Ask the question before this one; pressed again on the same card it does nothing more. None
    when there is none before.
    """
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
        return card if card.besides is not None else None
    return card_of(session, save(session, draft, asking=keys[place - 1]))


def _saved(session: Session, card: Card, **changes: Any) -> Card:
    return told(session, with_draft(card, save(session, card.draft, **changes), session.today))


def _meant(session: Session, draft: drafts.Draft, form: Form, key: str, code: str) -> str:
    """Return the full text behind a button that only carries its digest."""
    recent = recent_answers(session, draft.subject_id, form, key)
    suggestions = getattr(form.step(key).field, "suggestions", ())
    read = draft.facts.get(DOUBTS, {}).get(key, ())
    for text in (*read, *recent, *suggestions):
        if key_of(text) == code:
            return str(text)
    raise Stale(t.ANSWERED_SINCE)


def _takes_text(form: Form, key: str) -> bool:
    return any(step.key == key for step in form.lines())


def _file_expected(form: Form, key: str) -> str:
    """Say that a file is expected, not a text; where links are taken too, with an example of
    one.
    """
    slot = next((slot for slot in form.slots if slot.key == key), form.slots[0])
    expected = t.FILE_EXPECTED.format(slot=slot.label)
    return f"{expected}；{t.LINK_EXAMPLE}" if evidence.LINK in slot.takes else expected
