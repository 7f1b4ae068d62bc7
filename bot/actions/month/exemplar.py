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
    """An approved entry that may be reported, with the words in which it is offered."""

    entry: Entry
    author: str
    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task force's month stands. `last` is the day of the month by which to report,
    `days_left` those until then, negative afterwards. `reports` are those that were not withdrawn,
    本月无 included.
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
    """Return how the liaison's own month stands. Raises Forbidden for who is no liaison, and
    Refused for a month that has not begun.
    """
    return standing(session, own(session, actor, month), month)


def standing(
    session: Session, task_force_id: int, month: Month, on: date | None = None
) -> Standing:
    """Return how a month stands, as seen `on` a day, today by default. The caller has checked that
    the reader may see it.
    """
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
    """Check that a month can be reported for. Raises Refused for one that lies ahead, and for one
    before the first rules.
    """
    session.county.rubric_on(Quarter.of(month.first))
    if month > (current := Month.of(session.today)):
        raise Refused(t.NOT_BEGUN.format(month=month.label, example=current))


def entry_of(session: Session, exemplar: Exemplar) -> Entry | None:
    """Return the entry an exemplar was reported with, as it stands now; None for one written
    freely.
    """
    return None if exemplar.entry_id is None else entries.get(session, exemplar.entry_id)


def is_overdue(session: Session, exemplar: Exemplar) -> bool:
    """Whether an exemplar was reported after the month's last day for it: 迟报."""
    last = session.county.deadlines.exemplar_last
    return is_late(exemplar.month, local_day(exemplar.reported_at), last)


def own(session: Session, actor: Actor, month: Month) -> int:
    """Return the id of the task force the actor reports for. Raises Forbidden for who is no
    liaison, and Refused for a month that has not begun.
    """
    force = actor.task_force_id
    if force is None or not may(actor, Act.EXEMPLAR, Subject(task_force_id=force)):
        raise Forbidden(t.ONLY_LIAISONS)
    check_begun(session, month)
    return force


def _candidates(session: Session, task_force_id: int, month: Month) -> list[Candidate]:
    """Return the best of the month's approved entries that were not reported yet: those with full
    points first, then those with photos, then the newest.
    """
    used = exemplars.used_entries(session)
    month_entries = entries.approved_of_task_force(
        session, task_force_id, month.first, month.moved(1).first
    )
    free = [entry for entry in month_entries if entry.id not in used]
    full = _with_full_points(session, free)
    free.sort(key=lambda e: (e.id in full, _has_photos(session, e), e.day, e.id), reverse=True)
    return [_candidate(session, entry) for entry in free[:SHOWN]]


def _with_full_points(session: Session, found: Sequence[Entry]) -> set[int]:
    """Return the ids of those entries that bring all the points their line gives for one."""
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
