"""Stations and studios that are registered: listed, found by their names, closed and opened again
(三(六)).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.actions.training.stations import check
from bot.errors import Forbidden, Refused, Stale
from bot.rules import stations as rules
from bot.rules.permissions import Act, Actor, may
from bot.rules.roles import Role
from bot.rules.stations import Kind, read_closing
from bot.storage import audit
from bot.storage.people import accounts, persons, task_forces
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.training import stations
from bot.storage.training.stations import Known
from bot.storage.work import evidence
from bot.storage.work.evidence import Piece
from bot.texts.times import day_label
from bot.texts.training import stations as t

CLOSING: Final = "station close"
"""What a chat is in the middle of while day and reason of a closing are to be typed."""
MOST_NEAR: Final = 6
MOST_OF_A_NAME: Final = 60
"""No name is as long, with whatever spaces somebody puts into it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The stations of a task force, or of the county, by the name of their task force."""

    of: str
    groups: Sequence[tuple[str, Sequence[Known]]]

    @property
    def all(self) -> list[Known]:
        return [station for _, those in self.groups for station in those]


@dataclass(frozen=True, slots=True)
class Case:
    """A station with what its card shows: the task force's name, who is in charge if that is
    somebody on record, its photos, and whether its reader may change it.
    """

    station: Known
    force: str
    keeper: Person | None
    photos: Sequence[Piece]
    is_theirs: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """The stations of one kind of one task force over a range of days: how many stand at its end,
    and the names of those that were opened for the first time, closed and opened again in it.
    """

    task_force_id: int
    kind: Kind
    standing: int
    opened: Sequence[str]
    closed: Sequence[str]
    reopened: Sequence[str]


def listed(session: Session, actor: Actor, force_id: int) -> Listed:
    """Return the stations of a task force, those of the county for 0, open ones first. Raises
    Forbidden for who is nobody here.
    """
    _check_looks(actor)
    names = {force.id: force.name for force in task_forces.every(session)}
    if force_id and force_id not in names:
        raise Stale(t.GONE)
    found = stations.of_task_force(session, force_id) if force_id else stations.every(session)
    found.sort(key=lambda station: station.closing is not None)
    groups = [
        (name, those)
        for each, name in names.items()
        if (those := [station for station in found if station.task_force_id == each])
    ]
    return Listed(names.get(force_id, session.county.name), groups)


def case(session: Session, actor: Actor, station_id: int) -> Case:
    """Return what a station's card shows to the actor."""
    _check_looks(actor)
    station = stations.get(session, station_id)
    if station is None:
        raise Stale(t.GONE)
    return case_of(session, actor, station)


def case_of(session: Session, actor: Actor, station: Known) -> Case:
    names = {force.id: force.name for force in task_forces.every(session)}
    keeper = None if station.keeper_id is None else persons.get(session, station.keeper_id)
    return Case(
        station,
        names.get(station.task_force_id, ""),
        keeper,
        photos(session, station),
        may(actor, Act.STATION, station.subject),
    )


def of_name(session: Session, actor: Actor | None, words: str) -> Known | None:
    """Return the station that a text names and nothing else; None for any other text, and for who
    may not look.
    """
    if actor is None or not may(actor, Act.LOOK_UP) or len(words) > MOST_OF_A_NAME:
        return None
    return stations.named(session, words)


def near(session: Session, actor: Actor | None, words: str) -> list[tuple[int, str]]:
    """Return id and name of the stations that a text may mean, the likest first."""
    if actor is None or not may(actor, Act.LOOK_UP):
        return []
    ids = stations.names(session)
    return [(ids[name], name) for name in rules.near(words, ids, MOST_NEAR)]


def ask_closing(session: Session, actor: Actor, station_id: int) -> Known:
    """关闭: the next text typed says the day and the reason."""
    station = _open(session, actor, station_id)
    accounts.focus(session, actor.chat_id, CLOSING, station_id)
    return station


def leave_it(session: Session, actor: Actor) -> None:
    """返回: nothing is closed."""
    if accounts.load(session, actor.chat_id).focus == CLOSING:
        accounts.focus(session, actor.chat_id, None)


def close(session: Session, actor: Actor, station_id: int | None, text: str) -> Known:
    """Close a station on a day, for a reason. Raises Refused for a day before it was opened or yet
    to come, and without a reason.
    """
    station = _open(session, actor, station_id or 0)
    said = read_closing(text, session.said_on)
    since = station.times[-1].first
    if said.day < since:
        raise Refused(t.BEFORE_OPENING.format(day=day_label(since, session.today)))
    if not stations.close(session, station.id, said.day, said.why, actor.person_id):
        raise RuntimeError("closed since it was read")
    accounts.focus(session, actor.chat_id, None)
    _record(session, actor, "close station", station, day=said.day, why=said.why)
    return stations.get(session, station.id) or station


def reopen(session: Session, actor: Actor, station_id: int, times: int) -> Known:
    """重新开放: open a closed station again from today on, once, however often it is pressed:
    `times` is how often it had been open when the button was made.
    """
    station = _theirs(session, actor, station_id)
    if len(station.times) > times and station.closing is None:
        return station
    if station.closing is None:
        raise Stale(t.OPEN_SINCE.format(name=station.name))
    stations.reopen(session, station.id, session.today, actor.person_id)
    _record(session, actor, "reopen station", station)
    return stations.get(session, station.id) or station


def take_back(session: Session, actor: Actor, station_id: int, opening_id: int) -> Known:
    """撤销关闭: let a station be as if it had not been closed; pressed twice it does the same.
    Raises Stale where it was opened again since.
    """
    station = _theirs(session, actor, station_id)
    last = station.times[-1]
    if last.id != opening_id:
        raise Stale(t.OPEN_SINCE.format(name=station.name))
    if station.closing is not None and stations.take_back(session, last):
        _record(session, actor, "take back closing", station)
    return stations.get(session, station.id) or station


def tally(session: Session, first: date, end: date) -> list[Tally]:
    """Return the stations by task force and kind over the days from `first` up to `end`, which is
    not among them; what is registered of neither kind is left out.
    """
    found: dict[tuple[int, Kind], list[Known]] = {}
    for station in stations.every(session):
        if station.opened < end:
            found.setdefault((station.task_force_id, station.kind), []).append(station)
    return [_tally(force, kind, those, first, end) for (force, kind), those in found.items()]


def _tally(force: int, kind: Kind, those: Sequence[Known], first: date, end: date) -> Tally:
    def within(day: date | None) -> bool:
        return day is not None and first <= day < end

    return Tally(
        force,
        kind,
        sum(_stands(station, end) for station in those),
        [station.name for station in those if within(station.opened)],
        [s.name for s in those if any(within(time.last) for time in s.times)],
        [s.name for s in those if any(within(time.first) for time in s.times[1:])],
    )


def _stands(station: Known, end: date) -> bool:
    """Whether a station is open at the end of the day before `end`."""
    return any(
        time.first < end and (time.last is None or time.last >= end) for time in station.times
    )


def pictured(session: Session, first: date, end: date) -> list[tuple[Known, str]]:
    """Return the stations that stand at the end of a range of days as `tally` has it and have a
    photo, with the SHA-256 of the first; those opened in it come first.
    """
    standing = [station for station in stations.every(session) if _stands(station, end)]
    standing.sort(key=lambda station: station.opened < first)
    found = ((station, _first_photo(session, station)) for station in standing)
    return [(station, sha256) for station, sha256 in found if sha256]


def _first_photo(session: Session, station: Known) -> str:
    shown = (one for one in photos(session, station) if one.kind == "photo")
    return next((one.sha256 for one in shown if one.state == "ready" and one.sha256), "")


def mine(session: Session, person_id: int) -> list[str]:
    """Return the names of the stations somebody is in charge of."""
    return stations.kept_by(session, person_id)


def default_force(actor: Actor) -> int:
    """Return whose stations the actor is shown first: their own task force's, 0 for the county."""
    return 0 if actor.is_(Role.BUREAU) else actor.task_force_id or 0


def photos(session: Session, station: Known) -> list[Piece]:
    return evidence.of_draft(session, station.draft_id)


def _check_looks(actor: Actor) -> None:
    if not may(actor, Act.LOOK_UP):
        raise Forbidden(t.ONLY_KEEPERS)


def _theirs(session: Session, actor: Actor, station_id: int) -> Known:
    station = stations.get(session, station_id)
    if station is None:
        raise Stale(t.GONE)
    check(actor, station.task_force_id)
    return station


def _open(session: Session, actor: Actor, station_id: int) -> Known:
    """Return a station that can be closed. Raises Stale where somebody has closed it."""
    station = _theirs(session, actor, station_id)
    if (closing := station.closing) is not None and closing.last is not None:
        day = day_label(closing.last, session.today)
        raise Stale(t.CLOSED_SINCE.format(name=station.name, day=day))
    return station


def _record(session: Session, actor: Actor, act: str, station: Known, **detail: object) -> None:
    audit.record(session, actor.person_id, act, f"station:{station.id}", **detail)
