"""The roster (👥 人员台账): who is in a ledger, whom it lacks, and what the liaison or the bureau
can do about somebody (三(三)).
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.actions.people import leave, stand_in
from bot.actions.people.leave import Left
from bot.actions.people.stand_in import StandIn
from bot.errors import Forbidden, Refused, Stale
from bot.rules.calendar import local_day
from bot.rules.county import Field
from bot.rules.kinds import FIELD_KINDS, TOWNSHIP_KINDS, Kind
from bot.rules.nudges import LAST_WEEK
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.states import WAITING
from bot.storage import audit
from bot.storage.people import accounts, deputies, invites, moves, persons, roles, task_forces
from bot.storage.people import unchanged as words
from bot.storage.people.persons import Person
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.storage.work import entries
from bot.texts.people import roster as t


@dataclass(frozen=True, slots=True)
class Roster:
    """A task force's ledger as it is read in the chat; `joined` are those who have an account."""

    force: TaskForce
    people: Sequence[Person]
    joined: frozenset[int]

    @property
    def liaison(self) -> Person | None:
        return next((p for p in self.people if Role.LIAISON in p.roles), None)


@dataclass(frozen=True, slots=True)
class Moved:
    """Who went from which task force to which, and what standing in has ended with it."""

    person: Person
    before: TaskForce
    after: TaskForce
    ended: Sequence[StandIn] = ()


@dataclass(frozen=True, slots=True)
class Covered:
    """A task force's people in figures: the kinds of its field that nobody is, and the names of who
    has not joined.
    """

    force: TaskForce
    people: int
    has_liaison: bool
    lacking: Sequence[Kind]
    outside: Sequence[str]


def check(actor: Actor) -> None:
    """Raise Forbidden for who keeps no ledger."""
    if not (actor.is_(Role.BUREAU) or actor.is_(Role.LIAISON)):
        raise Forbidden(t.ONLY_REVIEWERS)


def of(session: Session, actor: Actor, force_id: int) -> Roster:
    """Return a task force's ledger. Raises Forbidden for who does not keep it."""
    check(actor)
    force = force_of(session, force_id)
    if force is None or not may(actor, Act.ROSTER, Subject(task_force_id=force_id)):
        raise Forbidden(t.NOT_YOURS)
    joined = frozenset(accounts.joined(session))
    return Roster(force, persons.of_task_force(session, force_id), joined)


def sizes(session: Session) -> Mapping[int, int]:
    """Return task force → how many people are in its ledger."""
    return dict.fromkeys((f.id for f in task_forces.every(session)), 0) | persons.sizes(session)


def see(session: Session, actor: Actor, person_id: int) -> Person:
    """Return somebody of a ledger the actor keeps. Raises Forbidden for anybody else's, Stale for
    who has left.
    """
    check(actor)
    try:
        person = persons.get(session, person_id)
    except LookupError:
        raise Forbidden(t.NOT_YOURS) from None
    if not may(actor, Act.ROSTER, person.subject):
        raise Forbidden(t.NOT_YOURS)
    if person.left:
        raise Stale(t.HAS_LEFT.format(name=person.name.full))
    return person


def check_link(session: Session, actor: Actor, person_id: int) -> Person:
    """Return somebody whose link the actor may issue. Raises like `see`, and Forbidden for a
    liaison or an officer, whose link is the bureau's to give.
    """
    person = see(session, actor, person_id)
    if not may(actor, Act.INVITE, person.subject):
        raise Forbidden(t.LINK_BY_BUREAU.format(name=person.name.full))
    return person


def new_link(session: Session, actor: Actor, person_id: int) -> str:
    """换手机/新链接: return a new link's token, which voids the one before. Raises like
    `check_link`.
    """
    person = check_link(session, actor, person_id)
    token = secrets.token_urlsafe(18)
    invites.issue(session, person.id, token)
    audit.record(session, actor.person_id, "invite", f"person:{person.id}")
    return token


def check_leave(session: Session, actor: Actor, person_id: int) -> tuple[Person, int]:
    """Return somebody who may be taken out of the ledger, and how many of their entries wait."""
    person = see(session, actor, person_id)
    if not may(actor, Act.TAKE_OUT, person.subject):
        raise Forbidden(t.NOT_TO_LEAVE.format(name=person.name.full))
    kept = entries.of_person(session, person.id)
    return person, sum(entry.state in WAITING for entry in kept)


def take_out(session: Session, actor: Actor, person_id: int) -> Left:
    """离开: take somebody out of the ledger."""
    person, _ = check_leave(session, actor, person_id)
    return leave.leave(session, person, actor.person_id)


def check_move(session: Session, actor: Actor, person_id: int) -> Person:
    """Return somebody who may be moved. Raises Forbidden for all but the bureau, Refused for a
    liaison, whose task force must not be without one.
    """
    person = see(session, actor, person_id)
    if not actor.is_(Role.BUREAU):
        raise Forbidden(t.ONLY_BUREAU)
    if not may(actor, Act.MOVE, person.subject):
        raise Refused(_stays(session, person))
    return person


def move(session: Session, actor: Actor, person_id: int, force_id: int) -> Moved:
    """调整专班: from today on somebody is in another task force's ledger."""
    person = check_move(session, actor, person_id)
    return go(session, person, force_id, actor.person_id)


def go(session: Session, person: Person, force_id: int, by: int | None = None) -> Moved:
    """Move somebody, as the bureau or the command line does. What they have reported keeps its day
    and its task force. Raises Refused for a liaison, and Stale for who is there already.
    """
    before = force_of(session, person.task_force_id)
    after = force_of(session, force_id)
    if before is None or after is None:
        raise Refused(t.NO_LEDGER.format(name=person.name.full))
    if before.id == after.id:
        raise Stale(t.ALREADY_THERE.format(name=person.name.full, after=after.name))
    if Role.LIAISON in person.roles:
        raise Refused(_stays(session, person))
    ended = stand_in.call_off(session, deputies.of_person(session, person.id))
    if not persons.move(session, person, after.id):
        raise Stale(t.HAS_LEFT.format(name=person.name.full))
    moves.add(session, person.id, before.id, after.id, by)
    audit.record(session, by, "move", f"person:{person.id}", task_force=after.id, before=before.id)
    return Moved(person, before, after, ended)


def say_unchanged(session: Session, actor: Actor, force_id: int) -> tuple[TaskForce, Quarter]:
    """没有变化: note that a ledger is up to date in this quarter."""
    force = of(session, actor, force_id).force
    quarter = Quarter.of(session.today)
    words.say(session, force_id, quarter, actor.person_id)
    audit.record(
        session, actor.person_id, "unchanged", f"task force:{force_id}", quarter=str(quarter)
    )
    return force, quarter


def owing_word(session: Session) -> dict[int, str]:
    """Return person → quarter of those who are to look their ledger through: in the last week of
    the quarter, who acts as the liaison of a task force that has not said since the last month
    began that nothing has changed.
    """
    quarter = Quarter.of(session.today)
    if session.today < quarter.after - LAST_WEEK:
        return {}
    said = words.said(session, quarter)
    since = date(quarter.year, quarter.last.month, 1)
    fresh = {force for force, at in said.items() if local_day(at) >= since}
    acting = (
        (who, force.id)
        for force in task_forces.every(session)
        for who in roles.acting(session, force.id)
    )
    return {who: str(quarter) for who, force in acting if force not in fresh}


def coverage(session: Session, actor: Actor, force_id: int = 0) -> list[Covered]:
    """Return what the ledgers lack, of one task force or, for the bureau, of all (0)."""
    check(actor)
    if force_id == 0 and not actor.is_(Role.BUREAU):
        raise Forbidden(t.NOT_YOURS)
    if force_id:
        of(session, actor, force_id)
    return covered(session, force_id)


def covered(session: Session, force_id: int = 0) -> list[Covered]:
    """Return what the ledgers lack, of one task force or of all (0). The caller has authorised."""
    joined = accounts.joined(session)
    kinds: dict[int, set[str]] = {}
    outside: dict[int, list[str]] = {}
    counted = dict.fromkeys((force.id for force in task_forces.every(session)), 0)
    for person in persons.listed(session, force_id or None):
        counted[person.task_force_id] += 1
        kinds.setdefault(person.task_force_id, set()).add(person.kind)
        if person.id not in joined:
            outside.setdefault(person.task_force_id, []).append(person.name)
    return [
        Covered(
            force,
            counted[force.id],
            roles.liaison(session, force.id) is not None,
            [kind for kind in _kinds_of(force) if kind.label not in kinds.get(force.id, ())],
            outside.get(force.id, []),
        )
        for force in task_forces.every(session)
        if force_id in (0, force.id)
    ]


def force_of(session: Session, force_id: int | None) -> TaskForce | None:
    return next((f for f in task_forces.every(session) if f.id == force_id), None)


def _stays(session: Session, person: Person) -> str:
    force = force_of(session, person.task_force_id)
    return t.LIAISON_STAYS.format(name=person.name.full, force=force.name if force else "")


def _kinds_of(force: TaskForce) -> tuple[Kind, ...]:
    return TOWNSHIP_KINDS if force.field == Field.TOWNSHIP.value else FIELD_KINDS
