"""Handing over: a task force's liaison gives the work to another of its members (三(一))."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.people import roster, set_up
from bot.errors import Forbidden, Refused, Stale
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.states import State
from bot.storage.people import accounts, deputies, persons, roles
from bot.storage.people.persons import Person
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.storage.work import entries
from bot.texts.people import roster as t


@dataclass(frozen=True, slots=True)
class Succession:
    """Who is to be liaison of which task force after whom, and what goes with it: how many entries
    of their own wait, whether anybody was to stand in, whether they have joined.
    """

    person: Person
    force: TaskForce
    before: Person | None
    own_waiting: int
    has_deputies: bool
    has_joined: bool


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What came of it: the liaison before, None without one, and who did the work by then."""

    force: TaskForce
    before: int | None
    acting: Sequence[int]
    now: int


def check_force(session: Session, actor: Actor, force_id: int) -> TaskForce:
    """Return a task force whose liaison the actor may say. Raises Forbidden."""
    force = roster.force_of(session, force_id)
    if force is None or not may(actor, Act.APPOINT, Subject(task_force_id=force_id)):
        raise Forbidden(t.ONLY_LIAISON)
    return force


def look(session: Session, actor: Actor, person_id: int) -> Succession:
    """Return what a hand-over would mean. Raises Forbidden, and Refused for the liaison of now."""
    person = roster.see(session, actor, person_id)
    force = check_force(session, actor, person.task_force_id or 0)
    before = roles.liaison(session, force.id)
    if before == person.id:
        raise Refused(t.IS_LIAISON.format(name=person.name.full, force=force.name))
    own = entries.of_person(session, person.id)
    return Succession(
        person,
        force,
        None if before is None else persons.get(session, before),
        sum(entry.state is State.PENDING for entry in own),
        bool(deputies.standing(session, force.id)),
        accounts.chat_of(session, person.id) is not None,
    )


def hand_over(session: Session, actor: Actor, person_id: int, before_id: int) -> HandedOver:
    """确认: make somebody the liaison after the one that was shown (0 for none). Raises Stale when
    it is another by now: of two who confirm, one does.
    """
    person = roster.see(session, actor, person_id)
    force_id = person.task_force_id or 0
    before = roles.liaison(session, force_id)
    if (before or 0) != before_id and before is not None:
        force, now = roster.force_of(session, force_id), persons.get(session, before)
        name = force.name if force else ""
        raise Stale(t.CHANGED_SINCE.format(force=name, name=now.name.full))
    force = check_force(session, actor, force_id)
    if before == person.id:
        raise Refused(t.IS_LIAISON.format(name=person.name.full, force=force.name))
    acting = roles.acting(session, force.id)
    set_up.make_liaison(session, person.id, force.id, actor.person_id)
    return HandedOver(force, before, acting, person.id)
