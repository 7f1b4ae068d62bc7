"""A draft's card: what is known above, the next missing thing asked below, with its buttons."""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from bot.actions import sort
from bot.actions.card import PARKED, SUBMITTED, Card
from bot.forms.fields import CALENDAR, Known
from bot.forms.form import CAPTION, GAP, HEARD, UNSORTED, Draft, Slot, Step, shown
from bot.handlers.say import Button, Rows, Say, in_rows
from bot.rules.states import State
from bot.storage.evidence import LINK, Piece
from bot.texts import appeal, records
from bot.texts import report as t

HANDLE = "draft"
# More numbers than this are a wall; the rest is in the page of files.
PICKED = 12
# Telegram takes a hundred buttons.
NUMBERED = 90
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
            _submitted(shown_card, shown_card.work, note), _after(shown_card), handle=handle, **how
        )
    if draft.state == PARKED:
        return Say(f"{_head(shown_card)}\n{t.PARKED}", (), handle=handle, **how)
    return Say(
        _open(shown_card, shown_card.work, note),
        _buttons(shown_card, shown_card.work, today),
        handle=handle,
        **how,
    )


def button(draft: Card, op: str, label: str, *rest: str | int) -> Button:
    """`d:<op>:<draft>:<version>:…`, well within 64 bytes."""
    parts = ["d", op, draft.draft.id, draft.draft.version, *rest]
    return label, ":".join(str(part) for part in parts)


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
    fact = shown(step, work.facts)
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
    step = _step(work, asked)
    if step is None:
        return _slot_question(shown_card, work, _slot(work, asked))
    if step.optional and work.is_complete():
        return t.OPTIONAL.format(question=step.question)
    return step.question


def _slot_question(shown_card: Card, work: Draft, slot: Slot) -> str:
    count = work.files.get(slot.key)
    lines = [t.MORE_OR_NEXT.format(n=count, slot=slot.label) if count else slot.question]
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


def _buttons(shown_card: Card, work: Draft, today: date) -> Rows:
    page, _, month = shown_card.page.partition("=")
    if page == "change":
        return [*in_rows(_changes(shown_card, work)), [button(shown_card, "keep", t.KEEP)]]
    if page == "files":
        return [*_file_buttons(shown_card, work), [button(shown_card, "keep", t.KEEP)]]
    if page == "file":
        return _one_file(shown_card, work, int(month))
    if month:
        return [*_calendar(shown_card, page, month, today), _way_out(shown_card)]
    rows = [*in_rows(_answers(shown_card, work, today))]
    if work.is_complete():
        again = shown_card.entry is not None
        label = t.SUBMIT_AGAIN if again else t.SUBMIT
        rows.append([button(shown_card, "submit", label)])
    return [*rows, *in_rows(_corrections(shown_card, work)), _way_out(shown_card)]


def _way_out(shown_card: Card) -> list[Button]:
    row = [button(shown_card, "back", t.BACK), button(shown_card, "change", t.CHANGE)]
    if shown_card.draft.asking and not _has_next(shown_card):
        row.append(button(shown_card, "keep", t.KEEP))
    return [*row, button(shown_card, "park", t.CANCEL)]


def _has_next(shown_card: Card) -> bool:
    """Whether 下一项 is offered: a slot that has something already."""
    work, asked = shown_card.work, shown_card.asked
    return bool(work and asked and _step(work, asked) is None and work.files.get(asked))


def _answers(shown_card: Card, work: Draft, today: date) -> list[Button]:
    asked = shown_card.asked
    if asked is None:
        return []
    step = _step(work, asked)
    if step is None:
        return _slot_answers(shown_card, work, _slot(work, asked))
    known = Known(today, shown_card.recent, work.facts.get(step.key))
    answers = [
        button(shown_card, "page", label, step.key)
        if code == CALENDAR
        else button(shown_card, "a", label, step.key, code)
        for code, label in step.field.options(known)
    ]
    if step.optional:
        answers.append(button(shown_card, "skip", t.SKIP, step.key))
    return answers


def _slot_answers(shown_card: Card, work: Draft, slot: Slot) -> list[Button]:
    """Files that are not sorted yet are picked by their number, or all at once."""
    loose = sort.unsorted(shown_card.pieces)
    numbers = {piece.id: n for n, piece in enumerate(shown_card.pieces, 1)}
    answers = [
        button(shown_card, "mv", t.NTH.format(n=numbers[piece.id]), piece.id, slot.key)
        for piece in loose[:PICKED]
    ]
    if len(loose) > 1:
        answers.append(button(shown_card, "gather", t.ALL_HERE.format(slot=slot.label), slot.key))
    if sort.spreadable(shown_card, slot.key):
        answers.insert(0, button(shown_card, "spread", t.SPREAD, slot.key))
    if work.files.get(slot.key):
        return [button(shown_card, "keep", t.NEXT), *answers]
    if shown_card.pieces and not loose:
        answers.append(button(shown_card, "files", t.MOVE_HERE.format(slot=slot.label)))
    return [*answers, button(shown_card, "ask", t.EXPLAIN, GAP + slot.key)]


def _corrections(shown_card: Card, work: Draft) -> list[Button]:
    """What a caption told is corrected in one tap."""
    heard = work.facts.get(HEARD, ()) if not shown_card.draft.asking else ()
    steps = {step.key: step for step in work.form.steps}
    return [
        button(shown_card, "ask", t.CORRECT.format(label=steps[key].label), key)
        for key in heard
        if key in steps and key in work.facts
    ]


def _changes(shown_card: Card, work: Draft) -> list[Button]:
    lines = [
        button(shown_card, "ask", step.label, step.key)
        for step in work.form.steps
        if step.when(work.facts)
    ]
    lines += [button(shown_card, "ask", slot.label, slot.key) for slot in work.form.slots]
    if shown_card.pieces:
        lines.append(button(shown_card, "files", t.FILES))
    return lines


def _file_buttons(shown_card: Card, work: Draft) -> list[list[Button]]:
    if len(work.form.slots) > 2 or len(shown_card.pieces) > PICKED:
        return in_rows(
            [
                button(shown_card, "file", t.NTH.format(n=n), piece.id)
                for n, piece in enumerate(shown_card.pieces[:NUMBERED], 1)
            ]
        )
    rows = []
    for n, piece in enumerate(shown_card.pieces, 1):
        row = [
            button(shown_card, "mv", t.MOVE_TO.format(n=n, slot=slot.label), piece.id, slot.key)
            for slot in work.form.slots
            if slot.key != piece.slot
        ]
        rows.append([*row[:2], button(shown_card, "rm", t.REMOVE.format(n=n), piece.id)])
    return rows


def _one_file(shown_card: Card, work: Draft, piece_id: int) -> list[list[Button]]:
    """Where one file may stand instead, or that it goes."""
    numbered = {piece.id: n for n, piece in enumerate(shown_card.pieces, 1)}
    here = next((piece.slot for piece in shown_card.pieces if piece.id == piece_id), None)
    n = numbered.get(piece_id, 0)
    moves = [
        button(shown_card, "mv", t.MOVE_TO.format(n=n, slot=slot.label), piece_id, slot.key)
        for slot in work.form.slots
        if slot.key != here
    ]
    remove = button(shown_card, "rm", t.REMOVE.format(n=n), piece_id)
    return [*in_rows([*moves, remove]), [button(shown_card, "files", t.BACK)]]


def _calendar(shown_card: Card, key: str, month: str, today: date) -> list[list[Button]]:
    """A month to tap a day in; days ahead are left blank, months ahead are not offered."""
    first = date.fromisoformat(f"{month}-01")
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    after = date(first.year + (first.month == 12), first.month % 12 + 1, 1)
    title = t.CALENDAR.format(year=first.year, month=first.month)
    head = [
        button(shown_card, "page", t.PAGE_BACK, key, f"{before:%Y-%m}"),
        button(shown_card, "page", title, key, f"{first:%Y-%m}"),
    ]
    if after <= today:
        head.append(button(shown_card, "page", t.PAGE_ON, key, f"{after:%Y-%m}"))
    rows = [head]
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        row = []
        for day in week:
            usable = day.month == first.month and day <= today
            row.append(
                button(shown_card, "a", str(day.day), key, day.isoformat())
                if usable
                else button(shown_card, "nop", "·")
            )
        if any(data.split(":")[1] != "nop" for _, data in row):
            rows.append(row)
    return rows


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
        *(_worth(shown_card) if entry.state is State.PENDING else ()),
    ]
    if note:
        lines += ["", note]
    return "\n".join(lines)


def _after(shown_card: Card) -> Rows:
    entry = shown_card.entry
    if entry is None:
        return ()
    row = [(records.SEE_MATERIAL, f"e:photo:{entry.id}")] if shown_card.pieces else []
    if entry.state is State.PENDING:
        row.insert(0, button(shown_card, "withdraw", t.WITHDRAW))
    if entry.state is State.REJECTED and not entry.appeal:
        row.insert(0, (appeal.APPEAL, f"ap:ask:{entry.id}"))
    return [row]


def _what(pieces: Sequence[Piece]) -> str:
    counts: dict[str, int] = {}
    for piece in pieces:
        counts[piece.kind] = counts.get(piece.kind, 0) + 1
    return "、".join(f"{n} 份{t.KINDS[kind]}" for kind, n in counts.items()) or "材料"


def _step(work: Draft, key: str) -> Step | None:
    return next((step for step in work.form.lines() if step.key == key), None)


def _slot(work: Draft, key: str) -> Slot:
    return next(slot for slot in work.form.slots if slot.key == key)
