"""What the ledger holds of somebody, for themselves alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.people import forces
from bot.actions.people.forces import Acting
from bot.rules.permissions import Actor
from bot.storage.people import persons, task_forces
from bot.storage.people.persons import Person
from bot.storage.session import Session


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's own row: the name of their task force ("" for an officer), and who does the work
    of its liaison now.
    """

    person: Person
    force: str
    acting: Sequence[Acting]


def mine(session: Session, actor: Actor) -> Mine:
    """Return what is on record of the actor."""
    person = persons.get(session, actor.person_id)
    force_id = person.task_force_id
    if force_id is None:
        return Mine(person, "", ())
    names = {force.id: force.name for force in task_forces.every(session)}
    return Mine(person, names.get(force_id, ""), forces.acting(session, actor, force_id))
