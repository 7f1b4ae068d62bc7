"""Placements (以干代训), and the conditional writes by which they change."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, insert, select, update

from bot.rules.permissions import Subject
from bot.rules.placements import Grade, Level, Stage, number
from bot.rules.roles import Role
from bot.rules.trainings import Standing
from bot.storage.models import Person
from bot.storage.models import Placement as Row
from bot.storage.models import Role as RoleRow
from bot.storage.session import Session

_t, _p, _r = Row.__table__.c, Person.__table__.c, RoleRow.__table__.c
_STANDS = _t.state == Standing.STANDING.value
_IS_LIAISON = exists().where(
    _r.person_id == _t.person_id, _r.role == Role.LIAISON.value, _r.until.is_(None)
)
_SELECT = select(Row.__table__, _IS_LIAISON.label("is_liaison"))
_GET = _SELECT.where(_t.id == bindparam("placement"))
_OF_DRAFT = _SELECT.where(_t.draft_id == bindparam("draft"))
_OF_PERSON = _SELECT.where(_t.person_id == bindparam("person")).order_by(_t.first, _t.id)
_BETWEEN = _SELECT.where(_t.last >= bindparam("first"), _t.first < bindparam("after")).order_by(
    _t.first.desc(), _t.id.desc()
)
_IN_LEDGER = exists().where(_p.id == _t.person_id, _p.left_at.is_(None))
_UNEVALUATED = _SELECT.where(
    _IN_LEDGER, _STANDS, _t.last < bindparam("today"), _t.grade.is_(None)
).order_by(_t.last, _t.id)
_PLACED = select(_t.person_id).where(_STANDS).distinct()
_ID_OF_DRAFT = select(_t.id).where(_t.draft_id == bindparam("draft"))
_HIGHEST = select(func.max(_t.id))
_told = ("host", "level", "stage", "first", "last")
_new = ("id", "draft_id", "person_id", "task_force_id", *_told, "set_down_by", "set_down_at")
_ADD = insert(Row).values(
    {name: bindparam("new_" + name) for name in _new} | {"state": Standing.STANDING.value}
)
_CHANGE = (
    update(Row)
    .where(_t.id == bindparam("placement"), _STANDS)
    .values({name: bindparam("to_" + name) for name in _told})
)
_CALL_OFF = (
    update(Row)
    .where(_t.id == bindparam("placement"), _STANDS)
    .values(
        state=Standing.OFF.value,
        called_off_by=bindparam("by"),
        called_off_at=bindparam("at"),
        why_off=bindparam("because"),
    )
)
_RESTORE = (
    update(Row)
    .where(_t.id == bindparam("placement"), _t.state == Standing.OFF.value)
    .values(state=Standing.STANDING.value, called_off_by=None, called_off_at=None, why_off="")
)
_EVALUATE = (
    update(Row)
    .where(_t.id == bindparam("placement"), _STANDS)
    .values(
        grade=bindparam("to_grade"),
        words_sealed=bindparam("words"),
        evaluated_by=bindparam("by"),
        evaluated_at=bindparam("at"),
    )
)
_UNEVALUATE = (
    update(Row)
    .where(_t.id == bindparam("placement"), _t.evaluated_at == bindparam("seen"))
    .values(grade=None)
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a placement is: host, level, stage, and both days, included."""

    host: str
    level: Level
    stage: Stage
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Placement:
    """A placement as it stands; `task_force_id` is whose the person was when it was set down,
    `is_liaison` whether they are a task force's liaison now. `grade` and `words` are its
    evaluation, None and "" while there is none; words without a grade are what was said of it
    before it was prolonged.
    """

    id: int
    draft_id: int
    person_id: int
    task_force_id: int | None
    told: Told
    state: Standing
    set_down_by: int
    set_down_at: datetime
    called_off_by: int | None
    called_off_at: datetime | None
    why_off: str
    grade: Grade | None
    words: str
    evaluated_by: int | None
    evaluated_at: datetime | None
    is_liaison: bool

    @property
    def number(self) -> str:
        return number(self.id)

    @property
    def stands(self) -> bool:
        return self.state is Standing.STANDING

    @property
    def lost_evaluation(self) -> bool:
        """Whether it was evaluated and prolonged afterwards."""
        return self.grade is None and bool(self.words)

    @property
    def subject(self) -> Subject:
        return Subject(self.person_id, self.task_force_id, is_liaison=self.is_liaison)

    def has_ended(self, today: date) -> bool:
        """Whether its last day has come: from then on it may be evaluated."""
        return self.told.last <= today


def get(session: Session, placement_id: int) -> Placement | None:
    row = session.row(_GET, placement=placement_id)
    return None if row is None else _placement(session, row)


def of_draft(session: Session, draft_id: int) -> Placement | None:
    row = session.row(_OF_DRAFT, draft=draft_id)
    return None if row is None else _placement(session, row)


def number_of(session: Session, draft_id: int) -> str:
    """Return the number of the placement that a draft became, "" when it became none."""
    placement_id = session.value(_ID_OF_DRAFT, draft=draft_id)
    return number(placement_id) if placement_id else ""


def of_person(session: Session, person_id: int) -> list[Placement]:
    """Return all of a person's placements in order of days, those called off included."""
    return [_placement(session, row) for row in session.rows(_OF_PERSON, person=person_id)]


def between(session: Session, first: date, after: date) -> list[Placement]:
    """Return the placements that have a day in [first, after), the latest first, those called off
    included.
    """
    rows = session.rows(_BETWEEN, first=first, after=after)
    return [_placement(session, row) for row in rows]


def unevaluated(session: Session) -> list[Placement]:
    """Return the placements that are over and have no evaluation, the first ended first; of those
    who have left nobody waits for one.
    """
    rows = session.rows(_UNEVALUATED, today=session.today)
    return [_placement(session, row) for row in rows]


def placed(session: Session) -> set[int]:
    """Return everybody for whom a placement was ever arranged and not called off."""
    return {row.person_id for row in session.rows(_PLACED)}


def set_down(
    session: Session,
    draft_id: int,
    person_id: int,
    task_force_id: int | None,
    told: Told,
    by: int,
) -> Placement:
    """Write down a new placement with the next number."""
    placement_id = (session.value(_HIGHEST) or 0) + 1
    columns = {
        "id": placement_id,
        "draft_id": draft_id,
        "person_id": person_id,
        "task_force_id": task_force_id,
        "set_down_by": by,
        "set_down_at": session.now,
        **_columns(told),
    }
    session.write(_ADD, **{"new_" + name: value for name, value in columns.items()})
    made = get(session, placement_id)
    if made is None:
        raise LookupError(placement_id)
    return made


def change(session: Session, placement_id: int, told: Told) -> bool:
    """Write down what a placement is by now; False once it was called off."""
    to = {"to_" + name: value for name, value in _columns(told).items()}
    return session.changed(_CHANGE, placement=placement_id, **to) == 1


def call_off(session: Session, placement_id: int, by: int, reason: str) -> bool:
    """Call a placement off; False when that was done before."""
    done = session.changed(_CALL_OFF, placement=placement_id, by=by, at=session.now, because=reason)
    return done == 1


def restore(session: Session, placement_id: int) -> bool:
    """Let a placement that was called off stand again; False when it stands."""
    return session.changed(_RESTORE, placement=placement_id) == 1


def evaluate(session: Session, placement_id: int, grade: Grade, words: str, by: int) -> bool:
    """Write down the overall evaluation, in place of an earlier one; False once the placement was
    called off.
    """
    sealed = session.vault.seal(words, f"placement.words:{placement_id}")
    return (
        session.changed(
            _EVALUATE,
            placement=placement_id,
            to_grade=grade.value,
            words=sealed,
            by=by,
            at=session.now,
        )
        == 1
    )


def unevaluate(session: Session, known: Placement) -> None:
    """Let a placement lack its evaluation again, as it was read; the words stay to be read."""
    session.changed(_UNEVALUATE, placement=known.id, seen=known.evaluated_at)


def _columns(told: Told) -> dict[str, Any]:
    return {
        "host": told.host,
        "level": told.level.value,
        "stage": told.stage.value,
        "first": told.first,
        "last": told.last,
    }


def _placement(session: Session, row: Any) -> Placement:
    words = row.words_sealed
    return Placement(
        row.id,
        row.draft_id,
        row.person_id,
        row.task_force_id,
        Told(row.host, Level(row.level), Stage(row.stage), row.first, row.last),
        Standing(row.state),
        row.set_down_by,
        row.set_down_at,
        row.called_off_by,
        row.called_off_at,
        row.why_off,
        Grade(row.grade) if row.grade else None,
        session.vault.open(words, f"placement.words:{row.id}") if words else "",
        row.evaluated_by,
        row.evaluated_at,
        bool(row.is_liaison),
    )
