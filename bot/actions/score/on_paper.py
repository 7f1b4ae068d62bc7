"""Figures that a ledger on paper brings: of a quarter that is over, which they close for those
people, and of the one that is running, to which the bot's own are added (decision 0045).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.actions.score import figures
from bot.errors import Refused
from bot.reports.marks import LINES, Marks
from bot.reports.roster import Problem, RosterRow
from bot.reports.roster_form import QUARTERS
from bot.reports.roster_marks import TOTAL, OnPaper
from bot.rules.quarters import Quarter
from bot.rules.rubric import Line, Rubric
from bot.rules.versions import Source
from bot.storage import audit
from bot.storage.people import persons
from bot.storage.people.persons import Person
from bot.storage.score import own, versions
from bot.storage.score.versions import Reported
from bot.storage.session import Session
from bot.texts import reports as texts
from bot.texts.rules import held

MOST_FAULTS: Final = 999
"""Points that faults of one quarter may take away; §8.3 sets no bound."""

_LINES: Final = {line.label: line for line in Line}


@dataclass(frozen=True, slots=True)
class Known:
    """What a quarter came to before an import began, person → marks; `paper` is what a ledger has
    told already.
    """

    marks: Mapping[int, Marks]
    paper: Mapping[int, Marks]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Somebody whom an import has taken in: what the workbook says, and who they are."""

    row: RosterRow
    person_id: int
    is_new: bool


@dataclass(slots=True)
class Taking:
    """The taking in of a workbook's figures, piece by piece. `reason` is why figures that stand
    are corrected, "" where they are not to be. `made` are the versions it has made so far.
    """

    known: Mapping[Quarter, Known]
    reason: str = ""
    made: dict[Quarter, int] = field(default_factory=dict)


def known(session: Session, rows: Iterable[RosterRow]) -> dict[Quarter, Known]:
    """Look up what the quarters of a workbook come to now; those before the first rubric are left
    out.
    """
    found = {}
    for quarter in sorted({quarter for row in rows for quarter, _ in quarters_of(row)}):
        try:
            marks = figures.of_quarter(session, quarter).marks
        except Refused:
            continue
        told = versions.paper(session, quarter)
        found[quarter] = Known(marks, {who: figures.marks_of(each) for who, each in told.items()})
    return found


def quarters_of(row: RosterRow) -> list[tuple[Quarter, OnPaper]]:
    """Return the quarters of which a row says anything."""
    if row.dated is None:
        return []
    numbered = enumerate(row.quarters, start=1)
    return [(Quarter(row.dated.year, n), paper) for n, paper in numbered if paper is not None]


def take(session: Session, taking: Taking, people: Iterable[TakenIn]) -> tuple[set[int], list[str]]:
    """Take the figures of some people in; return whose, and why others' were not, cell by cell.

    Figures are taken where the bot has nothing of that person and quarter, equal ones need not be;
    what a ledger has said before is only said otherwise with a reason.
    """
    new: dict[Quarter, list[Reported]] = {}
    problems = []
    now = _Now(session, taking)
    for each in people:
        person = None
        for quarter, paper in quarters_of(each.row):
            said = _judge(now, each, quarter, paper)
            if isinstance(said, Marks):
                person = person or persons.get(session, each.person_id)
                new.setdefault(quarter, []).append(_reported(person, said))
            elif said is not None:
                problems.append(str(said))
    for quarter, reported in new.items():
        version_id = _version(session, taking, quarter)
        versions.add(session, version_id, reported)
        subject = f"version:{version_id}"
        audit.record(session, None, "take figures", subject, people=len(reported))
    return {one.person_id for each in new.values() for one in each}, problems


class _Now:
    """How quarters stand while a piece is taken in, each looked up once."""

    def __init__(self, session: Session, taking: Taking) -> None:
        self.session, self.taking = session, taking
        self.current = Quarter.of(session.today)
        self._stands: dict[Quarter, tuple[bool, bool]] = {}

    def stands(self, quarter: Quarter) -> tuple[bool, bool]:
        """Return whether a quarter is locked, and whether a version of it is being made."""
        if quarter not in self._stands:
            is_locked = versions.is_locked(self.session, quarter)
            self._stands[quarter] = is_locked, own.is_being_made(self.session, quarter)
        return self._stands[quarter]


def _judge(now: _Now, each: TakenIn, quarter: Quarter, paper: OnPaper) -> Marks | Problem | None:
    """Return the marks that a quarter on paper is to be taken in with, why it is not, or None where
    there is nothing to do.
    """
    if paper.is_empty or (paper.is_nothing and quarter >= now.current):
        return None
    sheet = each.row.sheet
    if quarter > Quarter.of(min(each.row.dated or date.max, now.session.today)):
        return Problem(sheet, _first(paper), texts.not_begun(quarter.label))
    try:
        rubric = now.session.county.rubric_on(quarter)
    except Refused as refused:
        return Problem(sheet, _first(paper), refused.sentence)
    if wrong := _impossible(paper, quarter, rubric):
        return Problem(sheet, *wrong)
    marks = paper.marks(rubric.total_max)
    before = now.taking.known[quarter]
    stands = before.marks.get(each.person_id)
    if marks in (stands, before.paper.get(each.person_id)):
        return None
    why = _why_not(now, each, quarter, marks)
    return Problem(sheet, _differing(paper, marks, stands), why) if why else marks


def _why_not(now: _Now, each: TakenIn, quarter: Quarter, marks: Marks) -> str:
    """Return why figures other than those that stand cannot be taken, "" where they can."""
    before = now.taking.known[quarter]
    stands = before.marks.get(each.person_id)
    told = (quarter.label, stands.total if stands else 0, marks.total)
    is_locked, is_being_made = now.stands(quarter)
    if is_being_made:
        return texts.being_locked(quarter.label)
    if not each.is_new and own.has(now.session, each.person_id, quarter):
        return texts.locked_already(*told) if is_locked else texts.has_its_own(*told)
    if (is_locked or each.person_id in before.paper) and not now.taking.reason:
        return texts.stands_already(*told, locked=is_locked)
    return ""


def _impossible(paper: OnPaper, quarter: Quarter, rubric: Rubric) -> tuple[str, str] | None:
    """Return the cell of a figure that cannot be, and why."""
    for line, points in paper.points.items():
        least, most = _bounds(line, rubric)
        if not least <= points <= most:
            return paper.where[line], texts.out_of_bounds(line, points, least, most)
    marks = paper.marks(rubric.total_max)
    raw, total = marks.raw_total, marks.total
    heading = QUARTERS[quarter.number - 1]
    if total in (raw, max(0, min(raw, rubric.total_max))) or held(raw, total) in paper.remark:
        return None
    return paper.where[TOTAL], texts.not_the_sum(total, raw, heading)


def _bounds(line: str, rubric: Rubric) -> tuple[int, int]:
    if line == TOTAL:
        return 0, rubric.total_max
    if line == Line.FAULT.label:
        return -MOST_FAULTS, 0
    return 0, rubric.cap(_LINES[line])


def _first(paper: OnPaper) -> str:
    return paper.where[next(iter(paper.points))]


def _differing(paper: OnPaper, marks: Marks, stands: Marks | None) -> str:
    """Return the first cell that says otherwise than what stands."""
    before = (*stands.lines, stands.total) if stands else (None,) * 8
    for line, now, was in zip((*LINES, TOTAL), (*marks.lines, marks.total), before, strict=True):
        if now != was and line in paper.where:
            return paper.where[line]
    return _first(paper)


def _version(session: Session, taking: Taking, quarter: Quarter) -> int:
    """Return the version of this import, which stands from its first piece on: each piece holds
    people of whom no other has told.
    """
    made = taking.made.get(quarter)
    known = None if made is None else versions.get(session, made)
    # A piece may have been rolled back, and its number given to another quarter's version.
    if made is None or known is None or known.quarter != quarter:
        made = versions.begin(session, quarter, Source.LEDGER, taking.reason, None).id
        versions.stand(session, made)
        taking.made[quarter] = made
    return made


def _reported(person: Person, marks: Marks) -> Reported:
    who = {
        "name": person.name.full,
        "kind": person.kind,
        "employer": person.employer,
        "remark": person.remark,
    }
    shown = zip(versions.FIGURES, (*marks.lines, marks.total), strict=True)
    force = person.task_force_id or 0
    return Reported(person.id, force, person.place, who, dict(shown), source=Source.LEDGER)
