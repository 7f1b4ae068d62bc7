"""What a month's compilation of exemplars holds (三(六))."""

from typing import Final

from bot.actions.month import board, exemplar
from bot.actions.month.board import Row
from bot.forms.kinds import FORMS
from bot.reports.exemplars import Compilation, Shown, State
from bot.rules.exemplars import Fate
from bot.rules.months import Month
from bot.rules.permissions import Actor
from bot.storage.month import exemplars
from bot.storage.month.exemplars import Exemplar
from bot.storage.people import persons, task_forces
from bot.storage.session import Session
from bot.storage.work import evidence
from bot.texts.times import local

MOST_PHOTOS: Final = 3
WIDEST_PHOTO: Final = 1280
"""Pixels of a photo's longer side: what a page shows, and no more to carry."""
_ORDER: Final = (Fate.PROMOTED, Fate.REPORTED, Fate.ARCHIVED)


def ask(session: Session, actor: Actor, month: Month) -> None:
    """Check that somebody may have a month's compilation. Raises Forbidden for who is no officer,
    and Refused for a month that has not begun.
    """
    board.authorise(actor)
    exemplar.check_begun(session, month)


def compilation(session: Session, month: Month) -> Compilation:
    """Return a month's exemplars, those promoted first, with the state of every task force. Whoever
    calls has authorised the reader.
    """
    forces = task_forces.every(session)
    names = {force.id: force.name for force in forces}
    reports = exemplars.of_month(session, month)
    told = [report for report in reports if report.fate in _ORDER]
    told.sort(key=lambda report: (_ORDER.index(report.fate), report.task_force_id, report.id))
    rows = (Row(f, [r for r in reports if r.task_force_id == f.id], late=False) for f in forces)
    return Compilation(
        county=session.county.name,
        bureau=session.county.bureau,
        month=month.label,
        as_of=local(session.now),
        exemplars=[_shown(session, report, names) for report in told],
        states=[_state(row) for row in rows],
    )


def _shown(session: Session, report: Exemplar, names: dict[int, str]) -> Shown:
    about = None if report.person_id is None else persons.get(session, report.person_id)
    return Shown(
        force=names.get(report.task_force_id, ""),
        title=report.title,
        name=about.name.full if about else "",
        unit=about.employer if about else "",
        story=report.story,
        fate=report.fate.label,
        promoted_where=report.promoted_where,
        photos=_photos(session, report),
    )


def _photos(session: Session, report: Exemplar) -> list[str]:
    """Return the first photos of the entry, without those of papers that name parties (§4.2)."""
    entry = exemplar.entry_of(session, report)
    if entry is None:
        return []
    open_to_all = {slot.key for slot in FORMS[entry.line].slots if not slot.names_people}
    photos = [
        piece.sha256
        for piece in evidence.of_draft(session, entry.draft_id)
        if piece.kind == "photo" and piece.slot in open_to_all and piece.sha256
    ]
    return photos[:MOST_PHOTOS]


def _state(row: Row) -> State:
    if not row.reports:
        return State(row.force.name, "owing", 0, 0)
    if row.is_nothing:
        return State(row.force.name, "nothing", 0, 0)
    promoted = sum(report.fate is Fate.PROMOTED for report in row.reports)
    return State(row.force.name, "reported", len(row.reports), promoted)
