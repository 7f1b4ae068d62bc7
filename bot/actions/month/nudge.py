"""Nudges: who is reminded of what today, one digest a person and day (dialogues, E and H)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.actions.month import exemplar
from bot.actions.work import escalate
from bot.actions.workdays import is_working_day
from bot.errors import Refused, Stale
from bot.rules import nudges as rules
from bot.rules.calendar import add_working_days
from bot.rules.months import Month
from bot.rules.nudges import Moment
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.rules.waiting import overdue_before
from bot.storage import audit, outbox
from bot.storage.month import exemplars, nudges
from bot.storage.month.nudges import Reached, Unfinished, Waiting
from bot.storage.people import persons
from bot.storage.score import base_scores
from bot.storage.session import Session
from bot.texts.month import nudge as t

AT_ONCE: Final = 20
"""Digests written in one step of the writer, so that people who are typing need not wait."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything one person is reminded of on a day. `marks` are the nudges that it settles:
    kind, subject, period. `owed` is the month whose exemplars `task_force_id` owes; `waiting`
    counts entries for their own review, `overdue` the liaisons' by task force; `drafts` are ids;
    `unscored` people lack a base score of `quarter`; `unreported` names task forces. `had` are the
    kinds of what it named when it went out: what is not left of them is done.
    """

    person_id: int
    chat_id: int
    day: date
    marks: Sequence[tuple[str, int, str]] = ()
    task_force_id: int | None = None
    owed: Month | None = None
    waiting: int = 0
    overdue: Sequence[tuple[str, int]] = ()
    drafts: Sequence[int] = ()
    quarter: Quarter | None = None
    unscored: int = 0
    unreported: Sequence[str] = ()
    had: frozenset[str] = frozenset()

    def exemplars_only(self) -> "Digest":
        """What a day of rest is disturbed for: nothing but what cannot wait for a working day."""
        marks = [mark for mark in self.marks if mark[0] == nudges.EXEMPLAR]
        who = (self.person_id, self.chat_id, self.day, marks)
        return Digest(*who, task_force_id=self.task_force_id, owed=self.owed)

    @property
    def is_empty(self) -> bool:
        return not (
            self.owed
            or self.waiting
            or self.overdue
            or self.drafts
            or self.unscored
            or self.unreported
        )


def due(session: Session) -> list[Digest]:
    """The digests that are to go out now; recomputed from the database each time."""
    today = session.today
    if is_quiet(session.now) or session.now < rules.at(today):
        return []
    rests = not is_working_day(today)
    if rests and not rules.is_last_chance(today, _last(session), is_working_day):
        return []
    sent = nudges.marked_days(session, nudges.DIGEST, today, today)
    left = [who for who in nudges.reached(session) if who.person_id not in sent]
    if not left:
        return []
    known = _Today.of(session)
    found = []
    for who in left:
        at = known.goes_at(who.person_id)
        if session.now < at or (who.joined_at is not None and who.joined_at > at):
            continue
        digest = known.digest(session, who, at)
        if rests:
            digest = digest.exemplars_only()
        if not digest.is_empty:
            found.append(digest)
    return found


def is_due(session: Session) -> bool:
    """Whether something is to go out, or was kept back beyond its day and is to be written anew."""
    if is_quiet(session.now):
        return False
    return bool(outbox.stale_nudges(session) or due(session))


def mark(session: Session, digest: Digest) -> bool:
    """Write down that it goes out, in the transaction that says it; False when it has gone."""
    if not nudges.once(session, nudges.DIGEST, digest.person_id, digest.day.isoformat()):
        return False
    for kind, subject, period in digest.marks:
        nudges.once(session, kind, subject, period)
    return True


def take_back(session: Session, person_id: int, day: date) -> None:
    """A digest that waited and will not be said: what it was to settle is due again."""
    nudges.unmark(session, person_id, day)


def still(session: Session, actor: Actor, day: date) -> Digest:
    """What else than exemplars the person of an older digest has to do as of now."""
    who = Reached(actor.person_id, actor.chat_id, None)
    had = nudges.parts(session, actor.person_id, day)
    return _Today.of(session).remaining(session, who, day, had)


def has_settled(digest: Digest) -> bool:
    """Whether anything but exemplars that an older digest named is done."""
    return any(kind in digest.had and not left for kind, left in _counted(digest))


def _counted(digest: Digest) -> list[tuple[str, int]]:
    """What a digest counts, by the kind that marks it."""
    return [
        (nudges.REVIEW, digest.waiting),
        (nudges.OVERDUE, len(digest.overdue)),
        (nudges.BASE, digest.unscored),
    ]


def snooze(session: Session, actor: Actor, month: Month) -> date:
    """明天提醒: the next working day, on which there is one reminder all the same. Raises Stale
    when nothing is owed any more, Refused when no working day is left.
    """
    if not exemplar.look(session, actor, month).owes:
        raise Stale(t.NOTHING_OWED.format(month=month.label))
    day = next_reminder(session, month)
    if day is None:
        raise Refused(t.CANNOT_SNOOZE.format(day=session.county.deadlines.exemplar_last))
    if nudges.once(session, nudges.SNOOZE, actor.person_id, day.isoformat()):
        audit.record(session, actor.person_id, "snooze", f"person:{actor.person_id}", day=day)
    return day


def spare(session: Session, actor: Actor, month: Month) -> None:
    """Who takes a report back knows what they owe: moments that have passed need no reminder."""
    for moment in _moments(session, month):
        if moment.at <= session.now:
            nudges.once(session, nudges.EXEMPLAR, actor.person_id, moment.day.isoformat())


def urged(session: Session, person_id: int, day: date) -> bool:
    """The bureau asks on a day, once; the bot's own reminder of that day is settled with it."""
    if not nudges.once(session, nudges.REMIND, person_id, day.isoformat()):
        return False
    if rules.own_moment(_moments(session, Month.of(day)), day):
        nudges.once(session, nudges.EXEMPLAR, person_id, day.isoformat())
    return True


def next_reminder(session: Session, month: Month) -> date | None:
    """The next working day on which a task force may still be reminded of the month."""
    day = add_working_days(session.today, 1, is_working_day)
    return day if day <= month.day(session.county.deadlines.exemplar_last) else None


def snoozed(session: Session, person_id: int) -> date | None:
    """The day to come on which 明天提醒 asked to be reminded."""
    today = session.today
    days = nudges.marked_days(session, nudges.SNOOZE, today, _last(session)).get(person_id, ())
    return min((day for day in days if day > today), default=None)


def moment_of(session: Session, day: date) -> Moment:
    """When a snoozed reminder really goes out on a day."""
    own = rules.own_moment(_moments(session, Month.of(day)), day)
    return own or Moment(rules.at(day), day)


@dataclass(frozen=True, slots=True)
class _Today:
    """What the day's digests are made of, read in a handful of queries for everybody."""

    now: datetime
    day: date
    month: Month
    last: date
    liaisons: Mapping[int, int]
    officers: frozenset[int]
    owing: frozenset[int]
    moments: Sequence[Moment]
    snoozed: Mapping[int, set[date]]
    reminded: Mapping[int, set[date]]
    waiting: Sequence[Waiting]
    overdue_before: datetime
    unfinished: Sequence[Unfinished]
    names: Mapping[int, str]
    closed: Mapping[int, set[date]]
    told_late: Mapping[int, set[str]]

    @classmethod
    def of(cls, session: Session) -> "_Today":
        day = session.today
        month, deadlines = Month.of(day), session.county.deadlines
        last = _last(session)
        names = {force.id: force.name for force in persons.task_forces(session)}
        full = deadlines.review_reminder_working_days
        closing = Quarter.of(day)
        is_closing, is_over = day >= closing.after - rules.LAST_WEEK, day > last
        return cls(
            session.now,
            day,
            month,
            last,
            {who: force for force, who in nudges.liaisons(session).items()},
            frozenset(persons.with_role(session, Role.BUREAU)),
            frozenset(names) - exemplars.reported(session, month),
            _moments(session, month),
            nudges.marked_days(session, nudges.SNOOZE, month.first, last),
            nudges.marked_days(session, nudges.EXEMPLAR, month.first, last),
            nudges.waiting(session, overdue_before(day, full, is_working_day)),
            escalate.cutoff(session),
            nudges.unfinished(session),
            names,
            nudges.marked_days(session, nudges.QUARTER, closing.first, closing.last)
            if is_closing
            else {},
            nudges.marked(session, nudges.LATE, str(month), str(month)) if is_over else {},
        )

    def goes_at(self, person_id: int) -> datetime:
        """09:00, or the person's exemplar moment of the day."""
        own = rules.own_moment(self._moments_of(person_id), self.day)
        return own.at if own else rules.at(self.day)

    def digest(self, session: Session, who: Reached, at: datetime) -> Digest:
        """What is due at the person's moment of today and was not said yet."""
        moment, closing = self._due_moment(who), self._closing(who)
        drafts = [
            draft
            for draft in self.unfinished
            if draft.person_id == who.person_id
            and (closing or (not draft.reminded and draft.touched_at <= at - rules.UNTOUCHED))
        ]
        unscored = self._unscored(session, who, Quarter.of(self.day)) if closing else 0
        unreported = self._unreported(who)
        marks = [(nudges.DRAFT, d.id, str(int(d.touched_at.timestamp()))) for d in drafts]
        if moment is not None:
            marks.append((nudges.EXEMPLAR, who.person_id, moment.day.isoformat()))
        if closing and (drafts or unscored):
            marks.append((nudges.QUARTER, who.person_id, closing.day.isoformat()))
        if unreported:
            marks.append((nudges.LATE, who.person_id, str(self.month)))
        digest = Digest(
            who.person_id,
            who.chat_id,
            self.day,
            marks,
            self.liaisons.get(who.person_id),
            self.month if moment else None,
            self._to_review(who),
            self._overdue(who),
            [draft.id for draft in drafts],
            Quarter.of(self.day) if closing else None,
            unscored,
            unreported,
        )
        today = self.day.isoformat()
        counted = [(kind, who.person_id, today) for kind, n in _counted(digest) if n]
        return replace(digest, marks=[*marks, *counted])

    def remaining(self, session: Session, who: Reached, day: date, had: frozenset[str]) -> Digest:
        """Without exemplars, and whether it was said before or not."""
        is_closing = nudges.BASE in had
        lying = [
            draft.id
            for draft in self.unfinished
            if draft.person_id == who.person_id and draft.touched_at <= self.now - rules.UNTOUCHED
        ]
        return Digest(
            who.person_id,
            who.chat_id,
            day,
            task_force_id=self.liaisons.get(who.person_id),
            waiting=self._to_review(who),
            overdue=self._overdue(who),
            drafts=lying,
            quarter=Quarter.of(day) if is_closing else None,
            unscored=self._unscored(session, who, Quarter.of(day)) if is_closing else 0,
            had=had,
        )

    def _due_moment(self, who: Reached) -> Moment | None:
        """The exemplar reminder that is due, while there is time to report."""
        if self.day > self.last:
            return None
        sent = self.reminded.get(who.person_id, ())
        return rules.due_moment(self._moments_of(who.person_id), sent, self.now)

    def _moments_of(self, person_id: int) -> list[Moment]:
        """Of a liaison whose task force still owes."""
        if self.liaisons.get(person_id) not in self.owing:
            return []
        return rules.with_snoozes(self.moments, self.snoozed.get(person_id, ()))

    def _to_review(self, who: Reached) -> int:
        """What has waited for the person's own decision for three working days."""
        force, is_officer = self.liaisons.get(who.person_id), who.person_id in self.officers
        return sum(
            (entry.reviewer == "liaison" and entry.task_force_id == force and force is not None)
            or (entry.reviewer == "bureau" and is_officer)
            for entry in self.waiting
            if who.person_id not in (entry.person_id, entry.withheld_from)
        )

    def _overdue(self, who: Reached) -> list[tuple[str, int]]:
        """What liaisons have left for seven, for the bureau."""
        if who.person_id not in self.officers:
            return []
        left = Counter(
            self.names.get(entry.task_force_id or 0, "")
            for entry in self.waiting
            if entry.reviewer == "liaison" and entry.submitted_at < self.overdue_before
        )
        return left.most_common()

    def _closing(self, who: Reached) -> Moment | None:
        """The reminder of the quarter's last week that is due."""
        quarter = Quarter.of(self.day)
        if self.day < quarter.after - rules.LAST_WEEK:
            return None
        moments = rules.quarter_moments(quarter, is_working_day)
        return rules.due_moment(moments, self.closed.get(who.person_id, ()), self.now)

    def _unscored(self, session: Session, who: Reached, quarter: Quarter) -> int:
        """How many of a liaison's people have no base score of a quarter."""
        force = self.liaisons.get(who.person_id)
        if force is None:
            return 0
        given = base_scores.of_quarter(session, quarter)
        return sum(
            of == force and person_id != who.person_id and person_id not in given
            for person_id, of in nudges.ledger(session).items()
        )

    def _unreported(self, who: Reached) -> list[str]:
        """After the last day: the task forces an officer has not been told of yet."""
        if who.person_id not in self.officers or self.day <= self.last:
            return []
        if who.person_id in self.told_late:
            return []
        return [self.names[force] for force in sorted(self.owing)]


def _last(session: Session) -> date:
    """The last day on which this month's report is on time."""
    return Month.of(session.today).day(session.county.deadlines.exemplar_last)


def _moments(session: Session, month: Month) -> list[Moment]:
    deadlines = session.county.deadlines
    return rules.exemplar_moments(
        month, deadlines.exemplar_target, deadlines.exemplar_last, is_working_day
    )
