"""What was raised in a stage, as figures for a meeting (四(二)(三))."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Final

from bot.rules.calendar import TIMEZONE, local_day
from bot.rules.feedback import FeedbackState, Raised, StillOpen
from bot.rules.permissions import Act, Actor, may
from bot.rules.roles import Role
from bot.storage.meeting import feedback as stored
from bot.storage.meeting.feedback import Feedback
from bot.storage.people import persons, task_forces
from bot.storage.session import Session

_BEGINNING: Final = 40


def raised(
    session: Session, actor: Actor, first: date, after: date, force_id: int | None = None
) -> Raised:
    """Return what was raised from the day `first` up to the day `after`, which is not included, of
    the county or of one task force.

    An officer has the figures of all of it, and the first words of what was put to the bureau. A
    liaison has what was put to them and nothing else: what was put to the bureau may be about them.
    Open is what was so when the stage ended, or is so now. What was taken back was never raised.
    """
    starts, ends = _midnight(first), min(_midnight(after), session.now)
    found = [
        each
        for each in _of_stage(session, starts, ends)
        if force_id in (None, each.task_force_id)
        and (actor.is_(Role.BUREAU) or may(actor, Act.HEAR, each.subject))
    ]

    def words_of(each: Feedback) -> str:
        if not may(actor, Act.HEAR, each.subject):
            return ""
        said = stored.first_words(session, each.id).replace("\n", " ")
        return said if len(said) <= _BEGINNING else said[: _BEGINNING - 1] + "…"

    return _figures(session, found, (starts, ends), words_of)


def in_county(session: Session, first: date, after: date) -> Raised:
    """Return what was raised in the whole county, as `raised` does, without anybody's words. The
    caller has authorised.
    """
    starts, ends = _midnight(first), min(_midnight(after), session.now)
    return _figures(session, _of_stage(session, starts, ends), (starts, ends), lambda _: "")


def _of_stage(session: Session, starts: datetime, ends: datetime) -> list[Feedback]:
    found = stored.of_stage(session, starts, ends)
    return [each for each in found if each.state is not FeedbackState.TAKEN_BACK]


def _figures(
    session: Session,
    found: Sequence[Feedback],
    stretch: tuple[datetime, datetime],
    words_of: Callable[[Feedback], str],
) -> Raised:
    names = {force.id: force.name for force in task_forces.every(session)}
    ends = stretch[1]
    is_open = [each for each in found if each.ended_at is None or each.ended_at >= ends]
    answered = [each for each in found if _within(each.answered_at, *stretch)]
    return Raised(
        [
            _still_open(session, each, names.get(each.task_force_id or 0, ""), ends, words_of(each))
            for each in is_open
            if not _nobody_waits(session, each)
        ],
        sum(_within(each.asked_at, *stretch) for each in found),
        len(answered),
        sum(_within(each.ended_at, *stretch) for each in found),
        [_days(each.asked_at, each.answered_at) for each in answered if each.answered_at],
    )


def _still_open(
    session: Session, each: Feedback, force: str, ends: datetime, words: str
) -> StillOpen:
    """Say where a thread stood at the end: as it does now, or else as the last word before it."""
    if each.since < ends:
        is_answered = each.state is FeedbackState.ANSWERED
    else:
        is_answered = stored.was_answered(session, each.id, ends)
    days = _days(each.asked_at, ends)
    return StillOpen(each.number, each.kind, force, is_answered, days, words)


def _nobody_waits(session: Session, each: Feedback) -> bool:
    """Whether it was answered and whoever asked has left the ledger, so that nobody will end it."""
    is_answered = each.state is FeedbackState.ANSWERED
    return is_answered and persons.get(session, each.person_id).left


def _days(earlier: datetime, later: datetime) -> int:
    return (local_day(later) - local_day(earlier)).days


def _within(moment: datetime | None, starts: datetime, ends: datetime) -> bool:
    return moment is not None and starts <= moment < ends


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TIMEZONE)
