"""Laying out: the order of a draft's pieces on its contact sheet, which is drawn anew whenever that
order or the pieces change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.forms.kinds import ALL_FORMS
from bot.rules.states import WAITING
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence, readings, sheets
from bot.storage.work.evidence import Piece

SHEET: Final = "sheet"
_APART: Final = timedelta(seconds=5)
_MOST_ANEW: Final = 2000


def laid_out(pieces: Sequence[Piece], form: str) -> list[Piece]:
    """Return the pieces by slot in the form's order, then as they were sent; pieces that stand for
    no slot come first.

    The place in this list, from 1, is what people call a piece by: `第2张`.
    """
    known = ALL_FORMS.get(form)
    order = [slot.key for slot in known.slots] if known else []
    return sorted(
        pieces, key=lambda p: (order.index(p.slot) if p.slot in order else -1, p.message_id)
    )


def draw(session: Session, draft_id: int) -> None:
    """Ask for the contact sheet to be drawn, once all pieces are there and have been read, where
    papers are read, and unless the last one drawn shows them just so.
    """
    pieces = evidence.of_draft(session, draft_id)
    drawn = sheets.sheet(session, draft_id)
    signature = sheets.signature(pieces)
    settled = all(piece.state == "ready" for piece in pieces)
    if not pieces or not settled or (drawn is not None and drawn[1] == signature):
        return
    if not session.county.papers.are_read or not readings.left(session, draft_id):
        errands.ask(session, SHEET, draft_id)


def is_owed(session: Session) -> bool:
    """Whether a sheet waits for a decision that was drawn before papers were read."""
    return session.county.papers.are_read and bool(sheets.uncovered(session, 1))


def draw_anew(session: Session) -> int:
    """Ask for all such sheets, a few seconds after each other so that others find their turn."""
    owed = sheets.uncovered(session, _MOST_ANEW)
    for nth, draft_id in enumerate(owed):
        errands.ask(session, SHEET, draft_id, nth * _APART)
    return len(owed)


@dataclass(frozen=True, slots=True)
class ToDraw:
    """What a contact sheet is to show: the pieces in the order of their slots, the slots' labels,
    the signature that tells this state of the pieces from others, and the current year, which dates
    on the sheet leave out.
    """

    pieces: Sequence[Piece]
    labels: Mapping[str, str]
    signature: str
    year: int


def to_draw(session: Session, draft_id: int) -> ToDraw:
    """Return what the contact sheet of a draft is to show now."""
    pieces = evidence.of_draft(session, draft_id)
    draft = drafts.get(session, draft_id)
    form = ALL_FORMS.get(draft.form) if draft else None
    labels = {slot.key: slot.label for slot in form.slots} if form else {}
    signature = sheets.signature(pieces)
    shown = laid_out(pieces, draft.form if draft else "")
    return ToDraw(shown, labels, signature, session.today.year)


def drawn(
    session: Session, errand: Due, sha256: str, signature: str, *, covered: bool
) -> int | None:
    """Write down the sheet that was drawn, and whether its pieces had been read; return the id of
    the entry whose reviewers see it from now on, None if the draft is not waiting for a decision or
    the errand was asked for anew.
    """
    if not errands.done(session, errand):
        return None
    sheets.drawn(session, errand.subject, sha256, signature, covered=covered)
    entry = entries.of_draft(session, errand.subject)
    return entry.id if entry is not None and entry.state in WAITING else None


def taken_time(piece: Piece) -> datetime | None:
    return datetime.fromisoformat(piece.taken_at) if piece.taken_at else None
