"""Forgetting papers: what was read of them is dropped once it has done its work.

That is when its quarter is locked (unless the county keeps it), when the piece was removed or
refused, and when its draft was dropped. A few at a time, so that nobody's tap waits.
"""

from typing import Final

from bot.actions.work.read_papers import READ, UNDERSTAND
from bot.actions.work.same_text import SAME_TEXT
from bot.storage import audit, errands
from bot.storage.people.persons import Person
from bot.storage.session import Session
from bot.storage.work import forgetting

FEW: Final = 40
_ERRANDS: Final = (READ, SAME_TEXT)


def is_due(session: Session) -> bool:
    """Whether the text of any piece is to go."""
    return bool(forgetting.owed(session, 1))


def send(session: Session) -> int:
    """Drop the text of a few pieces; return of how many."""
    owed = forgetting.owed(session, FEW)
    return sum(
        forgetting.drop(session, piece, sketch=is_nothing) for piece, is_nothing in owed.items()
    )


def forget(session: Session, person: Person) -> int:
    """Drop all that was read of the papers that a person sent or that are about their work, and
    what these are found by, whatever state it is in; return of how many pieces there was a text.
    What is still to be read or worked out is not any more. Entries and files stay.
    """
    for draft in forgetting.drafts_of(session, person.id):
        errands.cancel(session, UNDERSTAND, draft)
    pieces = forgetting.pieces_of(session, person.id)
    for piece in pieces:
        for kind in _ERRANDS:
            errands.cancel(session, kind, piece)
    n = sum(forgetting.drop(session, piece, sketch=True) for piece in pieces)
    audit.record(session, None, "forget papers", f"person:{person.id}", pieces=n)
    return n
