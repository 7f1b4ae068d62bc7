"""Nudges: who is reminded of what today, one digest a person and day (dialogues, E and H)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from bot.actions.month import exemplar
from bot.actions.month.digest import Digest, Whom
from bot.actions.month.today import Today, last_day, moments
from bot.actions.workdays import is_working_day
from bot.errors import Refused, Stale
from bot.rules import nudges as rules
from bot.rules.calendar import add_working_days
from bot.rules.months import Month
from bot.rules.nudges import Moment
from bot.rules.permissions import Actor
from bot.rules.quiet import is_quiet
from bot.storage import audit
from bot.storage.month import nudges
from bot.storage.month.nudges import Reached
from bot.storage.session import Session
from bot.texts.month import nudge as t

AT_ONCE: Final = 20
"""The most digests that are written in one step of the writer, so that people who are typing need
not wait.
"""


def due(session: Session, others: Mapping[str, Whom] = MappingProxyType({})) -> list[Digest]:
    """Return the digests that are to go out now, recomputed from the database each time. `others`
    are the matters that conversations have declared, by kind.
    """
    today = session.today
    if is_quiet(session.now) or session.now < rules.at(today):
        return []
    rests = not is_working_day(today)
    if rests and not rules.is_last_chance(today, last_day(session), is_working_day):
        return []
    sent = nudges.marked_days(session, nudges.DIGEST, today, today)
    left = [who for who in nudges.reached(session) if who.person_id not in sent]
    if not left:
        return []
    known = Today.of(session, others)
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


def is_due(session: Session, others: Mapping[str, Whom] = MappingProxyType({})) -> bool:
    """Whether something is to go out, or was kept back beyond its day and is to be written anew."""
    if is_quiet(session.now):
        return False
    return bool(nudges.stale_nudges(session) or due(session, others))


def mark(session: Session, digest: Digest) -> bool:
    """Write down that a digest goes out, in the transaction that says it. Returns False when it has
    gone out already.
    """
    if not nudges.once(session, nudges.DIGEST, digest.person_id, digest.day.isoformat()):
        return False
    for kind, subject, period in digest.marks:
        nudges.once(session, kind, subject, period)
    return True


def take_back(session: Session, person_id: int, day: date) -> None:
    """Forget a digest that has waited and will not be said: what it was to tell is due again."""
    nudges.unmark(session, person_id, day)


def still(session: Session, actor: Actor, day: date, others: Mapping[str, Whom]) -> Digest:
    """Return what the person of an older digest has to do as of now, exemplars apart."""
    who = Reached(actor.person_id, actor.chat_id, None)
    had = nudges.parts(session, actor.person_id, day)
    return Today.of(session, others).remaining(session, who, day, had)


def snooze(session: Session, actor: Actor, month: Month) -> date:
    """明天提醒: put the reminder off to the next working day, and return that day; it has one
    reminder all the same. Raises Stale when nothing is owed any more, Refused when no working day
    is left.
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
    """Mark the reminders of the moments that have passed as sent: who takes a report back knows
    what they owe, and needs none of them.
    """
    for moment in moments(session, month):
        if moment.at <= session.now:
            nudges.once(session, nudges.EXEMPLAR, actor.person_id, moment.day.isoformat())


def urged(session: Session, person_id: int, day: date) -> bool:
    """Mark that the bureau asks a person on a day; returns False if it has done so already. The
    bot's own reminder of that day is then needless, and marked as sent.
    """
    if not nudges.once(session, nudges.REMIND, person_id, day.isoformat()):
        return False
    if rules.own_moment(moments(session, Month.of(day)), day):
        nudges.once(session, nudges.EXEMPLAR, person_id, day.isoformat())
    return True


def next_reminder(session: Session, month: Month) -> date | None:
    """Return the next working day on which a task force may still be reminded of the month; None
    when none is left.
    """
    day = add_working_days(session.today, 1, is_working_day)
    return day if day <= month.day(session.county.deadlines.exemplar_last) else None


def snoozed(session: Session, person_id: int) -> date | None:
    """Return the day to come to which 明天提醒 has put the reminder off; None without one."""
    today = session.today
    days = nudges.marked_days(session, nudges.SNOOZE, today, last_day(session)).get(person_id, ())
    return min((day for day in days if day > today), default=None)


def moment_of(session: Session, day: date) -> Moment:
    """Return when exactly a reminder that was put off to a day goes out."""
    own = rules.own_moment(moments(session, Month.of(day)), day)
    return own or Moment(rules.at(day), day)
