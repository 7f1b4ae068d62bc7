"""Leaving: someone goes out of the ledger; their access ends at once, and what they did stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.people import stand_in
from bot.actions.people.stand_in import StandIn
from bot.errors import Refused
from bot.rules.personal import Name
from bot.rules.roles import Role
from bot.rules.states import WAITING
from bot.storage import audit
from bot.storage.people import accounts, deputies, invites, persons, task_forces
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.work import entries
from bot.texts.people import set_up as t


@dataclass(frozen=True, slots=True)
class Left:
    """Who has left which task force ("" for an officer), the chats that have lost access, how many
    of their entries still wait for a decision, and what standing in has ended with it.
    """

    name: Name
    task_force: str
    chats: Sequence[int]
    waiting: int
    ended: Sequence[StandIn] = ()

    @property
    def sentence(self) -> str:
        """What the command line prints about it."""
        waiting = t.STILL_WAITING.format(n=self.waiting) if self.waiting else ""
        force = self.task_force or t.NO_LEDGER
        return t.LEFT.format(name=self.name.full, force=force, waiting=waiting)


def leave(session: Session, person: Person, by: int | None = None) -> Left:
    """Take a person out of the ledger: links are void and accounts cut off, and they stand in for
    nobody; entries and drafts stay. Raises Refused for a liaison, whose task force must never be
    without one (三(一)).
    """
    forces = {force.id: force.name for force in task_forces.every(session)}
    force = forces.get(person.task_force_id or 0, "")
    if Role.LIAISON in person.roles:
        raise Refused(t.NAME_SUCCESSOR.format(name=person.name.full, force=force))
    ended = stand_in.call_off(session, deputies.of_person(session, person.id))
    persons.leave(session, person.id)
    invites.void(session, person.id)
    chats = accounts.cut_off(session, person.id)
    audit.record(
        session, by, "leave", f"person:{person.id}", task_force=person.task_force_id,
        accounts=len(chats),
    )  # fmt: skip
    kept = entries.of_person(session, person.id)
    waiting = sum(entry.state in WAITING for entry in kept)
    return Left(person.name, force, chats, waiting, ended)
