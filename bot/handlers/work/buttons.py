"""The buttons under a draft's card: answers to the question, corrections, what moves files, and the
way out.
"""

import calendar
from datetime import date
from typing import Final

from bot.actions.work import sort
from bot.actions.work.card import Card
from bot.forms import form
from bot.forms.fields import CALENDAR, Known
from bot.forms.form import GAP, HEARD, Draft, Slot, Step, was_read
from bot.handlers.lines import LINE
from bot.handlers.press import KEY, MONTH, NUMBER, WORD, Part, Press
from bot.handlers.say import Button, Rows, in_rows
from bot.handlers.work.papers import how_many, is_parting, read_options
from bot.handlers.work.told import is_cut
from bot.rules.states import State
from bot.texts.work import appeal, reading, records
from bot.texts.work import report as t

# More numbers than this are a wall; the rest is in the page of files.
PICKED = 12
# Corrections are short labels: four stand beside each other.
NARROW = 40
# Telegram takes a hundred buttons.
NUMBERED = 90
# A day of a calendar that cannot be chosen.
_BLANK = "·"


def _of_draft(verb: str, *told: Part) -> Press:
    """Return a kind of button of a draft's card: it carries the draft and its version, then what
    more it is told.
    """
    return Press("d", verb, NUMBER, NUMBER, *told)


ANSWER: Final = _of_draft("a", KEY, WORD)
SKIP: Final = _of_draft("skip", KEY)
ASK: Final = _of_draft("ask", KEY)
CALENDAR_OF: Final = _of_draft("page", KEY)
CALENDAR_AT: Final = _of_draft("page", KEY, MONTH)
CHANGE: Final = _of_draft("change")
FILES: Final = _of_draft("files")
FILE: Final = _of_draft("file", NUMBER)
MOVE: Final = _of_draft("mv", NUMBER, KEY)
REMOVE: Final = _of_draft("rm", NUMBER)
GATHER: Final = _of_draft("gather", KEY)
SPREAD: Final = _of_draft("spread", KEY)
KEEP: Final = _of_draft("keep")
BACK: Final = _of_draft("back")
PARK: Final = _of_draft("park")
RESUME: Final = _of_draft("resume")
SHOW: Final = _of_draft("show")
WHOLE: Final = _of_draft("whole")
KIND: Final = _of_draft("kind", KEY)
INTO: Final = _of_draft("into", NUMBER)
SPLIT: Final = _of_draft("split")
ONE_CASE: Final = _of_draft("one")
OTHER_KIND: Final = _of_draft("other")
SUBMIT: Final = _of_draft("submit")
# For what is no kind of work; the conversation it belongs to hears it.
HAND_IN: Final = _of_draft("hand_in")
HAND_INS: Final[dict[str, Press]] = {}
"""What stands in place of `HAND_IN` under the cards of a form, by its name; each wing adds its own.
"""
WITHDRAW: Final = _of_draft("withdraw")
NOTHING: Final = _of_draft("nop")
ENTRY: Final = Press("e", "", NUMBER)
MATERIAL: Final = Press("e", "photo", NUMBER)
APPEAL: Final = Press("ap", "ask", NUMBER)


def button(of: Card, press: Press, label: str, *told: str | int) -> Button:
    """Return a button under the card of a draft, with the draft's version as it stands now."""
    return press.button(label, of.draft.id, of.draft.version, *told)


def buttons(shown_card: Card, work: Draft, today: date) -> Rows:
    """Return all rows under the card of an open draft: those of the page that is leafed through,
    else those of the question.
    """
    page, _, month = shown_card.page.partition("=")
    if page == "change":
        return [*in_rows(_changes(shown_card, work)), [button(shown_card, KEEP, t.KEEP)]]
    if page == "files":
        return [*_file_buttons(shown_card, work), [button(shown_card, KEEP, t.KEEP)]]
    if page == "file":
        return _one_file(shown_card, work, int(month))
    if month:
        return [*_calendar(shown_card, page, month, today), _way_out(shown_card)]
    if is_parting(shown_card):
        label = reading.SPLIT.format(n=how_many(shown_card))
        parting = [(SPLIT, label), (ONE_CASE, reading.ONE_CASE)]
        return [[button(shown_card, *each) for each in parting], _way_out(shown_card)]
    rows = [*in_rows(_answers(shown_card, work, today))]
    if work.is_complete() and not work.facts.get(form.CASES):
        if shown_card.besides is not None:
            hand_in = HAND_INS.get(work.form.name, HAND_IN)
            rows.append([button(shown_card, hand_in, shown_card.besides.label)])
        else:
            again = shown_card.entry is not None
            label = t.SUBMIT_AGAIN if again else t.SUBMIT
            rows.append([button(shown_card, SUBMIT, label)])
        if shown_card.asked is None and is_cut(work, LINE, marked=True):
            rows[-1].append(button(shown_card, WHOLE, t.DETAILS))
    return [*rows, *in_rows(_corrections(shown_card, work), NARROW), _way_out(shown_card)]


def _way_out(shown_card: Card) -> list[Button]:
    row = [button(shown_card, BACK, t.BACK), button(shown_card, CHANGE, t.CHANGE)]
    if shown_card.draft.asking and not _has_next(shown_card):
        row.append(button(shown_card, KEEP, t.KEEP))
    return [*row, button(shown_card, PARK, t.CANCEL)]


def _has_next(shown_card: Card) -> bool:
    """Whether 下一项 is offered: a slot is being asked for and has a file already."""
    work, asked = shown_card.work, shown_card.asked
    return bool(work and asked and step_of(work, asked) is None and work.files.get(asked))


def _answers(shown_card: Card, work: Draft, today: date) -> list[Button]:
    asked = shown_card.asked
    if asked is None:
        return []
    step = step_of(work, asked)
    if step is None:
        return _slot_answers(shown_card, work, slot_of(work, asked))
    known = Known(today, shown_card.recent, work.facts.get(step.key))
    read = read_options(work, step, today)
    there = {code for code, _ in read}
    offered = [option for option in step.field.options(known) if option[0] not in there]
    answers = [
        button(shown_card, CALENDAR_OF, label, step.key)
        if code == CALENDAR
        else button(shown_card, ANSWER, label, step.key, code)
        for code, label in [*read, *offered]
    ]
    if step.optional:
        answers.append(button(shown_card, SKIP, t.SKIP, step.key))
    return answers


def _slot_answers(shown_card: Card, work: Draft, slot: Slot) -> list[Button]:
    """Return the buttons of a question for a slot: unsorted files are picked one by one by their
    number, or all at once.
    """
    loose = sort.unsorted(shown_card.pieces)
    numbers = {piece.id: n for n, piece in enumerate(shown_card.pieces, 1)}
    answers = [
        button(shown_card, MOVE, t.NTH.format(n=numbers[piece.id]), piece.id, slot.key)
        for piece in loose[:PICKED]
    ]
    if len(loose) > 1:
        answers.append(button(shown_card, GATHER, t.ALL_HERE.format(slot=slot.label), slot.key))
    if sort.spreadable(shown_card, slot.key):
        answers.insert(0, button(shown_card, SPREAD, t.SPREAD, slot.key))
    if work.files.get(slot.key):
        return [button(shown_card, KEEP, t.NEXT), *answers]
    if shown_card.pieces and not loose:
        answers.append(button(shown_card, FILES, t.MOVE_HERE.format(slot=slot.label)))
    if slot.optional:
        return answers
    return [*answers, button(shown_card, ASK, t.EXPLAIN, GAP + slot.key)]


def _corrections(shown_card: Card, work: Draft) -> list[Button]:
    """Return a button for each line that was read from a caption or from papers, so that it is
    corrected in one tap.
    """
    facts = work.facts
    read = [step.key for step in work.form.steps if was_read(facts, step.key)]
    heard = [*facts.get(HEARD, ()), *read] if not shown_card.draft.asking else ()
    steps = {step.key: step for step in work.form.steps}
    return [
        button(shown_card, ASK, t.CORRECT.format(label=steps[key].label), key)
        for key in dict.fromkeys(heard)
        if key in steps and key in work.facts
    ]


def _changes(shown_card: Card, work: Draft) -> list[Button]:
    lines = [
        button(shown_card, ASK, step.label, step.key)
        for step in work.form.steps
        if step.when(work.facts)
    ]
    lines += [button(shown_card, ASK, slot.label, slot.key) for slot in work.form.slots]
    if shown_card.pieces:
        lines.append(button(shown_card, FILES, t.FILES))
    if shown_card.entry is None and work.facts.get(form.KIND) is not None:
        lines.append(button(shown_card, OTHER_KIND, reading.OTHER_KIND))
    return lines


def _file_buttons(shown_card: Card, work: Draft) -> list[list[Button]]:
    if len(work.form.slots) > 2 or len(shown_card.pieces) > PICKED:
        return in_rows(
            [
                button(shown_card, FILE, t.NTH.format(n=n), piece.id)
                for n, piece in enumerate(shown_card.pieces[:NUMBERED], 1)
            ]
        )
    rows = []
    for n, piece in enumerate(shown_card.pieces, 1):
        row = [
            button(shown_card, MOVE, t.MOVE_TO.format(n=n, slot=slot.label), piece.id, slot.key)
            for slot in work.form.slots
            if slot.key != piece.slot
        ]
        rows.append([*row[:2], button(shown_card, REMOVE, t.REMOVE.format(n=n), piece.id)])
    return rows


def _one_file(shown_card: Card, work: Draft, piece_id: int) -> list[list[Button]]:
    """Return the buttons of one file's page: each other slot it could stand for, and its
    removal.
    """
    numbered = {piece.id: n for n, piece in enumerate(shown_card.pieces, 1)}
    here = next((piece.slot for piece in shown_card.pieces if piece.id == piece_id), None)
    n = numbered.get(piece_id, 0)
    moves = [
        button(shown_card, MOVE, t.MOVE_TO.format(n=n, slot=slot.label), piece_id, slot.key)
        for slot in work.form.slots
        if slot.key != here
    ]
    remove = button(shown_card, REMOVE, t.REMOVE.format(n=n), piece_id)
    return [*in_rows([*moves, remove]), [button(shown_card, FILES, t.BACK)]]


def _calendar(shown_card: Card, key: str, month: str, today: date) -> list[list[Button]]:
    """Return a month to tap a day in. Days to come are left blank, months to come are not
    offered.
    """
    first = date.fromisoformat(f"{month}-01")
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    after = date(first.year + (first.month == 12), first.month % 12 + 1, 1)
    title = t.CALENDAR.format(year=first.year, month=first.month)
    head = [
        button(shown_card, CALENDAR_AT, t.PAGE_BACK, key, f"{before:%Y-%m}"),
        button(shown_card, CALENDAR_AT, title, key, f"{first:%Y-%m}"),
    ]
    if after <= today:
        head.append(button(shown_card, CALENDAR_AT, t.PAGE_ON, key, f"{after:%Y-%m}"))
    rows = [head]
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        row = []
        for day in week:
            usable = day.month == first.month and day <= today
            row.append(
                button(shown_card, ANSWER, str(day.day), key, day.isoformat())
                if usable
                else button(shown_card, NOTHING, _BLANK)
            )
        if any(label != _BLANK for label, _ in row):
            rows.append(row)
    return rows


def after(shown_card: Card) -> Rows:
    """Return the row under the card of a submitted entry: its material, and what its author may
    still do.
    """
    entry = shown_card.entry
    if entry is None:
        return ()
    row = [MATERIAL.button(records.SEE_MATERIAL, entry.id)] if shown_card.pieces else []
    if shown_card.is_for_reading:
        return [row]
    if entry.state is State.PENDING:
        row.insert(0, button(shown_card, WITHDRAW, t.WITHDRAW))
    if entry.state is State.REJECTED and not entry.appeal:
        row.insert(0, APPEAL.button(appeal.APPEAL, entry.id))
    if shown_card.work is not None and is_cut(shown_card.work):
        row.append(button(shown_card, WHOLE, t.DETAILS))
    return [row]


def step_of(work: Draft, key: str) -> Step | None:
    return next((step for step in work.form.lines() if step.key == key), None)


def slot_of(work: Draft, key: str) -> Slot:
    return next(slot for slot in work.form.slots if slot.key == key)
