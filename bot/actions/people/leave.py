"""Leaving: someone goes out of the ledger; their access ends at once, and what they did stays.
What they recorded for others goes on with somebody who is there.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.actions.people import stand_in
from bot.actions.people.stand_in import StandIn
from bot.errors import Refused
from bot.rules.personal import Name
from bot.rules.roles import Role
from bot.rules.states import WAITING
from bot.storage import audit
from bot.storage.people import accounts, deputies, invites, persons, roles, task_forces
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.work import behalf, entries
from bot.storage.work.entries import Entry
from bot.texts.people import set_up as t


@dataclass(frozen=True, slots=True)
class Left:
    """Who has left which task force ("" for an officer), the chats that have lost access, how many
    of their entries still wait for a decision, what standing in has ended with it, and who goes on
    with how many entries that they recorded for others.
    """

    name: Name
    task_force: str
    chats: Sequence[int]
    waiting: int
    ended: Sequence[StandIn] = ()
    handed_on: Mapping[int, int] = field(default_factory=dict)

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
    handed_on = hand_on(session, behalf.recorded_by(session, person.id), by)
    kept = entries.of_person(session, person.id)
    waiting = sum(entry.state in WAITING for entry in kept)
    return Left(person.name, force, chats, waiting, ended, handed_on)


def hand_on(session: Session, recorded: Sequence[Entry], by: int | None) -> dict[int, int]:
    """Let somebody go on with what was recorded by who has left: the person whose work it is if
    they have joined, else the liaison. Returns how many each has now.
    """
    handed: Counter[int] = Counter()
    for entry in recorded:
        heir: int | None = entry.person_id
        if accounts.chat_of(session, heir) is None:
            heir = roles.liaison(session, entry.task_force_id or 0)
        if heir is not None:
            behalf.hand_on(session, entry, heir, accounts.chat_of(session, heir))
            audit.record(session, by, "hand on", f"entry:{entry.id}", to=heir)
            handed[heir] += 1
    return handed
