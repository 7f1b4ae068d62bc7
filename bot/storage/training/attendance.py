"""Attendance: who was at which training."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, case, func, select

from bot.rules.trainings import How, Standing
from bot.storage import models as m
from bot.storage.databases import insert
from bot.storage.session import Session

_t, _tr, _p = m.Attendance.__table__.c, m.Training.__table__.c, m.Person.__table__.c
_names = ("training_id", "person_id", "task_force_id", "present", "how", "noted_by", "noted_at")
_NOTE = insert(m.Attendance).values({name: bindparam(name) for name in _names})
_NOTE = _NOTE.on_conflict_do_update(
    index_elements=["training_id", "person_id"],
    set_={name: _NOTE.excluded[name] for name in _names[2:]},
)
_OF = select(_t.person_id, _t.task_force_id, _t.how).where(
    _t.training_id == bindparam("training"), _t.present.is_(True)
)
_NAMED = (
    select(
        _t.person_id,
        _t.task_force_id,
        _t.how,
        _p.name_sealed,
        case((_p.left_at.is_(None), _p.task_force_id)).label("ledger"),
    )
    .select_from(m.Attendance.__table__.join(m.Person.__table__, _p.id == _t.person_id))
    .where(_t.training_id == bindparam("training"), _t.present.is_(True))
    .order_by(_p.task_force_id, _p.place, _p.id)
)
_IN_LEDGERS = (
    select(func.count())
    .select_from(m.Person.__table__)
    .where(_p.left_at.is_(None), _p.task_force_id.is_not(None))
)
_IN_LEDGER = _IN_LEDGERS.where(_p.task_force_id == bindparam("force"))
_HELD = (
    _tr.day >= bindparam("first"),
    _tr.day < bindparam("after"),
    _tr.state == Standing.STANDING.value,
    _t.present.is_(True),
)
_JOINED = m.Attendance.__table__.join(m.Training.__table__, _tr.id == _t.training_id)
_COUNTS = (
    select(_t.training_id, _t.task_force_id, func.count().label("n"))
    .select_from(_JOINED)
    .where(*_HELD)
    .group_by(_t.training_id, _t.task_force_id)
)
_TRAINED = select(_t.person_id).select_from(_JOINED).where(*_HELD).distinct()
_OF_PERSON = (
    select(_t.training_id)
    .select_from(_JOINED)
    .where(*_HELD, _t.person_id == bindparam("person"))
    .order_by(_tr.day, _tr.id)
)


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who was there, whose they were then, and how they were noted; only where it was
    asked for, their `name`, and in whose `ledger` they are now, None for who has left.
    """

    person_id: int
    task_force_id: int | None
    how: How
    name: str = ""
    ledger: int | None = None


def of_training(session: Session, training_id: int) -> list[Present]:
    """Return who was at a training, in no order."""
    return [
        Present(row.person_id, row.task_force_id, How(row.how))
        for row in session.rows(_OF, training=training_id)
    ]


def named(session: Session, training_id: int) -> list[Present]:
    """Return who was at a training with their names, in the order of the ledgers."""
    opened = session.vault.open
    return [
        Present(
            row.person_id,
            row.task_force_id,
            How(row.how),
            opened(row.name_sealed, f"person.name:{row.person_id}"),
            row.ledger,
        )
        for row in session.rows(_NAMED, training=training_id)
    ]


def ledger(session: Session, task_force_id: int | None) -> int:
    """Return how many people are in a task force's ledger, or in all."""
    if task_force_id is None:
        return int(session.value(_IN_LEDGERS))
    return int(session.value(_IN_LEDGER, force=task_force_id))


def note(
    session: Session,
    training_id: int,
    people: Iterable[tuple[int, int | None]],
    how: How,
    by: int,
    *,
    present: bool = True,
) -> None:
    """Write down whether these people, each with their task force, were there. Whoever calls leaves
    out those of whom it is known already.
    """
    for person_id, task_force_id in people:
        session.write(
            _NOTE,
            training_id=training_id,
            person_id=person_id,
            task_force_id=task_force_id,
            present=present,
            how=how.value,
            noted_by=by,
            noted_at=session.now,
        )


def counts(session: Session, first: date, after: date) -> dict[int, dict[int | None, int]]:
    """Return training → task force → how many of its people were there, for the standing trainings
    of [first, after).
    """
    found: dict[int, dict[int | None, int]] = {}
    for row in session.rows(_COUNTS, first=first, after=after):
        found.setdefault(row.training_id, {})[row.task_force_id] = row.n
    return found


def trained(session: Session, first: date, after: date) -> set[int]:
    """Return everybody who was at a standing training of [first, after)."""
    return {row.person_id for row in session.rows(_TRAINED, first=first, after=after)}


def of_person(session: Session, person_id: int, first: date, after: date) -> list[int]:
    """Return the ids of the standing trainings of [first, after) at which somebody was, in order of
    day.
    """
    rows = session.rows(_OF_PERSON, person=person_id, first=first, after=after)
    return [row.training_id for row in rows]
