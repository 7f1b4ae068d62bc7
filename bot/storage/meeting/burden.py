"""What the bot costs people: actions and messages by month, person and conversation.

Processes count in memory and add to the table now and then; adding is all they do, so that any
number of them may.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, select

from bot.counts import Cost
from bot.rules.burden import Row
from bot.rules.months import Month
from bot.rules.roles import LEADING, Role
from bot.storage import models as m
from bot.storage.databases import insert
from bot.storage.people.roles import read
from bot.storage.session import Session

KEPT: Final = 13
"""Months that are kept: the same month of last year can be compared with."""
_b, _a, _r = m.Burden.__table__.c, m.Account.__table__.c, m.Role.__table__.c
_WHO = select(
    _a.person_id,
    select(func.aggregate_strings(_r.role, ","))
    .where(_r.person_id == _a.person_id, _r.until.is_(None))
    .scalar_subquery()
    .label("roles"),
).where(_a.chat_id == bindparam("chat"), _a.person_id.is_not(None))
_INSERT = insert(m.Burden).values(
    {
        name: bindparam(name)
        for name in ("month", "person_id", "conversation", "role", "taps", "messages")
    }
)
_new = _INSERT.excluded
_ADD = _INSERT.on_conflict_do_update(
    index_elements=["month", "person_id", "conversation"],
    set_={
        "role": _new.role,
        "taps": _b.taps + _new.taps,
        "messages": _b.messages + _new.messages,
    },
)
_OF = select(_b.person_id, _b.conversation, _b.role, _b.taps, _b.messages).where(
    _b.month == bindparam("of_month")
)
_IS_OLD = select(_b.month).where(_b.month < bindparam("before")).limit(1)
_PURGE = delete(m.Burden).where(_b.month < bindparam("before"))


def add(session: Session, costs: Sequence[Cost]) -> None:
    """Add what a process has counted. What was counted in the chat of a stranger, or of somebody
    whose access was cut off meanwhile, is nobody's and left out.
    """
    known: dict[int, Any] = {}
    for _, chat_id, *_ in costs:
        if chat_id not in known:
            known[chat_id] = session.row(_WHO, chat=chat_id)
    rows = [
        (month, known[chat_id].person_id, conversation, _role(known[chat_id].roles), taps, messages)
        for month, chat_id, conversation, taps, messages in costs
        if known[chat_id] is not None
    ]
    for month, person_id, conversation, role, taps, messages in sorted(rows):
        session.write(
            _ADD,
            month=month,
            person_id=person_id,
            conversation=conversation,
            role=role,
            taps=taps,
            messages=messages,
        )


def of_month(session: Session, month: Month) -> list[Row]:
    """Return what a month cost, a row for each person and conversation."""
    return [
        Row(row.person_id, row.conversation, Role(row.role), row.taps, row.messages)
        for row in session.rows(_OF, of_month=str(month))
    ]


def is_old(session: Session) -> bool:
    """Whether there are months that are no longer kept."""
    return session.value(_IS_OLD, before=_before(session)) is not None


def purge(session: Session) -> int:
    """Delete months that are no longer kept; return how many rows."""
    return session.changed(_PURGE, before=_before(session))


def _before(session: Session) -> str:
    return str(Month.of(session.today).moved(-KEPT))


def _role(roles: str | None) -> str:
    """Return the role by which somebody is counted: the one that can do most."""
    held = read(roles)
    if Role.DEPUTY in held:
        held |= {Role.LIAISON}
    return next((role for role in LEADING if role in held), Role.COORDINATOR).value
