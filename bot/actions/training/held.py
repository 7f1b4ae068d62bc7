"""What was held: trainings and placements of a stretch of days, and who has not been yet, as plain
data for lists and reports (三(四)).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import Forbidden
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.placements import Grade, Level, Stage, is_short
from bot.storage.people import persons, task_forces
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.storage.training import attendance, placements, trainings
from bot.texts.training import trainings as t


@dataclass(frozen=True, slots=True)
class Held:
    """A training that was held: its task force ("" for the whole county's) and how many people were
    there.
    """

    number: str
    theme: str
    day: date
    task_force: str
    present: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement: whose, where, when; `is_short` for too few days, `has_ended` as of today,
    `has_left` whether the person is in no ledger now, `grade` None while it is not evaluated.
    """

    number: str
    name: str
    task_force: str
    host: str
    level: Level
    stage: Stage
    first: date
    last: date
    is_short: bool
    has_ended: bool
    has_left: bool
    grade: Grade | None

    @property
    def lacks_evaluation(self) -> bool:
        """Whether somebody is to evaluate it: of who has left nobody waits for one."""
        return self.has_ended and self.grade is None and not self.has_left


@dataclass(frozen=True, slots=True)
class Trained:
    """Of how many `people` of a task force's ledger how many have been `trained` in a year."""

    task_force: str
    people: int
    trained: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """A task force, how many people its ledger has, and the names of those who have not been."""

    force: TaskForce
    people: int
    names: Sequence[str]


def trainings_held(session: Session, first: date, after: date) -> list[Held]:
    """Return the standing trainings of the days [first, after), up to today, by day."""
    forces = {force.id: force.name for force in task_forces.every(session)}
    counts = attendance.counts(session, first, after)
    return [
        Held(
            each.number,
            each.theme,
            each.day,
            forces.get(each.task_force_id or 0, ""),
            sum(counts.get(each.id, {}).values()),
        )
        for each in reversed(trainings.between(session, first, after))
        if each.stands and each.day <= session.today
    ]


def placements_running(session: Session, first: date, after: date) -> list[Placed]:
    """Return the standing placements that have begun and have a day in [first, after), by first
    day.
    """
    forces = {force.id: force.name for force in task_forces.every(session)}
    return [
        Placed(
            each.number,
            person.name.full,
            forces.get(each.task_force_id or 0, ""),
            each.told.host,
            each.told.level,
            each.told.stage,
            each.told.first,
            each.told.last,
            is_short(each.told.first, each.told.last, session.county.deadlines.placement_days),
            each.told.last < session.today,
            person.left,
            each.grade,
        )
        for each in reversed(placements.between(session, first, after))
        if each.stands and each.told.first <= session.today
        for person in [persons.get(session, each.person_id)]
    ]


def trained(session: Session, year: int) -> list[Trained]:
    """Return for each task force how many of its ledger have been trained in a calendar year."""
    return [
        Trained(each.force.name, each.people, each.people - len(each.names))
        for each in _lacking(session, _trained_in(session, year).__contains__)
    ]


def untrained(session: Session, actor: Actor, year: int) -> list[Lacking]:
    """Return who has not been to any training of a year, by the task forces that the actor keeps;
    those without people are left out. Raises Forbidden for who keeps none.
    """
    return _of_actor(session, actor, Act.TRAINING, _trained_in(session, year).__contains__)


def unplaced(session: Session, actor: Actor) -> list[Lacking]:
    """Return for whom no placement was ever arranged, as `untrained` does."""
    return _of_actor(session, actor, Act.PLACEMENT, placements.placed(session).__contains__)


def _of_actor(
    session: Session, actor: Actor, act: Act, has_been: Callable[[int], bool]
) -> list[Lacking]:
    if actor.task_force_id is None and not may(actor, act, Subject()):
        raise Forbidden(t.ONLY_KEEPERS)
    found = _lacking(session, has_been)
    return [each for each in found if may(actor, act, Subject(task_force_id=each.force.id))]


def _lacking(session: Session, has_been: Callable[[int], bool]) -> list[Lacking]:
    people: dict[int, int] = {}
    names: dict[int, list[str]] = {}
    for person in persons.listed(session):
        people[person.task_force_id] = people.get(person.task_force_id, 0) + 1
        if not has_been(person.id):
            names.setdefault(person.task_force_id, []).append(person.name)
    return [
        Lacking(force, people[force.id], names.get(force.id, []))
        for force in task_forces.every(session)
        if force.id in people
    ]


def _trained_in(session: Session, year: int) -> set[int]:
    return attendance.trained(session, date(year, 1, 1), date(year + 1, 1, 1))
