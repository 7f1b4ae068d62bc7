"""On behalf: a liaison records the work of somebody who has not joined, and the bureau decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.actions.people import find
from bot.errors import Forbidden, Refused
from bot.rules.names import Names
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.personal import Name
from bot.rules.roles import Role
from bot.storage.people import accounts, persons
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.work import behalf as recorded
from bot.storage.work.entries import Entry
from bot.texts.work import behalf as t

BEHALF: Final = "behalf"


def ask(session: Session, actor: Actor) -> list[Person]:
    """Ask for whom: the next text this liaison types is a name. Returns those it may be, who have
    not joined. Raises Forbidden for who is no liaison, Refused when everybody has joined.
    """
    if not actor.is_(Role.LIAISON):
        raise Forbidden(t.NOT_YOURS)
    joined = accounts.joined(session)
    found = [who for who in find.among(session, actor, Act.BEHALF) if who.id not in joined]
    if not found:
        raise Refused(t.NOBODY)
    accounts.focus(session, actor.chat_id, BEHALF)
    return found


def named(session: Session, actor: Actor, typed: str) -> list[Person]:
    """Return who is meant by a name, namesakes together. Raises Refused for nobody, for oneself,
    and where all who may be meant have joined.
    """
    try:
        found = find.named(session, actor, Act.BEHALF, typed)
    except Refused:
        if Names([(actor.person_id, actor.name.full)]).bearers(typed):
            raise Refused(t.YOURSELF) from None
        raise
    joined = accounts.joined(session)
    left = [person for person in found if person.id not in joined]
    if not left:
        raise Refused(t.HAS_JOINED.format(name=found[0].name.full))
    return left


def whose(session: Session, actor: Actor, person_id: int) -> Person:
    """Return the person for whom the actor is to record something. Raises Forbidden for who is not
    of their task force (any more), Refused for who has joined.
    """
    person = authorise(session, actor, person_id)
    if accounts.chat_of(session, person_id) is not None:
        raise Refused(t.HAS_JOINED.format(name=person.name.full))
    return person


def authorise(session: Session, actor: Actor, person_id: int) -> Person:
    """Check that the actor is the liaison of the person's task force. Raises Forbidden."""
    person = persons.get(session, person_id)
    subject = Subject(person.id, None if person.left else person.task_force_id)
    if not may(actor, Act.BEHALF, subject):
        raise Forbidden(t.NOT_YOURS)
    return person


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded on somebody's behalf, oldest first, and the names of who recorded it."""

    entries: Sequence[Entry]
    names: Mapping[int, Name]


def recorded_for(session: Session, person_id: int) -> Recorded:
    """Return what was recorded on a person's behalf, for them to be told when they join."""
    found = recorded.recorded_for(session, person_id)
    recorders = {entry.recorded_by for entry in found if entry.recorded_by is not None}
    return Recorded(found, {who: persons.get(session, who).name for who in recorders})
