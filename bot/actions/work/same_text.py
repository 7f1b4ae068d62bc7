"""The same paper in two entries of anybody in the county: found by what it says, though it was cut,
turned, stamped or photographed anew.

It is told as likeness of pictures is: to whoever reviews, in neutral words. The author hears
nothing, and nothing is refused for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.actions.work import alike
from bot.rules.papers import sketches as rules
from bot.rules.papers.reading import Reading
from bot.rules.papers.sketches import Sketch, sketch_of
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.work import evidence, likeness, sketches
from bot.storage.work.sketches import Sharing

SAME_TEXT: Final = "same text"
"""About a piece: it is to be found out who has a paper that says the same."""
_LOOKED_AT: Final = 40
"""How many pages are compared with one, those that share most with it."""


def sketched(session: Session, reading: Reading | None) -> dict[int, Sketch]:
    """Return page → sketch, of those pages that say enough. It takes a while for a crowded page, so
    it is done beside the writer.
    """
    words, keyed = session.county.papers, session.vault.hash
    pages = enumerate(reading.pages if reading else ())
    made = {n: sketch_of(page, words, session.today, keyed) for n, page in pages}
    return {n: sketch for n, sketch in made.items() if sketch is not None}


def keep(session: Session, piece_id: int, made: Mapping[int, Sketch]) -> None:
    """Keep the sketches of what was read of a piece, so that others find it from now on, and have
    it look for others itself after the commit.
    """
    sketches.put(session, piece_id, made)
    if made:
        errands.ask(session, SAME_TEXT, piece_id)


def look(session: Session, piece_id: int) -> list[int]:
    """Return the pieces anywhere in the county, except in its own draft, that say the same as a
    piece on any of their pages. A file that is the same to the byte has been found as such.
    """
    piece = evidence.get(session, piece_id)
    if piece.state != "ready":
        return []
    found: list[int] = []
    for sketch in sketches.of_piece(session, piece_id).values():
        shared = sketches.sharing(session, sketch)
        for other in _alike(session, piece, sketch, shared):
            if other not in found:
                found.append(other)
    return found[: alike.MOST]


def _alike(
    session: Session, piece: evidence.Piece, sketch: Sketch, shared: Sharing
) -> Iterable[int]:
    most = sorted(shared.pages, key=lambda page: (-len(shared.pages[page]), page))
    for other, page in most[:_LOOKED_AT]:
        kept = sketches.one(session, other, page)
        if kept is None or kept.draft_id == piece.draft_id or kept.sha256 == piece.sha256:
            continue
        if rules.alike(sketch, kept.sketch, shared.common):
            yield other


def noted(session: Session, errand: Due, others: Sequence[int]) -> list[int]:
    """Write down who says the same, at the end of the errand; return the entries that now carry a
    new flag.
    """
    if not errands.done(session, errand):
        return []
    new = [
        other for other in others if likeness.note(session, errand.subject, other, likeness.TEXT)
    ]
    return alike.entries_with(session, [*new, errand.subject] if new else [])
