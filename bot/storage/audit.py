"""The audit trail: who, what, when, why; append-only, each row sealed to the one before.

The seal is keyed, so that whoever has the file but not the key cannot make the chain anew.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, text

from bot.storage.crypto import Vault
from bot.storage.models import Audit
from bot.storage.session import Session

START: Final = bytes(32)

_t = Audit.__table__.c
_LAST = select(_t.hash).order_by(_t.id.desc()).limit(1)
_names = ("at", "actor_id", "act", "subject", "detail", "hash")
_APPEND = insert(Audit).values({name: bindparam(name) for name in _names})
_ALL = select(_t.id, *(_t[name] for name in _names)).order_by(_t.id)
# Rows taken off the end break no chain; but ids are never reused, and the highest is on record.
_CUT_OFF = text(
    "SELECT seq FROM sqlite_sequence WHERE name = 'audit' "
    "AND seq > (SELECT coalesce(max(id), 0) FROM audit)"
)
_OF = (
    select(_t.at, _t.actor_id, _t.act, _t.detail)
    .where(_t.subject == bindparam("about"))
    .order_by(_t.id)
)


def record(session: Session, actor_id: int | None, act: str, subject: str, **detail: Any) -> None:
    """Write a decision down. `detail` holds ids, figures and official reasons, no personal data."""
    said = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str) if detail else ""
    last = session.value(_LAST) or START
    session.write(
        _APPEND,
        at=session.now,
        actor_id=actor_id,
        act=act,
        subject=subject,
        detail=said,
        hash=_link(session.vault, last, session.now, actor_id, act, subject, said),
    )


def history(session: Session, subject: str) -> list[tuple[datetime, int | None, str, str]]:
    """When, who, what, detail: of one subject such as `entry:1042`, oldest first."""
    return [(row.at, row.actor_id, row.act, row.detail) for row in session.rows(_OF, about=subject)]


def broken(session: Session) -> Iterator[int]:
    """The rows at which the chain does not hold: something was changed or taken out there."""
    last = START
    for row in session.db.execute(_ALL).yield_per(1000):
        if row.hash != _link(
            session.vault, last, row.at, row.actor_id, row.act, row.subject, row.detail
        ):
            yield row.id
        last = row.hash
    for (missing,) in session.rows(_CUT_OFF):
        yield missing


def _link(
    vault: Vault,
    last: bytes,
    at: datetime,
    actor_id: int | None,
    act: str,
    subject: str,
    detail: str,
) -> bytes:
    said = [at.astimezone(UTC).isoformat(), actor_id, act, subject, detail]
    return vault.hash(last.hex() + json.dumps(said, ensure_ascii=False))
