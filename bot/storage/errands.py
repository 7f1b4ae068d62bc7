"""Errands: work that is done after the commit and tried again until it succeeds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Subquery, bindparam, delete, func, select, update

from bot.storage.databases import insert
from bot.storage.models import Errand
from bot.storage.session import Session

LONGEST_WAIT: Final = timedelta(minutes=10)
SETTLE: Final = "settle digests"
"""About a chat: parts of the reminders that stand there may be done, or waiting again."""

_t = Errand.__table__.c
_ASK = insert(Errand).values(
    {name: bindparam(name) for name in ("kind", "subject", "asked", "not_before")}
    | {"tries": 0, "version": 1}
)
_ASK = _ASK.on_conflict_do_update(
    index_elements=["kind", "subject"],
    set_={
        "asked": _ASK.excluded.asked,
        "not_before": _ASK.excluded.not_before,
        "tries": 0,
        "version": _t.version + 1,
    },
)
ONES: Final = (_t.id, _t.kind, _t.subject, _t.asked, _t.tries, _t.version)


def ranked(*more: ColumnElement[bool]) -> Subquery:
    """Return what may be run now, with how manieth (`nth`) of its kind it is."""
    nth = func.row_number().over(partition_by=_t.kind, order_by=_t.id).label("nth")
    return select(*ONES, nth).where(_t.not_before <= bindparam("now"), *more).subquery()


_READY = ranked()
# At most 32 of each kind: more than are run at once, and few enough that five hundred photos keep
# no report waiting.
_DUE = select(*(_READY.c[one.name] for one in ONES)).where(_READY.c.nth <= 32).order_by("id")
_NEXT = select(func.min(_t.not_before)).where(_t.not_before > bindparam("now"))
_DONE = delete(Errand).where(_t.id == bindparam("row"), _t.version == bindparam("seen"))
_LATER = (
    update(Errand)
    .where(_t.id == bindparam("row"), _t.version == bindparam("seen"))
    .values(tries=_t.tries + 1, not_before=bindparam("again"))
)
_NOTE = (
    update(Errand)
    .where(_t.id == bindparam("row"), _t.version == bindparam("seen"))
    .values(asked=bindparam("noted"))
)
_ASKED = select(_t.id).where(_t.kind == bindparam("of"), _t.subject == bindparam("about"))
_OTHERS = (
    select(_t.id).where(_t.kind != bindparam("of"), _t.not_before <= bindparam("now")).limit(1)
)
_SUBJECTS = select(_t.subject).where(_t.kind == bindparam("of")).order_by(_t.id)
_CANCEL = delete(Errand).where(_t.kind == bindparam("of"), _t.subject == bindparam("about"))


@dataclass(frozen=True, slots=True)
class Due:
    """An errand that may be run now: the `kind` says what is to be done, the `subject` about what.

    `asked` holds what more its doer needs to know. `version` grows when it is asked for anew.
    """

    id: int
    kind: str
    subject: int
    asked: dict[str, Any]
    tries: int
    version: int


def ask(
    session: Session,
    kind: str,
    subject: int,
    delay: timedelta = timedelta(0),
    **asked: Any,
) -> None:
    """Put an errand on the list, to be done after `delay`.

    Asked for again before it is done, it is done once, as asked last.
    """
    session.write(_ASK, kind=kind, subject=subject, asked=asked, not_before=session.now + delay)
    session.wake.add("errands")


def due(session: Session) -> list[Due]:
    """Return the errands that may be run now, in the order of their rows."""
    return [Due(*row) for row in session.rows(_DUE, now=session.now)]


def next_due(session: Session) -> datetime | None:
    """Return when the next errand that waits for its time may be run; None when none does."""
    return cast("datetime | None", session.value(_NEXT, now=session.now))


def done(session: Session, errand: Due) -> bool:
    """Take an errand that is done off the list, unless it was asked for anew meanwhile.

    Returns whether it is off.
    """
    return session.changed(_DONE, row=errand.id, seen=errand.version) > 0


def later(session: Session, errand: Due) -> None:
    """Put off an errand that failed for now.

    It runs again after 1, 2, 4 … seconds, at most ten minutes.
    """
    wait = min(timedelta(seconds=2 ** min(errand.tries, 10)), LONGEST_WAIT)
    session.write(_LATER, row=errand.id, seen=errand.version, again=session.now + wait)


def note(session: Session, errand: Due, asked: dict[str, Any]) -> None:
    """Write down what whoever does the errand after the next start needs to know of it."""
    session.write(_NOTE, row=errand.id, seen=errand.version, noted={**errand.asked, **asked})


def is_asked(session: Session, kind: str, subject: int) -> bool:
    return session.value(_ASKED, of=kind, about=subject) is not None


def is_busy(session: Session, kind: str) -> bool:
    """Whether anything of another kind is to be done now."""
    return session.value(_OTHERS, of=kind, now=session.now) is not None


def subjects(session: Session, kind: str) -> list[int]:
    """Return the subjects of the errands of a kind that are still on the list, the first asked
    first.
    """
    return [row.subject for row in session.rows(_SUBJECTS, of=kind)]


def cancel(session: Session, kind: str, subject: int) -> bool:
    """Call an errand off; return whether it was on the list."""
    return session.changed(_CANCEL, of=kind, about=subject) > 0
