"""Escalating: what has waited too long is before the bureau too; the liaison keeps it."""

from datetime import date, datetime
from functools import lru_cache

from bot.actions.workdays import is_working_day
from bot.rules import waiting
from bot.storage.session import Session
from bot.storage.work.entries import Entry


def cutoff(session: Session) -> datetime:
    """What was handed in before this moment is the bureau's too."""
    return _cutoff(session.today, session.county.deadlines.review_escalation_working_days)


def is_escalated(session: Session, entry: Entry) -> bool:
    """Whether an entry of the liaison's is (or was, until it was decided) the bureau's too."""
    return entry.reviewer == "liaison" and entry.submitted_at < cutoff(session)


def waited(session: Session, entry: Entry) -> int:
    """How many working days an entry has been waiting."""
    return waiting.waited(entry.submitted_at, session.today, is_working_day)


@lru_cache(maxsize=8)
def _cutoff(today: date, days: int) -> datetime:
    """The same all day; asked for with every card."""
    return waiting.overdue_before(today, days, is_working_day)
