"""Alerts, and the conditional writes by which their state changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select, update

from bot.rules.alerts import GOING_ON, AlertState, number
from bot.rules.permissions import Subject
from bot.storage.models import Alert as Row
from bot.storage.session import Session

_t = Row.__table__.c
_OPEN: Final = [state.value for state in GOING_ON]
_SELECT = select(Row.__table__)
_GET = _SELECT.where(_t.id == bindparam("alert"))
_OF_DRAFT = _SELECT.where(_t.draft_id == bindparam("draft"))
_HIGHEST = select(func.max(_t.id))
_GOING_ON = _SELECT.where(_t.state.in_(_OPEN)).order_by(_t.raised_at, _t.id)
_KNOWERS = select(_t.known_by).where(_t.known_by.is_not(None)).order_by(_t.id.desc()).limit(20)
_BETWEEN = (
    select(_t.id, _t.raised_at, _t.task_force_id, _t.state, _t.known_at, _t.drill)
    .where(_t.raised_at >= bindparam("since"), _t.raised_at < bindparam("until"))
    .order_by(_t.raised_at, _t.id)
)
_new = ("id", "draft_id", "raised_by", "task_force_id", "raised_at", "drill", "words_sealed")
_ADD = insert(Row).values(
    {name: bindparam(name) for name in (*_new, "touched_at")}
    | {"state": AlertState.RAISED.value, "round": 1, "passed": 0}
)
_SAY = (
    update(Row)
    .where(_t.id == bindparam("alert"), _t.words_sealed.is_(None), _t.state.in_(_OPEN))
    .values(words_sealed=bindparam("words"))
)
_ASK_AGAIN = (
    update(Row)
    .where(
        _t.id == bindparam("alert"),
        _t.state == AlertState.RAISED.value,
        _t.round < bindparam("to_round"),
    )
    .values(round=bindparam("to_round"))
)
_KNOW = (
    update(Row)
    .where(_t.id == bindparam("alert"), _t.state == AlertState.RAISED.value)
    .values(state=AlertState.KNOWN.value, known_by=bindparam("by"), known_at=bindparam("at"))
)
_END = (
    update(Row)
    .where(_t.id == bindparam("alert"), _t.state == bindparam("from_state"))
    .values(
        state=bindparam("to_state"),
        ended_by=bindparam("by"),
        ended_at=bindparam("at"),
        outcome_sealed=bindparam("words"),
    )
)
_TOUCH = update(Row).where(_t.id == bindparam("alert")).values(touched_at=bindparam("at"))
_PASS = (
    update(Row)
    .where(_t.id == bindparam("alert"), _t.passed < bindparam("piece"))
    .values(passed=bindparam("piece"))
)


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it stands. `words` are what happened, "" while only photos came; `outcome` is how
    it ended. `round` tells how often people were asked.
    """

    id: int
    draft_id: int
    raised_by: int
    task_force_id: int | None
    raised_at: datetime
    drill: bool
    words: str
    state: AlertState
    round: int
    passed: int
    touched_at: datetime
    known_by: int | None
    known_at: datetime | None
    ended_by: int | None
    ended_at: datetime | None
    outcome: str

    @property
    def number(self) -> str:
        return number(self.id)

    @property
    def subject(self) -> Subject:
        return Subject(self.raised_by, self.task_force_id)

    @property
    def goes_on(self) -> bool:
        return self.state in GOING_ON


def get(session: Session, alert_id: int) -> Alert | None:
    row = session.row(_GET, alert=alert_id)
    return None if row is None else _alert(session, row)


def of_draft(session: Session, draft_id: int) -> Alert | None:
    row = session.row(_OF_DRAFT, draft=draft_id)
    return None if row is None else _alert(session, row)


def going_on(session: Session) -> list[Alert]:
    """Return every alert that is neither closed nor withdrawn, the first raised first."""
    return [_alert(session, row) for row in session.rows(_GOING_ON)]


def between(session: Session, since: datetime, until: datetime) -> Sequence[Any]:
    """Return rows of id, raised_at, task_force_id, state, known_at and drill of the alerts raised
    from `since` on and before `until`.
    """
    return session.rows(_BETWEEN, since=since, until=until)


def last_knowers(session: Session) -> list[int]:
    """Return who said of the last alerts that they know of them, the newest alert first."""
    return [row.known_by for row in session.rows(_KNOWERS)]


def add(
    session: Session,
    draft_id: int,
    raised_by: int,
    task_force_id: int | None,
    words: str,
    *,
    drill: bool,
) -> Alert:
    """Write a new alert with the next number."""
    alert_id = (session.value(_HIGHEST) or 0) + 1
    session.write(
        _ADD,
        id=alert_id,
        draft_id=draft_id,
        raised_by=raised_by,
        task_force_id=task_force_id,
        raised_at=session.now,
        touched_at=session.now,
        drill=drill,
        words_sealed=_sealed(session, "words", alert_id, words) if words else None,
    )
    return fresh(session, alert_id)


def fresh(session: Session, alert_id: int) -> Alert:
    """Return an alert as it is now. Raises LookupError when there is none."""
    found = get(session, alert_id)
    if found is None:
        raise LookupError(alert_id)
    return found


def say(session: Session, alert_id: int, words: str) -> bool:
    """Write down what happened, where only photos had come; False where that was said already."""
    sealed = _sealed(session, "words", alert_id, words)
    return session.changed(_SAY, alert=alert_id, words=sealed) == 1


def ask_again(session: Session, alert_id: int, which: int) -> bool:
    """Begin the `which`-th round; False when somebody knows by now, or it was begun before."""
    return session.changed(_ASK_AGAIN, alert=alert_id, to_round=which) == 1


def know(session: Session, alert_id: int, by: int) -> bool:
    """Note that somebody knows of it; False when somebody was faster."""
    return session.changed(_KNOW, alert=alert_id, by=by, at=session.now) == 1


def end(session: Session, alert: Alert, to: AlertState, by: int, outcome: str = "") -> bool:
    """Close or withdraw an alert that stands as it was read; False when somebody was faster."""
    return (
        session.changed(
            _END,
            alert=alert.id,
            from_state=alert.state.value,
            to_state=to.value,
            by=by,
            at=session.now,
            words=_sealed(session, "outcome", alert.id, outcome) if outcome else None,
        )
        == 1
    )


def touch(session: Session, alert_id: int) -> None:
    """Note that somebody has to do with it now."""
    session.write(_TOUCH, alert=alert_id, at=session.now)


def passed_on(session: Session, alert_id: int, piece: int) -> bool:
    """Note that evidence up to this piece was passed on; False when it had been."""
    return session.changed(_PASS, alert=alert_id, piece=piece) == 1


def _sealed(session: Session, what: str, alert_id: int, words: str) -> bytes:
    return session.vault.seal(words, f"alert.{what}:{alert_id}")


def _alert(session: Session, row: Any) -> Alert:
    def opened(what: str, sealed: bytes | None) -> str:
        return session.vault.open(sealed, f"alert.{what}:{row.id}") if sealed else ""

    return Alert(
        row.id,
        row.draft_id,
        row.raised_by,
        row.task_force_id,
        row.raised_at,
        bool(row.drill),
        opened("words", row.words_sealed),
        AlertState(row.state),
        row.round,
        row.passed,
        row.touched_at,
        row.known_by,
        row.known_at,
        row.ended_by,
        row.ended_at,
        opened("outcome", row.outcome_sealed),
    )
