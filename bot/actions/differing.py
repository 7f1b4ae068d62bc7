"""A difference between a row and what the trail tells of it, in a sentence: what people call the
row, and what should be there. Whatever somebody put there can be printed.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import JSON

from bot.errors import Misconfigured
from bot.storage import soundness, trail
from bot.storage.kept import plain
from bot.storage.people import persons, task_forces
from bot.storage.rebuilt import Difference
from bot.storage.score import faults
from bot.storage.session import Session
from bot.storage.training import placements, trainings
from bot.storage.work import entries
from bot.texts import verify as t


def sentence(session: Session, it: Difference) -> str:
    row = called(session, it.table, it.row)
    if it.is_gone:
        return t.GONE.format(row=row)
    if not it.column:
        return t.UNTOLD.format(row=row)
    kept = trail.KEPT[it.table]
    column = t.COLUMNS.get(f"{it.table}.{it.column}") or t.COLUMNS.get(it.column, it.column)
    told, found = (_listed(kept.table.c[it.column].type, v) for v in (it.told, it.found))
    if it.column in kept.in_clear and told != found:
        return t.CHANGED.format(row=row, column=column, told=_shown(told), found=_shown(found))
    return t.CHANGED_UNSEEN.format(row=row, column=column)


def called(session: Session, table: str, row: Mapping[str, Any]) -> str:
    """Return what people call a row, as far as it can still be made out."""
    person = row.get("id") if table == "person" else row.get("person_id")
    known = {
        "person": _person(session, person),
        "force": _force(session, row.get("task_force_id")),
        "entry": _entry(session, row.get("draft_id")),
    }
    return t.ROW[table].format_map({name: word(value) for name, value in row.items()} | known)


def word(value: Any) -> str:
    """Return a value as it can be printed, whatever it is."""
    said = plain(value) if not isinstance(value, dict) else value
    if said is None:
        return t.NOTHING
    if isinstance(said, dict):
        return next((t.ODD.get(kind, "{0}").format(what) for kind, what in said.items()), "")
    return printable(str(said))


def printable(said: str) -> str:
    """Return a text in one line, and harmless to whoever looks at it in a terminal."""
    if said.isprintable():
        return said
    return "".join(c if c.isprintable() else t.UNPRINTABLE.format(ord(c)) for c in said)


def _shown(value: Any) -> str:
    """Return a value so that a space at its end is seen, and a figure that became a text."""
    return f"“{word(value)}”" if isinstance(value, str) else word(value)


def _listed(kind: Any, value: Any) -> Any:
    """Return what was stored as JSON as people write it; anything else as it is."""
    if not isinstance(kind, JSON) or not isinstance(value, str):
        return value
    try:
        return "、".join(each for some in json.loads(value).values() for each in some)
    except (ValueError, TypeError, AttributeError):
        return value


def _person(session: Session, person_id: Any) -> str:
    if person_id is None:
        return t.NOBODY
    try:
        with soundness.apart(session):
            name = str(persons.get(session, person_id).name)
    except (LookupError, Misconfigured, TypeError, ValueError, *soundness.TROUBLE):
        return t.SOMEBODY.format(id=word(person_id))
    return t.PERSON.format(id=word(person_id), name=printable(name))


def _force(session: Session, force_id: Any) -> str:
    with suppress(*soundness.TROUBLE), soundness.apart(session):
        names = {each.id: each.name for each in task_forces.every(session)}
        return word(names.get(force_id))
    return word(force_id)


def _entry(session: Session, draft_id: Any) -> str:
    with suppress(*soundness.TROUBLE), soundness.apart(session):
        if isinstance(draft_id, int):
            number = (
                entries.number_of(session, draft_id)
                or faults.number_of(session, draft_id)
                or trainings.number_of(session, draft_id)
                or placements.number_of(session, draft_id)
            )
            return number or t.DRAFT.format(id=word(draft_id))
    return t.DRAFT.format(id=word(draft_id))
