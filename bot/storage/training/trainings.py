"""Trainings, and the conditional writes by which they change. Their papers are those of a draft."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, or_, select, update

from bot.rules.permissions import Subject
from bot.rules.trainings import Standing, code_until, number
from bot.storage.models import Training as Row
from bot.storage.session import Session

_t = Row.__table__.c
_IS_ITS = (_t.id == bindparam("training"), _t.state == Standing.STANDING.value)
_SELECT = select(_t.id, *(c for c in _t if c.name not in ("id", "code_hash")))
_GET = _SELECT.where(_t.id == bindparam("training"))
_OF_DRAFT = _SELECT.where(_t.draft_id == bindparam("draft"))
_OF_CODE = _SELECT.where(_t.code_hash == bindparam("hashed"))
_BETWEEN = _SELECT.where(_t.day >= bindparam("first"), _t.day < bindparam("after")).order_by(
    _t.day.desc(), _t.id.desc()
)
_BETWEEN_OF = _BETWEEN.where(
    or_(_t.task_force_id == bindparam("force"), _t.task_force_id.is_(None))
)
_ID_OF_DRAFT = select(_t.id).where(_t.draft_id == bindparam("draft"))
_HIGHEST = select(func.max(_t.id))
_new = ("id", "draft_id", "task_force_id", "day", "facts_sealed", "set_down_by", "set_down_at")
_ADD = insert(Row).values(
    {name: bindparam(name) for name in _new} | {"state": Standing.STANDING.value}
)
_CHANGE = (
    update(Row).where(*_IS_ITS).values(day=bindparam("to_day"), facts_sealed=bindparam("to_facts"))
)
_CALL_OFF = (
    update(Row)
    .where(*_IS_ITS)
    .values(
        state=Standing.OFF.value,
        called_off_by=bindparam("by"),
        called_off_at=bindparam("at"),
        why_off=bindparam("because"),
        code_until=None,
    )
)
_RESTORE = (
    update(Row)
    .where(_t.id == bindparam("training"), _t.state == Standing.OFF.value)
    .values(state=Standing.STANDING.value, called_off_by=None, called_off_at=None, why_off="")
)
_SET_CODE = (
    update(Row).where(*_IS_ITS).values(code_hash=bindparam("hashed"), code_until=bindparam("until"))
)
_CLOSE_CODE = update(Row).where(_t.id == bindparam("training")).values(code_until=None)
_CODE_HASH = select(_t.code_hash).where(_t.id == bindparam("training"))
_MOST_CODES: Final = 1000
"""How many codes of a training are told apart; nobody renews as often."""


@dataclass(frozen=True, slots=True)
class Training:
    """A training as it stands; `facts` are theme, place and lecturer, as of its draft. Without a
    task force it is the whole county's. Who signs in by code may do so until `code_until`.
    """

    id: int
    draft_id: int
    task_force_id: int | None
    day: date
    facts: Mapping[str, Any]
    state: Standing
    set_down_by: int
    set_down_at: datetime
    called_off_by: int | None
    called_off_at: datetime | None
    why_off: str
    code_until: datetime | None

    @property
    def number(self) -> str:
        return number(self.id)

    @property
    def theme(self) -> str:
        return str(self.facts.get("theme") or "")

    @property
    def place(self) -> str:
        return str(self.facts.get("place") or "")

    @property
    def lecturer(self) -> str:
        """Who taught, "" where nobody was named."""
        return str(self.facts.get("lecturer") or "")

    @property
    def stands(self) -> bool:
        return self.state is Standing.STANDING

    @property
    def subject(self) -> Subject:
        return Subject(task_force_id=self.task_force_id)


def get(session: Session, training_id: int) -> Training | None:
    row = session.row(_GET, training=training_id)
    return None if row is None else _training(session, row)


def of_draft(session: Session, draft_id: int) -> Training | None:
    row = session.row(_OF_DRAFT, draft=draft_id)
    return None if row is None else _training(session, row)


def number_of(session: Session, draft_id: int) -> str:
    """Return the number of the training that a draft became, "" when it became none."""
    training_id = session.value(_ID_OF_DRAFT, draft=draft_id)
    return number(training_id) if training_id else ""


def of_code(session: Session, code: str) -> Training | None:
    """Return the training of a code; None for one that was renewed."""
    row = session.row(_OF_CODE, hashed=_hashed(session, code))
    return None if row is None else _training(session, row)


def between(
    session: Session, first: date, after: date, task_force_id: int | None = None
) -> list[Training]:
    """Return the trainings of [first, after), the latest first, those called off included: of every
    task force, or of one together with the county's.
    """
    days = {"first": first, "after": after}
    if task_force_id is None:
        rows = session.rows(_BETWEEN, **days)
    else:
        rows = session.rows(_BETWEEN_OF, force=task_force_id, **days)
    return [_training(session, row) for row in rows]


def set_down(
    session: Session,
    draft_id: int,
    task_force_id: int | None,
    day: date,
    facts: Mapping[str, Any],
    by: int,
) -> Training:
    """Write down a new training with the next number."""
    training_id = (session.value(_HIGHEST) or 0) + 1
    session.write(
        _ADD,
        id=training_id,
        draft_id=draft_id,
        task_force_id=task_force_id,
        day=day,
        facts_sealed=_sealed(session, training_id, facts),
        set_down_by=by,
        set_down_at=session.now,
    )
    made = get(session, training_id)
    if made is None:
        raise LookupError(training_id)
    return made


def change(session: Session, training_id: int, day: date, facts: Mapping[str, Any]) -> bool:
    """Write down what a training is about by now; False once it was called off."""
    sealed = _sealed(session, training_id, facts)
    return session.changed(_CHANGE, training=training_id, to_day=day, to_facts=sealed) == 1


def call_off(session: Session, training_id: int, by: int, reason: str) -> bool:
    """Call a training off, its code with it; False when that was done before."""
    done = session.changed(_CALL_OFF, training=training_id, by=by, at=session.now, because=reason)
    return done == 1


def restore(session: Session, training_id: int) -> bool:
    """Let a training that was called off stand again; False when it stands."""
    return session.changed(_RESTORE, training=training_id) == 1


def open_code(session: Session, training: Training, code: str) -> bool:
    """Let people sign in by this code and no other, until the day is over; False when the training
    was called off.
    """
    until = code_until(training.day)
    hashed = _hashed(session, code)
    return session.changed(_SET_CODE, training=training.id, hashed=hashed, until=until) == 1


def codes(session: Session, training: Training) -> tuple[str, str]:
    """Return the code of a training that is open ("" while none is), and the one that comes next:
    each follows from the key, so that a code may be shown again though only its hash is kept.
    """
    known = session.value(_CODE_HASH, training=training.id)
    nth = -1
    if known is not None:
        every = (
            n for n in range(_MOST_CODES) if _hashed(session, _code(session, training, n)) == known
        )
        nth = next(every, -1)
    is_open = nth >= 0 and training.code_until is not None and session.now < training.code_until
    return _code(session, training, nth) if is_open else "", _code(session, training, nth + 1)


def close_code(session: Session, training_id: int) -> None:
    """Let nobody sign in by code any more. The hash stays: a code that was closed never returns."""
    session.changed(_CLOSE_CODE, training=training_id)


def _code(session: Session, training: Training, nth: int) -> str:
    """Return a code: 16 characters that nobody guesses who has not the key."""
    drawn = session.vault.hash(f"training code of:{training.id}:{nth}")
    return base64.urlsafe_b64encode(drawn[:12]).decode()


def _hashed(session: Session, code: str) -> bytes:
    return session.vault.hash(f"training code:{code}")


def _sealed(session: Session, training_id: int, facts: Mapping[str, Any]) -> bytes:
    told = {key: facts.get(key) for key in ("theme", "place", "lecturer")}
    return session.vault.seal(json.dumps(told, ensure_ascii=False), f"training.facts:{training_id}")


def _training(session: Session, row: Any) -> Training:
    return Training(
        row.id,
        row.draft_id,
        row.task_force_id,
        row.day,
        json.loads(session.vault.open(row.facts_sealed, f"training.facts:{row.id}")),
        Standing(row.state),
        row.set_down_by,
        row.set_down_at,
        row.called_off_by,
        row.called_off_at,
        row.why_off,
        row.code_until,
    )
