"""The year's ranking out of its quarters, and what the year's papers say (三(五), §8.3)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

from bot.actions.score import figures
from bot.errors import Refused
from bot.reports.notices import Named, Papers
from bot.reports.ranking import YearPerson, YearRanking
from bot.rules import awards as rules
from bot.rules.awards import QUARTERS, Year
from bot.rules.quarters import Quarter
from bot.rules.scoring import Fault
from bot.rules.versions import Source
from bot.storage.people import persons, task_forces
from bot.storage.score import awards, faults, versions
from bot.storage.session import Session
from bot.texts.times import local


def check(session: Session, year: int) -> None:
    """Check that a year can be ranked. Raises Refused for one before the first rubric, and for one
    that has not begun.
    """
    rules.parse_year(str(year), session.today)
    session.county.rubric_on(Quarter(year, QUARTERS))


def ranking(session: Session, year: int) -> YearRanking:
    """Return the year's ranking. Whoever calls it is the bureau's, and no step of the writer: it
    goes through a whole county four times.
    """
    current, still_open, found = Quarter.of(session.today), list[Quarter](), _Found()
    forces = {force.id: force.name for force in task_forces.every(session)}
    for quarter in _quarters(year):
        if quarter > current:
            still_open.append(quarter)
            continue
        try:
            known = figures.of_quarter(session, quarter)
        except Refused:  # before the first rubric: nobody has figures of it
            continue
        if _is_open(known, current):
            still_open.append(quarter)
        for each in known.people:
            found.add(quarter, each, forces)
    present = set()
    for now in persons.listed(session):
        present.add(now.id)
        if now.id in found.who:
            force = forces.get(now.task_force_id, "")
            found.who[now.id] = YearPerson(now.name, force, now.employer)
    return YearRanking(
        session.county.name,
        session.county.bureau,
        year,
        local(session.now),
        found.who,
        rules.ranking(found.years(_erred(session, year), present)),
        tuple(still_open),
        frozenset(award.person_id for award in awards.standing(session, year)),
        frozenset(f.person_id for f in faults.undecided(session) if f.day.year == year),
    )


class _Found:
    """Gathers what the quarters of a year say of each person; `who` they were in the last."""

    def __init__(self) -> None:
        self.who: dict[int, YearPerson] = {}
        self._points: dict[int, list[int | None]] = defaultdict(lambda: [None] * QUARTERS)
        self._unrated: dict[int, list[int]] = defaultdict(list)
        self._on_paper: dict[int, list[int]] = defaultdict(list)

    def add(self, quarter: Quarter, each: figures.Figured, forces: Mapping[int, str]) -> None:
        force, person_id = forces.get(each.task_force_id, ""), each.person_id
        self.who[person_id] = YearPerson(each.name, force, each.employer)
        self._points[person_id][quarter.number - 1] = each.marks.total
        if each.marks.base is None:
            self._unrated[person_id].append(quarter.number)
        if each.marks.paper:
            self._on_paper[person_id].append(quarter.number)

    def years(self, erred: Mapping[int, Sequence[Fault]], present: set[int]) -> Iterator[Year]:
        for person_id, (first, second, third, fourth) in self._points.items():
            yield Year(
                person_id,
                (first, second, third, fourth),
                erred.get(person_id, ()),
                person_id not in present,
                tuple(self._unrated.get(person_id, ())),
                tuple(self._on_paper.get(person_id, ())),
            )


def papers(session: Session, year: int, sample: Sequence[int] | None = None) -> Papers:
    """Return what the documents of a year say: of whose titles stand, or of a `sample`; and whose
    employers are advised to move them. People come in the ledger's order.
    """
    picked = set(sample or ())
    if sample is None:
        picked = {each.person_id for each in awards.standing(session, year)}
    erred = _erred(session, year)
    forces = {force.id: force.name for force in task_forces.every(session)}
    commended, advised = [], []
    for now in persons.listed(session):
        theirs = erred.get(now.id, ())
        named = Named(now.name, now.employer, forces.get(now.task_force_id, ""), theirs)
        if now.id in picked:
            commended.append(named)
        if named.is_to_be_moved:
            advised.append(named)
    return Papers(
        session.county.name,
        session.county.bureau,
        year,
        local(session.now),
        sample is not None,
        commended,
        advised,
    )


def _quarters(year: int) -> list[Quarter]:
    return [Quarter(year, number) for number in range(1, QUARTERS + 1)]


def _erred(session: Session, year: int) -> dict[int, list[Fault]]:
    """Return person → the faults that were confirmed of the year."""
    found: dict[int, list[Fault]] = defaultdict(list)
    for quarter in _quarters(year):
        for person_id, theirs in faults.confirmed(session, quarter).items():
            found[person_id] += theirs
    return found


def _is_open(known: figures.Figures, current: Quarter) -> bool:
    """Whether a quarter's figures may still change. One that is over and has nobody in it is
    missing, as is one of which a ledger on paper has the last word closed.
    """
    if not known.is_draft:
        return False
    if known.quarter == current:
        return True
    return any(each.source is not Source.LEDGER for each in known.people)


def stamp(session: Session, year: int) -> int:
    """Return a number that changes with what the quarters were reported as, and with faults."""
    seen: list[object] = []
    for quarter in _quarters(year):
        seen += [(each.id, each.stands) for each in versions.of_quarter(session, quarter)]
        of = faults.confirmed(session, quarter)
        seen.append(sorted(fault.number for theirs in of.values() for fault in theirs))
    return crc32(repr(seen).encode())
