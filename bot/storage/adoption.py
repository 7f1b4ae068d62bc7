"""Adoption: rows that are older than the audit trail are taken into it once, as they are found, and
this is on record. That is when the database is upgraded; a trail that does not know the rows at any
other time was tampered with.
"""

import json
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from bot.storage import audit
from bot.storage.kept import WITHIN
from bot.storage.models import Audit
from bot.storage.session import Session
from bot.storage.trail import KEPT
from bot.storage.watch import seen

_AT_ONCE: Final = 200

_t = Audit.__table__.c
_BEGUN = select(_t.id).where(_t.subject == audit.ITSELF, _t.act == bindparam("by_act")).limit(1)
_ADOPTED = (
    select(_t.at, _t.detail)
    .where(_t.subject == audit.ITSELF, _t.act == bindparam("by_act"))
    .order_by(_t.id)
)
_EVERY = [(seen(kept), select(*kept.read)) for kept in KEPT.values()]


def has_begun(session: Session) -> bool:
    """Whether the trail accounts for the rows already."""
    return session.value(_BEGUN, by_act=audit.ADOPT) is not None


def has_rows(session: Session) -> bool:
    """Whether there is anything that the trail would have to account for."""
    return any(session.row(rows.limit(1)) is not None for _, rows in _EVERY)


def is_sound(session: Session) -> bool:
    """Whether the lines from before the trail kept rows are all there, as far as they can tell."""
    return audit.length(session) > 0 and not any(audit.broken(session))


def adopt(session: Session) -> int:
    """Take all rows into the trail, so that from here on every one is accounted for. Returns how
    many rows were older.
    """
    adopted = 0
    for watch, rows in _EVERY:
        for row in session.stream(rows):
            if not watch.kept.within or row[WITHIN]:
                session.untold.append((watch, row))
            if len(session.untold) == _AT_ONCE:
                adopted += _told(session)
    return adopted + _told(session)


def adopted(session: Session) -> tuple[int, datetime] | None:
    """Return how many rows are older than the trail, and since when it accounts for them; None when
    none are.
    """
    lines = session.rows(_ADOPTED, by_act=audit.ADOPT)
    rows = sum(json.loads(line.detail)["rows"] for line in lines)
    return (rows, lines[0].at) if rows else None


def _told(session: Session) -> int:
    rows = len(session.untold)
    audit.record(session, None, audit.ADOPT, audit.ITSELF, rows=rows)
    return rows
