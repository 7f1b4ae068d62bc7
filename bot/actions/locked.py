"""Locked quarters: nothing is filed in them, nobody but the bureau decides there, and what it
decides counts with the next restatement (decision 0045). While a version is being made nobody
decides, so that it says what there was when it was begun.
"""

from datetime import date, datetime

from bot.errors import Forbidden, Refused, Stale
from bot.rules.permissions import Actor
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.rules.rubric import Line
from bot.rules.scoring import Carried, Preview
from bot.storage.score import versions
from bot.storage.session import Session
from bot.texts import locked as t


def check_filing(session: Session, person_id: int, day: date) -> None:
    """Check that a person's quarter still takes work of that day. Raises Refused."""
    quarter = Quarter.of(day)
    if versions.is_locked(session, quarter):
        raise Refused(t.FILING.format(quarter=quarter.label))
    if versions.is_closed_for(session, person_id, quarter):
        raise Refused(t.ON_PAPER.format(quarter=quarter.label))


def check_deciding(session: Session, actor: Actor, day: date) -> None:
    """Check that the actor may decide on what happened on that day, whatever changes points. Raises
    Forbidden for who is not of the bureau once the quarter is locked, Stale while a version of it
    is being made.
    """
    quarter = Quarter.of(day)
    stage = versions.stage(session, quarter)
    if stage.is_locked and not actor.is_(Role.BUREAU):
        raise Forbidden(t.LIAISON.format(quarter=quarter.label))
    if stage.is_making:
        raise Stale(t.MAKING.format(quarter=quarter.label))


def check_returning(session: Session, day: date) -> None:
    """Check that what is returned can be submitted again. Raises Refused."""
    quarter = Quarter.of(day)
    if versions.is_locked(session, quarter):
        raise Refused(t.RETURN.format(quarter=quarter.label))


def check_withdrawing(session: Session, day: date) -> None:
    """Check that what is withdrawn could be submitted again. Raises Refused."""
    quarter = Quarter.of(day)
    if versions.is_locked(session, quarter):
        raise Refused(t.WITHDRAW.format(quarter=quarter.label))


def check_undoing(session: Session, actor: Actor, day: date, decided_at: datetime) -> None:
    """Check that no version was made of a decision that is taken back. Raises as `check_deciding`
    does, and Stale.
    """
    quarter = Quarter.of(day)
    stage = versions.stage(session, quarter)
    if stage.is_locked and (stage.since is None or decided_at < stage.since):
        raise Stale(t.UNDO.format(quarter=quarter.label))
    check_deciding(session, actor, day)


def refusal(session: Session, day: date) -> str:
    """Say that the bureau decides on what happened on that day; "" where no quarter is locked."""
    quarter = Quarter.of(day)
    is_locked = versions.is_locked(session, quarter)
    return t.LIAISON.format(quarter=quarter.label) if is_locked else ""


def note(session: Session, quarter: Quarter) -> str:
    """Say, to whoever has changed something in a locked quarter, when it counts; "" otherwise."""
    is_locked = versions.is_locked(session, quarter)
    return t.COUNTS_NEXT.format(quarter=quarter.label) if is_locked else ""


def preview(session: Session, person_id: int, quarter: Quarter, line: Line) -> Preview | None:
    """Return what a line stands at in a locked quarter, whatever is decided now; None for a quarter
    that is not locked.
    """
    version = versions.locked(session, quarter)
    if version is None:
        return None
    stands = versions.of_person(session, person_id, quarter)
    points = stands.figures[line.value] or 0 if stands else 0
    return Preview(points, points, version.rubric.cap(line), is_locked=True)


def carried(session: Session, person_id: int, quarter: Quarter) -> Carried:
    """Return the points that a ledger on paper brought into a person's quarter."""
    return versions.carried_in(versions.paper_of_person(session, person_id, quarter))
