"""What was found among one's own records by what their papers say, as a message."""

from datetime import date
from typing import Final

from bot.actions.work.search import Found, Hit
from bot.forms.kinds import FORMS
from bot.handlers.press import Press
from bot.handlers.say import Button, Rows, Say, in_rows
from bot.handlers.work.buttons import RESUME, SHOW
from bot.storage.work.entries import number
from bot.texts.times import day_label
from bot.texts.work import records as records_texts
from bot.texts.work import search as t

SEARCH: Final = Press("rec", "find")
SEARCHING: Final = "search"
"""What a chat is in the middle of that was asked what to look for."""
LIST: Final = ("records", 0)


def question(back: Button) -> Say:
    """Return the question what to look for."""
    return Say(t.ASK, [[back]], handle=LIST)


def results(found: Found, today: date, back: Button) -> Say:
    """Return what was found, with a button for each record, below everything else."""
    if not found.hits:
        text = t.NOT_READ if found.is_empty else t.NOTHING
        return Say(text, [[back]], handle=LIST, renew=True)
    head = t.FOUND if found.n == len(found.hits) else t.NEWEST
    lines = [head.format(n=found.n, most=len(found.hits))]
    for hit in found.hits:
        lines += [_called(hit, today), *(t.LINE.format(line=line) for line in hit.lines)]
    rows: Rows = [*in_rows([_button(hit) for hit in found.hits]), [back]]
    return Say("\n".join(lines), rows, handle=LIST, renew=True)


def _called(hit: Hit, today: date) -> str:
    kind = FORMS[hit.form].title if hit.form else records_texts.UNDECIDED
    if hit.entry_id is None or hit.day is None:
        return t.DRAFT.format(kind=kind)
    day = day_label(hit.day, today)
    return t.ENTRY.format(number=number(hit.entry_id), kind=kind, day=day)


def _button(hit: Hit) -> Button:
    if hit.entry_id is None:
        return RESUME.button(records_texts.DRAFTS, hit.draft_id, 0)
    return SHOW.button(number(hit.entry_id), hit.draft_id, 0)
