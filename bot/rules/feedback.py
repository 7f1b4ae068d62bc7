"""Feedback (意见反馈, 四(二)(三)): what is asked of liaison or bureau, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Final

from bot.errors import Refused
from bot.rules.labelled import Labelled
from bot.texts.meeting import feedback as t

MOST: Final = 1000
"""As many characters as one message of a thread may have."""
REMIND_AFTER: Final = 3
"""Working days without an answer after which whoever is asked is reminded, every working day."""
ASK_AFTER: Final = timedelta(days=14)
"""How long an answer stands before whoever asked is asked once whether that solved it."""


class Kind(Labelled):
    """What somebody has to say."""

    PROBLEM = "problem", t.PROBLEM
    ADVICE = "advice", t.ADVICE


class Addressee(Labelled):
    """Who is to answer."""

    LIAISON = "liaison", t.LIAISON
    BUREAU = "bureau", t.BUREAU


class FeedbackState(Labelled):
    """Where a thread stands: only whoever asked ends it."""

    WAITING = "waiting", t.WAITING
    ANSWERED = "answered", t.ANSWERED
    CLOSED = "closed", t.CLOSED
    TAKEN_BACK = "taken_back", t.TAKEN_BACK


OPEN: Final = (FeedbackState.WAITING, FeedbackState.ANSWERED)


@dataclass(frozen=True, slots=True)
class StillOpen:
    """A thread that was open at the end of a stage, as its reader may know it: `days` since it was
    asked, `words` the beginning of what was asked, "" for who may not read it.
    """

    number: str
    kind: Kind
    task_force: str
    is_answered: bool
    days: int
    words: str


@dataclass(frozen=True, slots=True)
class Raised:
    """What was raised in a stage, for a meeting. `open` has the oldest first; `asked`, `answered`
    (for the first time) and `closed` count what happened within its days; `days_to_answer` has the
    calendar days from asking to the first answer, for each of those answered.
    """

    open: Sequence[StillOpen]
    asked: int
    answered: int
    closed: int
    days_to_answer: Sequence[int]

    @property
    def median_days(self) -> float | None:
        """The middle of `days_to_answer`; None when nothing was answered."""
        return median(self.days_to_answer) if self.days_to_answer else None


def number(feedback_id: int) -> str:
    """Return what people call a thread: `F12`."""
    return f"F{feedback_id}"


def read_words(text: str) -> str:
    """Read what somebody says, lines kept. Raises Refused when there is no word in it, and for more
    than `MOST` characters.
    """
    words = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    if not any(character.isalnum() for character in words):
        raise Refused(t.EMPTY)
    if len(words) > MOST:
        raise Refused(t.LONG.format(n=len(words), most=MOST))
    return words
