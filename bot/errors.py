"""Errors whose message is what the person reads, and what may be kept of any other."""

import traceback


class Refused(Exception):
    """Input that cannot be taken: one Chinese sentence that says what is wrong, with an example.

    Raised by fields, rules and actions alike. Nothing already given is lost: whoever catches it
    shows the sentence and leaves the draft as it was.
    """

    @property
    def sentence(self) -> str:
        """What the person reads."""
        return str(self.args[0])


class Forbidden(Refused):
    """The person may not do this; the sentence says who may, and reveals nothing else."""


class Stale(Refused):
    """The button pressed belongs to a past state; the sentence says what has happened since."""


class Away(Exception):
    """Something of another machine cannot be reached or used now: nothing is lost, try again later.

    What is shown for it is its message, one sentence, where a person waits.
    """


class Misconfigured(Exception):
    """A setting is missing or wrong; the message names it and gives an example."""


class NotYet(Misconfigured):
    """What is in the way may go away by itself: a database that is just starting, a process that is
    just ending. Where somebody waits, it is tried again.
    """


def told(error: BaseException) -> Refused | Misconfigured | Away | None:
    """Return the error that has a sentence for people: this one, or the first of several tasks'
    errors; None where there is none.
    """
    if isinstance(error, Refused | Misconfigured | Away):
        return error
    if not isinstance(error, BaseExceptionGroup):
        return None
    inner: list[BaseException] = list(error.exceptions)
    return next((said for each in inner if (said := told(each))), None)


def place_of(error: BaseException) -> str:
    """Return the file and line that raised, such as `case.py:42`; "?" when unknown. Nothing else of
    an error is kept, as its text may quote people.
    """
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "?"
