"""Who was in which ledger when a quarter ended: whoever has moved since is where they were then."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Date, bindparam, exists, func, or_, select

from bot.rules.quarters import Quarter
from bot.storage import models as m
from bot.storage.people import persons
from bot.storage.people.persons import Listed
from bot.storage.session import Session

_p, _m = m.Person.__table__.c, m.Move.__table__.c
_e, _b, _f = m.Entry.__table__.c, m.BaseScore.__table__.c, m.Fault.__table__.c
_v, _r = m.Version.__table__.c, m.Reported.__table__.c
_FIRST, _LAST = bindparam("first", type_=Date), bindparam("last", type_=Date)
_BEFORE_MOVING = (
    select(_m.from_id)
    .where(_m.person_id == _p.id, _m.day > _LAST)
    .order_by(_m.day, _m.id)
    .limit(1)
    .scalar_subquery()
)
_FORCE = func.coalesce(_BEFORE_MOVING, _p.task_force_id).label("force")
# Whoever was taken in later has something of their own in the quarter, or was no part of it.
_HAS_SOMETHING = or_(
    exists().where(_e.person_id == _p.id, _e.day.between(_FIRST, _LAST)),
    exists().where(_b.person_id == _p.id, _b.quarter == bindparam("in_quarter")),
    exists().where(_f.person_id == _p.id, _f.day.between(_FIRST, _LAST)),
    exists().where(
        _r.person_id == _p.id, _v.id == _r.version_id, _v.quarter == bindparam("in_quarter")
    ),
)
_AT_THE_END = (
    select(_p.id, _FORCE, _p.name_sealed, _p.kind, _p.employer, _p.remark)
    .where(
        _p.task_force_id.is_not(None),
        or_(_p.left_at.is_(None), _p.left_at >= bindparam("ended")),
        or_(_p.added_at < bindparam("ended"), _HAS_SOMETHING),
    )
    .order_by(_FORCE, _p.place, _p.id)
)
_MEMBERS = _AT_THE_END.order_by(None).add_columns(_p.place).subquery()
_LACKING = select(_MEMBERS.c.id, _MEMBERS.c.force).where(
    ~exists().where(_b.person_id == _MEMBERS.c.id, _b.quarter == bindparam("in_quarter")),
    ~exists().where(
        _r.person_id == _MEMBERS.c.id,
        _v.id == _r.version_id,
        _v.quarter == bindparam("in_quarter"),
    ),
)
_UNSCORED = _LACKING.with_only_columns(_MEMBERS.c.force, func.count()).group_by(_MEMBERS.c.force)
_AT_THE_END_OF = _AT_THE_END.where(bindparam("force_asked") == _FORCE)


def of_quarter(
    session: Session, quarter: Quarter, task_force_id: int | None = None
) -> Iterator[Listed]:
    """Yield whose quarter it is, of every ledger or of one, in the ledger's order: those in it now
    while the quarter runs, those in it at its end once it is over.
    """
    if session.today in quarter:
        yield from persons.listed(session, task_force_id)
        return
    asked = _asked(quarter)
    if task_force_id is None:
        rows = session.stream(_AT_THE_END, **asked)
    else:
        rows = session.stream(_AT_THE_END_OF, **asked, force_asked=task_force_id)
    opened = session.vault.open
    for row in rows:
        person_id, force_id, sealed, kind, employer, remark = row.values()
        name = opened(sealed, f"person.name:{person_id}")
        yield Listed(person_id, force_id, name, kind, employer, remark)


def unscored(session: Session, quarter: Quarter) -> dict[int, int]:
    """Return task force → how many people have no base score of a quarter that is over, and no
    figures on paper.
    """
    return dict(tuple(row) for row in session.rows(_UNSCORED, **_asked(quarter)))


def lacking(session: Session, quarter: Quarter) -> dict[int, int]:
    """Return person → task force, of who has no base score of a quarter, and no figures on
    paper.
    """
    return dict(tuple(row) for row in session.rows(_LACKING, **_asked(quarter)))


def _asked(quarter: Quarter) -> dict[str, Any]:
    return {
        "first": quarter.first,
        "last": quarter.last,
        "in_quarter": str(quarter),
        "ended": quarter.ended_at,
    }
