"""Comparing: what a reviewer may see of another entry that theirs looks like."""

from dataclasses import dataclass

from bot.actions.review.case import Case, case_of
from bot.actions.work import alike
from bot.errors import Forbidden
from bot.forms.kinds import FORMS
from bot.rules.permissions import Act, Actor, may
from bot.storage.people import task_forces
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Entry
from bot.texts.times import day_label
from bot.texts.work import alike as t


@dataclass(frozen=True, slots=True)
class Look:
    """What a reviewer may see of an entry that theirs looks like: the whole `case`, or, where that
    is None, the `outline` only.
    """

    entry: Entry
    outline: str
    case: Case | None


def look(session: Session, actor: Actor, entry_id: int) -> Look:
    """Return what this reviewer may see of an entry that one of theirs looks like. Raises Forbidden
    when they may see none of it.
    """
    entry = entries.get(session, entry_id)
    if entry is None or not _concerns(session, actor, entry):
        raise Forbidden(t.NOT_YOURS)
    forces = {force.id: force.name for force in task_forces.every(session)}
    outline = t.OUTLINE.format(
        number=entry.number,
        kind=FORMS[entry.line].title,
        force=forces.get(entry.task_force_id or 0, ""),
        day=day_label(entry.day, session.today),
    )
    return Look(entry, outline, case_of(session, entry) if _sees(actor, entry) else None)


def _concerns(session: Session, actor: Actor, entry: Entry) -> bool:
    """Whether the entry is the actor's to see, or looks like one that is theirs to review."""
    if _sees(actor, entry):
        return True
    others = {flag.other_entry for flag in alike.flags(session, entry.draft_id)}
    known = (entries.get(session, other) for other in others if other is not None)
    return any(may(actor, Act.REVIEW, other.subject) for other in known if other is not None)


def _sees(actor: Actor, entry: Entry) -> bool:
    return may(actor, Act.REVIEW, entry.subject) or may(actor, Act.SEE, entry.subject)
