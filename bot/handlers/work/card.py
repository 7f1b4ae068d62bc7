"""A draft's card: what is known above, the next missing thing asked below, with its buttons."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from bot.actions.work import sort, taken
from bot.actions.work.card import PARKED, SUBMITTED, Card
from bot.actions.work.otherwise import otherwise
from bot.forms.form import CAPTION, DOUBTS, SAID, Draft, Slot
from bot.handlers.lines import LINE
from bot.handlers.say import Rows, Say
from bot.handlers.work.buttons import after, buttons, slot_of, step_of
from bot.handlers.work.papers import cases_question, is_parting, of_papers
from bot.handlers.work.told import (
    MOST,
    TWO_LINES,
    facts_of,
    files_by_slot,
    links_of,
    next_missing,
    slots_of,
    so_far,
)
from bot.rules.states import State
from bot.storage.work.evidence import Piece
from bot.texts.work import behalf, reading
from bot.texts.work import report as t

HANDLE = "draft"
_LEAVES: Final = {"change": t.CHANGE_WHICH, "file": t.WHERE_TO}


def card(shown_card: Card, today: date, note: str = "", kinds: Rows = (), **how: Any) -> Say:
    """Return the card as it is now. `note` stands above the question, `kinds` are the buttons of a
    draft whose kind is undecided; `how` is passed on to `Say`.
    """
    draft = shown_card.draft
    handle = (HANDLE, draft.id)
    if shown_card.work is None:
        if draft.state != "open":
            return Say(
                t.DROPPED_CARD if not shown_card.pieces else t.PARKED, (), handle=handle, **how
            )
        return Say(_loose(shown_card, _notes(shown_card, note)), kinds, handle=handle, **how)
    if draft.state == SUBMITTED or shown_card.is_for_reading:
        return Say(
            _submitted(shown_card, shown_card.work, note), after(shown_card), handle=handle, **how
        )
    if draft.state == PARKED:
        parked = shown_card.besides.parked if shown_card.besides else t.PARKED
        return Say(f"{_head(shown_card)}\n{parked}", (), handle=handle, **how)
    return Say(
        _open(shown_card, shown_card.work, _notes(shown_card, note)),
        buttons(shown_card, shown_card.work, today),
        handle=handle,
        **how,
    )


def _notes(shown_card: Card, note: str) -> str:
    """Return the note that stands above the question, with what there is to say of papers."""
    return "\n".join(each for each in (note, *of_papers(shown_card)) if each)


def _loose(shown_card: Card, note: str) -> str:
    """Return the text for material of which it is not known yet what work it is for."""
    pieces, caption = shown_card.pieces, shown_card.draft.facts.get(CAPTION)
    lines = [t.CAPTION_LINE.format(caption=caption)] if caption else []
    lines += ["", note, ""] if note else []
    said = t.MATERIAL.format(what=_what(pieces)) if pieces else t.NO_MATERIAL_YET
    return "\n".join([*lines, said])


def _head(shown_card: Card) -> str:
    entry = shown_card.entry
    if shown_card.besides is not None:
        return shown_card.besides.title
    kind = shown_card.work.form.title if shown_card.work else t.UNDECIDED
    title = t.TITLE.format(kind=kind)
    if shown_card.about is not None:
        title = behalf.TITLE.format(name=shown_card.about.full, kind=kind)
    if entry is not None and entry.state is State.RETURNED:
        return t.RETURNED_CARD.format(number=entry.number, reason=entry.reason) + "\n" + title
    return title


def _open(shown_card: Card, work: Draft, note: str) -> str:
    """Return the text of an open draft. A page that is leafed through stands alone under the title:
    a phone has no room for more. Nor has it for more than a line each of what was written, once
    everything is there and the buttons that correct and submit stand below.
    """
    lines, asked = [_head(shown_card)], shown_card.asked or ""
    is_last_look = not (shown_card.page or asked)
    if shown_card.page in ("", "change"):
        most = LINE if is_last_look else MOST
        lines += so_far(work, shown_card.pieces, asked, most, marked=True)
        lines += otherwise(work.form, work.facts, work.facts.get(SAID, {}), work.today)
        lines += taken.sentences(shown_card.on_other_days, work.today)
        worth = _worth(shown_card)
        is_cut_short = is_last_look and shown_card.besides is None
        lines += [*next_missing(work, asked), *(worth[:1] if is_cut_short else worth)]
    if shown_card.page == "files":
        lines += [*files_by_slot(work, shown_card.pieces), *next_missing(work, asked)]
    if note:
        lines += ["", note]
    if note or not is_last_look:
        lines.append("")
    return "\n".join([*lines, _question(shown_card, work)])


def whole(shown_card: Card) -> str:
    """Return everything that a draft or entry holds, uncut, as its author gave it."""
    work = shown_card.work
    told = [] if work is None else [*facts_of(work), *slots_of(work)]
    return "\n".join([_head(shown_card), *told, *links_of(shown_card.pieces)])


def _worth(shown_card: Card) -> list[str]:
    preview, besides = shown_card.preview, shown_card.besides
    if besides is not None:
        return [*besides.lines]
    if preview is None:
        return []
    if preview.why and preview.before == preview.after:
        return [t.WORTH_NOTHING.format(why=preview.why)]
    return preview.phrase.splitlines()


def _question(shown_card: Card, work: Draft) -> str:
    page = shown_card.page.partition("=")[0]
    if page == "files":
        return t.WHICH_FILE
    if page in _LEAVES:
        return _LEAVES[page]
    if is_parting(shown_card):
        return cases_question(shown_card)
    asked = shown_card.asked
    if asked is None:
        return t.ALL_THERE
    step = step_of(work, asked)
    if step is None:
        return _slot_question(shown_card, work, slot_of(work, asked))
    question = step.question
    if step.optional and work.is_complete():
        question = t.OPTIONAL.format(question=question)
    if work.facts.get(DOUBTS, {}).get(asked):
        question += "\n" + reading.DOUBTFUL
    return question


def _slot_question(shown_card: Card, work: Draft, slot: Slot) -> str:
    count = work.files.get(slot.key)
    lines = [slot.question, *([t.MORE_OR_NEXT.format(n=count)] if count else [])]
    if slot.names_people:
        lines.append(t.WHO_SEES)
    if sort.spreadable(shown_card, slot.key):
        lines.append(t.SPREAD_HOW.format(order="、".join(s.label for s in work.form.slots)))
    elif sort.unsorted(shown_card.pieces):
        lines.append(t.PICK_HOW.format(slot=slot.label))
    return "\n".join(lines)


def _submitted(shown_card: Card, work: Draft, note: str) -> str:
    entry = shown_card.entry
    if shown_card.besides is not None:
        return shown_card.besides.stands
    if entry is None:
        return t.DROPPED_CARD
    head = {
        State.APPROVED: t.APPROVED_CARD,
        State.REJECTED: t.REJECTED_CARD,
        State.APPEALED: t.APPEALED_CARD,
        State.RETURNED: t.RETURNED_CARD,
    }.get(entry.state, t.SUBMITTED)
    lines = [
        head.format(number=entry.number, reason=entry.reason) + f"  {work.form.title}",
        *_on_behalf(shown_card),
        *so_far(work, shown_card.pieces, most=TWO_LINES),
        *taken.sentences(shown_card.on_other_days, work.today),
        *(_worth(shown_card)[:1] if entry.state is State.PENDING else ()),
    ]
    if note:
        lines += ["", note]
    return "\n".join(lines)


def _on_behalf(shown_card: Card) -> list[str]:
    """Return the line that says for whom a submitted entry was recorded, or to them by whom."""
    if shown_card.about is None or shown_card.recorder is None:
        return []
    if shown_card.is_for_reading:
        return [behalf.BY.format(name=shown_card.recorder.full)]
    return [behalf.FOR.format(name=shown_card.about.full)]


def _what(pieces: Sequence[Piece]) -> str:
    counts: dict[str, int] = {}
    for piece in pieces:
        counts[piece.kind] = counts.get(piece.kind, 0) + 1
    return "、".join(t.MANY.format(n=n, what=t.KINDS[kind]) for kind, n in counts.items())
