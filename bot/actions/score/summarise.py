"""The bureau's quarter: the rows of its picture and workbook (三(五), §8.2)."""

from collections import defaultdict

from bot.actions.work.card import scored
from bot.errors import Forbidden, Refused
from bot.reports.marks import Marks
from bot.reports.summary import PersonRow, QuarterSummary, TaskForceRow
from bot.rules import scoring
from bot.rules.permissions import Act, Actor, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.states import State
from bot.storage.people import persons, task_forces
from bot.storage.people.persons import Person
from bot.storage.people.task_forces import TaskForce
from bot.storage.score import base_scores
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Entry
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
    """
    forces = [f for f in task_forces.every(session) if task_force_id in (None, f.id)]
    people = [p for p in persons.everyone(session) if p.task_force_id in {f.id for f in forces}]
    worked = _by_person(session, quarter)
    rubric = session.county.rubric_on(quarter)
    base = base_scores.of_quarter(session, quarter)
    names = {force.id: force.name for force in forces}
    return QuarterSummary(
        county=session.county.name,
        quarter=quarter,
        as_of=local(session.now),
        draft=True,
        task_forces=tuple(_force_row(force, people, worked) for force in forces),
        people=tuple(
            PersonRow(
                names[person.task_force_id or 0],
                person.name.full,
                person.kind,
                person.employer,
                Marks.of(
                    scoring.score(
                        base.get(person.id),
                        [scored(e) for e in worked[person.id] if e.state is State.APPROVED],
                        (),
                        rubric,
                    )
                ),
                person.remark,
            )
            for person in people
        ),
        rubric=rubric,
    )


def task_force_named(session: Session, name: str) -> TaskForce:
    """Return the task force of that name. Raises Refused, naming those there are."""
    forces = task_forces.every(session)
    for force in forces:
        if force.name == name.strip():
            return force
    raise Refused(t.MISSING_FORCE.format(name=name, known="、".join(f.name for f in forces)))


def _by_person(session: Session, quarter: Quarter) -> dict[int, list[Entry]]:
    worked: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries.in_quarter(session, quarter):
        worked[entry.person_id].append(entry)
    return worked


def _force_row(
    force: TaskForce, people: list[Person], worked: dict[int, list[Entry]]
) -> TaskForceRow:
    mine = [person for person in people if person.task_force_id == force.id]
    states = [entry.state for person in mine for entry in worked[person.id]]
    liaison = next((person.name.full for person in mine if Role.LIAISON in person.roles), "")
    return TaskForceRow(
        force.name, force.lead, liaison, states.count(State.PENDING), states.count(State.APPROVED)
    )
