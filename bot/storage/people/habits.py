"""Habits: when somebody last used what stands behind 更多."""

from datetime import datetime

from sqlalchemy import bindparam, select

from bot.storage.databases import insert
from bot.storage.models import Habit
from bot.storage.session import Session

_t = Habit.__table__.c
_USED = insert(Habit).values(
    {name: bindparam("new_" + name) for name in ("person_id", "entrance", "used_at")}
)
_USED = _USED.on_conflict_do_update(
    index_elements=["person_id", "entrance"], set_={"used_at": _USED.excluded.used_at}
)
_LAST = select(_t.entrance, _t.used_at).where(_t.person_id == bindparam("person"))


def used(session: Session, person_id: int, entrance: str) -> None:
    """Note that somebody uses an entrance now."""
    session.write(_USED, new_person_id=person_id, new_entrance=entrance, new_used_at=session.now)


def last_used(session: Session, person_id: int) -> dict[str, datetime]:
    """Return entrance → when the person last used it."""
    return {row.entrance: row.used_at for row in session.rows(_LAST, person=person_id)}
