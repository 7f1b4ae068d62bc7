"""A training's card: what it is, who was there, and what its keeper can do."""

from datetime import date
from typing import Final

from bot.actions.training import trainings
from bot.actions.training.trainings import Shown
from bot.errors import Forbidden
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Button, Rows, Say, in_rows
from bot.handlers.training.buttons import CARD, CODE, LIST, OPEN, TAKE
from bot.rules.trainings import How
from bot.storage import handles
from bot.storage.people import accounts, persons
from bot.storage.session import Session
from bot.storage.training.trainings import Training
from bot.texts.times import day_label, moment_label
from bot.texts.training import trainings as t

AMEND: Final = Press("tg", "edit", NUMBER)
PAPERS: Final = Press("tg", "orig", NUMBER)
OFF: Final = Press("tg", "off", NUMBER)
RESTORE: Final = Press("tg", "on", NUMBER)
_NAMES: Final = 120
"""How many names stand on a card; a phone has no room for more."""


def card(session: Session, shown: Shown, note: str = "", *, renew: bool = False) -> Say:
    """Return a training's card for its reader, with a note above it."""
    text = "\n".join([*([note, ""] if note else []), *_lines(session, shown)])
    handle = (CARD, shown.training.id)
    return Say(text, _buttons(shown, session.today), handle=handle, renew=renew)


def refreshed(session: Session, training_id: int, but: int = 0) -> list[Say]:
    """Return the card anew for every chat in which it stands, where its owner may still see it."""
    said = []
    for chat in handles.chats(session, CARD, training_id):
        actor = accounts.load(session, chat).actor
        if chat == but or actor is None or not handles.is_shown(session, chat, CARD, training_id):
            continue
        try:
            shown = trainings.see(session, actor, training_id)
        except Forbidden:
            continue
        fresh = card(session, shown)
        said.append(
            Say(fresh.text, fresh.buttons, handle=fresh.handle, to=chat, settle=True, silent=True)
        )
    return said


def named(names: list[str]) -> str:
    """Return names as a line, of very many only the first."""
    more = t.MORE if len(names) > _NAMES else ""
    return "、".join(names[:_NAMES]) + more


def called(session: Session, training: Training) -> str:
    """Return what a training is called in a sentence: `P12 劳动合同法（11月20日）`."""
    return trainings.stands(session, training).removeprefix(t.STANDS.partition("{")[0])


def _lines(session: Session, shown: Shown) -> list[str]:
    training, today = shown.training, session.today
    head = t.HEAD if training.stands else t.HEAD_OFF
    day = day_label(training.day, today)
    lines = [
        head.format(number=training.number, theme=training.theme),
        t.WHERE.format(day=day, place=training.place),
    ]
    if training.lecturer:
        lines.append(t.LECTURER.format(lecturer=training.lecturer))
    lines.append(t.WHOSE_IT_IS.format(whose=shown.whose))
    if shown.papers:
        lines.append(t.PAPERS.format(n=shown.papers))
    lines += [*_present(shown, today), *_history(session, training)]
    if training.code_until is not None and session.now < training.code_until:
        lines.append(t.CODE_OPEN.format(until=day_label(training.day, today)))
    return lines


def _present(shown: Shown, today: date) -> list[str]:
    if not shown.present:
        is_ahead = shown.training.day > today
        day = day_label(shown.training.day, today)
        return [t.NOT_YET.format(day=day) if is_ahead else t.NOBODY]
    line = t.PRESENT if shown.is_keeper else t.PRESENT_OWN
    n = len(shown.present)
    of = (t.OF_NOW if shown.gone else t.OF).format(n=shown.of, gone=shown.gone)
    lines = [line.format(n=n, of=of, names=named([each.name for each in shown.present]))]
    if by_code := sum(each.how is How.CODE for each in shown.present):
        lines.append(t.BY_CODE.format(n=by_code))
    return lines


def _history(session: Session, training: Training) -> list[str]:
    who = persons.get(session, training.set_down_by).name
    lines = [t.BY.format(who=who, at=moment_label(training.set_down_at, session.today))]
    if training.called_off_by is not None and training.called_off_at is not None:
        who = persons.get(session, training.called_off_by).name
        at = moment_label(training.called_off_at, session.today)
        lines.append(t.OFF_BY.format(who=who, at=at, reason=training.why_off))
    return lines


def _buttons(shown: Shown, today: date) -> Rows:
    training = shown.training
    rows: list[list[Button]] = []
    if shown.is_keeper and training.stands:
        first = [TAKE.button(t.TAKE, training.id)] if training.day <= today else []
        if training.day == today:
            first.append(CODE.button(t.CODE, training.id))
        rows = [[*first, AMEND.button(t.AMEND, training.id)]]
    more = [PAPERS.button(t.PAPERS_OF, training.id)] if shown.papers else []
    if shown.is_keeper:
        press, label = (OFF, t.OFF) if training.stands else (RESTORE, t.RESTORE)
        more.append(press.button(label, training.id))
    more.append(LIST.button(t.ALL, training.day.year, 0))
    return [*rows, *in_rows(more)]


def back(training_id: int) -> Button:
    """Return 返回, to a training's card."""
    return OPEN.button(t.BACK, training_id)
