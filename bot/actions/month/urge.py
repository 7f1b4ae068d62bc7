"""催办: what is outstanding today, whose it is, and who is asked for it, once a day and duty."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.actions.month import board
from bot.actions.workdays import is_working_day
from bot.errors import Forbidden, Refused
from bot.rules import waiting
from bot.rules.calendar import local_day
from bot.rules.months import Month
from bot.rules.permissions import Act, Actor, may
from bot.rules.personal import Name
from bot.rules.quarters import Quarter
from bot.rules.quiet import until_morning
from bot.storage import audit, errands
from bot.storage.month import exemplars, nudges
from bot.storage.month.nudges import Acting, Waiting
from bot.storage.people import membership, task_forces
from bot.storage.score import faults, versions
from bot.storage.session import Session
from bot.texts.month import urge as t


class Duty(StrEnum):
    """What liaisons are asked for."""

    REVIEW = "review"
    BASE = "base"
    EXEMPLAR = "exemplar"


KINDS: Final = {
    Duty.REVIEW: nudges.URGE_REVIEW,
    Duty.BASE: nudges.URGE_BASE,
    Duty.EXEMPLAR: nudges.REMIND,
}
"""Under what it is marked that somebody was asked; of the first two also the errand."""


@dataclass(frozen=True, slots=True)
class Owing:
    """A task force that owes something: how many (0 where nothing is counted), how many working
    days the oldest has waited. `acting` is who could see to it, `told` who was asked today and
    when, `left` who can still be asked today.
    """

    force: str
    n: int
    days: int
    acting: Sequence[Acting]
    told: Sequence[tuple[Name, datetime]]
    left: Sequence[Acting]


@dataclass(frozen=True, slots=True)
class Part:
    """All that is owed of a duty, by task force; base scores by quarter."""

    duty: Duty
    owing: Sequence[Owing]
    quarter: Quarter | None = None

    @property
    def n(self) -> int:
        return sum(each.n for each in self.owing)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What is outstanding as of now: the parts that liaisons owe, and what is the bureau's own to
    do: entries, faults, and liaisons without a base score by quarter.
    """

    month: Month
    parts: Sequence[Part]
    reviews: int
    faults: int
    liaisons: Mapping[Quarter, int]

    def left(self, duty: Duty) -> int:
        """Return how many people can still be asked for a duty today."""
        parts = [part for part in self.parts if part.duty is duty]
        return len({who.person_id for part in parts for one in part.owing for who in one.left})


@dataclass(frozen=True, slots=True)
class Asked:
    """Who has just been asked, and how long the message waits for the morning. `exemplars` is what
    came of asking for those, None when nobody did.
    """

    names: Sequence[Name]
    delay: timedelta
    exemplars: board.Reminded | None


@dataclass(frozen=True, slots=True)
class Debt:
    """What one liaison owes of a duty as of now: `n` entries or people, and for how many working
    days the oldest entry has waited.
    """

    n: int
    days: int = 0
    quarter: Quarter | None = None


def outstanding(session: Session, actor: Actor) -> Outstanding:
    """Return what is outstanding. Raises Forbidden for who is no officer."""
    if not may(actor, Act.URGE):
        raise Forbidden(t.ONLY_BUREAU)
    month = Month.of(session.today)
    seen = _Seen(session)
    waits = nudges.waiting(session, session.now + timedelta(seconds=1))
    lacking = {q: membership.lacking(session, q) for q in _quarters(session)}
    liaisons = {who.person_id for who in seen.acting if who.is_liaison}
    parts = [
        seen.reviews(waits),
        *(seen.base(q, people, liaisons) for q, people in lacking.items()),
        seen.exemplars(exemplars.reported(session, month)),
    ]
    return Outstanding(
        month,
        [part for part in parts if part.owing],
        sum(one.reviewer == "bureau" and actor.person_id not in _parties(one) for one in waits),
        len(faults.undecided(session)),
        {q: n for q, who in lacking.items() if (n := len(liaisons & set(who)))},
    )


def ask(session: Session, actor: Actor, duties: Sequence[Duty]) -> Asked:
    """Ask all liaisons who owe something of the duties, each once a day for each. The reminders
    about entries and base scores are errands, written in the words of the moment they go; those
    about exemplars are the caller's to send.
    """
    stands = outstanding(session, actor)
    delay = until_morning(session.now)
    day = local_day(session.now + delay).isoformat()
    names: dict[int, Name] = {}
    for part in stands.parts:
        if part.duty not in duties or part.duty is Duty.EXEMPLAR:
            continue
        kind = KINDS[part.duty]
        told = [who for one in part.owing for who in one.left]
        told = [who for who in told if nudges.once(session, kind, who.person_id, day)]
        for who in told:
            errands.ask(session, kind, who.person_id, delay)
            names[who.person_id] = who.name
        if told:
            forces = sorted({who.task_force_id for who in told})
            audit.record(session, actor.person_id, "urge", f"duty:{part.duty}", forces=forces)
    reminded = None
    if Duty.EXEMPLAR in duties and stands.left(Duty.EXEMPLAR):
        reminded = board.remind(session, actor, stands.month)
        chats = {chat for chat, _ in reminded.to}
        names |= {w.person_id: w.name for w in nudges.acting(session) if w.chat_id in chats}
    return Asked(list(names.values()), delay, reminded)


def due(session: Session, person_id: int, duty: Duty) -> list[Debt]:
    """Return what a person owes of a duty as of now; [] when nothing is, or when they act for no
    task force any more.
    """
    seen = _Seen(session)
    who = next((each for each in seen.acting if each.person_id == person_id), None)
    if who is None:
        return []
    if duty is Duty.REVIEW:
        waits = nudges.waiting(session, session.now + timedelta(seconds=1))
        mine = [one for one in _of_liaisons(waits, who.task_force_id) if _may_decide(who, one)]
        return [Debt(len(mine), seen.days(mine))] if mine else []
    liaisons = {each.person_id for each in seen.acting if each.is_liaison}
    found = []
    for quarter in _quarters(session):
        people = membership.lacking(session, quarter)
        n = len(_theirs(who, people, liaisons))
        if n:
            found.append(Debt(n, quarter=quarter))
    return found


class _Seen:
    """Who acts for which task force, and who was asked today, read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.acting = nudges.acting(session)
        day = local_day(session.now + until_morning(session.now))
        self._asked = nudges.urged(session, day)
        self._forces = task_forces.every(session)

    def reviews(self, waits: Sequence[Waiting]) -> Part:
        found = []
        for force in self._forces:
            mine = _of_liaisons(waits, force.id)
            able = [w for w in self._of(force.id) if any(_may_decide(w, one) for one in mine)]
            if mine:
                found.append(self._owing(Duty.REVIEW, force.name, len(mine), able, self.days(mine)))
        return Part(Duty.REVIEW, found)

    def base(self, quarter: Quarter, people: Mapping[int, int], liaisons: set[int]) -> Part:
        counts = Counter(force for who, force in people.items() if who not in liaisons)
        found = []
        for force in self._forces:
            able = [w for w in self._of(force.id) if _theirs(w, people, liaisons)]
            if n := counts[force.id]:
                found.append(self._owing(Duty.BASE, force.name, n, able))
        return Part(Duty.BASE, found, quarter)

    def exemplars(self, reported: set[int]) -> Part:
        owing = [force for force in self._forces if force.id not in reported]
        duty = Duty.EXEMPLAR
        found = [self._owing(duty, force.name, 0, self._of(force.id)) for force in owing]
        return Part(duty, found)

    def days(self, waits: Sequence[Waiting]) -> int:
        """Return how many working days the oldest has waited."""
        oldest = min(one.submitted_at for one in waits)
        return waiting.waited(oldest, self._session.today, is_working_day)

    def _of(self, force_id: int) -> list[Acting]:
        return [who for who in self.acting if who.task_force_id == force_id]

    def _owing(
        self, duty: Duty, force: str, n: int, acting: Sequence[Acting], days: int = 0
    ) -> Owing:
        keys = [(who, (KINDS[duty], who.person_id)) for who in acting]
        told = [(who.name, self._asked[key]) for who, key in keys if key in self._asked]
        left = [who for who, key in keys if key not in self._asked and who.chat_id is not None]
        return Owing(force, n, days, acting, told, left)


def _quarters(session: Session) -> list[Quarter]:
    """Return the quarters whose base scores are still to be given: the one before while it is not
    locked, and the current one.
    """
    current = Quarter.of(session.today)
    before = current.previous()
    try:
        session.county.rubric_on(before)
    except Refused:
        return [current]
    return [current] if versions.is_locked(session, before) else [before, current]


def _of_liaisons(waits: Sequence[Waiting], force_id: int) -> list[Waiting]:
    return [one for one in waits if one.reviewer == "liaison" and one.task_force_id == force_id]


def _parties(one: Waiting) -> tuple[int | None, ...]:
    """Return who may not decide on an entry."""
    return one.person_id, one.recorded_by, one.withheld_from


def _may_decide(who: Acting, one: Waiting) -> bool:
    return who.person_id not in _parties(one)


def _theirs(who: Acting, people: Mapping[int, int], liaisons: set[int]) -> list[int]:
    """Return those of the people whom somebody may give a base score."""
    own = (who.person_id, *liaisons)
    return [
        each for each, force in people.items() if force == who.task_force_id and each not in own
    ]
