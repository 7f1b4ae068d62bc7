"""What the processes that work on one database agree on: who sends which message and does which
errand, when a chat may be written to, and who leads.

All of it is PostgreSQL's; where one process is alone none of it is asked. Times are the database's
own, so that the processes' clocks need not agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Integer,
    Interval,
    Update,
    all_,
    any_,
    bindparam,
    exists,
    func,
    select,
    text,
    update,
)

from bot.rules.quiet import is_quiet
from bot.storage import errands, outgoing
from bot.storage.databases import LEADING, LIVING, OF_SCHEMA, READING, insert
from bot.storage.models import Errand, Handle, Lane, Outbox
from bot.storage.outbox import Priority, midnight
from bot.storage.session import Session

LEASE: Final = timedelta(seconds=30)
"""For how long something that a process has taken is its own; it says again and again that it still
has it. Should the process hang and not die, it is anybody's afterwards.
"""
ALONE: Final = "read"
"""The kind of errand of which one is done at a time, whichever process does it: a reader of papers
takes 450 MB, and the processes may be on one machine.
"""
EVERYBODY: Final = 0
"""The lane of all chats together."""
ASKED: Final = -1
"""No chat's lane: it is taken as long as any chat is that Telegram asked to leave alone."""
AHEAD: Final = 0.2
"""Seconds of everybody's turns that are given away in advance: whoever is typing waits no longer
for them.
"""

_e, _h, _l, _o = Errand.__table__.c, Handle.__table__.c, Lane.__table__.c, Outbox.__table__.c
_NOW = func.timezone("utc", func.clock_timestamp())
_ME = bindparam("me", type_=Integer())
_LEASE = bindparam("lease", type_=_o.taken_until.type)

_CLOCK = select(
    _NOW.label("now"),
    select(_l.free_at).where(_l.chat_id == bindparam("chat")).scalar_subquery().label("free_at"),
)
_taken = Outbox.__table__.alias("taken")
_busy = select(_taken.c.chat_id).where(_taken.c.taken_by.is_not(None))
_paused = exists().where(_l.chat_id == _o.chat_id, _l.free_at > bindparam("clock"))
# Some more than are taken at once: others may be taking the first.
_HEADS = outgoing.heads(_o.taken_by.is_(None), _o.chat_id.not_in(_busy), ~_paused, most=64)
_picked = (
    select(_o.id)
    .where(_o.id.in_(_HEADS), _o.taken_by.is_(None))
    .order_by(_o.priority, _o.not_before, _o.id)
    .limit(bindparam("most", type_=Integer()))
    .with_for_update(skip_locked=True, of=Outbox.__table__)
    .cte("picked")
)


def _of_handle(column: Any) -> Any:
    return select(column).where(_h.id == _o.handle_id).scalar_subquery().label(column.name)


_TAKE = (
    update(Outbox)
    .where(_o.id == _picked.c.id)
    .values(taken_by=_ME, taken_until=_LEASE)
    .returning(
        _o.id, _o.version, _o.chat_id, _o.handle_id, _o.payload_sealed, _o.priority, _o.not_before,
        _of_handle(_h.message_id), _of_handle(_h.kind), _of_handle(_h.sha256),
    )
)  # fmt: skip
_GO = (
    insert(Lane)
    .values(chat_id=bindparam("chat"), free_at=bindparam("first"))
    .on_conflict_do_update(
        index_elements=["chat_id"],
        set_={
            "free_at": func.greatest(_l.free_at, bindparam("least", type_=_l.free_at.type))
            + bindparam("takes", type_=Interval())
        },
    )
    .returning(_l.free_at)
)
_held = insert(Lane).values(chat_id=bindparam("chat"), free_at=bindparam("until"))
_HOLD = _held.on_conflict_do_update(
    index_elements=["chat_id"], set_={"free_at": func.greatest(_l.free_at, _held.excluded.free_at)}
).returning(_l.free_at)
_NEXT_LANE = select(func.min(_l.free_at)).where(
    _l.free_at > bindparam("clock"),
    exists().where(_o.chat_id == _l.chat_id, _o.state == "new", _o.taken_by.is_(None)),
)


def _unless_locked(
    model: type[Outbox | Errand], *where: ColumnElement[bool], **values: Any
) -> Update:
    """Return what changes rows, except those that a step is changing just now: who agrees with
    others waits for no step, or a step may wait for them at the same time. What was left out is
    seen to at the next beat.
    """
    rows = select(model.id).where(*where).with_for_update(skip_locked=True).cte("rows")
    return update(model).where(model.id == rows.c.id).values(**values)


_MINE = (_o.id == bindparam("row"), _o.taken_by == _ME)
_LET_GO = _unless_locked(Outbox, *_MINE, taken_by=None)

_ready = errands.ranked(_e.taken_by.is_(None))
_ERRANDS = (
    select(*errands.ONES)
    .where(_e.id.in_(select(_ready.c.id).where(_ready.c.nth <= 4)), _e.taken_by.is_(None))
    .order_by(_e.id)
    .with_for_update(skip_locked=True)
)
_TAKE_ERRAND = (
    update(Errand).where(_e.id == bindparam("row")).values(taken_by=_ME, taken_until=_LEASE)
)
# Two statements: the second is to see what another has taken and committed before the first let go.
_MAY_TAKE_ALONE = text(f"SELECT pg_try_advisory_xact_lock({READING}, {OF_SCHEMA})")
_IS_TAKEN_ALONE = select(exists().where(_e.kind == ALONE, _e.taken_by.is_not(None)))
_MINE_TO_DO = (_e.id == bindparam("row"), _e.taken_by == _ME)
_LET_GO_ERRAND = _unless_locked(Errand, *_MINE_TO_DO, taken_by=None)

_TAKERS = text(
    "SELECT taken_by FROM outbox WHERE taken_by IS NOT NULL"
    " UNION SELECT taken_by FROM errand WHERE taken_by IS NOT NULL"
)
_IDS = bindparam("ids", type_=ARRAY(BigInteger))
_KEEP = [
    _unless_locked(model, t.taken_by == _ME, t.id == any_(_IDS), taken_until=_LEASE)
    for model, t in ((Outbox, _o), (Errand, _e))
]
_FORGOTTEN = [
    _unless_locked(model, t.taken_by == _ME, t.id != all_(_IDS), taken_by=None)
    for model, t in ((Outbox, _o), (Errand, _e))
]
_GIVE_BACK = [
    _unless_locked(
        model,
        t.taken_by.is_not(None),
        (t.taken_by == bindparam("of")) | (t.taken_until < _NOW),
        taken_by=None,
    )
    for model, t in ((Outbox, _o), (Errand, _e))
]
_LEAD = text(
    "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"  # noqa: S608 - a number of ours
    f" AND classid = {LEADING}) OR pg_try_advisory_lock({LEADING}, {OF_SCHEMA})"
)


@dataclass(frozen=True, slots=True)
class Go:
    """A message that this process may send, and in how many seconds."""

    row: outgoing.Due
    delay: float


def messages(
    session: Session, me: int, room: int, send_rate: float, chat_rate: float, chat_burst: float
) -> tuple[list[Go], float]:
    """Take messages that may be sent now or within a fifth of a second, at most `room`, and return
    them with the seconds after which it pays to look again.

    Rates are messages a second, over all chats and in each, whichever process sends them.
    """
    now, free = _clock(session)
    ahead = (free - now).total_seconds()
    most = min(room, int((AHEAD - ahead) * send_rate) + 1) if ahead < AHEAD else 0
    if most < 1:
        return [], max(ahead - AHEAD, 0.02)
    taken = session.rows(
        _TAKE,
        me=me,
        most=most,
        lease=now + LEASE,
        clock=now,
        now=session.now,
        at_most=int(Priority.NEWS if is_quiet(session.now) else Priority.NUDGE),
        since=midnight(session),
    )
    if not taken:
        lane = session.value(_NEXT_LANE, clock=now)
        return [], min(max((lane - now).total_seconds(), 0.02), 1.0) if lane else 1.0
    ends = _go(session, EVERYBODY, len(taken) / send_rate, now)
    starts = (ends - now).total_seconds() - len(taken) / send_rate
    least = now - timedelta(seconds=(chat_burst - 1) / chat_rate)
    for row in taken:
        _go(session, row.chat_id, 1 / chat_rate, least)
    order = sorted(taken, key=lambda row: (row.priority, row.not_before, row.id))
    went = [Go(outgoing.read(row), max(0.0, starts + n / send_rate)) for n, row in enumerate(order)]
    return went, 0.0 if len(taken) == most else 1.0


def more(session: Session, chat_id: int, seconds: float) -> None:
    """Let a lane be taken for longer: more than one message is on its way."""
    _go(session, chat_id, seconds, _clock(session)[0])


def hold(session: Session, chat_id: int, seconds: float) -> None:
    """Leave a chat alone for a while."""
    session.value(_HOLD, chat=chat_id, until=_clock(session)[0] + timedelta(seconds=seconds))


def pause(session: Session, chat_id: int, seconds: float) -> None:
    """Leave a chat alone for as long as Telegram asked. If another still is, whichever process that
    was told, it means the bot as a whole, and all are.
    """
    now = _clock(session)[0]
    until = now + timedelta(seconds=seconds)
    # Everybody's lane comes first wherever lanes are locked: nobody waits for each other.
    session.value(_HOLD, chat=EVERYBODY, until=now)
    # A chat has but one message on its way: what is asked for meanwhile is another's.
    if session.value(_HOLD, chat=ASKED, until=now) > now:
        session.value(_HOLD, chat=EVERYBODY, until=until)
    for lane in (ASKED, chat_id):
        session.value(_HOLD, chat=lane, until=until)


def let_go(session: Session, me: int, row: int) -> None:
    """Give back a message that was not sent, for whoever looks next."""
    session.write(_LET_GO, me=me, row=row)


def due_errands(session: Session, me: int, room: Mapping[str, int], others: int) -> list[Any]:
    """Take errands that may be run now: as many of a kind as there is `room` for, `others` of a
    kind that is not named; of `ALONE` one, while no process has another.
    """
    left, until = dict(room), _clock(session)[0] + LEASE
    taken = []
    for row in session.rows(_ERRANDS, now=session.now):
        left.setdefault(row.kind, others)
        if left[row.kind] > 0 and (row.kind != ALONE or _is_free(session)):
            left[row.kind] -= 1
            session.write(_TAKE_ERRAND, me=me, row=row.id, lease=until)
            taken.append(errands.Due(*row))
    return taken


def _is_free(session: Session) -> bool:
    """Whether no process has an errand `ALONE`, nor is just taking one."""
    return bool(session.value(_MAY_TAKE_ALONE)) and not session.value(_IS_TAKEN_ALONE)


def let_go_errand(session: Session, me: int, row: int) -> None:
    """Give back an errand that is not done, or was asked for anew meanwhile."""
    session.write(_LET_GO_ERRAND, me=me, row=row)


def keep(session: Session, me: int, messages: list[int], of_errands: list[int]) -> None:
    """Say again that these are this process's own. What else stands there as its own was taken in
    a commit of which it never heard, or is done with: it is given back.
    """
    until = _clock(session)[0] + LEASE
    held = (messages, of_errands)
    for mine, kept, forgotten in zip(held, _KEEP, _FORGOTTEN, strict=True):
        session.write(kept, me=me, ids=mine, lease=until)
        session.write(forgotten, me=me, ids=mine)


def missing(session: Session) -> set[int]:
    """Return the processes that have taken something and no longer live."""
    takers = {row.taken_by for row in session.rows(_TAKERS)}
    return takers - {row.objid for row in session.rows(LIVING)} if takers else takers


def give_back(session: Session, dead: int = -1) -> int:
    """Give back what a process had taken that is `dead`, and what anybody has not said for too long
    that they still have; return how much that was.
    """
    return sum(session.changed(statement, of=dead) for statement in _GIVE_BACK)


def lead(session: Session) -> bool:
    """Whether this process leads: it has the one lock, or gets it now that nobody has it."""
    return bool(session.value(_LEAD))


def _clock(session: Session) -> tuple[datetime, datetime]:
    """Return the database's time, and when everybody's lane is free."""
    found = session.row(_CLOCK, chat=EVERYBODY)
    now = found.now.replace(tzinfo=UTC)
    return now, max(found.free_at or now, now)


def _go(session: Session, chat_id: int, seconds: float, least: datetime) -> datetime:
    """Move a lane on by what one message takes, counted from `least` where it has been free since
    before that; return when it is free again.
    """
    takes = timedelta(seconds=seconds)
    free: datetime = session.value(_GO, chat=chat_id, first=least + takes, least=least, takes=takes)
    return free
