"""Applications: what somebody unknown says of themselves to be taken into a ledger (申请加入)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from bot.storage.databases import insert
from bot.storage.models import Application as Row
from bot.storage.outbox import midnight
from bot.storage.session import Session

_t = Row.__table__.c
_COLUMNS = (
    _t.id,
    _t.chat_id,
    _t.task_force_id,
    _t.facts_sealed,
    _t.state,
    _t.asked_at,
    _t.person_id,
    _t.decided_by,
    _t.decided_at,
    _t.reason,
)
_OPEN = ("asking", "waiting")
_GET = select(*_COLUMNS).where(_t.id == bindparam("application"))
_OPEN_OF = select(*_COLUMNS).where(_t.chat_id == bindparam("chat"), _t.state.in_(_OPEN))
_OF_TODAY = select(func.count()).where(
    _t.chat_id == bindparam("chat"), _t.asked_at >= bindparam("since")
)
_WAITING = (
    select(*_COLUMNS)
    .where(_t.task_force_id == bindparam("force"), _t.state == "waiting")
    .order_by(_t.asked_at, _t.id)
)
_ADD = (
    insert(Row)
    .values(
        chat_id=bindparam("chat"),
        facts_sealed=b"",
        state="asking",
        asked_at=bindparam("at"),
        reason="",
    )
    .returning(_t.id)
)
_SAVE = (
    update(Row)
    .where(_t.id == bindparam("application"), _t.state == "asking")
    .values(task_force_id=bindparam("to_force"), facts_sealed=bindparam("to_facts"))
)
_SET = (
    update(Row)
    .where(_t.id == bindparam("application"), _t.state == bindparam("of"))
    .values(state=bindparam("to"))
)
_DECIDE = (
    update(Row)
    .where(_t.id == bindparam("application"), _t.state == "waiting")
    .values(
        state=bindparam("to"),
        decided_by=bindparam("by"),
        decided_at=bindparam("at"),
        reason=bindparam("why"),
    )
)
_TAKEN = (
    update(Row)
    .where(_t.id == bindparam("application"), _t.state == "taken")
    .values(person_id=bindparam("person"))
)
_FORGET = (
    update(Row)
    .where(_t.id == bindparam("application"), _t.state.not_in(_OPEN))
    .values(facts_sealed=bindparam("to_facts"))
)
_DROP = (
    update(Row).where(_t.chat_id == bindparam("chat"), _t.state.in_(_OPEN)).values(state="dropped")
)


@dataclass(frozen=True, slots=True)
class Application:
    """An application as it stands: `facts` are what was said, by column; `state` is asking,
    waiting, taken, refused or dropped.
    """

    id: int
    chat_id: int
    task_force_id: int | None
    facts: Mapping[str, str]
    state: str
    asked_at: datetime
    person_id: int | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""


def begin(session: Session, chat_id: int) -> Application:
    """Begin a new application of a chat that has none open."""
    application_id = session.insert(_ADD, chat=chat_id, at=session.now)
    begun = Application(application_id, chat_id, None, {}, "asking", session.now)
    save(session, begun)
    return begun


def get(session: Session, application_id: int | None) -> Application | None:
    row = session.row(_GET, application=application_id)
    return None if row is None else _application(session, row)


def open_of(session: Session, chat_id: int) -> Application | None:
    """Return what a chat has begun or what waits for a decision; None without."""
    row = session.row(_OPEN_OF, chat=chat_id)
    return None if row is None else _application(session, row)


def of_today(session: Session, chat_id: int) -> int:
    """Return how many a chat has begun today."""
    return int(session.value(_OF_TODAY, chat=chat_id, since=midnight(session)))


def waiting(session: Session, task_force_id: int) -> list[Application]:
    """Return what waits for a task force's decision, oldest first."""
    return [_application(session, row) for row in session.rows(_WAITING, force=task_force_id)]


def save(session: Session, application: Application) -> bool:
    """Write down what is known so far; False when it is no longer being asked."""
    said = json.dumps(dict(application.facts), ensure_ascii=False)
    sealed = session.vault.seal(said, f"application.facts:{application.id}")
    return (
        session.changed(
            _SAVE,
            application=application.id,
            to_force=application.task_force_id,
            to_facts=sealed,
        )
        == 1
    )


def submit(session: Session, application_id: int) -> bool:
    """Let it wait for a decision; False when it was no longer being asked."""
    return session.changed(_SET, application=application_id, of="asking", to="waiting") == 1


def drop(session: Session, chat_id: int) -> None:
    """Give up what a chat has open, and forget what was said in it."""
    found = open_of(session, chat_id)
    if found is not None:
        session.write(_DROP, chat=chat_id)
        forget(session, found)


def decide(session: Session, application_id: int, to: str, by: int, reason: str = "") -> bool:
    """Set what waits to taken or refused; False when somebody has decided already."""
    return (
        session.changed(
            _DECIDE, application=application_id, to=to, by=by, at=session.now, why=reason
        )
        == 1
    )


def forget(session: Session, application: Application) -> None:
    """Keep of a decided application the name alone: who was taken stands in the ledger, and what
    the others said of themselves is nobody's business any more.
    """
    left = {key: value for key, value in application.facts.items() if key == "name"}
    said = json.dumps(left, ensure_ascii=False)
    sealed = session.vault.seal(said, f"application.facts:{application.id}")
    session.write(_FORGET, application=application.id, to_facts=sealed)


def taken_as(session: Session, application_id: int, person_id: int) -> None:
    """Note whose application it was that was taken."""
    session.write(_TAKEN, application=application_id, person=person_id)


def _application(session: Session, row: Any) -> Application:
    facts = json.loads(session.vault.open(row.facts_sealed, f"application.facts:{row.id}"))
    return Application(
        row.id,
        row.chat_id,
        row.task_force_id,
        facts,
        row.state,
        row.asked_at,
        row.person_id,
        row.decided_by,
        row.decided_at,
        row.reason,
    )
