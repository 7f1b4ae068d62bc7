"""Who can be reached when an alert is raised: people with a role, and the chat they are met in."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from bot.rules.roles import Role
from bot.storage import models as m
from bot.storage.session import Session

_r, _a, _p = m.Role.__table__.c, m.Account.__table__.c, m.Person.__table__.c
_REACHED = (
    select(_r.person_id, _a.chat_id, _r.role)
    .select_from(
        m.Role.__table__.join(m.Account.__table__, _a.person_id == _r.person_id).join(
            m.Person.__table__, _p.id == _r.person_id
        )
    )
    .where(_r.until.is_(None), _a.reachable.is_(True), _p.left_at.is_(None))
)
_ACTING = _REACHED.where(
    _r.role.in_((Role.LIAISON.value, Role.DEPUTY.value)), _r.task_force_id == bindparam("force")
).order_by(_r.role.desc(), _r.id)
_OFFICERS = _REACHED.where(_r.role.in_((Role.BUREAU.value, Role.ADMIN.value))).order_by(
    _r.role.desc(), _r.id
)
_CAN = select(_a.chat_id).where(_a.chat_id == bindparam("chat"), _a.reachable.is_(True))


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody who has joined and has not blocked the bot."""

    person_id: int
    chat_id: int
    is_bureau: bool = False


def acting(session: Session, task_force_id: int) -> list[Reached]:
    """Return who does the work of a task force's liaison now and can be reached, the liaison
    first.
    """
    rows = session.rows(_ACTING, force=task_force_id)
    return list({row.person_id: Reached(row.person_id, row.chat_id) for row in rows}.values())


def officers(session: Session) -> list[Reached]:
    """Return the officers of the bureau, then the administrators, that can be reached, each once
    and the first appointed first.
    """
    found: dict[int, Reached] = {}
    for row in session.rows(_OFFICERS):
        is_bureau = row.role == Role.BUREAU.value
        found.setdefault(row.person_id, Reached(row.person_id, row.chat_id, is_bureau))
    return list(found.values())


def is_reachable(session: Session, chat_id: int) -> bool:
    """Whether the owner of a chat has not blocked the bot."""
    return session.value(_CAN, chat=chat_id) is not None
