"""The directory of task forces as the document draws them (三(一)): who leads and who cooperates,
who is the liaison, how many people of which kind; and handing out a liaison's telephone number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import Forbidden, Refused, Stale
from bot.rules.county import Field
from bot.rules.halfwidth import compact
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.personal import Name, Phone
from bot.storage import audit
from bot.storage.people import deputies, persons, roles, task_forces
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.texts.people import forces as t


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody who does the work of a task force's liaison: `until` is the last day of a deputy,
    None for the liaison. `may_call` tells whether the reader may have their number, and with it
    their whole name.
    """

    person_id: int
    name: Name
    until: date | None
    may_call: bool

    @property
    def shown(self) -> str:
        return self.name.full if self.may_call else self.name.mask


@dataclass(frozen=True, slots=True)
class Described:
    """A task force: the label of its field, its units, who acts as its liaison now (the liaison
    first), and how many people of each kind are in its ledger, the most first.
    """

    force: TaskForce
    field: str
    cooperating: Sequence[str]
    acting: Sequence[Acting]
    kinds: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Contact:
    """A telephone number that was handed out, and whose it is."""

    person_id: int
    name: Name
    phone: Phone
    force: str
    is_deputy: bool


def listed(session: Session, actor: Actor) -> list[TaskForce]:
    """Return all task forces, the reader's own first."""
    _check_looks(actor)
    own = actor.task_force_id
    return sorted(task_forces.every(session), key=lambda force: force.id != own)


def found(session: Session, actor: Actor, words: str) -> list[TaskForce]:
    """Return the task forces whose name holds what was typed. Raises Refused for none."""
    said = compact(words)
    near = [force for force in listed(session, actor) if said in compact(force.name)]
    if not near:
        raise Refused(t.GONE)
    return near


def described(session: Session, actor: Actor, force_id: int) -> Described:
    """Return what the directory says of a task force to this reader."""
    force = _force(session, actor, force_id)
    labels = {field.value: field.label for field in Field}
    return Described(
        force,
        labels.get(force.field, ""),
        task_forces.cooperating(session, force_id),
        acting(session, actor, force_id),
        persons.kinds(session, force_id),
    )


def acting(session: Session, actor: Actor, force_id: int) -> list[Acting]:
    """Return who does the work of a task force's liaison now, the liaison first."""
    liaison = roles.liaison(session, force_id)
    until = {
        row.person_id: row.last
        for row in deputies.standing(session, force_id)
        if row.first <= session.today
    }
    return [
        Acting(
            person_id,
            persons.get(session, person_id).name,
            None if person_id == liaison else until.get(person_id, session.today),
            may(actor, Act.CONTACT, Subject(person_id, force_id, is_liaison=True))
            or person_id == actor.person_id,
        )
        for person_id in roles.acting(session, force_id)
    ]


def contact(session: Session, actor: Actor, force_id: int, person_id: int) -> Contact:
    """联系方式: hand out the number of who does the work of a task force's liaison; that is
    audited. Raises Stale for who does not any more, Refused where no number is on record.
    """
    force = _force(session, actor, force_id)
    if not may(actor, Act.CONTACT, Subject(person_id, force_id, is_liaison=True)):
        raise Forbidden(t.NOT_YOURS)
    if person_id not in roles.acting(session, force_id):
        raise Stale(t.CHANGED.format(force=force.name))
    person = persons.get(session, person_id)
    if not person.phone:
        raise Refused(t.NO_PHONE.format(name=person.name.full))
    audit.record(
        session, actor.person_id, "give contact", f"person:{person_id}", task_force=force_id
    )
    is_deputy = person_id != roles.liaison(session, force_id)
    return Contact(person_id, person.name, person.phone, force.name, is_deputy)


def _force(session: Session, actor: Actor, force_id: int) -> TaskForce:
    force = next((each for each in listed(session, actor) if each.id == force_id), None)
    if force is None:
        raise Stale(t.GONE)
    return force


def _check_looks(actor: Actor) -> None:
    if not may(actor, Act.LOOK_UP):
        raise Forbidden(t.NOT_YOURS)
