"""The card of an entry under review: the contact sheet, the facts, and the buttons that decide."""

from typing import Any, Final

from bot.actions import locked
from bot.actions.review.case import Case, case_of
from bot.actions.work import alike, taken
from bot.handlers.press import NUMBER, Part, Press, number_or_in, one_of
from bot.handlers.review.brief import brief, headline
from bot.handlers.say import Button, Rows, Say, in_rows
from bot.handlers.work.told import facts_of, links_of, slots_in_short
from bot.rules.quarters import Quarter
from bot.rules.states import WAITING
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Entry
from bot.texts.review import review as t
from bot.texts.times import clock, moment_label
from bot.texts.work import behalf

LIVE: Final = ("review", 0)
DECIDED: Final = "decided"


def _of_case(verb: str, *told: Part) -> Press:
    """Return a kind of button of a review card: it carries the entry and the stamp of what was
    shown of it, then what more it is told.
    """
    return Press("r", verb, NUMBER, NUMBER, *told)


_HOW: Final = one_of("return", "reject")
APPROVE: Final = _of_case("ok")
RETURN: Final = _of_case("ret")
REJECT: Final = _of_case("rej")
WHY: Final = _of_case("why", _HOW, NUMBER)
OWN_WORDS: Final = _of_case("own", _HOW)
CONFIRM: Final = _of_case("yes", number_or_in("draft"))
BACK: Final = _of_case("back")
NEXT: Final = _of_case("next")
DETAILS: Final = _of_case("more")
ORIGINALS: Final = _of_case("orig")
OTHER: Final = _of_case("other", NUMBER)
UNDO: Final = _of_case("undo")
BATCH: Final = Press("bt", "begin")
_CAPTION: Final = 1000
# What a phone of 390 by 844 pixels shows at once: a contact sheet, so many lines, and below them
# two rows of so many buttons.
_LINES: Final = 9
_ACROSS: Final = 4
_MOST_OTHERS: Final = 10


def case_card(shown: Case, *, batch: bool = False, **how: Any) -> Say:
    """Return the card of a case. It has buttons that decide only once all files are there, and
    批量通过 with `batch`, when several could be approved at once.

    Picture, lines and buttons together are no higher than a phone shows at once.
    """
    if not shown.ready:
        return show(shown, "\n".join(brief(shown, _LINES)), [[next_button(shown)]], **how)
    decide = [
        case_button(shown, APPROVE, t.APPROVE),
        case_button(shown, RETURN, t.RETURN),
        case_button(shown, REJECT, t.REJECT),
    ]
    if shown.is_appealed:
        del decide[1]
    further = [next_button(shown), case_button(shown, DETAILS, t.DETAILS)]
    if shown.pieces:
        further.append(case_button(shown, ORIGINALS, t.ORIGINALS))
    further += [_other_button(shown, other) for other in _beside(shown, batch=batch)]
    if batch:
        further.append(BATCH.button(t.BATCH))
    buttons = [*decide, *further]
    rows = [buttons[at : at + _ACROSS] for at in range(0, len(buttons), _ACROSS)]
    return show(shown, "\n".join(brief(shown, _LINES)), rows, **how)


def details(shown: Case) -> Say:
    """详情: return all there is to know of an entry, with a button for every entry that it looks
    like.
    """
    others = [_other_button(shown, other) for other in _others(shown)[:_MOST_OTHERS]]
    return Say(case_text(shown), in_rows(others))


def case_text(shown: Case) -> str:
    """Return all there is to know of an entry as text."""
    entry = shown.entry
    author = t.AUTHOR.format(name=shown.author.name.full, employer=shown.author.employer)
    lines = [
        headline(shown),
        f"{author} · {shown.task_force}",
        *([] if shown.recorded_by is None else [behalf.BY.format(name=shown.recorded_by.full)]),
        *facts_of(shown.work),
        *slots_in_short(shown.work),
        *_appeal(shown),
        *links_of(shown.pieces),
        *(t.ALIKE.format(what=alike.sentence(flag)) for flag in shown.flags),
        *taken.sentences(shown.on_other_days, shown.work.today),
        *shown.otherwise,
        *shown.covering,
    ]
    if entry.state in WAITING:
        lines += _worth(shown)
    if shown.waited:
        lines.append(t.WAITED.format(n=shown.waited))
    if not shown.ready:
        lines.append(t.NOT_READY_LINE)
    return "\n".join(lines)


def _worth(shown: Case) -> list[str]:
    preview = shown.preview
    if preview is None:
        return []
    if preview.why and preview.before == preview.after:
        return [t.WORTH_NOTHING.format(why=preview.why)]
    return [preview.phrase]


def _appeal(shown: Case) -> list[str]:
    """Return the decision that is appealed against, and what the author says to it."""
    entry = shown.entry
    if not shown.is_appealed:
        return []
    at = moment_label(entry.decided_at, shown.work.today) if entry.decided_at else ""
    decided = t.REJECTED_BY.format(who=shown.decided_by or "", at=at, reason=entry.reason)
    return [decided, t.APPEAL.format(words=entry.appeal)]


def _others(shown: Case) -> list[int]:
    """Return the ids of the entries that this one looks like, each once."""
    known = dict.fromkeys(flag.other_entry for flag in shown.flags)
    return [other for other in known if other is not None]


def _beside(shown: Case, *, batch: bool) -> list[int]:
    """Return those of them for which the two rows of buttons have room."""
    taken = len((t.APPROVE, t.RETURN, t.REJECT, t.NEXT, t.DETAILS, t.ORIGINALS))
    return _others(shown)[: 2 * _ACROSS - taken - batch]


def _other_button(shown: Case, other: int) -> Button:
    return case_button(shown, OTHER, entries.number(other), other)


def sheet_and_facts(shown: Case) -> list[Say]:
    """Return an entry's sheet and text as messages of their own, to be looked at beside another
    entry.
    """
    text = case_text(shown)
    if not shown.sheet:
        return [Say(text)]
    if len(text) > _CAPTION:
        head = text.partition("\n")[0]
        return [Say(head, kind="photo", file=shown.sheet), Say(text)]
    return [Say(text, kind="photo", file=shown.sheet)]


def decided_card(session: Session, entry: Entry, how: str, chat: int, *, undo: bool) -> Say:
    """Return the card of a decided entry, shrunk to one line of what was decided; `undo` adds
    撤销.
    """
    shown = case_of(session, entry)
    at = clock(entry.decided_at) if entry.decided_at else ""
    line = t.DONE[how].format(
        number=entry.number, name=shown.author.name.full, at=at, reason=entry.reason
    )
    if note := locked.note(session, Quarter.of(entry.day)):
        line += f"\n{note}"
    buttons = [[case_button(shown, UNDO, t.UNDO)]] if undo else ()
    return Say(
        line,
        buttons,
        handle=(DECIDED, entry.id),
        kind="photo" if shown.sheet else "text",
        file=shown.sheet,
        to=chat,
    )


def ask(shown: Case, question: str, rows: Rows) -> Say:
    """Return the live card with a question, such as for the reason, in place of the facts."""
    text = f"{_summary(shown)}\n\n{question.format(number=shown.entry.number)}"
    return show(shown, text, [*rows, [case_button(shown, BACK, t.BACK)]])


def confirm(shown: Case, reason: str, told: str) -> Say:
    """Return the live card asking to confirm a rejection, with the reason and the rule quoted.
    `told` says where the reason is kept: the number of a ready one, or `draft` and the id of the
    draft with one's own words.
    """
    question = t.CONFIRM_UPHOLD if shown.is_appealed else t.CONFIRM_REJECT
    text = question.format(number=shown.entry.number, reason=reason, rule=shown.rule)
    row = [case_button(shown, CONFIRM, t.CONFIRM, told), case_button(shown, BACK, t.BACK)]
    return show(shown, f"{_summary(shown)}\n\n{text}", [row])


def show(shown: Case, text: str, rows: Rows, **how: Any) -> Say:
    """Return a message that takes the place of the chat's live card."""
    kind = "photo" if shown.sheet else "text"
    return Say(text, rows, handle=LIVE, kind=kind, file=shown.sheet, **how)


def next_button(shown: Case) -> Button:
    return case_button(shown, NEXT, t.NEXT)


def case_button(shown: Case, press: Press, label: str, *told: str | int) -> Button:
    """Return a button under the card of an entry, with the stamp of what is shown of it now."""
    return press.button(label, shown.entry.id, shown.stamp, *told)


def _summary(shown: Case) -> str:
    head = t.HEAD.format(number=shown.entry.number, kind=shown.form.title)
    return f"{head}  {shown.author.name.full}"
