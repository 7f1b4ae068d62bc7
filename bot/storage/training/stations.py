"""Stations and studios, from when to when they are open, and the conditional writes that change
them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from bot.rules.halfwidth import compact
from bot.rules.permissions import Subject
from bot.rules.stations import Kind, Where
from bot.storage.models import Award, Opening, Station
from bot.storage.session import Session

_s, _o, _a = Station.__table__.c, Opening.__table__.c, Award.__table__.c
_NEW: Final = (
    *("task_force_id", "draft_id", "kind", "name", "named", "within", "address", "keeper_id"),
    *("registered_by", "registered_at"),
)
_KEEPER: Final = ("keeper_id", "keeper_sealed")
_CHANGED: Final = ("draft_id", "kind", "name", "named", "within", "address", *_KEEPER)
_SELECT = select(
    *(_s[name] for name in ("id", *_NEW, "keeper_sealed", "version")),
)
_GET = _SELECT.where(_s.id == bindparam("station"))
_NAMED = _SELECT.where(_s.named == bindparam("called"))
_OF = _SELECT.where(_s.task_force_id == bindparam("force")).order_by(_s.id)
_ALL = _SELECT.order_by(_s.task_force_id, _s.id)
_NAMES = select(_s.id, _s.name).order_by(_s.id)
_KEPT_BY = select(_s.id, _s.name).where(_s.keeper_id == bindparam("person")).order_by(_s.id)
_ADD = (
    insert(Station)
    .values({name: bindparam("new_" + name) for name in _NEW} | {"version": 1})
    .returning(_s.id)
)
_SEAL = (
    update(Station)
    .where(_s.id == bindparam("station"))
    .values(keeper_sealed=bindparam("new_keeper_sealed"))
)
_CHANGE = (
    update(Station)
    .where(_s.id == bindparam("station"), _s.version == bindparam("seen"))
    .values(
        {name: bindparam("new_" + name) for name in _CHANGED} | {"version": _s.version + 1},
    )
)
_OPENING = (_o.id, _o.station_id, _o.first, _o.last, _o.why)
_OPENINGS = select(*_OPENING).where(_o.station_id == bindparam("station")).order_by(_o.id)
_EVERY_OPENING = select(*_OPENING).order_by(_o.station_id, _o.id)
_OPEN = insert(Opening).values(
    station_id=bindparam("station"), first=bindparam("day"), why="", opened_by=bindparam("by")
)
_CLOSE = (
    update(Opening)
    .where(_o.station_id == bindparam("station"), _o.last.is_(None))
    .values(last=bindparam("day"), why=bindparam("because"), closed_by=bindparam("by"))
)
_AS_IF_NEVER_CLOSED = (
    update(Opening)
    .where(_o.id == bindparam("opening"), _o.last.is_not(None))
    .values(last=None, why="", closed_by=None)
)
_SINCE = update(Opening).where(_o.id == bindparam("opening")).values(first=bindparam("day"))
# Whoever reads titles otherwise stands in a wing that this one does not see.
_GOLD = select(_a.year).where(_a.person_id == bindparam("person"), _a.ended_at.is_(None)).limit(1)


@dataclass(frozen=True, slots=True)
class Open:
    """A time in which a station is open: from `first` on, up to and with the day of closing
    (`last`, None while it is open), for which `why` says the reason.
    """

    id: int
    first: date
    last: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """A station or studio as it is registered. Who is in charge is `keeper_id`, a person on record,
    or else the name `keeper`. `version` tells one change from another; `times` are its times of
    being open, the first one first.
    """

    id: int
    task_force_id: int
    draft_id: int
    kind: Kind
    name: str
    within: Where
    address: str
    keeper_id: int | None
    keeper: str
    registered_by: int
    registered_at: datetime
    version: int
    times: Sequence[Open]

    @property
    def opened(self) -> date:
        """The day it was first opened."""
        return self.times[0].first

    @property
    def closing(self) -> Open | None:
        """The time that ended with its being closed; None while it is open."""
        return None if self.times[-1].last is None else self.times[-1]

    @property
    def subject(self) -> Subject:
        return Subject(task_force_id=self.task_force_id)


def get(session: Session, station_id: int) -> Known | None:
    row = session.row(_GET, station=station_id)
    return None if row is None else _known(session, row, _times(session, row.id))


def named(session: Session, name: str) -> Known | None:
    """Return the station of a public-facing name, however it is spaced; None without one."""
    row = session.row(_NAMED, called=compact(name))
    return None if row is None else _known(session, row, _times(session, row.id))


def of_task_force(session: Session, task_force_id: int) -> list[Known]:
    """Return a task force's stations in the order they were registered, closed ones too."""
    return _with_times(session, session.rows(_OF, force=task_force_id))


def every(session: Session) -> list[Known]:
    """Return all stations by task force."""
    return _with_times(session, session.rows(_ALL))


def names(session: Session) -> dict[str, int]:
    """Return public-facing name → id of every station."""
    return {row.name: row.id for row in session.rows(_NAMES)}


def kept_by(session: Session, person_id: int) -> list[str]:
    """Return the names of the stations that somebody is in charge of."""
    return [row.name for row in session.rows(_KEPT_BY, person=person_id)]


def is_gold(session: Session, person_id: int) -> bool:
    """Whether somebody is a gold coordinator of any year."""
    return session.value(_GOLD, person=person_id) is not None


def add(
    session: Session, keeper: str, opened: date, *, registered_by: int, name: str, **columns: Any
) -> int:
    """Register a station that is open since a day, and return its id; `keeper` is the name of who
    is in charge, "" where that is somebody on record.
    """
    given = {**columns, "name": name, "named": compact(name), "registered_by": registered_by}
    given["registered_at"] = session.now
    station_id = session.insert(_ADD, **{"new_" + key: value for key, value in given.items()})
    session.write(_SEAL, station=station_id, new_keeper_sealed=_sealed(session, station_id, keeper))
    session.write(_OPEN, station=station_id, day=opened, by=registered_by)
    return station_id


def change(
    session: Session, station: Known, seen: int, keeper: str, opened: date, **columns: Any
) -> bool:
    """Change a station that was last seen at a version; False when somebody was faster."""
    given = {
        **columns,
        "named": compact(columns["name"]),
        "keeper_sealed": _sealed(session, station.id, keeper),
    }
    new = {"new_" + key: value for key, value in given.items()}
    if not session.changed(_CHANGE, station=station.id, seen=seen, **new):
        return False
    if opened != station.opened:
        session.write(_SINCE, opening=station.times[0].id, day=opened)
    return True


def close(session: Session, station_id: int, day: date, why: str, by: int) -> bool:
    """Close a station; False when it is closed already."""
    return session.changed(_CLOSE, station=station_id, day=day, because=why, by=by) == 1


def reopen(session: Session, station_id: int, day: date, by: int) -> None:
    """Open a closed station again, from a day on."""
    session.write(_OPEN, station=station_id, day=day, by=by)


def take_back(session: Session, closing: Open) -> bool:
    """Let a station be as if it had not been closed; False when that was done already."""
    return session.changed(_AS_IF_NEVER_CLOSED, opening=closing.id) == 1


def _sealed(session: Session, station_id: int, keeper: str) -> bytes | None:
    return session.vault.seal(keeper, f"station.keeper:{station_id}") if keeper else None


def _times(session: Session, station_id: int) -> list[Open]:
    rows = session.rows(_OPENINGS, station=station_id)
    return [Open(row.id, row.first, row.last, row.why) for row in rows]


def _with_times(session: Session, rows: Sequence[Any]) -> list[Known]:
    if not rows:
        return []
    times: Mapping[int, list[Open]] = defaultdict(list)
    for row in session.rows(_EVERY_OPENING):
        times[row.station_id].append(Open(row.id, row.first, row.last, row.why))
    return [_known(session, row, times[row.id]) for row in rows]


def _known(session: Session, row: Any, times: Sequence[Open]) -> Known:
    sealed = row.keeper_sealed
    return Known(
        row.id,
        row.task_force_id,
        row.draft_id,
        Kind(row.kind),
        row.name,
        Where(row.within),
        row.address,
        row.keeper_id,
        session.vault.open(sealed, f"station.keeper:{row.id}") if sealed else "",
        row.registered_by,
        row.registered_at,
        row.version,
        times,
    )
