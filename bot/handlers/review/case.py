"""The card of an entry under review: the contact sheet, the facts, and what a thumb decides."""

from typing import Any, Final

from bot.actions.review.case import Case, case_of
from bot.actions.work import alike, taken
from bot.forms.fields import short
from bot.handlers.press import NUMBER, Part, Press, one_of
from bot.handlers.say import Button, Rows, Say, fitting
from bot.handlers.work.card import facts_of, links_of, slots_in_short
from bot.rules.states import WAITING
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.entries import Entry
from bot.texts.review import review as t
from bot.texts.times import clock, moment_label

LIVE: Final = ("review", 0)
DECIDED: Final = "decided"


def _of_case(verb: str, *told: Part) -> Press:
    """A button of a review card carries the entry and the stamp of what was shown of it."""
    return Press("r", verb, NUMBER, NUMBER, *told)


_HOW: Final = one_of("return", "reject")
APPROVE: Final = _of_case("ok")
RETURN: Final = _of_case("ret")
REJECT: Final = _of_case("rej")
WHY: Final = _of_case("why", _HOW, NUMBER)
OWN_WORDS: Final = _of_case("own", _HOW)
CONFIRM: Final = _of_case("yes", Part("(?:draft)?[0-9]{1,18}"))
BACK: Final = _of_case("back")
NEXT: Final = _of_case("next")
DETAILS: Final = _of_case("more")
ORIGINALS: Final = _of_case("orig")
OTHER: Final = _of_case("other", NUMBER)
UNDO: Final = _of_case("undo")
BATCH: Final = Press("bt", "begin")
_CAPTION: Final = 1000
_SHORT: Final = 60
_FLAGS: Final = 3


def case_card(shown: Case, *, batch: bool = False, **how: Any) -> Say:
    """With its buttons once all files are there; `batch` when several could be approved at once."""
    if not shown.ready:
        return show(shown, case_text(shown), [[next_button(shown)]], **how)
    decide = [
        case_button(shown, APPROVE, t.APPROVE),
        case_button(shown, RETURN, t.RETURN),
        case_button(shown, REJECT, t.REJECT),
    ]
    if shown.is_appealed:
        del decide[1]
    further = [next_button(shown)]
    text = case_text(shown)
    if shown.sheet and len(text) > _CAPTION:
        further.insert(0, case_button(shown, DETAILS, t.DETAILS))
        text = fitting(case_text(shown, _SHORT), _CAPTION)
    if shown.pieces:
        further.insert(0, case_button(shown, ORIGINALS, t.ORIGINALS))
    rows = [decide, further]
    if others := _others(shown):
        rows.append([case_button(shown, OTHER, entries.number(n), n) for n in others])
    if batch:
        rows.append([BATCH.button(t.BATCH)])
    return show(shown, text, rows, **how)


def case_text(shown: Case, most: int = 0) -> str:
    """All there is to know; facts longer than `most` characters are cut, if that is given."""
    entry = shown.entry
    head = t.HEAD.format(number=entry.number, kind=shown.form.title)
    if shown.total and shown.place >= 0:
        head = f"{t.PLACE.format(place=shown.place + 1, total=shown.total)}  {head}"
    author = t.AUTHOR.format(name=shown.author.name.full, employer=shown.author.employer)
    facts = [*facts_of(shown.work), *slots_in_short(shown.work), *_appeal(shown)]
    lines = [
        head,
        f"{author} · {shown.task_force}",
        *(short(fact, most) if most else fact for fact in facts),
        *links_of(shown.pieces),
        *_alike(shown),
        *taken.sentences(shown.on_other_days, shown.work.today),
    ]
    if entry.state in WAITING:
        lines += _worth(shown)
    if shown.waited:
        lines.append(t.WAITED.format(n=shown.waited))
    if not shown.ready:
        lines.append(t.NOT_READY_LINE)
    elif shown.comparing and entry.state in WAITING:
        lines.append(t.COMPARING)
    return "\n".join(lines)


def _worth(shown: Case) -> list[str]:
    preview = shown.preview
    if preview is None:
        return []
    if preview.why and preview.before == preview.after:
        return [t.WORTH_NOTHING.format(why=preview.why)]
    return [preview.phrase]


def _appeal(shown: Case) -> list[str]:
    """What was decided before, and what the author says to that."""
    entry = shown.entry
    if not shown.is_appealed:
        return []
    at = moment_label(entry.decided_at, shown.work.today) if entry.decided_at else ""
    decided = t.REJECTED_BY.format(who=shown.decided_by or "", at=at, reason=entry.reason)
    return [decided, t.APPEAL.format(words=entry.appeal)]


def _alike(shown: Case) -> list[str]:
    """What looks like something else, in neutral words: it decides nothing."""
    lines = [t.ALIKE.format(what=alike.sentence(flag)) for flag in shown.flags[:_FLAGS]]
    if len(shown.flags) > _FLAGS:
        lines.append(t.MORE_ALIKE.format(n=len(shown.flags)))
    return lines


def _others(shown: Case) -> list[int]:
    """The entries that this one looks like, each once."""
    known = dict.fromkeys(flag.other_entry for flag in shown.flags)
    return [other for other in known if other is not None][:_FLAGS]


def sheet_and_facts(shown: Case) -> list[Say]:
    """All there is to see of an entry, to be looked at beside another."""
    text = case_text(shown)
    if not shown.sheet:
        return [Say(text)]
    if len(text) > _CAPTION:
        head = text.partition("\n")[0]
        return [Say(head, kind="photo", file=shown.sheet), Say(text)]
    return [Say(text, kind="photo", file=shown.sheet)]


def decided_card(session: Session, entry: Entry, how: str, chat: int, *, undo: bool) -> Say:
    shown = case_of(session, entry)
    at = clock(entry.decided_at) if entry.decided_at else ""
    line = t.DONE[how].format(
        number=entry.number, name=shown.author.name.full, at=at, reason=entry.reason
    )
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
    text = f"{_summary(shown)}\n\n{question.format(number=shown.entry.number)}"
    return show(shown, text, [*rows, [case_button(shown, BACK, t.BACK)]])


def confirm(shown: Case, reason: str, told: str) -> Say:
    question = t.CONFIRM_UPHOLD if shown.is_appealed else t.CONFIRM_REJECT
    text = question.format(number=shown.entry.number, reason=reason, rule=shown.rule)
    row = [case_button(shown, CONFIRM, t.CONFIRM, told), case_button(shown, BACK, t.BACK)]
    return show(shown, f"{_summary(shown)}\n\n{text}", [row])


def show(shown: Case, text: str, rows: Rows, **how: Any) -> Say:
    kind = "photo" if shown.sheet else "text"
    return Say(text, rows, handle=LIVE, kind=kind, file=shown.sheet, **how)


def next_button(shown: Case) -> Button:
    return case_button(shown, NEXT, t.NEXT)


def case_button(shown: Case, press: Press, label: str, *told: str | int) -> Button:
    """A button under the card of an entry, as it is shown now."""
    return press.button(label, shown.entry.id, shown.stamp, *told)


def _summary(shown: Case) -> str:
    head = t.HEAD.format(number=shown.entry.number, kind=shown.form.title)
    return f"{head}  {shown.author.name.full}"
