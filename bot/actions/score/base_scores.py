"""Base scores: the liaison gives a whole roster its figures in one message (§8.3)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.actions import locked
from bot.errors import Forbidden, Refused, Stale
from bot.rules.base_scores import Ambiguous, Assignment, Reading, read_base_scores
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.storage import audit
from bot.storage.people import moves, persons
from bot.storage.people.persons import Person
from bot.storage.score import base_scores, versions
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts import locked as locked_texts
from bot.texts.score import base_scores as t


@dataclass(frozen=True, slots=True)
class Roster:
    """The people whom the actor gives base scores in a quarter, and those `given` so far: person →
    figure, at most `most`. `left_out` is True when the actor is in the ledger too: nobody scores
    themselves.
    """

    quarter: Quarter
    people: Sequence[Person]
    given: Mapping[int, int]
    left_out: bool
    most: int

    @property
    def scored(self) -> int:
        return sum(person.id in self.given for person in self.people)

    def name(self, person_id: int) -> str:
        return next(p.name.full for p in self.people if p.id == person_id)


def default_quarter(session: Session) -> Quarter:
    """Return the quarter to score now: the one just ended while its filing stays open and it is not
    locked, else the current one.
    """
    current = Quarter.of(session.today)
    before = current.previous()
    days = session.county.rubric_on(current).filing_days
    is_open = session.today <= before.filing_ends(days)
    return before if is_open and not versions.is_locked(session, before) else current


def roster(session: Session, actor: Actor, quarter: Quarter) -> Roster:
    """Return whom the actor scores: those who were the liaison's task force's at the quarter's end,
    without the liaison; for the bureau the liaisons, whose base score it gives, and in a locked
    quarter everybody. Raises Forbidden for anybody else.
    """
    moved = moves.stood(session, quarter.last)
    if actor.is_(Role.BUREAU):
        everybody = versions.is_locked(session, quarter)
        ledgers = [p for p in persons.everyone(session) if p.task_force_id is not None]
        people = [p for p in ledgers if everybody or Role.LIAISON in p.roles]
    elif actor.is_(Role.LIAISON) and actor.task_force_id is not None:
        people = _of_task_force(session, actor.task_force_id, moved)
    else:
        raise Forbidden(t.ONLY_LIAISONS)
    mine = [p for p in people if may(actor, Act.BASE_SCORE, _subject(p, moved))]
    given = base_scores.of_quarter(session, quarter)
    most = session.county.rubric_on(quarter).base_max
    return Roster(quarter, mine, given, len(mine) < len(people), most)


def unscored(session: Session, task_force_id: int, quarter: Quarter) -> int:
    """Return how many of a task force's people, the liaison apart, have no base score yet."""
    moved, given = moves.stood(session, quarter.last), base_scores.of_quarter(session, quarter)
    people = _of_task_force(session, task_force_id, moved)
    return sum(p.id not in given and Role.LIAISON not in p.roles for p in people)


def _of_task_force(session: Session, force_id: int, moved: Mapping[int, int]) -> list[Person]:
    """Return the task force's people as of the quarter's end: `moved` is whose those were then who
    have gone to another since.
    """
    here = [p for p in persons.of_task_force(session, force_id) if p.id not in moved]
    ids = sorted(who for who, force in moved.items() if force == force_id)
    gone = [person for who in ids if not (person := persons.get(session, who)).left]
    return [*here, *gone]


def _subject(person: Person, moved: Mapping[int, int]) -> Subject:
    return replace(person.subject, task_force_id=moved.get(person.id, person.task_force_id))


def read(session: Session, actor: Actor, quarter: Quarter, text: str) -> Reading:
    """Read a message and return what it would change. Raises Refused with an example."""
    known = roster(session, actor, quarter)
    named = [(person.id, person.name.full) for person in known.people]
    return read_base_scores(text, named, known.given, known.most)


def read_one(
    session: Session, actor: Actor, quarter: Quarter, person_id: int, text: str
) -> Sequence[Assignment]:
    """Read one person's figure, with its reason. Raises Refused when somebody else is named."""
    known = roster(session, actor, quarter)
    name = known.name(person_id)
    return read_base_scores(f"{name} {text}", [(person_id, name)], {}, known.most).assignments


def give(
    session: Session, actor: Actor, quarter: Quarter, assignments: Sequence[Assignment]
) -> int:
    """Write figures down; return how many were new or different. Raises Forbidden if one is not
    theirs to give or only the bureau's by now, Refused where one is closed on paper.
    """
    locked.check_deciding(session, actor, quarter.last)
    known = roster(session, actor, quarter)
    allowed = {person.id for person in known.people}
    for person_id, _, _ in assignments:
        paper = versions.paper_of_person(session, person_id, quarter)
        if person_id in allowed and paper is not None and not paper.carried:
            name = known.name(person_id)
            raise Refused(locked_texts.BASE_ON_PAPER.format(name=name, quarter=quarter.label))
    changed = 0
    for person_id, value, reason in assignments:
        if person_id not in allowed:
            raise Forbidden(t.ONLY_LIAISONS)
        before = known.given.get(person_id)
        if before == value:
            continue
        base_scores.give(session, person_id, quarter, value, reason, actor.person_id)
        audit.record(
            session,
            actor.person_id,
            "base score",
            f"person:{person_id}",
            quarter=str(quarter),
            before=before,
            value=value,
            reason=reason,
        )
        changed += 1
    return changed


def keep(session: Session, asked: drafts.Draft, reading: Reading, known: Roster) -> None:
    """Keep what was read in the conversation's draft until it is confirmed."""
    facts = {
        **asked.facts,
        "reading": [
            [list(each) for each in reading.assignments],
            [list(each) for each in reading.ambiguous],
            list(reading.untouched),
            reading.rest,
        ],
        "given": _stamp(known),
    }
    drafts.save(session, replace(asked, facts=facts))


def close(session: Session, asked: drafts.Draft, changed: int) -> drafts.Draft:
    """Mark what was read as confirmed, with how many figures changed, so that a second tap finds
    what the first came to.
    """
    closed = replace(asked, facts={**asked.facts, "done": changed})
    drafts.save(session, closed)
    return closed


def kept(
    session: Session, actor: Actor, asked: drafts.Draft, quarter: Quarter
) -> tuple[Reading, bool]:
    """Return what is to be confirmed, and whether it may be: the scores must still be those it was
    read against, or already be what it asks for, as a second tap on 确认 finds them.
    """
    if "reading" not in asked.facts:
        raise Stale(t.STALE)
    assigned, ambiguous, untouched, rest = asked.facts["reading"]
    reading = Reading(
        tuple(Assignment(*each) for each in assigned),
        tuple(Ambiguous(name, tuple(who), *more) for name, who, *more in ambiguous),
        tuple(untouched),
        rest,
    )
    known = roster(session, actor, quarter)
    done = all(known.given.get(who) == value for who, value, _ in reading.assignments)
    return reading, done or asked.facts["given"] == _stamp(known)


def _stamp(known: Roster) -> str:
    given = sorted(known.given.items())
    return hashlib.sha256(repr(given).encode()).hexdigest()[:16]
