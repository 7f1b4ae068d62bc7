"""Quarters as they were reported: versions, and in each the figures of its people (decision 0045).

A version is made in pieces, so that nobody's tap waits for a whole county: until it `stand`s nobody
reads it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.errors import Misconfigured
from bot.rules.quarters import Quarter
from bot.rules.rubric import Line, Rubric
from bot.rules.rubric_file import figures, read_rubric
from bot.rules.scoring import NOTHING, Carried
from bot.rules.tables import Table
from bot.rules.versions import Source
from bot.storage.models import Reported as Row
from bot.storage.models import Version as VersionRow
from bot.storage.session import Session

MAKING, STANDING = "making", "standing"
FIGURES: Final = (
    *("base", "publicity", "mediation", "management", "risk", "publication"),
    *("fault", "total"),
)

_v, _t = VersionRow.__table__.c, Row.__table__.c
_SELECT = select(
    *(_v[n] for n in ("id", "quarter", "number", "source", "state", "rules", "reason")),
    *(_v[n] for n in ("made_by", "made_at")),
)
_GET = _SELECT.where(_v.id == bindparam("version"))
_OF_QUARTER = _SELECT.where(_v.quarter == bindparam("in_quarter")).order_by(_v.number.desc())
_STAGES = (
    select(_v.state, _v.made_at)
    .where(_v.source != Source.LEDGER.value, _v.quarter == bindparam("in_quarter"))
    .order_by(_v.number)
)
_TOLD = select(_t.person_id).where(_t.version_id == bindparam("version"))
_TOLD_AMONG = _TOLD.where(_t.person_id.between(bindparam("low"), bindparam("high")))
_FROZEN = (_v.source != Source.LEDGER.value) & (_v.quarter == bindparam("in_quarter"))
_IS_FROZEN = select(_v.id).where(_FROZEN).limit(1)
_NUMBER = select(func.max(_v.number)).where(_v.quarter == bindparam("in_quarter"))
_BEGIN = (
    insert(VersionRow)
    .values(
        {n: bindparam("new_" + n) for n in ("quarter", "number", "source", "rules", "reason")}
        | {"made_by": bindparam("by"), "made_at": bindparam("at"), "state": MAKING}
    )
    .returning(_v.id)
)
_STAND = (
    update(VersionRow)
    .where(_v.id == bindparam("version"), _v.state == MAKING)
    .values(state=STANDING, made_at=bindparam("at"))
)
_DROP_FIGURES = delete(Row).where(_t.version_id == bindparam("version"))
_DROP = delete(VersionRow).where(_v.id == bindparam("version"), _v.state == MAKING)
_COLUMNS: Final = (
    *("version_id", "person_id", "task_force_id", "place", "who_sealed", "counted_sealed"),
    *FIGURES,
)
_ADD = insert(Row).values({name: bindparam("new_" + name) for name in _COLUMNS})
_STANDS = _v.state == STANDING
_ON_PAPER = _v.source == Source.LEDGER.value
# What a ledger brought while the quarter was still running was no last word on it.
_CARRIED = (_ON_PAPER & (_v.made_at < bindparam("ended"))).label("carried")
_WITH_VERSION = select(*(_t[name] for name in _COLUMNS), _v.source, _CARRIED).join(
    VersionRow, _v.id == _t.version_id
)
# The newest version with somebody in it comes last, so that it is the one that is kept.
_STANDING = _WITH_VERSION.where(_v.quarter == bindparam("in_quarter"), _STANDS).order_by(_v.number)
_BEFORE = _STANDING.where(_v.number < bindparam("below"))
_OF_PERSON = _WITH_VERSION.where(
    _t.person_id == bindparam("person"), _v.quarter == bindparam("in_quarter"), _STANDS
).order_by(_v.number)
_PAPER = _STANDING.where(_ON_PAPER)
_PAPER_OF_PERSON = _OF_PERSON.where(_ON_PAPER)
_LOCKED = _SELECT.where(_FROZEN, _STANDS).order_by(_v.number.desc()).limit(1)
_OF_VERSION = _WITH_VERSION.where(_t.version_id == bindparam("version")).order_by(
    _t.task_force_id, _t.place, _t.person_id
)
_TO_ADD_UP = (
    select(*(_t[name] for name in _COLUMNS), _v.quarter, _v.number, _v.rules)
    .join(VersionRow, _v.id == _t.version_id)
    .where(_STANDS)
    .order_by(_t.version_id, _t.person_id)
)
_COUNT = select(func.count()).select_from(Row).where(_t.version_id == bindparam("version"))


@dataclass(frozen=True, slots=True)
class Version:
    """A quarter as it was reported; `number` counts from 1. `made_by` is None for the command
    line.
    """

    id: int
    quarter: Quarter
    number: int
    source: Source
    stands: bool
    rubric: Rubric
    reason: str
    made_by: int | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the lock of a quarter is. `since` is when what it was last reported as stood, None
    until the lock itself stands; `is_making` is True while that or a restatement is being made.
    """

    is_locked: bool
    is_making: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """One person's quarter as reported. `figures` are those of `FIGURES`: `fault` is 0 or negative,
    `base` None where nobody had given it. `who` is how they stood in the ledger: name, kind,
    employer, remark. `counted` has, for each entry and fault, what it came to; [] where a ledger on
    paper says no more. `carried` is True for what a ledger on paper brought while the quarter was
    running: the bot's own points are added to it (decision 0045).
    """

    person_id: int
    task_force_id: int
    place: int
    who: Mapping[str, str]
    figures: Mapping[str, int | None]
    counted: list[Any] = field(default_factory=list)
    source: Source = Source.LOCK
    carried: bool = False


def of_quarter(session: Session, quarter: Quarter) -> list[Version]:
    """Return every version of a quarter, the newest first, one that is being made too."""
    return [_version(row) for row in session.rows(_OF_QUARTER, in_quarter=str(quarter))]


def get(session: Session, version_id: int) -> Version | None:
    row = session.row(_GET, version=version_id)
    return None if row is None else _version(row)


def is_locked(session: Session, quarter: Quarter) -> bool:
    """Whether a quarter is locked for everybody, or being locked: from then on only the bureau
    decides on work of it, and what it decides counts with the next restatement.
    """
    return session.value(_IS_FROZEN, in_quarter=str(quarter)) is not None


def stage(session: Session, quarter: Quarter) -> Stage:
    """Return how far the lock of a quarter is; what a ledger brought on paper locks nothing."""
    rows = session.rows(_STAGES, in_quarter=str(quarter))
    if not rows:
        return Stage(is_locked=False)
    standing = [row.made_at for row in rows if row.state == STANDING]
    return Stage(True, len(standing) < len(rows), standing[-1] if standing else None)  # noqa: FBT003


def locked(session: Session, quarter: Quarter) -> Version | None:
    """Return the version that a locked quarter is shown by, the newest that stands and was not
    brought by a ledger; None while the quarter is a draft.
    """
    row = session.row(_LOCKED, in_quarter=str(quarter))
    return None if row is None else _version(row)


def is_closed_for(session: Session, person_id: int, quarter: Quarter) -> bool:
    """Whether a person's quarter stands as reported: locked, or closed on paper."""
    if is_locked(session, quarter):
        return True
    found = of_person(session, person_id, quarter)
    return found is not None and not found.carried


def of_person(session: Session, person_id: int, quarter: Quarter) -> Reported | None:
    """Return a person's standing figures; None where the quarter was never reported for them."""
    return _last(session, session.dicts(_OF_PERSON, person=person_id, **_asked(quarter)))


def standing(session: Session, quarter: Quarter) -> dict[int, Reported]:
    """Return person → standing figures of everybody for whom the quarter was reported."""
    return _newest(session, session.stream(_STANDING, **_asked(quarter)))


def before(session: Session, version: Version) -> dict[int, Reported]:
    """Return person → what stood before a version."""
    rows = session.stream(_BEFORE, **_asked(version.quarter), below=version.number)
    return _newest(session, rows)


def paper(session: Session, quarter: Quarter) -> dict[int, Reported]:
    """Return person → the last that a ledger on paper said of the quarter, locked or not."""
    return _newest(session, session.stream(_PAPER, **_asked(quarter)))


def carried_in(paper: Reported | None) -> Carried:
    """Return the points that a ledger on paper brought into a quarter that was running."""
    return lines_of(paper) if paper is not None and paper.carried else NOTHING


def lines_of(reported: Reported) -> Carried:
    """Return the points that somebody was reported with, line by line."""
    known = {line: reported.figures[line.value] for line in Line}
    return {line: points for line, points in known.items() if points is not None}


def paper_of_person(session: Session, person_id: int, quarter: Quarter) -> Reported | None:
    return _last(session, session.dicts(_PAPER_OF_PERSON, person=person_id, **_asked(quarter)))


def of_version(session: Session, version_id: int) -> list[Reported]:
    """Return what a version says, by task force in the ledger's order."""
    version = get(session, version_id)
    if version is None:
        return []
    rows = session.stream(_OF_VERSION, version=version_id, ended=version.quarter.ended_at)
    return [_reported(session, row) for row in rows]


def size(session: Session, version_id: int) -> int:
    """Return of how many people a version tells."""
    return int(session.value(_COUNT, version=version_id))


def not_adding_up(session: Session) -> Iterator[tuple[str, int, int]]:
    """Yield quarter, number and person wherever a standing version's figures are not what its own
    list of entries and faults adds up to. What cannot be read is passed over: that it was changed
    is found by the trail.
    """
    for row in session.stream(_TO_ADD_UP):
        try:
            key = f"reported.counted:{row['version_id']}:{row['person_id']}"
            counted = json.loads(session.vault.open(row["counted_sealed"], key) or "[]")
            most = json.loads(row["rules"])["total_max"]
            lines = dict.fromkeys(FIGURES[1:-1], 0)
            for _, line, points, *_ in counted:
                lines[line] += points
            raw = (row["base"] or 0) + sum(lines.values())
            added = [*lines.values(), max(0, min(raw, most))]
        except (Misconfigured, TypeError, ValueError, KeyError):
            continue
        if counted and added != [row[name] for name in FIGURES[1:]]:
            yield str(row["quarter"]), row["number"], row["person_id"]


def begin(
    session: Session,
    quarter: Quarter,
    source: Source,
    reason: str,
    by: int | None,
    rubric: Rubric | None = None,
) -> Version:
    """Begin a version of a quarter, by the rules now in force unless others are given. Raises
    IntegrityError where another is being made.
    """
    rubric = rubric or session.county.rubric_on(quarter)
    number = (session.value(_NUMBER, in_quarter=str(quarter)) or 0) + 1
    version_id = session.insert(
        _BEGIN,
        new_quarter=str(quarter),
        new_number=number,
        new_source=source.value,
        new_rules=json.dumps(figures(rubric), ensure_ascii=False, sort_keys=True),
        new_reason=reason,
        by=by,
        at=session.now,
    )
    return Version(version_id, quarter, number, source, False, rubric, reason, by, session.now)  # noqa: FBT003


def add(session: Session, version_id: int, people: Iterable[Reported]) -> None:
    """Write people's figures into a version that is being made."""
    for each in people:
        row = f"{version_id}:{each.person_id}"
        counted = json.dumps(each.counted, ensure_ascii=False) if each.counted else ""
        session.write(
            _ADD,
            new_version_id=version_id,
            new_person_id=each.person_id,
            new_task_force_id=each.task_force_id,
            new_place=each.place,
            new_who_sealed=session.vault.seal(
                json.dumps(dict(each.who), ensure_ascii=False), f"reported.who:{row}"
            ),
            new_counted_sealed=session.vault.seal(counted, f"reported.counted:{row}"),
            **{f"new_{name}": each.figures[name] for name in FIGURES},
        )


def told(session: Session, version_id: int, among: Collection[int] = ()) -> set[int]:
    """Return the people whom a version tells of so far; where some are asked about, those of them,
    and perhaps more.
    """
    if among:
        span = {"low": min(among), "high": max(among)}
        rows = session.rows(_TOLD_AMONG, version=version_id, **span)
    else:
        rows = session.rows(_TOLD, version=version_id)
    return {row.person_id for row in rows}


def stand(session: Session, version_id: int) -> bool:
    """Let a version be what the quarter was reported as from now on; False when it is already."""
    return session.changed(_STAND, version=version_id, at=session.now) == 1


def drop(session: Session, version_id: int) -> None:
    """Throw a version away that was being made."""
    session.write(_DROP_FIGURES, version=version_id)
    session.write(_DROP, version=version_id)


def _asked(quarter: Quarter) -> dict[str, Any]:
    return {"in_quarter": str(quarter), "ended": quarter.ended_at}


def _newest(session: Session, rows: Iterable[Mapping[str, Any]]) -> dict[int, Reported]:
    newest = {row["person_id"]: row for row in rows}
    return {person_id: _reported(session, row) for person_id, row in newest.items()}


def _last(session: Session, rows: Sequence[Mapping[str, Any]]) -> Reported | None:
    return _reported(session, rows[-1]) if rows else None


def _version(row: Any) -> Version:
    return Version(
        row.id,
        Quarter.read(row.quarter),
        row.number,
        Source(row.source),
        row.state == STANDING,
        read_rubric(Table(json.loads(row.rules))),
        row.reason,
        row.made_by,
        row.made_at,
    )


def _reported(session: Session, row: Mapping[str, Any]) -> Reported:
    opened, key = session.vault.open, f"{row['version_id']}:{row['person_id']}"
    counted = opened(row["counted_sealed"], f"reported.counted:{key}")
    return Reported(
        row["person_id"],
        row["task_force_id"],
        row["place"],
        json.loads(opened(row["who_sealed"], f"reported.who:{key}")),
        {name: row[name] for name in FIGURES},
        json.loads(counted) if counted else [],
        Source(row["source"]),
        bool(row["carried"]),
    )
