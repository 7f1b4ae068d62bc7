"""Nudges: what people were reminded of, once for each kind, subject and period; and the queries for
what there is to remind them of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, exists, select

from bot.rules.personal import Name
from bot.rules.roles import Role
from bot.rules.states import WAITING
from bot.storage import models as m
from bot.storage.databases import insert
from bot.storage.outbox import Priority, midnight
from bot.storage.session import Session
from bot.storage.work.entries import WITHHELD_FROM

DIGEST: Final = "digest"
EXEMPLAR: Final = "exemplar"
SNOOZE: Final = "snooze"
DRAFT: Final = "draft"
QUARTER: Final = "quarter"
LATE: Final = "late"
REMIND: Final = "remind"
REVIEW: Final = "review"
OVERDUE: Final = "overdue"
BASE: Final = "base"
URGE_REVIEW: Final = "urge review"
URGE_BASE: Final = "urge base"
URGED: Final = (REMIND, URGE_REVIEW, URGE_BASE)
"""What the bureau asks for itself; once a day a liaison and matter."""
OWN: Final = frozenset(
    {DIGEST, EXEMPLAR, SNOOZE, DRAFT, QUARTER, LATE, REVIEW, OVERDUE, BASE, *URGED}
)
"""The kinds of the digest itself; conversations declare others besides."""

_n, _a, _p = m.Nudge.__table__.c, m.Account.__table__.c, m.Person.__table__.c
_r, _d, _e, _h = m.Role.__table__.c, m.Draft.__table__.c, m.Entry.__table__.c, m.Handle.__table__.c
_o = m.Outbox.__table__.c

_ONCE = (
    insert(m.Nudge)
    .values({name: bindparam("new_" + name) for name in ("kind", "subject", "period", "at")})
    .on_conflict_do_nothing()
)
_AT = select(_n.at).where(
    _n.kind == DIGEST, _n.subject == bindparam("person"), _n.period == bindparam("on_day")
)
_DRAFTS_OF = select(_d.id).where(_d.person_id == bindparam("person"))
_OF_PERSON: Final = (DIGEST, EXEMPLAR, QUARTER, LATE, REVIEW, OVERDUE, BASE)
_UNMARK = delete(m.Nudge).where(
    _n.at == bindparam("of"),
    (_n.kind.not_in((DRAFT, SNOOZE, *URGED)) & (_n.subject == bindparam("person")))
    | ((_n.kind == DRAFT) & _n.subject.in_(_DRAFTS_OF)),
)
_PARTS = select(_n.kind).where(_n.at == bindparam("of"), _n.subject == bindparam("person"))
_MARKED = select(_n.subject, _n.period).where(
    _n.kind == bindparam("of_kind"), _n.period.between(bindparam("first"), bindparam("last"))
)
_MARKED_EVER = select(_n.subject, _n.period).where(_n.kind == bindparam("of_kind"))
_REACHED = (
    select(_a.person_id, _a.chat_id, _a.joined_at)
    .select_from(m.Account.__table__.join(m.Person.__table__, _p.id == _a.person_id))
    .where(_a.reachable.is_(True), _p.left_at.is_(None))
    .order_by(_a.person_id)
)
_LIAISONS = (
    select(_r.task_force_id, _r.person_id)
    .where(
        _r.role.in_((Role.LIAISON.value, Role.DEPUTY.value)),
        _r.until.is_(None),
        _r.task_force_id.is_not(None),
    )
    .order_by(_r.role.desc(), _r.id)
)
_ACTING = (
    select(_r.task_force_id, _r.role, _p.id, _p.name_sealed, _a.chat_id)
    .select_from(
        m.Role.__table__.join(m.Person.__table__, _p.id == _r.person_id).outerjoin(
            m.Account.__table__, (_a.person_id == _p.id) & _a.reachable.is_(True)
        )
    )
    .where(
        _r.role.in_((Role.LIAISON.value, Role.DEPUTY.value)),
        _r.until.is_(None),
        _r.task_force_id.is_not(None),
        _p.left_at.is_(None),
    )
    .order_by(_r.role.desc(), _r.id)
)
_URGED = select(_n.kind, _n.subject, _n.at).where(
    _n.kind.in_(URGED), _n.period == bindparam("on_day")
)
_LEDGER = select(_p.id, _p.task_force_id).where(_p.left_at.is_(None))
_WAITING = select(
    _e.person_id, _e.task_force_id, _e.reviewer, _e.submitted_at, WITHHELD_FROM, _e.recorded_by
).where(_e.state.in_([state.value for state in WAITING]), _e.submitted_at < bindparam("before"))
_REMINDED = exists().where(_n.kind == DRAFT, _n.subject == _d.id, _n.at >= _d.touched_at)
_UNFINISHED = (
    select(_d.id, _d.person_id, _d.touched_at, _REMINDED.label("reminded"))
    .where(_d.state.in_(("open", "parked")))
    .order_by(_d.touched_at.desc(), _d.id.desc())
)
_STANDING = select(_h.subject).where(
    _h.chat_id == bindparam("chat"),
    _h.purpose == bindparam("of"),
    _h.message_id.is_not(None),
    _h.subject >= bindparam("since"),
)
_SHOWING = select(_h.chat_id).where(
    _h.purpose == bindparam("of"),
    _h.subject == bindparam("about"),
    _h.message_id.is_not(None),
)
_AWAITING = (
    select(_h.chat_id)
    .select_from(m.Handle.__table__.join(m.Outbox.__table__, _o.handle_id == _h.id))
    .where(_h.purpose == bindparam("of"), _h.subject == bindparam("about"), _o.state == "new")
)


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody who has joined and can be written to."""

    person_id: int
    chat_id: int
    joined_at: datetime | None


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts as a task force's liaison; `chat_id` is None for who cannot be written to."""

    task_force_id: int
    person_id: int
    name: Name
    is_liaison: bool
    chat_id: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that waits for its reviewer."""

    person_id: int
    task_force_id: int | None
    reviewer: str
    submitted_at: datetime
    withheld_from: int | None
    recorded_by: int | None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft that was begun; `reminded` is whether its author was reminded since touching it."""

    id: int
    person_id: int
    touched_at: datetime
    reminded: bool


def once(session: Session, kind: str, subject: int, period: str) -> bool:
    """Write a nudge down; return whether it is the first of its kind, subject and period."""
    return (
        session.changed(
            _ONCE, new_kind=kind, new_subject=subject, new_period=period, new_at=session.now
        )
        == 1
    )


def unmark(session: Session, person_id: int, day: date) -> None:
    """Forget a person's digest of a day, which was not said, and all that was marked together with
    it.
    """
    at = session.value(_AT, person=person_id, on_day=day.isoformat())
    if at is not None:
        session.write(_UNMARK, person=person_id, of=at)


def parts(session: Session, person_id: int, day: date) -> frozenset[str]:
    """Return the kinds of what a person's digest of a day reminded them of."""
    at = session.value(_AT, person=person_id, on_day=day.isoformat())
    if at is None:
        return frozenset()
    return frozenset(row.kind for row in session.rows(_PARTS, of=at, person=person_id))


def marked(session: Session, kind: str, first: str, last: str) -> dict[int, set[str]]:
    """Return subject → its periods between `first` and `last`, both included."""
    return _by_subject(session.rows(_MARKED, of_kind=kind, first=first, last=last))


def marked_ever(session: Session, kind: str) -> dict[int, set[str]]:
    """Return subject → all its periods."""
    return _by_subject(session.rows(_MARKED_EVER, of_kind=kind))


def _by_subject(rows: Sequence[Any]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row.subject, set()).add(row.period)
    return found


def marked_days(session: Session, kind: str, first: date, last: date) -> dict[int, set[date]]:
    """Return subject → its periods between two days, both included, for a kind whose periods are
    days.
    """
    found = marked(session, kind, first.isoformat(), last.isoformat())
    return {who: {date.fromisoformat(day) for day in days} for who, days in found.items()}


def reached(session: Session) -> list[Reached]:
    """Return everyone who has joined and neither left nor blocked the bot."""
    return [Reached(*row) for row in session.rows(_REACHED)]


def liaisons(session: Session) -> dict[int, int]:
    """Return person → task force of all liaisons, and of those who stand in for one."""
    return {row.person_id: row.task_force_id for row in session.rows(_LIAISONS)}


def acting(session: Session) -> list[Acting]:
    """Return who acts as liaison of which task force, the liaison before who stands in."""
    opened = session.vault.open
    return [
        Acting(
            row.task_force_id,
            row.id,
            Name(opened(row.name_sealed, f"person.name:{row.id}")),
            row.role == Role.LIAISON.value,
            row.chat_id,
        )
        for row in session.rows(_ACTING)
    ]


def urged(session: Session, day: date) -> dict[tuple[str, int], datetime]:
    """Return when the bureau has asked for what on a day: kind and person → the moment."""
    rows = session.rows(_URGED, on_day=day.isoformat())
    return {(row.kind, row.subject): row.at for row in rows}


def ledger(session: Session) -> dict[int, int | None]:
    """Return person → task force, of everyone who has not left."""
    return {row.id: row.task_force_id for row in session.rows(_LEDGER)}


def waiting(session: Session, before: datetime) -> list[Waiting]:
    """Return the undecided entries that were submitted before a moment."""
    return [Waiting(*row) for row in session.rows(_WAITING, before=before)]


def unfinished(session: Session) -> list[Unfinished]:
    """Return everybody's open and parked drafts, the last touched first."""
    return [
        Unfinished(row.id, row.person_id, row.touched_at, bool(row.reminded))
        for row in session.rows(_UNFINISHED)
    ]


def standing(session: Session, chat_id: int, purpose: str, since: int = 0) -> list[int]:
    """Return the subjects, from `since` on, of our messages of a purpose that stand in a chat."""
    return [row.subject for row in session.rows(_STANDING, chat=chat_id, of=purpose, since=since)]


def showing(session: Session, purpose: str, subject: int) -> list[int]:
    """Return the chats in which the message with this handle stands."""
    return [row.chat_id for row in session.rows(_SHOWING, of=purpose, about=subject)]


def awaiting(session: Session, purpose: str, subject: int) -> list[int]:
    """Return the chats for which the message with this handle still waits in the outbox."""
    return [row.chat_id for row in session.rows(_AWAITING, of=purpose, about=subject)]


_NUDGES = (
    select(_o.chat_id, _h.purpose, _h.subject)
    .select_from(m.Outbox.__table__.join(m.Handle.__table__, _h.id == _o.handle_id))
    .where(_o.state == "new", _o.priority == int(Priority.NUDGE))
)
_STALE = _NUDGES.where(_o.not_before < bindparam("since"))
_NUDGES_OF = _NUDGES.where(_o.chat_id == bindparam("chat"))


def stale_nudges(session: Session) -> list[tuple[int, str, int]]:
    """Return chat, purpose, subject of the nudges that were to go on an earlier day and did not."""
    rows = session.rows(_STALE, since=midnight(session))
    return [(row.chat_id, row.purpose, row.subject) for row in rows]


def waiting_nudges(session: Session, chat_id: int) -> list[tuple[str, int]]:
    """Return purpose and subject of the nudges that have not gone to a chat yet."""
    return [(row.purpose, row.subject) for row in session.rows(_NUDGES_OF, chat=chat_id)]
