"""Photos from before likeness was looked for: they catch up in the background, a few at a time.

The county's storage may hold years of them when the program is renewed. None is urgent: they wait
while anybody's photo, sheet or report is being worked on. What they look like is then found out
and flagged as for a photo that has just come, so a reviewer sees it on what is still to be decided.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.actions.work import alike
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.work import likeness

CATCH_UP: Final = "catch up"
FEW: Final = 4
"""At a time: their thumbnails are small, and comparing four keeps a new photo waiting a second."""
PAUSE: Final = timedelta(seconds=1)
BUSY: Final = timedelta(seconds=5)

Prints = Sequence[tuple[int, int] | None]


def is_owed(session: Session) -> bool:
    """Whether some photo was never looked at, so that `begin` is worth while."""
    return bool(likeness.owed(session, 1))


def begin(session: Session) -> int:
    """Have the errand run until no photo is left; begun again, it goes on where it was."""
    errands.ask(session, CATCH_UP, 0)
    return 1


def next_few(session: Session) -> list[tuple[int, str]] | None:
    """The next photos and their thumbnails' SHA-256; None while something else is to be done."""
    if errands.is_busy(session, CATCH_UP):
        return None
    return likeness.owed(session, FEW)


def put_off(session: Session, errand: Due) -> None:
    """Something else goes first."""
    errands.done(session, errand)
    errands.ask(session, CATCH_UP, 0, BUSY)


def caught_up(
    session: Session, errand: Due, few: Sequence[tuple[int, str]], prints: Prints
) -> None:
    """These are found from now on, and look for others; the next after a pause, if any are left.

    `prints` has the two fingerprints of each, None where the thumbnail could not be read: that
    one is not tried again.
    """
    if not errands.done(session, errand):
        return
    for (piece_id, _), both in zip(few, prints, strict=True):
        if both is not None:
            likeness.complete(session, piece_id, *both)
        alike.watch(session, piece_id)
    if few:
        errands.ask(session, CATCH_UP, 0, PAUSE)
