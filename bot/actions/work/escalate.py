"""Escalating: an entry that has waited too long for the liaison is in the bureau's queue as
well.
"""

from datetime import date, datetime
from functools import lru_cache

from bot.actions.workdays import is_working_day
from bot.rules import waiting
from bot.storage.session import Session
from bot.storage.work.entries import Entry


def cutoff(session: Session) -> datetime:
    """Return the moment before which an entry must have been handed in to be the bureau's as well
    by now.
    """
    return _cutoff(session.today, session.county.deadlines.review_escalation_working_days)


def is_escalated(session: Session, entry: Entry) -> bool:
    """Whether an entry of the liaison's is in the bureau's queue as well, or was when it was
    decided.
    """
    return entry.reviewer == "liaison" and entry.submitted_at < cutoff(session)


def waited(session: Session, entry: Entry) -> int:
    """Return how many working days an entry has been waiting."""
    return waiting.waited(entry.submitted_at, session.today, is_working_day)


@lru_cache(maxsize=8)
def _cutoff(today: date, days: int) -> datetime:
    """Work the cutoff out once a day, since it is needed for every card."""
    return waiting.overdue_before(today, days, is_working_day)
