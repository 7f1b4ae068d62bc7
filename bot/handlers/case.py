"""The card of an entry under review: the contact sheet, the facts, and what a thumb decides."""

from typing import Any, Final

from bot.actions import review
from bot.actions.review import Case
from bot.handlers.card import facts_of, slots_of
from bot.handlers.say import Button, Rows, Say
from bot.storage.entries import Entry
from bot.storage.session import Session
from bot.texts import review as t

LIVE: Final = ("review", 0)
DECIDED: Final = "decided"
_CAPTION: Final = 1000


def case_card(shown: Case, **how: Any) -> Say:
    if not shown.ready:
        return show(shown, case_text(shown), [[next_button(shown)]], **how)
    rows = [
        [
            case_button(shown, "ok", t.APPROVE),
            case_button(shown, "ret", t.RETURN),
            case_button(shown, "rej", t.REJECT),
        ],
        [next_button(shown)],
    ]
    text = case_text(shown)
    if shown.sheet and len(text) > _CAPTION:
        rows[1].insert(0, case_button(shown, "more", t.DETAILS))
        text = text[: _CAPTION - 1] + "…"
    if shown.pieces:
        rows[1].insert(0, case_button(shown, "orig", t.ORIGINALS))
    return show(shown, text, rows, **how)


def case_text(shown: Case) -> str:
    entry, work = shown.entry, shown.work
    lines = [t.HEAD.format(number=entry.number, kind=shown.form.title)]
    if shown.total:
        lines[0] = f"{t.PLACE.format(place=shown.place + 1, total=shown.total)}  {lines[0]}"
    author = t.AUTHOR.format(name=shown.author.name.full, employer=shown.author.employer)
    lines += [f"{author} · {shown.task_force}", *facts_of(work), *slots_of(work)]
    if shown.preview is not None:
        if shown.preview.why and shown.preview.before == shown.preview.after:
            lines.append(t.WORTH_NOTHING.format(why=shown.preview.why))
        else:
            lines.append(shown.preview.phrase)
    if not shown.ready:
        lines.append(t.NOT_READY_LINE)
    return "\n".join(lines)


def decided_card(session: Session, entry: Entry, how: str, chat: int, *, undo: bool) -> Say:
    shown = review.case_of(session, entry)
    at = t.clock(entry.decided_at) if entry.decided_at else ""
    line = t.DONE[how].format(
        number=entry.number, name=shown.author.name.full, at=at, reason=entry.reason
    )
    buttons = [[case_button(shown, "undo", t.UNDO)]] if undo else ()
    return Say(
        line,
        buttons,
        handle=(DECIDED, entry.id),
        kind="photo" if shown.sheet else "text",
        file=shown.sheet,
        to=chat,
    )


def ask(shown: Case, question: str, rows: Rows) -> Say:
    text = f"{_short(shown)}\n\n{question.format(number=shown.entry.number)}"
    return show(shown, text, [*rows, [case_button(shown, "back", t.BACK)]])


def confirm(shown: Case, reason: str, told: str) -> Say:
    text = t.CONFIRM_REJECT.format(number=shown.entry.number, reason=reason, rule=shown.rule)
    row = [case_button(shown, "yes", t.CONFIRM, told), case_button(shown, "back", t.BACK)]
    return show(shown, f"{_short(shown)}\n\n{text}", [row])


def show(shown: Case, text: str, rows: Rows, **how: Any) -> Say:
    kind = "photo" if shown.sheet else "text"
    return Say(text, rows, handle=LIVE, kind=kind, file=shown.sheet, **how)


def next_button(shown: Case) -> Button:
    return case_button(shown, "next", t.NEXT)


def case_button(shown: Case, op: str, label: str, *rest: str | int) -> Button:
    parts = ["r", op, shown.entry.id, shown.stamp, *rest]
    return label, ":".join(str(part) for part in parts)


def _short(shown: Case) -> str:
    head = t.HEAD.format(number=shown.entry.number, kind=shown.form.title)
    return f"{head}  {shown.author.name.full}"
