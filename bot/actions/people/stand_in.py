"""Standing in: somebody of the task force does the liaison's work during a leave (三(一)).

Who is to stand in, the table of deputies says; the roles are made to agree with it by a job, and at
once where a tap changes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import Forbidden, Refused, Stale
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.personal import Name
from bot.rules.roles import Role
from bot.rules.spans import check_span
from bot.storage import audit
from bot.storage.people import accounts, deputies, persons, roles, task_forces
from bot.storage.people.deputies import Deputy
from bot.storage.session import Session
from bot.storage.work import entries
from bot.texts.people import standing_in as t
from bot.texts.times import day_label


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who stands in for which task force's liaison, from when to when."""

    id: int
    person_id: int
    name: Name
    force_id: int
    force: str
    first: date
    last: date
    liaison_id: int | None


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody who stands in from now on (`acts`) or no longer; `until` is the last day, None where
    no row says it any more.
    """

    force_id: int
    person_id: int
    acts: bool
    until: date | None = None


def named(session: Session, task_force_id: int) -> list[StandIn]:
    """Return who stands in for a task force's liaison, today or in days to come."""
    return [_of(session, row) for row in deputies.standing(session, task_force_id)]


def authorise(actor: Actor, force_id: int) -> None:
    """Raise Forbidden for who may not say who stands in for a task force's liaison."""
    if not may(actor, Act.APPOINT, Subject(task_force_id=force_id)):
        raise Forbidden(t.ONLY_LIAISON)


def check(session: Session, actor: Actor, force_id: int, person_id: int) -> Name:
    """Check that somebody may be named as deputy, and return their name. Raises Forbidden and
    Refused with what stands against it.
    """
    authorise(actor, force_id)
    person = persons.get(session, person_id)
    name, force = person.name.full, force_name(session, force_id)
    if person.left or person.task_force_id != force_id:
        raise Refused(t.NOT_OF_FORCE.format(name=name, force=force))
    if Role.LIAISON in person.roles:
        raise Refused(t.IS_LIAISON.format(name=name))
    if roles.liaison(session, force_id) is None:
        raise Refused(t.NO_LIAISON.format(force=force))
    if accounts.chat_of(session, person_id) is None:
        raise Refused(t.NOT_JOINED.format(name=name))
    return person.name


def check_days(session: Session, force_id: int, first: date, last: date) -> None:
    """Check the days of a leave. Raises Refused for what lies in the past, is too long, or overlaps
    with another's.
    """
    check_span(first, last, session.today)
    for other in named(session, force_id):
        if other.first <= last and first <= other.last:
            days = (day_label(day, session.today) for day in (other.first, other.last))
            raise Refused(t.OVERLAPS.format(name=other.name.full, days=t.DAYS.format(*days)))


def name(
    session: Session, actor: Actor, force_id: int, person_id: int, days: tuple[date, date]
) -> tuple[StandIn, list[Changed]]:
    """确认: name a deputy; return it, and what has changed at once where the leave begins today."""
    first, last = days
    check(session, actor, force_id, person_id)
    check_days(session, force_id, first, last)
    row_id = deputies.add(session, force_id, person_id, first, last, actor.person_id)
    audit.record(
        session, actor.person_id, "name deputy", f"person:{person_id}", task_force=force_id,
        first=first, last=last,
    )  # fmt: skip
    row = deputies.get(session, row_id)
    if row is None:
        raise LookupError(row_id)
    return _of(session, row), recompute(session, force_id)


def end(session: Session, actor: Actor, deputy_id: int) -> tuple[StandIn, list[Changed]]:
    """提前结束: end it from now on. Raises Stale when it is over."""
    row = deputies.get(session, deputy_id)
    if row is None or not may(actor, Act.APPOINT, Subject(task_force_id=row.task_force_id)):
        raise Forbidden(t.ONLY_LIAISON)
    if row.ended_at is not None or row.last < session.today:
        raise Stale(t.OVER.format(name=persons.get(session, row.person_id).name.full))
    deputies.end(session, deputy_id)
    audit.record(
        session, actor.person_id, "end deputy", f"person:{row.person_id}",
        task_force=row.task_force_id,
    )  # fmt: skip
    return _of(session, row), recompute(session, row.task_force_id)


def is_due(session: Session) -> bool:
    """Whether anybody is to begin or to end standing in."""
    return deputies.due(session) != roles.deputies(session)


def recompute(session: Session, task_force_id: int | None = None) -> list[Changed]:
    """Make the roles agree with the days of the deputies, of all task forces or of one; return what
    has changed. What a new deputy has handed in goes to the bureau: nobody reviews their own.
    """
    due, held = deputies.due(session), roles.deputies(session)
    changed = []
    for force_id, person_id in sorted(held - due):
        if task_force_id in (None, force_id):
            roles.end(session, person_id, Role.DEPUTY)
            audit.record(session, None, "deputy ends", f"person:{person_id}", task_force=force_id)
            changed.append(Changed(force_id, person_id, acts=False))
    for force_id, person_id in sorted(due - held):
        if task_force_id in (None, force_id):
            roles.give(session, person_id, Role.DEPUTY, force_id)
            entries.hand_over(session, person_id)
            audit.record(session, None, "deputy begins", f"person:{person_id}", task_force=force_id)
            until = max(
                row.last
                for row in deputies.of_person(session, person_id)
                if row.task_force_id == force_id and row.first <= session.today
            )
            changed.append(Changed(force_id, person_id, acts=True, until=until))
    return changed


def call_off(session: Session, rows: Sequence[Deputy]) -> list[StandIn]:
    """End what was named, and the roles at once: another liaison comes, or the deputy goes. Return
    what has ended.
    """
    ended = [_of(session, row) for row in rows]
    for row in rows:
        deputies.end(session, row.id)
        roles.end(session, row.person_id, Role.DEPUTY)
        audit.record(
            session, None, "deputy ends", f"person:{row.person_id}", task_force=row.task_force_id
        )
    return ended


def _of(session: Session, row: Deputy) -> StandIn:
    return StandIn(
        row.id,
        row.person_id,
        persons.get(session, row.person_id).name,
        row.task_force_id,
        force_name(session, row.task_force_id),
        row.first,
        row.last,
        roles.liaison(session, row.task_force_id),
    )


def force_name(session: Session, force_id: int) -> str:
    """Return what a task force is called, "" for none."""
    return next((f.name for f in task_forces.every(session) if f.id == force_id), "")
