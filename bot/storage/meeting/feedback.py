"""Feedback: threads between whoever asked and whoever is to answer, and what was said in them.

Every step is a conditional write. `words` is the thread's version: an answer is taken only to what
whoever answers has read.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from bot.rules.feedback import OPEN, Addressee, FeedbackState, Kind, number
from bot.rules.permissions import Subject
from bot.storage.models import Feedback as Row
from bot.storage.models import FeedbackWord
from bot.storage.session import Session

_t, _w = Row.__table__.c, FeedbackWord.__table__.c
_WAITING = FeedbackState.WAITING.value
_OPEN = tuple(state.value for state in OPEN)
_SELECT = select(Row.__table__)
_GET = _SELECT.where(_t.id == bindparam("feedback"))
_OF = _SELECT.where(_t.state == bindparam("in_state"), _t.addressee == bindparam("to")).order_by(
    _t.since, _t.id
)
_OF_FORCE = _OF.where(_t.task_force_id == bindparam("force"))
_IN_STATE = _SELECT.where(_t.state == bindparam("in_state"), _t.since < bindparam("before"))
_OF_PERSON = (
    _SELECT.where(_t.person_id == bindparam("person"))
    .order_by(_t.state.in_(_OPEN).desc(), _t.id.desc())
    .limit(bindparam("most"))
)
_OPEN_OF = (
    select(func.count())
    .select_from(Row.__table__)
    .where(_t.person_id == bindparam("person"), _t.state.in_(_OPEN))
)
_OF_STAGE = (
    _SELECT.where(
        _t.asked_at < bindparam("after"),
        or_(_t.ended_at.is_(None), _t.ended_at >= bindparam("first")),
    )
).order_by(_t.asked_at, _t.id)
_ADD = (
    insert(Row)
    .values(
        {
            name: bindparam(name)
            for name in ("person_id", "task_force_id", "kind", "addressee", "asked_at", "since")
        }
        | {"state": _WAITING, "words": 0}
    )
    .returning(_t.id)
)
_SAY = insert(FeedbackWord).values(
    {
        name: bindparam(name)
        for name in ("feedback_id", "nth", "said_by", "is_answer", "words_sealed", "said_at")
    }
)
_WHOLE = update(Row).where(_t.id == bindparam("feedback"))
_SPEAK = _WHOLE.where(
    _t.words == bindparam("seen"),
    _t.state == bindparam("from_state"),
    _t.addressee == bindparam("from_addressee"),
).values(
    words=bindparam("to_words"),
    state=bindparam("to_state"),
    since=bindparam("to_since"),
    answered_at=bindparam("to_answered_at"),
    ended_at=None,
)
_CLOSE = _WHOLE.where(_t.state.in_(_OPEN)).values(
    state=FeedbackState.CLOSED.value, since=bindparam("at"), ended_at=bindparam("at")
)
_TAKE_BACK = _WHOLE.where(_t.state == _WAITING, _t.answered_at.is_(None)).values(
    state=FeedbackState.TAKEN_BACK.value, since=bindparam("at"), ended_at=bindparam("at")
)
_PASS_ON = _WHOLE.where(_t.state.in_(_OPEN), _t.addressee == Addressee.LIAISON.value).values(
    addressee=Addressee.BUREAU.value,
    state=bindparam("to_state"),
    since=bindparam("at"),
    passed_by=bindparam("by"),
    passed_at=bindparam("at"),
)
_WORDS = (
    select(FeedbackWord.__table__).where(_w.feedback_id == bindparam("feedback")).order_by(_w.nth)
)
_LAST = (
    select(_w.is_answer)
    .where(_w.feedback_id == bindparam("feedback"), _w.said_at < bindparam("before"))
    .order_by(_w.nth.desc())
    .limit(1)
)
_FIRST = select(_w.words_sealed).where(_w.feedback_id == bindparam("feedback"), _w.nth == 1)


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thread as it stands. `addressee` is who is to answer now; `passed_at` when it was handed on
    to the bureau, `passed_by` by whom; `answered_at` is the first answer's.
    """

    id: int
    person_id: int
    task_force_id: int | None
    kind: Kind
    addressee: Addressee
    state: FeedbackState
    words: int
    asked_at: datetime
    since: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    passed_by: int | None
    passed_at: datetime | None

    @property
    def number(self) -> str:
        return number(self.id)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def subject(self) -> Subject:
        return Subject(self.person_id, self.task_force_id, reviewer=self.addressee.value)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said in a thread."""

    by: int
    is_answer: bool
    words: str
    at: datetime


def get(session: Session, feedback_id: int) -> Feedback | None:
    row = session.row(_GET, feedback=feedback_id)
    return None if row is None else _feedback(row)


def put_to(
    session: Session, state: FeedbackState, to: Addressee, force_id: int | None = None
) -> list[Feedback]:
    """Return what was put to the bureau, or to the liaison of a task force, and stands so; what
    came into that state first comes first.
    """
    if force_id is None:
        rows = session.rows(_OF, in_state=state.value, to=to.value)
    else:
        rows = session.rows(_OF_FORCE, in_state=state.value, to=to.value, force=force_id)
    return [_feedback(row) for row in rows]


def standing(session: Session, state: FeedbackState, before: datetime) -> list[Feedback]:
    """Return what has been in a state since before a moment, whoever is to answer."""
    return [_feedback(row) for row in session.rows(_IN_STATE, in_state=state.value, before=before)]


def of_person(session: Session, person_id: int, most: int) -> list[Feedback]:
    """Return what a person has asked: what is open first, then the newest."""
    return [_feedback(row) for row in session.rows(_OF_PERSON, person=person_id, most=most)]


def open_of(session: Session, person_id: int) -> int:
    """Return how many of a person's own threads are open."""
    return int(session.value(_OPEN_OF, person=person_id))


def of_stage(session: Session, first: datetime, after: datetime) -> list[Feedback]:
    """Return what had been asked by the moment `after` and had not ended before `first`."""
    return [_feedback(row) for row in session.rows(_OF_STAGE, first=first, after=after)]


def add(
    session: Session, person_id: int, task_force_id: int | None, kind: Kind, to: Addressee
) -> Feedback:
    """Begin a thread, in which nothing was said yet."""
    added = session.insert(
        _ADD,
        person_id=person_id,
        task_force_id=task_force_id,
        kind=kind.value,
        addressee=to.value,
        asked_at=session.now,
        since=session.now,
    )
    return _known(session, added)


def ask(session: Session, feedback: Feedback, by: int, words: str) -> bool:
    """Have whoever asked say something; it waits for an answer then, or still does. False when the
    thread has changed since it was read.
    """
    waits = feedback.state is FeedbackState.WAITING
    since = feedback.since if waits else session.now
    if not _speak(session, feedback, FeedbackState.WAITING, since, feedback.answered_at):
        return False
    _say(session, feedback, by, words, is_answer=False)
    return True


def answer(session: Session, feedback: Feedback, by: int, words: str) -> bool:
    """Answer a thread; False when it has changed since it was read."""
    first = feedback.answered_at or session.now
    if not _speak(session, feedback, FeedbackState.ANSWERED, session.now, first):
        return False
    _say(session, feedback, by, words, is_answer=True)
    return True


def close(session: Session, feedback_id: int) -> bool:
    """End a thread; False when it has ended before."""
    return session.changed(_CLOSE, feedback=feedback_id, at=session.now) == 1


def take_back(session: Session, feedback_id: int) -> bool:
    """Take back what nobody has answered; False when somebody has."""
    return session.changed(_TAKE_BACK, feedback=feedback_id, at=session.now) == 1


def pass_on(
    session: Session, feedback_id: int, by: int, to: FeedbackState = FeedbackState.WAITING
) -> bool:
    """Hand a thread on from the liaison to the bureau; False when it is there already, or over."""
    return (
        session.changed(_PASS_ON, feedback=feedback_id, by=by, at=session.now, to_state=to.value)
        == 1
    )


def said(session: Session, feedback_id: int) -> list[Said]:
    """Return everything that was said in a thread, in order."""
    return [
        Said(row.said_by, bool(row.is_answer), _opened(session, row), row.said_at)
        for row in session.rows(_WORDS, feedback=feedback_id)
    ]


def first_words(session: Session, feedback_id: int) -> str:
    """Return what a thread began with."""
    sealed = session.value(_FIRST, feedback=feedback_id)
    return session.vault.open(sealed, _context(feedback_id, 1)) if sealed else ""


def was_answered(session: Session, feedback_id: int, before: datetime) -> bool:
    """Whether the last thing said in a thread before a moment was an answer."""
    return bool(session.value(_LAST, feedback=feedback_id, before=before))


def _speak(
    session: Session,
    feedback: Feedback,
    to: FeedbackState,
    since: datetime,
    answered_at: datetime | None,
) -> bool:
    """Count one thing more that is said, in a thread that stands as it was read."""
    changed = session.changed(
        _SPEAK,
        feedback=feedback.id,
        seen=feedback.words,
        from_state=feedback.state.value,
        from_addressee=feedback.addressee.value,
        to_words=feedback.words + 1,
        to_state=to.value,
        to_since=since,
        to_answered_at=answered_at,
    )
    return changed == 1


def _say(session: Session, feedback: Feedback, by: int, words: str, *, is_answer: bool) -> None:
    nth = feedback.words + 1
    session.write(
        _SAY,
        feedback_id=feedback.id,
        nth=nth,
        said_by=by,
        is_answer=is_answer,
        words_sealed=session.vault.seal(words, _context(feedback.id, nth)),
        said_at=session.now,
    )


def _context(feedback_id: int, nth: int) -> str:
    return f"feedback_word.words:{feedback_id}:{nth}"


def _opened(session: Session, row: Any) -> str:
    return session.vault.open(row.words_sealed, _context(row.feedback_id, row.nth))


def _known(session: Session, feedback_id: int) -> Feedback:
    found = get(session, feedback_id)
    if found is None:
        raise LookupError(feedback_id)
    return found


def _feedback(row: Any) -> Feedback:
    return Feedback(
        row.id,
        row.person_id,
        row.task_force_id,
        Kind(row.kind),
        Addressee(row.addressee),
        FeedbackState(row.state),
        row.words,
        row.asked_at,
        row.since,
        row.answered_at,
        row.ended_at,
        row.passed_by,
        row.passed_at,
    )
