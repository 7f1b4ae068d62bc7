"""Filling in from papers: the lines of an open draft that nobody has answered."""

from collections.abc import Mapping
from typing import Any, Final

from bot.actions.work import hear
from bot.actions.work.report import kept_from_last
from bot.forms.form import (
    CASES,
    CUT,
    DOUBTS,
    GIVEN,
    HEARD,
    READ,
    SAID,
    TAKEN,
    Background,
    Facts,
    Form,
    Step,
    was_read,
)
from bot.forms.kinds import FORMS
from bot.forms.papers.understanding import Told, Understood
from bot.storage.session import Session
from bot.storage.work.drafts import Draft

_COMPARED: Final = ("day", "unit")
"""The lines of which it is said what papers have otherwise."""
_OF_PAPERS: Final = (READ, SAID, DOUBTS, CASES, CUT)


def told(
    session: Session, draft: Draft, understood: Understood, *, dropped: bool
) -> dict[str, Any]:
    """Return a draft's facts with the lines that papers fill in and what follows from these, which
    is kept as read too, and with the readings of those that they leave in doubt. Where the text of
    some was `dropped`, what they told is the draft's by then, and stays.
    """
    form, person = FORMS[draft.form], draft.subject_id
    kept = kept_from_last(session, person, form.name)
    behind = hear.background(session, person)
    facts = draft.facts if dropped else _without_read(draft.facts, kept)
    free = {step.key for step in form.steps if _is_free(step, facts, kept)}
    said = {key: each for key, each in understood.told.items() if key in free}
    new = {key: each.fact for key, each in said.items() if each.fact is not None}
    doubts = {
        key: list(each.readings)
        for key, each in said.items()
        if each.fact is None and not _is_known(form.step(key), facts, each)
    }
    follows = {
        key: fact
        for key, fact in _following(form, new, behind).items()
        if key in free and key not in said
    }
    before = {key: fact for key, fact in facts.get(READ, {}).items() if was_read(facts, key)}
    read = {**follows, **new}
    stands = {key: fact for key, fact in facts.items() if key not in doubts}
    of_papers = {
        READ: {**before, **read},
        DOUBTS: doubts,
        SAID: compared(understood, draft.facts, dropped=dropped),
    }
    return {**stands, **read, **of_papers}


def compared(understood: Understood, before: Facts, *, dropped: bool) -> dict[str, Any]:
    """Return what papers say to the lines that are compared with them: the fact, or a list where
    they say several things. A reading that is alone and unsure says nothing. Where the text of some
    papers was `dropped`, what they said `before` stands, unless others say something.
    """
    known = {key: understood.told[key] for key in _COMPARED if key in understood.told}
    found = {key: each.fact or list(each.readings) for key, each in known.items()}
    said = {key: fact for key, fact in found.items() if isinstance(fact, str) or len(fact) > 1}
    return {**before.get(SAID, {}), **said} if dropped else said


def without_empty(facts: Facts) -> dict[str, Any]:
    """Return facts without those about papers that tell nothing."""
    return {key: fact for key, fact in facts.items() if fact or key not in _OF_PAPERS}


def _without_read(facts: Facts, kept: Facts) -> dict[str, Any]:
    """Return facts without those that were only read: papers may have come or gone since."""
    gone = {key for key in facts.get(READ, {}) if was_read(facts, key)}
    there = {key: fact for key, fact in facts.items() if key not in {*gone, READ}}
    return {**{key: fact for key, fact in kept.items() if key in gone}, **there}


def _following(form: Form, read: Facts, behind: Background) -> dict[str, Any]:
    """Return the answers to other lines that follow from these."""
    found: dict[str, Any] = {}
    for step in form.steps:
        if step.tells is not None and step.key in read:
            found |= step.tells(read[step.key], behind)
    return found


def _is_free(step: Step, facts: Facts, kept: Mapping[str, Any]) -> bool:
    """Whether papers may fill in a line: nobody answered it, in a caption or otherwise."""
    key = step.key
    if key in facts.get(GIVEN, ()) or key in facts.get(HEARD, ()) or was_read(facts, key):
        return False
    return key not in facts or facts[key] == kept.get(key) or _is_taken(key, facts)


def _is_taken(key: str, facts: Facts) -> bool:
    """Whether a line is the day on which a photo was taken, and nobody has said so."""
    return key == "day" and facts.get(key) == facts.get(TAKEN)


def _is_known(step: Step, facts: Facts, said: Told) -> bool:
    """Whether a line stays as it is though papers leave it in doubt: it has the day of a photo, or
    the answer of last time, which one of the readings is.
    """
    fact = facts.get(step.key)
    if fact is None or _is_taken(step.key, facts):
        return fact is not None
    return bool({str(fact), step.field.show(fact)} & set(said.readings))
