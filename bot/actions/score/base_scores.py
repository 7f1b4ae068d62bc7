"""Base scores: the liaison gives a whole roster its figure in one message. Clause §8.3."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.errors import Forbidden, Stale
from bot.rules.base_scores import Ambiguous, Assignment, Reading, read_base_scores
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.storage import audit
from bot.storage.people import persons
from bot.storage.people.persons import Person
from bot.storage.score import base_scores
from bot.storage.session import Session
from bot.storage.work import drafts
from bot.texts.score import base_scores as t


@dataclass(frozen=True, slots=True)
class Roster:
    """Whom the actor gives base scores in a quarter, and what they have. `left_out` is whether
    the actor is in the ledger too: nobody scores themselves.
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
    """The quarter just ended during the days its filing stays open, else the current one."""
    current = Quarter.of(session.today)
    before = current.previous()
    days = session.county.rubric_on(current).filing_days
    return before if session.today <= before.filing_ends(days) else current


def roster(session: Session, actor: Actor, quarter: Quarter) -> Roster:
    """The liaison's task force without the liaison; for the bureau, the liaisons, whose base
    score it gives. Raises Forbidden.
    """
    if actor.is_(Role.BUREAU):
        people = [p for p in persons.everyone(session) if Role.LIAISON in p.roles]
    elif actor.is_(Role.LIAISON) and actor.task_force_id is not None:
        people = persons.of_task_force(session, actor.task_force_id)
    else:
        raise Forbidden(t.ONLY_LIAISONS)
    mine = [p for p in people if may(actor, Act.BASE_SCORE, Subject(p.id, p.task_force_id))]
    given = base_scores.of_quarter(session, quarter)
    most = session.county.rubric_on(quarter).base_max
    return Roster(quarter, mine, given, len(mine) < len(people), most)


def read(session: Session, actor: Actor, quarter: Quarter, text: str) -> Reading:
    """What a message would change. Raises Refused with an example."""
    known = roster(session, actor, quarter)
    named = [(person.id, person.name.full) for person in known.people]
    return read_base_scores(text, named, known.given, known.most)


def read_one(
    session: Session, actor: Actor, quarter: Quarter, person_id: int, text: str
) -> Sequence[Assignment]:
    """One person's figure with its reason; whoever else is named is refused."""
    known = roster(session, actor, quarter)
    name = known.name(person_id)
    return read_base_scores(f"{name} {text}", [(person_id, name)], {}, known.most).assignments


def give(
    session: Session, actor: Actor, quarter: Quarter, assignments: Sequence[Assignment]
) -> int:
    """Write them down; how many were new or different. Raises Forbidden if one is not theirs."""
    known = roster(session, actor, quarter)
    allowed = {person.id for person in known.people}
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
    """What was read waits in the conversation's draft until it is confirmed."""
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
    """Confirmed: a second tap finds what the first came to."""
    closed = replace(asked, facts={**asked.facts, "done": changed})
    drafts.save(session, closed)
    return closed


def kept(
    session: Session, actor: Actor, asked: drafts.Draft, quarter: Quarter
) -> tuple[Reading, bool]:
    """What is to be confirmed, and whether the scores are still those it was read against; a
    second tap on 确认 finds what it asks for done, which is as good.
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
