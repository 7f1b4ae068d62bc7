"""The title and the account that an exemplar begins with, drafted from its entry (三(六))."""

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any, Final

from bot.forms.fields import Words, short
from bot.forms.form import Form, shown
from bot.forms.kinds import FORMS
from bot.rules.exemplars import TITLE_MOST
from bot.storage.people import persons, task_forces
from bot.storage.session import Session
from bot.storage.work.entries import Entry
from bot.texts.month import stories as t
from bot.texts.times import day_label

_AND: Final = "、"


def drafted(session: Session, entry: Entry) -> tuple[str, str]:
    """Return a title and an account for an entry. Of people they name only the author."""
    facts = _facts(session, entry)
    otherwise = t.TITLE if facts["place"] else t.TITLE_PLACELESS
    title = t.TITLES.get(entry.line, otherwise).format_map(facts)
    story = told(t.STORIES.get(entry.line, t.ANY), facts)
    return short(title, TITLE_MOST), story


def told(sentences: Sequence[Sequence[str]], facts: Mapping[str, str]) -> str:
    """Return a text of several sentences. Each is given as alternatives, of which the first whose
    facts are all known is taken; a sentence without such a one is left out.
    """
    return "".join(
        next((one.format_map(facts) for one in alternatives if _is_known(one, facts)), "")
        for alternatives in sentences
    )


def _is_known(sentence: str, facts: Mapping[str, str]) -> bool:
    return all(facts.get(name) for _, name, _, _ in Formatter().parse(sentence) if name)


def _facts(session: Session, entry: Entry) -> dict[str, str]:
    """Return what is known about an entry, in words; "" for what is not."""
    form = FORMS[entry.line]
    author = persons.get(session, entry.person_id)
    forces = {force.id: force.name for force in task_forces.every(session)}
    place = form.place(entry.facts)
    return _answers(form, entry.facts, place) | {
        "name": author.name.full,
        "unit": author.employer,
        "kind": form.title,
        "place": place,
        "day": day_label(entry.day, session.today),
        "force": forces.get(entry.task_force_id or 0, ""),
        "number": entry.number,
    }


def _answers(form: Form, facts: Mapping[str, Any], place: str) -> dict[str, str]:
    """Return each answer in the words for its kind of work. Accounts of what happened are left out,
    as they may name people.
    """
    phrases = t.PHRASES.get(form.name, {})
    answers = {}
    for step in form.steps:
        if isinstance(step.field, Words) and step.field.tells_all:
            continue
        answer = shown(step, facts)
        said = phrases.get(step.key, {})
        given = facts.get(step.key)
        codes = [str(code) for code in (given if isinstance(given, list) else [given])]
        if answer and said:
            answer = _AND.join(said[code] for code in codes if code in said).format(place=place)
        answers[step.key] = answer
    return answers
