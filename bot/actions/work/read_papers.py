"""Reading papers: a piece that was fetched is read; once all of its draft were, it is worked out
what they tell together.
"""

from collections.abc import Mapping
from typing import Final

from bot.actions.work import lay_out, same_text
from bot.actions.work.card import Card, card_of
from bot.rules.papers.reading import Reading
from bot.rules.papers.sketches import Sketch
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.work import drafts, evidence, readings

READ: Final = "read"
"""About a piece: it is to be read."""
UNDERSTAND: Final = "understand"
"""About a draft: what its papers tell is to be worked out."""


def ask(session: Session, piece: evidence.Piece) -> None:
    """Ask for a piece to be read, where papers are read and it is of a kind that can be."""
    if session.county.papers.are_read and piece.kind in readings.KINDS:
        errands.ask(session, READ, piece.id)


def understand(session: Session, draft_id: int) -> None:
    """Ask for what the papers of a draft tell, unless some are still to be read: the last of them
    asks again. Nothing is asked where none was read.
    """
    if not session.county.papers.are_read or not readings.any_of(session, draft_id):
        return
    if not readings.left(session, draft_id):
        errands.ask(session, UNDERSTAND, draft_id)


def finish(
    session: Session, errand: Due, reading: Reading | None, made: Mapping[int, Sketch]
) -> Card | None:
    """Write down what was read and the sketches `made` of it, in the errand's last transaction;
    return the draft's card as long as there is more to read. None when nothing is to be shown of
    it yet.
    """
    if not errands.done(session, errand):
        return None
    piece = evidence.get(session, errand.subject)
    draft = drafts.get(session, piece.draft_id)
    if piece.state == "ready":
        readings.put(session, piece.id, reading)
        same_text.keep(session, piece.id, made)
    lay_out.draw(session, piece.draft_id)
    understand(session, piece.draft_id)
    card = None if draft is None else card_of(session, draft)
    return card if card is not None and card.is_open and card.to_read else None


def given_up(session: Session, draft_id: int) -> Card | None:
    """Return the card of an open draft of which a paper is not going to be read. What the others
    tell is worked out all the same, where papers are read at all.
    """
    lay_out.draw(session, draft_id)
    understand(session, draft_id)
    draft = drafts.get(session, draft_id)
    card = None if draft is None else card_of(session, draft)
    return card if card is not None and card.is_open else None
