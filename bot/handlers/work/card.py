"""A draft's card: what is known above, the next missing thing asked below, with its buttons."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from bot.actions.work import sort, taken
from bot.actions.work.card import PARKED, SUBMITTED, Card
from bot.forms.form import CAPTION, GAP, UNSORTED, Draft, Slot, Step, shown
from bot.handlers.say import Rows, Say
from bot.handlers.work.buttons import after, buttons, slot_of, step_of
from bot.rules.states import State
from bot.storage.work.evidence import LINK, Piece
from bot.texts.work import report as t

HANDLE = "draft"
_LEAVES: Final = {"change": t.CHANGE_WHICH, "file": t.WHERE_TO}


def card(shown_card: Card, today: date, note: str = "", kinds: Rows = (), **how: Any) -> Say:
    """The card as it is now. `note` stands above the question, `kinds` are the buttons of a draft
    whose kind is undecided; `how` is passed on to `Say`.
    """
    draft = shown_card.draft
    handle = (HANDLE, draft.id)
    if shown_card.work is None:
        if draft.state != "open":
            return Say(
                t.DROPPED_CARD if not shown_card.pieces else t.PARKED, (), handle=handle, **how
            )
        return Say(_loose(shown_card), kinds, handle=handle, **how)
    if draft.state == SUBMITTED:
        return Say(
            _submitted(shown_card, shown_card.work, note), after(shown_card), handle=handle, **how
        )
    if draft.state == PARKED:
        return Say(f"{_head(shown_card)}\n{t.PARKED}", (), handle=handle, **how)
    return Say(
        _open(shown_card, shown_card.work, note),
        buttons(shown_card, shown_card.work, today),
        handle=handle,
        **how,
    )


def facts_of(work: Draft) -> list[str]:
    """The known lines, as on the card and in front of the reviewer."""
    return [*_known(work.form.steps, work), *_caption_of(work)]


def links_of(pieces: Sequence[Piece]) -> list[str]:
    """The links among the evidence, to be tapped on."""
    return [t.LINK_LINE.format(link=piece.name) for piece in pieces if piece.kind == LINK]


def slots_in_short(work: Draft) -> list[str]:
    """For the reviewer: what is there on one line, then what is lacking."""
    there = [s for s in work.form.slots if work.files.get(s.key)]
    filled = " · ".join(f"{s.label} {work.files[s.key]}" for s in there)
    lacking = [line for line in slots_of(work) if not line.startswith(t.DONE)]
    return [*([t.DONE + filled] if filled else []), *lacking]


def slots_of(work: Draft) -> list[str]:
    """A line a slot: `✅ 照片视频 3`, `⬜ 活动方案`, or the explanation of what is lacking."""
    lines = []
    for slot in work.form.slots:
        count = work.files.get(slot.key, 0)
        if count:
            lines.append(t.DONE_LINE.format(label=slot.label, n=count))
        elif why := work.facts.get(GAP + slot.key):
            lines.append(t.GAP_LINE.format(label=slot.label, why=why))
        else:
            lines.append(t.MISSING_LINE.format(label=slot.label))
    if loose := work.files.get(UNSORTED):
        lines.append(t.UNSORTED_LINE.format(n=loose))
    return lines


def _fact(step: Step, work: Draft) -> str:
    fact = shown(step, work.facts, work.today)
    return fact if not fact or step.adds is None else f"{fact}，{step.adds(work)}"


def _caption_of(work: Draft) -> list[str]:
    """A caption nothing could be read from still goes along."""
    caption = work.facts.get(CAPTION)
    return [t.CAPTION_LINE.format(caption=caption)] if caption else []


def _loose(shown_card: Card) -> str:
    """Material of which it is not known yet what it is for."""
    said = t.MATERIAL.format(what=_what(shown_card.pieces))
    caption = shown_card.draft.facts.get(CAPTION)
    return f"{t.CAPTION_LINE.format(caption=caption)}\n{said}" if caption else said


def _head(shown_card: Card) -> str:
    entry = shown_card.entry
    title = t.TITLE.format(kind=shown_card.work.form.title if shown_card.work else t.UNDECIDED)
    if entry is not None and entry.state is State.RETURNED:
        return t.RETURNED_CARD.format(number=entry.number, reason=entry.reason) + "\n" + title
    return title


def _open(shown_card: Card, work: Draft, note: str) -> str:
    first = [step for step in work.form.steps if not step.last]
    last = [step for step in work.form.steps if step.last]
    lines = [_head(shown_card), *_lines(first, work), *_caption_of(work)]
    lines += [*slots_of(work), *links_of(shown_card.pieces), *_lines(last, work)]
    lines += taken.sentences(shown_card.on_other_days, work.today)
    lines += _worth(shown_card)
    if note:
        lines += ["", note]
    return "\n".join([*lines, "", _question(shown_card, work)])


def _lines(steps: Sequence[Step], work: Draft) -> list[str]:
    """What is known, then what is missing: the first of it is what is asked."""
    missing = set(work.missing())
    lacking = [t.MISSING_LINE.format(label=s.label) for s in steps if s.key in missing]
    return [*_known(steps, work), *lacking]


def _known(steps: Sequence[Step], work: Draft) -> list[str]:
    """A line each, but for those that stand on the line before."""
    lines: list[str] = []
    for step in steps:
        fact = _fact(step, work)
        if fact and step.joins and lines:
            lines[-1] = t.JOINED.format(line=lines[-1], fact=fact)
        elif fact:
            lines.append(t.KNOWN_LINE.format(label=step.label, fact=fact))
    return lines


def _worth(shown_card: Card) -> list[str]:
    preview = shown_card.preview
    if preview is None:
        return []
    if preview.why and preview.before == preview.after:
        return [t.WORTH_NOTHING.format(why=preview.why)]
    return [preview.phrase]


def _question(shown_card: Card, work: Draft) -> str:
    page = shown_card.page.partition("=")[0]
    if page == "files":
        return "\n".join([t.WHICH_FILE, *_file_lines(shown_card.pieces, work)])
    if page in _LEAVES:
        return _LEAVES[page]
    asked = shown_card.asked
    if asked is None:
        return t.ALL_THERE
    step = step_of(work, asked)
    if step is None:
        return _slot_question(shown_card, work, slot_of(work, asked))
    if step.optional and work.is_complete():
        return t.OPTIONAL.format(question=step.question)
    return step.question


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


def _file_lines(pieces: Sequence[Piece], work: Draft) -> list[str]:
    """1. 照片（调解笔录）, with the name it has."""
    labels = {slot.key: slot.label for slot in work.form.slots}
    return [
        t.FILE_LINE.format(
            n=n,
            kind=t.KINDS[piece.kind],
            slot=labels.get(piece.slot, t.UNSORTED),
            name=f" {piece.name}" if piece.name else "",
        )
        for n, piece in enumerate(pieces, 1)
    ]


def _submitted(shown_card: Card, work: Draft, note: str) -> str:
    entry = shown_card.entry
    if entry is None:
        return t.DROPPED_CARD
    head = {
        State.APPROVED: t.APPROVED_CARD,
        State.REJECTED: t.REJECTED_CARD,
        State.APPEALED: t.APPEALED_CARD,
    }.get(entry.state, t.SUBMITTED)
    lines = [
        head.format(number=entry.number, reason=entry.reason) + f"  {work.form.title}",
        *facts_of(work),
        *slots_of(work),
        *links_of(shown_card.pieces),
        *taken.sentences(shown_card.on_other_days, work.today),
        *(_worth(shown_card) if entry.state is State.PENDING else ()),
    ]
    if note:
        lines += ["", note]
    return "\n".join(lines)


def _what(pieces: Sequence[Piece]) -> str:
    counts: dict[str, int] = {}
    for piece in pieces:
        counts[piece.kind] = counts.get(piece.kind, 0) + 1
    return "、".join(f"{n} 份{t.KINDS[kind]}" for kind, n in counts.items()) or "材料"
