"""Sorting: which slot each file stands for, where a person has to say so."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.actions.work import lay_out, read_papers
from bot.actions.work.card import PAGE, Card, card_of, read
from bot.actions.work.report import open_, save
from bot.errors import Stale
from bot.forms.form import MOVED, UNSORTED
from bot.forms.kinds import ALL_FORMS
from bot.rules.permissions import Actor
from bot.storage.session import Session
from bot.storage.work import drafts, evidence
from bot.storage.work.evidence import Piece
from bot.texts.work import report as t


def remove_piece(session: Session, actor: Actor, draft_id: int, piece_id: int) -> Card:
    draft = open_(session, actor, draft_id)
    evidence.remove(session, draft.id, piece_id)
    lay_out.draw(session, draft.id)
    read_papers.understand(session, draft.id)
    return card_of(session, save(session, draft, asking=_page_after(draft)))


def move_piece(session: Session, actor: Actor, draft_id: int, piece_id: int, slot: str) -> Card:
    """Let a file stand for another slot, such as a photographed plan for the plan."""
    draft, _ = _with_slot(session, actor, draft_id, slot)
    draft = _settled(session, draft, [piece_id])
    evidence.move(session, draft.id, piece_id, slot)
    lay_out.draw(session, draft.id)
    card = read(session, draft)
    stays = card.work is not None and card.work.files.get(UNSORTED) and not draft.asking
    return card_of(session, save(session, draft, asking=slot if stays else _page_after(draft)))


def gather(session: Session, actor: Actor, draft_id: int, slot: str) -> Card:
    """Let all files that stand for no slot yet stand for this one."""
    draft, card = _with_slot(session, actor, draft_id, slot)
    loose = [piece.id for piece in unsorted(card.pieces)]
    for piece in loose:
        evidence.move(session, draft.id, piece, slot)
    draft = _settled(session, draft, loose)
    lay_out.draw(session, draft.id)
    return card_of(session, save(session, draft, asking=slot))


def spread(session: Session, actor: Actor, draft_id: int, slot: str) -> Card:
    """Give one file to each slot, in the order the slots are asked, and the rest to the last: these
    are papers that were photographed in that order and sent together.
    """
    draft, card = _with_slot(session, actor, draft_id, slot)
    slots = ALL_FORMS[draft.form].slots
    spread_out = spreadable(card, slot)
    draft = _settled(session, draft, [piece.id for piece in spread_out])
    for piece, to in zip_longest(spread_out, slots, fillvalue=None):
        if isinstance(piece, Piece):
            where = slots[-1] if to is None else to
            evidence.move(session, draft.id, piece.id, where.key)
    lay_out.draw(session, draft.id)
    return card_of(session, save(session, draft, asking=""))


def spreadable(card: Card, slot: str) -> list[Piece]:
    """Return the files that could be spread one to each slot; [] when that is not possible.

    These are the ones that stand for no slot or for the slot that is asked. There must be enough of
    them, they must each fit several slots, and the other slots must be empty.
    """
    if card.work is None:
        return []
    here = [piece for piece in card.pieces if piece.slot in (UNSORTED, slot)]
    slots = card.work.form.slots
    empty = all(not card.work.files.get(other.key) for other in slots if other.key != slot)
    takers = [each for each in slots if all(piece.kind in each.takes for piece in here)]
    return here if empty and len(takers) > 1 and len(here) >= len(slots) else []


def unsorted(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.slot == UNSORTED]


def staying(card: Card, slot: str, kind: str) -> drafts.Draft:
    """Return the draft of a card that has just got a file, with the same slot still asked where the
    next file could stand for another: a slot asked by name is asked until the person says that it
    is enough.
    """
    if card.work is None or not card.is_open or card.asked != slot:
        return card.draft
    others = (s.key for s in card.work.form.slots_for(kind) if s.key != slot)
    could_be_another = any(not card.work.files.get(other) for other in others)
    return replace(card.draft, asking=slot) if could_be_another else card.draft


def _settled(session: Session, draft: drafts.Draft, pieces: Sequence[int]) -> drafts.Draft:
    """Return a draft that keeps where the person put pieces, so that none of them is moved again by
    what can be read on it. Nothing is kept where nothing is read.
    """
    if not session.county.papers.are_read:
        return draft
    moved = dict.fromkeys([*draft.facts.get(MOVED, ()), *pieces])
    return replace(draft, facts={**draft.facts, MOVED: list(moved)})


def _page_after(draft: drafts.Draft) -> str:
    """Return the page to show after a change: from one file's page back to the list of files."""
    return f"{PAGE}files" if draft.asking.startswith(f"{PAGE}file=") else draft.asking


def _with_slot(
    session: Session, actor: Actor, draft_id: int, slot: str
) -> tuple[drafts.Draft, Card]:
    """Return the draft and its card. Raises Stale if its form has no such slot."""
    draft = open_(session, actor, draft_id)
    if draft.form not in ALL_FORMS or slot not in {
        each.key for each in ALL_FORMS[draft.form].slots
    }:
        raise Stale(t.ANSWERED_SINCE)
    return draft, read(session, draft)
