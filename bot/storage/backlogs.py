"""What waits: updates to be worked on, messages to be sent, errands to be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, case, func, select

from bot.rules.quiet import is_quiet
from bot.storage.models import Errand, Inbox, Outbox
from bot.storage.outbox import Priority
from bot.storage.session import Session

_e, _i, _o = Errand.__table__.c, Inbox.__table__.c, Outbox.__table__.c
_NEW = (func.count().label("waiting"), func.min(_i.received_at).label("since"))
_INBOX = select(*_NEW).where(_i.state == "new")
_INBOX_FAILED = select(func.count()).where(_i.state == "failed")
# What may go and has not gone: nudges do not go by night.
_DUE = (_o.not_before <= bindparam("now")) & (_o.priority <= bindparam("at_most"))
_OUTBOX = select(
    func.count().label("waiting"), func.min(case((_DUE, _o.not_before))).label("since")
).where(_o.state == "new")
_OUTBOX_FAILED = select(func.count()).where(_o.state == "failed")
_ERRANDS = (
    select(
        _e.kind,
        func.count().label("waiting"),
        func.min(case((_e.not_before <= bindparam("now"), _e.not_before))).label("since"),
        func.max(_e.tries).label("tries"),
    )
    .group_by(_e.kind)
    .order_by(_e.kind)
)
NOT_LATE: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many wait, since when the oldest of those that could be done now, and how many were given
    up.
    """

    waiting: int
    oldest: timedelta = NOT_LATE
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that waits. `errands` are by kind; `tries` is how often the unluckiest was tried."""

    inbox: Backlog
    outbox: Backlog
    errands: dict[str, Backlog]
    tries: int = 0


def look(session: Session) -> Waiting:
    """Return all that waits now."""
    at_most = Priority.NEWS if is_quiet(session.now) else Priority.NUDGE
    inbox = session.row(_INBOX)
    outbox = session.row(_OUTBOX, now=session.now, at_most=int(at_most))
    errands = session.rows(_ERRANDS, now=session.now)
    return Waiting(
        _backlog(session, inbox, int(session.value(_INBOX_FAILED))),
        _backlog(session, outbox, int(session.value(_OUTBOX_FAILED))),
        {row.kind: _backlog(session, row) for row in errands},
        max((row.tries for row in errands), default=0),
    )


def _backlog(session: Session, row: Any, failed: int = 0) -> Backlog:
    since: datetime | None = row.since
    return Backlog(row.waiting, max(session.now - since, NOT_LATE) if since else NOT_LATE, failed)
