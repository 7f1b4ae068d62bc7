"""Finding somebody of a ledger by their name, as it is typed in the chat."""

from bot.errors import Refused
from bot.rules.names import Names
from bot.rules.permissions import Act, Actor, may
from bot.storage.people import persons
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.texts.people import find as t


def among(session: Session, actor: Actor, act: Act) -> list[Person]:
    """Return everybody of a ledger to whom the actor may do this, by task force and place."""
    if actor.task_force_id is None:
        people = persons.everyone(session)
    else:
        people = persons.of_task_force(session, actor.task_force_id)
    return [person for person in people if _is_theirs(actor, act, person)]


def _is_theirs(actor: Actor, act: Act, person: Person) -> bool:
    return person.task_force_id is not None and may(actor, act, person.subject)


def named(session: Session, actor: Actor, act: Act, typed: str) -> list[Person]:
    """Return those who may be meant, namesakes together. Raises Refused, naming who is like it,
    where nobody is called so.
    """
    exact = [p for p in persons.named(session, typed.strip()) if _is_theirs(actor, act, p)]
    if exact:  # of a whole county nobody else has to be opened
        return exact
    people = among(session, actor, act)
    names = Names([(person.id, person.name.full) for person in people])
    found = set(names.bearers(typed))
    if not found:
        near = names.nearest(typed)
        hint = t.NEAR.format(name=near) if near else t.EXAMPLE
        raise Refused(t.NOBODY.format(name=typed.strip()[:20], hint=hint))
    return [person for person in people if person.id in found]
