"""The bureau's quarter: the rows of its picture and workbook (三(五), §8.2)."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from bot.errors import Forbidden, Refused
from bot.forms.form import Form
from bot.forms.kinds import FORMS
from bot.reports.marks import Marks
from bot.reports.summary import PersonRow, QuarterSummary, TaskForceRow
from bot.rules import scoring
from bot.rules.permissions import Act, Actor, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.rubric import Line, Rubric
from bot.storage.people import moves, persons, roles, task_forces
from bot.storage.people.task_forces import TaskForce
from bot.storage.score import base_scores
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Part, Tally
from bot.texts.score import quarter as t
from bot.texts.times import local


def ask(session: Session, actor: Actor) -> list[TaskForce]:
    """Return the task forces to choose from. Raises Forbidden for who may not see the county."""
    if not may(actor, Act.SUMMARY):
        raise Forbidden(t.ONLY_BUREAU)
    return task_forces.every(session)


def check(session: Session, quarter: Quarter) -> None:
    """Check that a quarter can be summarised. Raises Refused for one before the first rubric, and
    for one that has not begun.
    """
    session.county.rubric_on(quarter)
    current = Quarter.of(session.today)
    if quarter > current:
        raise Refused(t.NOT_BEGUN.format(quarter=quarter.label, q=current))


def summary(session: Session, quarter: Quarter, task_force_id: int | None = None) -> QuarterSummary:
    """Return the quarter of the whole county, or of one task force. The caller has checked that the
    reader may see it.

    The database counts entries and the rules make points of how many there are; no entry is read.
    """
    forces = {f.id: f for f in task_forces.every(session) if task_force_id in (None, f.id)}
    rubric = session.county.rubric_on(quarter)
    points = _Points(rubric)
    moved = moves.stood(session, quarter.last)
    within = None if moved else task_force_id  # who has moved since is in another ledger today
    worked = entries.tallies(session, quarter, points.parts, within)
    base = base_scores.of_quarter(session, quarter)
    liaisons = set(roles.with_role(session, Role.LIAISON))
    shown = {force_id: _Shown() for force_id in forces}
    people = []
    nothing = Tally(counted=(0,) * len(points.parts))
    for person_id, force_now, name, kind, employer, remark in persons.listed(session, within):
        force_id = moved.get(person_id, force_now)
        if force_id not in forces:
            continue
        tally = worked.get(person_id, nothing)
        of_force = shown[force_id]
        of_force.pending += tally.pending
        of_force.approved += tally.approved
        if person_id in liaisons and force_id == force_now and not of_force.liaison:
            of_force.liaison = name
        marks = points.marks(base.get(person_id), tally.counted)
        people.append(PersonRow(forces[force_id].name, name, kind, employer, marks, remark))
    return QuarterSummary(
        county=session.county.name,
        quarter=quarter,
        as_of=local(session.now),
        draft=True,
        task_forces=tuple(
            TaskForceRow(force.name, force.lead, of.liaison, of.pending, of.approved)
            for force, of in zip(forces.values(), shown.values(), strict=True)
        ),
        people=tuple(people),
        rubric=rubric,
    )


def task_force_named(session: Session, name: str) -> TaskForce:
    """Return the task force of that name. Raises Refused, naming those there are."""
    forces = task_forces.every(session)
    for force in forces:
        if force.name == name.strip():
            return force
    raise Refused(t.MISSING_FORCE.format(name=name, known="、".join(f.name for f in forces)))


@dataclass(slots=True)
class _Shown:
    """What a task force's row shows of its people."""

    liaison: str = ""
    pending: int = 0
    approved: int = 0


class _Points:
    """Makes marks of base scores and of how many entries of each of the `parts` count. Each case is
    worked out once: in a large county most people have the same figures as somebody else.
    """

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._points: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._marks: dict[tuple[int | None, tuple[int, ...]], Marks] = {}
        self.parts = [part for form in FORMS.values() for part in _parts(form, rubric)]

    def marks(self, base: int | None, counted: tuple[int, ...]) -> Marks:
        points = self._points.get(counted)
        if points is None:
            points = self._points[counted] = self._worked_out(counted)
        marks = self._marks.get((base, points))
        if marks is None:
            score = scoring.sums(base, points, (), self._rubric)
            marks = self._marks[base, points] = Marks.of(score)
        return marks

    def _worked_out(self, counted: tuple[int, ...]) -> tuple[int, ...]:
        of_line: dict[Line, Counter[str]] = defaultdict(Counter)
        for part, number in zip(self.parts, counted, strict=True):
            of_line[FORMS[part.line].line][part.share or ""] += number
        return scoring.points(of_line, self._rubric)


def _parts(form: Form, rubric: Rubric) -> list[Part]:
    """Return what is counted of a form: each share of its line, and what has none of them, which
    the rules refuse where there are shares.
    """
    shares = tuple(rubric.allowances[form.line].shares)
    return [*(Part(form.name, share) for share in shares), Part(form.name, None, shares)]
