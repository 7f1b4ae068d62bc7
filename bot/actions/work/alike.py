"""Photos and papers of the whole county that look alike: found, and shown to the reviewer.

Nothing is refused for it and the author is told nothing: the same photo may well stand for two
people's work. What is flagged is a matter for whoever reviews.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.actions.work.lay_out import laid_out
from bot.evidence.likeness import distance, is_telling
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.work import entries, evidence, likeness
from bot.storage.work.likeness import MIRRORED, NEAR, SAME, TEXT
from bot.texts.work import alike as t

LIKENESS: Final = "likeness"
MOST: Final = 8
"""The most pieces of one kind that are looked at for one piece: more would tell a reviewer nothing
new.
"""
_TELLING: Final = {SAME: 0, TEXT: 1}
"""Which kinds of likeness say more than others."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One piece and what it looks like. `place` and `other_place` count from 1 on the contact
    sheets of the two drafts (None for a piece that no longer stands there); `how` is "same" (every
    byte), "text" (what is written on it), "near" or "mirrored".
    """

    place: int
    piece_id: int
    other_entry: int | None
    other_place: int | None
    how: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """A photo whose fingerprint is near that of another. Whether they show the same is decided by
    comparing the thumbnails.
    """

    piece_id: int
    thumbnail: str
    mirrored: bool


@dataclass(frozen=True, slots=True)
class Suspects:
    """What one piece may look like: `same` are the pieces with the very same bytes, `near` the
    photos whose thumbnails its own `thumbnail` is to be compared with.
    """

    piece_id: int
    thumbnail: str = ""
    same: Sequence[int] = ()
    near: Sequence[Suspect] = ()


def watch(session: Session, piece_id: int) -> None:
    """Let a piece that has become ready be found by others from now on, and have it look for others
    itself after the commit. So of two that come at the same moment the later one sees the earlier.
    """
    marks = likeness.marks(session, piece_id)
    if marks is None:
        return
    if marks.fingerprint and is_telling(int(marks.fingerprint, 16)):
        likeness.index(session, piece_id, marks.fingerprint)
    elif marks.thumbnail:
        likeness.stand_apart(session, piece_id)
    errands.ask(session, LIKENESS, piece_id)


def suspects(session: Session, piece_id: int) -> Suspects:
    """Return what a piece may look like, anywhere in the county except in its own draft."""
    marks = likeness.marks(session, piece_id)
    if marks is None:
        return Suspects(piece_id)
    same = likeness.same_bytes(session, marks.sha256, marks.draft_id, MOST)
    if not marks.thumbnail or not marks.fingerprint or not is_telling(int(marks.fingerprint, 16)):
        return Suspects(piece_id, same=same)
    known = {piece_id, *same}
    near = _near(session, marks.fingerprint, known, marks.draft_id, mirrored=False)
    if marks.mirrored:
        near += _near(session, marks.mirrored, known, marks.draft_id, mirrored=True)
    return Suspects(piece_id, marks.thumbnail, same, near)


def _near(
    session: Session, fingerprint: str, known: set[int], draft_id: int, *, mirrored: bool
) -> list[Suspect]:
    """Return the photos of other drafts with the nearest fingerprints, at most `MOST`."""
    wanted = int(fingerprint, 16)
    found = sorted(
        (apart, other_id)
        for other_id, other in likeness.sharing(session, fingerprint).items()
        if (apart := distance(wanted, int(other, 16))) <= likeness.REACH and other_id not in known
    )
    near: list[Suspect] = []
    for _, other_id in found:
        other = likeness.marks(session, other_id)
        if other is not None and other.draft_id != draft_id and other.thumbnail:
            near.append(Suspect(other_id, other.thumbnail, mirrored))
        if len(near) == MOST:
            break
    return near


def noted(
    session: Session, errand: Due, found: Suspects, alike: Sequence[Suspect]
) -> list[int] | None:
    """Write down what a piece looks like, at the end of its errand; return the entries that now
    carry a new flag. None when the errand was called off or asked for anew meanwhile.
    """
    if not errands.done(session, errand):
        return None
    hows = {each.piece_id: MIRRORED for each in alike if each.mirrored}
    hows |= {each.piece_id: NEAR for each in alike if not each.mirrored}
    hows |= dict.fromkeys(found.same, SAME)
    new = [
        other for other, how in hows.items() if likeness.note(session, found.piece_id, other, how)
    ]
    return entries_with(session, [*new, found.piece_id] if new else [])


def entries_with(session: Session, pieces: Sequence[int]) -> list[int]:
    """Return the ids of the entries that pieces stand for, each once."""
    drafts = {evidence.get(session, piece).draft_id for piece in pieces}
    known = (entries.of_draft(session, draft) for draft in sorted(drafts))
    return [entry.id for entry in known if entry is not None]


def is_comparing(session: Session, draft_id: int) -> bool:
    """Whether any of the draft's pieces is still to be compared with the county's others."""
    return likeness.is_pending(session, LIKENESS, draft_id)


def compared(session: Session, piece_id: int) -> int | None:
    """Return the id of the piece's entry if this was its last piece to be compared; None while
    others wait, or without an entry.
    """
    marks = likeness.marks(session, piece_id)
    if marks is None or is_comparing(session, marks.draft_id):
        return None
    entry = entries.of_draft(session, marks.draft_id)
    return None if entry is None else entry.id


def flags(session: Session, draft_id: int) -> list[Flag]:
    """Return what the pieces of a draft look like, in the order of its contact sheet. Only likeness
    to another entry that is not withdrawn is told.
    """
    pairs = likeness.of_draft(session, draft_id)
    if not pairs:
        return []
    own = _places(session, draft_id)
    others = {pair.draft_id: _places(session, pair.draft_id) for pair in pairs}
    found = [
        Flag(
            own[pair.piece_id],
            pair.piece_id,
            pair.entry_id,
            others[pair.draft_id].get(pair.other_id),
            pair.how,
        )
        for pair in pairs
    ]
    return sorted(found, key=lambda flag: (flag.place, flag.other_entry or 0))


def beside(session: Session, draft_id: int) -> list[int]:
    """Return the ids of the entries that this draft's pieces look like: their own cards change when
    this one is submitted or withdrawn.
    """
    return sorted({flag.other_entry for flag in flags(session, draft_id) if flag.other_entry})


def sentence(flag: Flag) -> str:
    """Return a flag as a sentence such as `第2张与 X0877 第1张相似`: what is so, and nothing about
    why.
    """
    number = entries.number(flag.other_entry or 0)
    return t.FLAG[flag.how].format(place=flag.place, number=number, other=flag.other_place)


def in_short(found: Sequence[Flag]) -> str:
    """Return several flags as one line: the most telling of them, and how many there are."""
    first = min(found, key=lambda flag: _TELLING.get(flag.how, len(_TELLING)))
    words = (t.SEVERAL if len(found) > 1 else t.IN_SHORT)[first.how]
    number = entries.number(first.other_entry or 0)
    return words.format(place=first.place, number=number, n=len(found))


def _places(session: Session, draft_id: int) -> dict[int, int]:
    """Return piece → its number on the draft's contact sheet."""
    entry = entries.of_draft(session, draft_id)
    pieces = laid_out(evidence.of_draft(session, draft_id), entry.line if entry else "")
    return {piece.id: n for n, piece in enumerate(pieces, 1)}
