"""The bureau's quarter: the rows of its picture and workbook (三(五), §8.2)."""

from dataclasses import dataclass

from bot.actions.score import figures
from bot.errors import Forbidden, Refused
from bot.reports.summary import PersonRow, QuarterSummary, TaskForceRow
from bot.rules.permissions import Act, Actor, may
from bot.rules.quarters import Quarter
from bot.storage.people import task_forces
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
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

    Until the quarter is locked the database counts entries and the rules make points of how many
    there are; no entry is read.
    """
    forces = {f.id: f for f in task_forces.every(session) if task_force_id in (None, f.id)}
    known = figures.of_quarter(session, quarter, task_force_id)
    shown = {force_id: _Shown() for force_id in forces}
    people = []
    for each in known.people:
        of_force = shown[each.task_force_id]
        of_force.pending += each.pending
        of_force.approved += each.approved
        if each.is_liaison and not of_force.liaison:
            of_force.liaison = each.name
        people.append(
            PersonRow(
                forces[each.task_force_id].name,
                each.name,
                each.kind,
                each.employer,
                each.marks,
                each.remark,
            )
        )
    return QuarterSummary(
        county=session.county.name,
        quarter=quarter,
        as_of=local(known.version.made_at if known.version else session.now),
        draft=known.is_draft,
        task_forces=tuple(
            TaskForceRow(force.name, force.lead, of.liaison, of.pending, of.approved)
            for force, of in zip(forces.values(), shown.values(), strict=True)
        ),
        people=tuple(people),
        rubric=known.rubric,
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
