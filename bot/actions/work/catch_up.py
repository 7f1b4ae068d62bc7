"""Catching up: photos from before likeness was looked for are fingerprinted in the background, a
few at a time.

The county's storage may hold years of them when the program is renewed. None is urgent: they wait
while anybody's photo, sheet or report is being worked on. What they look like is then found out and
flagged as for a photo that has just come, so a reviewer sees it on what is still to be decided.
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
"""How many photos are done at a time: their thumbnails are small, and comparing four keeps a new
photo waiting a second.
"""
PAUSE: Final = timedelta(seconds=1)
BUSY: Final = timedelta(seconds=5)

Prints = Sequence[tuple[int, int] | None]


def is_owed(session: Session) -> bool:
    """Whether some photo was never fingerprinted, so that it is worth while to `begin`."""
    return bool(likeness.owed(session, 1))


def begin(session: Session) -> int:
    """Ask for the errand, which repeats itself until no photo is left. Begun again, it goes on
    where it was.
    """
    errands.ask(session, CATCH_UP, 0)
    return 1


def next_few(session: Session) -> list[tuple[int, str]] | None:
    """Return the next photos, as id and SHA-256 of the thumbnail; None while anything else is to be
    done, [] when none is left.
    """
    if errands.is_busy(session, CATCH_UP):
        return None
    return likeness.owed(session, FEW)


def put_off(session: Session, errand: Due) -> None:
    """Ask for the errand again in a few seconds, since something else goes first."""
    errands.done(session, errand)
    errands.ask(session, CATCH_UP, 0, BUSY)


def caught_up(
    session: Session, errand: Due, few: Sequence[tuple[int, str]], prints: Prints
) -> None:
    """Write down the fingerprints of a few photos: from now on they are found, and look for others.
    The next few follow after a pause, if these were any.

    `prints` has the two fingerprints of each photo, None where the thumbnail could not be read:
    such a one is not tried again.
    """
    if not errands.done(session, errand):
        return
    for (piece_id, _), both in zip(few, prints, strict=True):
        if both is not None:
            likeness.complete(session, piece_id, *both)
        alike.watch(session, piece_id)
    if few:
        errands.ask(session, CATCH_UP, 0, PAUSE)
