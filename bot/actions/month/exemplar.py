"""Exemplars: what a task force reports to the bureau before the 20th of each month (三(六))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.actions.score import score
from bot.errors import Forbidden, Refused
from bot.forms.kinds import FORMS
from bot.rules.calendar import local_day
from bot.rules.exemplars import SHOWN, Fate, is_late
from bot.rules.months import Month
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.quarters import Quarter
from bot.storage.month import exemplars
from bot.storage.month.exemplars import Exemplar
from bot.storage.people import persons
from bot.storage.session import Session
from bot.storage.work import entries, evidence
from bot.storage.work.entries import Entry
from bot.texts.month import exemplar as t


@dataclass(frozen=True, slots=True)
class Candidate:
    """An approved entry that may be reported, in the words it is offered with."""

    entry: Entry
    author: str
    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a task force's month stands at. `days_left` are those to the last day, negative after
    it; `reports` are those that stand, 本月无 included.
    """

    month: Month
    last: int
    days_left: int
    reports: Sequence[Exemplar]
    candidates: Sequence[Candidate]

    @property
    def owes(self) -> bool:
        return not self.reports

    @property
    def is_nothing(self) -> bool:
        return any(report.fate is Fate.NOTHING for report in self.reports)

    @property
    def is_late(self) -> bool:
        return self.days_left < 0


def look(session: Session, actor: Actor, month: Month) -> Standing:
    """The liaison's month. Raises Forbidden, and Refused for a month that has not begun."""
    return standing(session, own(session, actor, month), month)


def standing(
    session: Session, task_force_id: int, month: Month, on: date | None = None
) -> Standing:
    """As read on a day, today unless told. Whoever calls has authorised the reader."""
    last = session.county.deadlines.exemplar_last
    return Standing(
        month,
        last,
        (month.day(last) - (on or session.today)).days,
        exemplars.of_task_force(session, task_force_id, month),
        _candidates(session, task_force_id, month),
    )


def owes(session: Session, task_force_id: int, month: Month) -> bool:
    return not exemplars.of_task_force(session, task_force_id, month)


def check_begun(session: Session, month: Month) -> None:
    """Raises Refused for a month that lies ahead, and for one before the first rules."""
    session.county.rubric_on(Quarter.of(month.first))
    if month > (current := Month.of(session.today)):
        raise Refused(t.NOT_BEGUN.format(month=month.label, example=current))


def entry_of(session: Session, exemplar: Exemplar) -> Entry | None:
    """The entry it was reported with, as it stands now; None for what was written freely."""
    return None if exemplar.entry_id is None else entries.get(session, exemplar.entry_id)


def is_overdue(session: Session, exemplar: Exemplar) -> bool:
    """Whether it was reported after the month's last day for it: 迟报."""
    last = session.county.deadlines.exemplar_last
    return is_late(exemplar.month, local_day(exemplar.reported_at), last)


def own(session: Session, actor: Actor, month: Month) -> int:
    """The task force the actor reports for."""
    force = actor.task_force_id
    if force is None or not may(actor, Act.EXEMPLAR, Subject(task_force_id=force)):
        raise Forbidden(t.ONLY_LIAISONS)
    check_begun(session, month)
    return force


def _candidates(session: Session, task_force_id: int, month: Month) -> list[Candidate]:
    """The best of the month's approved entries: full points, with photos, newest."""
    used = exemplars.used_entries(session)
    month_entries = entries.approved_of_task_force(
        session, task_force_id, month.first, month.moved(1).first
    )
    free = [entry for entry in month_entries if entry.id not in used]
    full = _with_full_points(session, free)
    free.sort(key=lambda e: (e.id in full, _has_photos(session, e), e.day, e.id), reverse=True)
    return [_candidate(session, entry) for entry in free[:SHOWN]]


def _with_full_points(session: Session, found: Sequence[Entry]) -> set[int]:
    """Which of them bring all the points of their line."""
    full: set[int] = set()
    for person_id, quarter in {(entry.person_id, Quarter.of(entry.day)) for entry in found}:
        each = session.county.rubric_on(quarter).each
        for line in score.of_person(session, person_id, quarter).lines:
            full |= {c.entry.number for c in line.credits if c.points == each(line.line)}
    return full


def _has_photos(session: Session, entry: Entry) -> bool:
    return any(piece.kind == "photo" for piece in evidence.of_draft(session, entry.draft_id))


def _candidate(session: Session, entry: Entry) -> Candidate:
    author = persons.get(session, entry.person_id)
    return Candidate(entry, author.name.full, FORMS[entry.line].title, _place(entry))


def _place(entry: Entry) -> str:
    return FORMS[entry.line].place(entry.facts)
