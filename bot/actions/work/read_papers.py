"""Reading papers: a piece that was fetched is read, and what it says goes into its draft."""

from typing import Final

from bot.actions.work.card import Card, card_of
from bot.rules.papers.reading import Reading
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.work import drafts, evidence, readings

READ: Final = "read"
_KINDS: Final = ("photo", "paper")


def ask(session: Session, piece: evidence.Piece) -> None:
    """Ask for a piece to be read, where it is of a kind that can be."""
    if piece.kind in _KINDS:
        errands.ask(session, READ, piece.id)


def finish(session: Session, errand: Due, reading: Reading | None) -> Card | None:
    """Write down what was read, in the errand's last transaction; return the draft's card. None
    when that was done before, or the piece is gone.
    """
    if not errands.done(session, errand):
        return None
    piece = evidence.get(session, errand.subject)
    draft = drafts.get(session, piece.draft_id)
    if draft is None or piece.state != "ready":
        return None
    readings.put(session, piece.id, reading)
    return card_of(session, draft)
