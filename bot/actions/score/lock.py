"""Locking a quarter: what is outstanding first, then a version of everybody's figures, made in
pieces so that nobody's tap waits for a whole county (decision 0045).

A version is begun in one step; its figures are worked out by a reader, written a few people at a
time, and stand from the last step on. Nothing they are worked out from changes meanwhile, so that
whoever takes up what was interrupted goes on where it stopped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, TypeVar

from sqlalchemy.exc import IntegrityError

from bot.actions.score import figures
from bot.actions.work.card import scored
from bot.errors import Forbidden, Refused, Stale
from bot.reports.marks import Marks
from bot.rules import scoring
from bot.rules.permissions import Act, Actor, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.rubric import Rubric
from bot.rules.scoring import Fault
from bot.rules.states import State
from bot.rules.versions import Source
from bot.storage import audit, errands
from bot.storage.people import membership, persons, roles, task_forces
from bot.storage.score import base_scores, faults, versions
from bot.storage.score.versions import FIGURES, Reported, Stage, Version
from bot.storage.session import Session
from bot.storage.work import tallies
from bot.texts import locked as locked_texts
from bot.texts.score import lock as t
from bot.texts.times import moment_label

LOCK: Final = "lock"
READ_AT_ONCE: Final = 120
WRITTEN_AT_ONCE: Final = 40
"""How many people's figures are written in one step: a tap that comes meanwhile waits for it."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Owed:
    """What a task force still has to do in a quarter, in entries, people and faults."""

    task_force: str
    pending: int = 0
    unscored: int = 0
    returned: int = 0
    appealed: int = 0
    faults: int = 0

    @property
    def phrase(self) -> str:
        """In words: 服装制造：待审核 3，基本得分未评 2."""
        counted = (self.pending, self.unscored, self.returned, self.appealed, self.faults)
        parts = [f"{label} {n}" for label, n in zip(t.OWED, counted, strict=True) if n]
        return f"{self.task_force}：{'，'.join(parts)}"


@dataclass(frozen=True, slots=True)
class Screen:
    """A quarter that is over as the bureau sees it before it locks it, and afterwards. Its work may
    be filed for the first time until `filing_ends`; `version` is what it stands as.
    """

    quarter: Quarter
    stage: Stage
    version: Version | None
    owed: Sequence[Owed]
    filing_ends: date
    is_filing: bool


class Member(NamedTuple):
    """Somebody whose quarter it is, and how they stand in the ledger."""

    person_id: int
    task_force_id: int
    place: int
    who: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the figures of a version are worked out from, entries apart: its `members`, in the order
    of their ids, those it does not hold yet being `left`. `waiting` are entries that liaisons have
    not decided on.
    """

    version: Version
    members: Sequence[Member]
    left: Sequence[Member]
    base: Mapping[int, int]
    faults: Mapping[int, tuple[Fault, ...]]
    paper: Mapping[int, Reported]
    waiting: Sequence[int]


def key(quarter: Quarter) -> int:
    """Return the number by which errands and messages know a quarter."""
    return quarter.year * 10 + quarter.number


def authorise(actor: Actor) -> None:
    """Raises Forbidden for who may not lock quarters."""
    if not may(actor, Act.LOCK):
        raise Forbidden(t.ONLY_BUREAU)


def look(session: Session, quarter: Quarter) -> Screen:
    """Return how a quarter stands. Raises Refused for one that is not over, and for one before the
    first rubric. The caller has checked who asks.
    """
    rubric = session.county.rubric_on(quarter)
    if session.today <= quarter.last:
        before = Quarter.of(session.today).previous()
        raise Refused(t.NOT_OVER.format(quarter=quarter.label, before=before))
    stage = versions.stage(session, quarter)
    ends = quarter.filing_ends(rubric.filing_days)
    owed = [] if stage.is_locked else outstanding(session, quarter)
    version = versions.locked(session, quarter)
    return Screen(quarter, stage, version, owed, ends, session.today <= ends)


def outstanding(session: Session, quarter: Quarter) -> list[Owed]:
    """Return what there is still to do in a quarter, by task force; one that owes nothing is left
    out.
    """
    left = tallies.left_over(session, quarter)
    unscored = membership.unscored(session, quarter)
    accused = faults.undecided_of(session, quarter)
    found = []
    for force in task_forces.every(session):
        of = left.get(force.id, {})
        counted = (
            of.get(State.PENDING, 0),
            unscored.get(force.id, 0),
            of.get(State.RETURNED, 0),
            of.get(State.APPEALED, 0),
            accused.get(force.id, 0),
        )
        if any(counted):
            found.append(Owed(force.name, *counted))
    return found


def begin(session: Session, by: int | None, quarter: Quarter) -> Version:
    """Begin to lock a quarter, or take up a lock that was interrupted. Raises Refused for a quarter
    that is not over, Stale for one that somebody has locked or is locking.
    """
    screen = look(session, quarter)
    if screen.version is not None:
        raise Stale(since(session, screen.version))
    return _begin(session, by, quarter, Source.LOCK, "", None)


def begin_restatement(
    session: Session, by: int | None, quarter: Quarter, reason: str, known: Version
) -> Version:
    """Begin to restate a quarter that stands as the version `known`, by the rules of that. Raises
    Stale when it stands otherwise by now, or somebody is restating it.
    """
    version = versions.locked(session, quarter)
    if version is None or version.id != known.id:
        raise Stale(t.RESTATED_SINCE.format(quarter=quarter.label))
    return _begin(session, by, quarter, Source.RESTATEMENT, reason, version.rubric)


def _begin(
    session: Session,
    by: int | None,
    quarter: Quarter,
    source: Source,
    reason: str,
    rubric: Rubric | None,
) -> Version:
    for version in versions.of_quarter(session, quarter):
        if version.stands:
            continue
        if not is_left(session, quarter):
            raise Stale(being_made(session, version))
        if version.reason == reason:
            return version
        throw_away(session, version)
    try:
        with session.db.begin_nested():
            version = versions.begin(session, quarter, source, reason, by, rubric)
    except IntegrityError:
        raise Stale(locked_texts.MAKING.format(quarter=quarter.label)) from None
    detail = {"number": version.number, "reason": reason}
    audit.record(session, by, f"begin {source.value}", f"quarter:{quarter}", **detail)
    return version


def is_left(session: Session, quarter: Quarter) -> bool:
    """Whether a version was begun that no errand makes: a command was interrupted, or is at it."""
    is_asked = errands.is_asked(session, LOCK, key(quarter))
    return versions.stage(session, quarter).is_making and not is_asked


def basis(session: Session, version_id: int) -> Basis | None:
    """Return what a version that is being made is worked out from; None when it is not being made
    any more.
    """
    version = versions.get(session, version_id)
    if version is None or version.stands:
        return None
    quarter = version.quarter
    stood = versions.standing(session, quarter) if version.source is Source.RESTATEMENT else {}
    members = [Member(r.person_id, r.task_force_id, r.place, r.who) for r in stood.values()]
    members += [each for each in _members(session, quarter) if each.person_id not in stood]
    members.sort()
    told = versions.told(session, version_id)
    return Basis(
        version,
        members,
        [each for each in members if each.person_id not in told],
        base_scores.of_quarter(session, quarter),
        faults.confirmed(session, quarter),
        versions.paper(session, quarter),
        tallies.before_liaisons(session, quarter),
    )


def _members(session: Session, quarter: Quarter) -> Iterator[Member]:
    liaisons = set(roles.with_role(session, Role.LIAISON))
    force, place = 0, 0
    for listed in membership.of_quarter(session, quarter):
        force, place = listed.task_force_id, place + 1 if listed.task_force_id == force else 1
        who = {name: getattr(listed, name) for name in ("name", "kind", "employer", "remark")}
        if listed.id in liaisons:
            who["role"] = Role.LIAISON.value
        yield Member(listed.id, force, place, who)


def work_out(session: Session, known: Basis, members: Sequence[Member]) -> list[Reported]:
    """Return the figures of a few members, each entry and fault with what it came to. Who is closed
    on paper keeps what the paper says.
    """
    if not members:
        return []
    version, ids = known.version, [each.person_id for each in members]
    worked = tallies.worked(session, version.quarter, min(ids), max(ids))
    found = []
    for person_id, force, place, who in members:
        paper, faults_ = known.paper.get(person_id), known.faults.get(person_id, ())
        if paper is not None:
            who = {**who, figures.BROUGHT_BY: Source.LEDGER.value}  # noqa: PLW2901 - theirs, marked
        if paper is not None and not paper.carried:
            score = figures.closed_on_paper(paper, faults_, version.rubric)
            marks = Marks.of(score)
            counted: list[list[object]] = []
            if faults_ and marks.raw_total == score.raw:  # else there is nothing that adds up
                brought = versions.lines_of(paper)
                counted = figures.counted_of(score, version.rubric, brought)
            held = figures_of(marks)
            found.append(Reported(person_id, force, place, who, held, counted))
            continue
        carried = versions.carried_in(paper)
        score = scoring.score(
            known.base.get(person_id),
            [scored(each) for each in worked.get(person_id, ())],
            faults_,
            version.rubric,
            carried,
        )
        counted = figures.counted_of(score, version.rubric, carried)
        held = figures_of(Marks.of(score))
        found.append(Reported(person_id, force, place, who, held, counted))
    return found


def figures_of(marks: Marks) -> dict[str, int | None]:
    """Return marks as a version holds them."""
    return {name: getattr(marks, name) for name in FIGURES}


def hand_over(session: Session, version: Version, waiting: Sequence[int]) -> None:
    """Put a few of the entries that still wait in the quarter before the bureau."""
    n = sum(tallies.to_bureau(session, entry_id) for entry_id in waiting)
    audit.record(session, version.made_by, "to bureau", f"quarter:{version.quarter}", entries=n)


def write(session: Session, version: Version, people: Sequence[Reported]) -> None:
    """Write a few people's figures into the version, those that it holds already left out. Raises
    Stale when it is not being made any more.
    """
    known = versions.get(session, version.id)
    if known is None or known.stands:
        raise Stale(t.MADE_OTHERWISE.format(quarter=version.quarter.label))
    told = versions.told(session, version.id, [each.person_id for each in people])
    new = [each for each in people if each.person_id not in told]
    if new:
        versions.add(session, version.id, new)
        audit.record(
            session, version.made_by, "report", f"quarter:{version.quarter}", people=len(new)
        )


def stand(session: Session, version: Version) -> bool:
    """Let the version be what the quarter was reported as; False when it is already."""
    if not versions.stand(session, version.id):
        return False
    detail = {"number": version.number, "people": versions.size(session, version.id)}
    audit.record(
        session,
        version.made_by,
        version.source.value,
        f"quarter:{version.quarter}",
        reason=version.reason,
        **detail,
    )
    return True


def throw_away(session: Session, version: Version) -> None:
    """Throw away a version that is being made; the quarter stands as it did before."""
    versions.drop(session, version.id)
    audit.record(session, version.made_by, "drop version", f"quarter:{version.quarter}")


def in_parts(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    return (items[at : at + most] for at in range(0, len(items), most))


def since(session: Session, version: Version) -> str:
    """Say who locked or restated a quarter, and when."""
    return t.SINCE.format(
        quarter=version.quarter.label,
        how=version.source.label,
        who=by_whom(session, version),
        at=moment_label(version.made_at, session.today),
    )


def being_made(session: Session, version: Version) -> str:
    """Say who is making a version."""
    return t.BEING_MADE.format(
        quarter=version.quarter.label,
        how=version.source.label,
        who=by_whom(session, version),
    )


def by_whom(session: Session, version: Version) -> str:
    """Return the name of the officer who made a version, as other officers read it."""
    if version.made_by is None:
        return t.COMMAND_LINE
    return persons.get(session, version.made_by).name.full


def whom(session: Session) -> dict[int, str]:
    """Return which officers are to be reminded that the quarter before is not locked: from the day
    on after which nothing can be filed for it, where anything was.
    """
    quarter = Quarter.of(session.today).previous()
    try:
        rubric = session.county.rubric_on(quarter)
    except Refused:
        return {}
    if session.today <= quarter.filing_ends(rubric.filing_days):
        return {}
    if versions.is_locked(session, quarter):
        return {}
    if not (tallies.are_there(session, quarter) or base_scores.of_quarter(session, quarter)):
        return {}
    return dict.fromkeys(roles.with_role(session, Role.BUREAU), str(quarter))
