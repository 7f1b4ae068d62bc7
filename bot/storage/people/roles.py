"""Roles: what people may do, and since and until when."""

from sqlalchemy import bindparam, func, insert, select, update

from bot.rules.roles import Role
from bot.storage import models as m
from bot.storage.session import Session

_r = m.Role.__table__.c

_GIVE_ROLE = insert(m.Role).values(
    {name: bindparam(name) for name in ("person_id", "role", "task_force_id", "since")}
)
_END_ROLE = (
    update(m.Role)
    .where(_r.person_id == bindparam("person"), _r.role == bindparam("of"), _r.until.is_(None))
    .values(until=bindparam("ended"))
)
_HAS_ROLE = select(_r.id).where(
    _r.person_id == bindparam("person"), _r.role == bindparam("of"), _r.until.is_(None)
)
_LIAISON = select(_r.person_id).where(
    _r.role == Role.LIAISON.value, _r.task_force_id == bindparam("force"), _r.until.is_(None)
)
_ACTING = (
    select(_r.person_id)
    .where(
        _r.role.in_((Role.LIAISON.value, Role.DEPUTY.value)),
        _r.task_force_id == bindparam("force"),
        _r.until.is_(None),
    )
    .order_by(_r.role.desc(), _r.id)
)
_DEPUTIES = select(_r.task_force_id, _r.person_id).where(
    _r.role == Role.DEPUTY.value, _r.until.is_(None)
)
_p = m.Person.__table__.c
_HELD = select(
    select(func.aggregate_strings(_r.role, ","))
    .where(_r.person_id == _p.id, _r.until.is_(None))
    .scalar_subquery()
    .label("roles"),
    _p.task_force_id,
).where(_p.id == bindparam("person"))
_WITH_ROLE = (
    select(_r.person_id).where(_r.role == bindparam("of"), _r.until.is_(None)).order_by(_r.id)
)


def give(session: Session, person_id: int, role: Role, task_force_id: int | None) -> bool:
    """Give someone a role; return whether it is new to them."""
    if session.value(_HAS_ROLE, person=person_id, of=role.value) is not None:
        return False
    session.write(
        _GIVE_ROLE,
        person_id=person_id,
        role=role.value,
        task_force_id=task_force_id,
        since=session.now,
    )
    return True


def end(session: Session, person_id: int, role: Role) -> None:
    session.write(_END_ROLE, person=person_id, of=role.value, ended=session.now)


def liaison(session: Session, task_force_id: int) -> int | None:
    """Return the person who is the task force's one liaison (三(一)); None without one."""
    return session.value(_LIAISON, force=task_force_id)  # type: ignore[no-any-return]


def acting(session: Session, task_force_id: int) -> list[int]:
    """Return who does the work of a task force's liaison now: the liaison, then whoever stands in
    for them.
    """
    return [row.person_id for row in session.rows(_ACTING, force=task_force_id)]


def deputies(session: Session) -> set[tuple[int, int]]:
    """Return task force and person of everyone who stands in for a liaison now."""
    return {(row.task_force_id, row.person_id) for row in session.rows(_DEPUTIES)}


def with_role(session: Session, role: Role) -> list[int]:
    return [row.person_id for row in session.rows(_WITH_ROLE, of=role.value)]


def held(session: Session, person_id: int) -> tuple[frozenset[Role], int | None]:
    """Return what somebody may do now, and the task force whose ledger they are in."""
    row = session.row(_HELD, person=person_id)
    return read(row.roles), row.task_force_id


def read(text: str | None) -> frozenset[Role]:
    """Return the roles in a comma-separated text, as the queries on people give them."""
    return frozenset(Role(role) for role in text.split(",")) if text else frozenset()
