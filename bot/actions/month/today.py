"""What the digests of a day are made of, read in a handful of queries for everybody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.actions.month.digest import Digest, Whom
from bot.actions.work import escalate
from bot.actions.workdays import is_working_day
from bot.rules import nudges as rules
from bot.rules.months import Month
from bot.rules.nudges import Moment
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.waiting import overdue_before
from bot.storage.month import exemplars, nudges
from bot.storage.month.nudges import Reached, Unfinished, Waiting
from bot.storage.people import roles, task_forces
from bot.storage.score import base_scores
from bot.storage.session import Session


@dataclass(frozen=True, slots=True)
class Today:
    """What the day's digests are made of, read in a handful of queries for everybody.

    `liaisons` is person → task force, deputies included; `owing` are the task forces that owe the
    month's exemplars until `last`, at the `moments` when liaisons are reminded. `snoozed` (put off
    to), `reminded` and `closed` (of the quarter's end) are person → days, `told_late` person →
    periods. `waiting` are the entries to remind of, those before `overdue_before` the bureau too.
    `others` has the declared matters, kind → person → period, and `said` what was said of them.
    """

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
    others: Mapping[str, Mapping[int, str]]
    said: Mapping[str, Mapping[int, set[str]]]

    @classmethod
    def of(cls, session: Session, others: Mapping[str, Whom]) -> "Today":
        """Read it all; `others` are the matters that conversations have declared, by kind."""
        day = session.today
        month, deadlines = Month.of(day), session.county.deadlines
        last = last_day(session)
        names = {force.id: force.name for force in task_forces.every(session)}
        full = deadlines.review_reminder_working_days
        closing = Quarter.of(day)
        is_closing, is_over = day >= closing.after - rules.LAST_WEEK, day > last
        return cls(
            session.now,
            day,
            month,
            last,
            nudges.liaisons(session),
            frozenset(roles.with_role(session, Role.BUREAU)),
            frozenset(names) - exemplars.reported(session, month),
            moments(session, month),
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
            {kind: whom(session) for kind, whom in others.items()},
            {kind: nudges.marked_ever(session, kind) for kind in others},
        )

    def goes_at(self, person_id: int) -> datetime:
        """Return when a person's digest goes out: at their exemplar reminder of the day, else at
        09:00.
        """
        own = rules.own_moment(self._moments_of(person_id), self.day)
        return own.at if own else rules.at(self.day)

    def digest(self, session: Session, who: Reached, at: datetime) -> Digest:
        """Return what a person is to be told at their moment of today and was not told yet."""
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
        counted = [(kind, who.person_id, today) for kind, n in digest.counted() if n]
        new = self._new(who.person_id)
        others = [(kind, who.person_id, period) for kind, period in new.items()]
        return replace(digest, marks=[*marks, *counted, *others], others=tuple(new))

    def remaining(self, session: Session, who: Reached, day: date, had: frozenset[str]) -> Digest:
        """Return what a person has to do as of now, exemplars apart, whether they were told before
        or not; `had` is what the digest of that `day` named.
        """
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
            others=[kind for kind in self.others if self._is_left(kind, who.person_id, had)],
        )

    def _new(self, person_id: int) -> dict[str, str]:
        """Return the declared matters of which the person was not reminded yet: kind → period."""
        due = {kind: found[person_id] for kind, found in self.others.items() if person_id in found}
        return {k: p for k, p in due.items() if p not in self.said[k].get(person_id, ())}

    def _is_left(self, kind: str, person_id: int, had: frozenset[str]) -> bool:
        return kind in had and person_id in self.others[kind]

    def _due_moment(self, who: Reached) -> Moment | None:
        """Return the exemplar reminder that is due, None without one and after the last day to
        report.
        """
        if self.day > self.last:
            return None
        sent = self.reminded.get(who.person_id, ())
        return rules.due_moment(self._moments_of(who.person_id), sent, self.now)

    def _moments_of(self, person_id: int) -> list[Moment]:
        """Return when a person is reminded of exemplars this month: [] unless they are the liaison
        of a task force that still owes.
        """
        if self.liaisons.get(person_id) not in self.owing:
            return []
        return rules.with_snoozes(self.moments, self.snoozed.get(person_id, ()))

    def _to_review(self, who: Reached) -> int:
        """Return how many entries have waited for the person's own decision for three working days
        or longer.
        """
        force, is_officer = self.liaisons.get(who.person_id), who.person_id in self.officers
        return sum(
            (entry.reviewer == "liaison" and entry.task_force_id == force and force is not None)
            or (entry.reviewer == "bureau" and is_officer)
            for entry in self.waiting
            if who.person_id not in (entry.person_id, entry.recorded_by, entry.withheld_from)
        )

    def _overdue(self, who: Reached) -> list[tuple[str, int]]:
        """Return what liaisons have left for seven working days or longer, counted by task force,
        for an officer; [] for others.
        """
        if who.person_id not in self.officers:
            return []
        left = Counter(
            self.names.get(entry.task_force_id or 0, "")
            for entry in self.waiting
            if entry.reviewer == "liaison" and entry.submitted_at < self.overdue_before
        )
        return left.most_common()

    def _closing(self, who: Reached) -> Moment | None:
        """Return the reminder of the quarter's last week that is due; None without one."""
        quarter = Quarter.of(self.day)
        if self.day < quarter.after - rules.LAST_WEEK:
            return None
        moments = rules.quarter_moments(quarter, is_working_day)
        return rules.due_moment(moments, self.closed.get(who.person_id, ()), self.now)

    def _unscored(self, session: Session, who: Reached, quarter: Quarter) -> int:
        """Return how many of a liaison's people have no base score of a quarter."""
        force = self.liaisons.get(who.person_id)
        if force is None:
            return 0
        given = base_scores.of_quarter(session, quarter)
        not_theirs = (who.person_id, roles.liaison(session, force))
        return sum(
            of == force and person_id not in not_theirs and person_id not in given
            for person_id, of in nudges.ledger(session).items()
        )

    def _unreported(self, who: Reached) -> list[str]:
        """Return, after the last day, the names of the task forces that owe exemplars, for an
        officer who was not told yet; [] otherwise.
        """
        if who.person_id not in self.officers or self.day <= self.last:
            return []
        if who.person_id in self.told_late:
            return []
        return [self.names[force] for force in sorted(self.owing)]


def last_day(session: Session) -> date:
    """Return the last day on which this month's report is on time."""
    return Month.of(session.today).day(session.county.deadlines.exemplar_last)


def moments(session: Session, month: Month) -> list[Moment]:
    deadlines = session.county.deadlines
    return rules.exemplar_moments(
        month, deadlines.exemplar_target, deadlines.exemplar_last, is_working_day
    )
