"""培训: the year's trainings, setting one down, changing it, calling it off."""

from typing import Final

from bot.actions.training import held, note, own, trainings
from bot.actions.work.card import Card
from bot.errors import Refused
from bot.forms.fields import short
from bot.forms.training import NAME
from bot.handlers.conversation import Conversation, Question, Room
from bot.handlers.press import NUMBER, YEAR, Press, one_of
from bot.handlers.say import Answer, Button, Rows, Say, Toast, in_rows
from bot.handlers.training.buttons import CARD, LIST, MESSAGE, OPEN
from bot.handlers.training.signing_in import outdated
from bot.handlers.training.training_card import (
    AMEND,
    OFF,
    RESTORE,
    back,
    card,
    refreshed,
)
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import HAND_INS, RESUME
from bot.handlers.work.card import HANDLE
from bot.handlers.work.draft import card_in
from bot.rules.roles import Role
from bot.rules.trainings import number_in
from bot.storage import handles, outbox
from bot.storage.people import task_forces
from bot.storage.session import Session
from bot.storage.training import trainings as stored
from bot.storage.training.trainings import Training
from bot.texts.times import day_label
from bot.texts.training import attendance as signing
from bot.texts.training import training_form
from bot.texts.training import trainings as t

NEW: Final = Press("tg", "new")
FOR: Final = Press("tg", "for", NUMBER, one_of("ask", "new"))
UNTRAINED: Final = Press("tg", "none", YEAR)
UNTRAINED_OF: Final = Press("tg", "none", YEAR, NUMBER)
HAND_IN: Final = Press("tg", "in", NUMBER, NUMBER)
_PAGE: Final = 10
_FIRST_YEAR: Final = 2024
_CHARACTERS: Final = 1800


def begin(turn: Turn) -> Answer:
    """培训: the trainings of this year."""
    return [_list(turn, turn.session.today.year, 0, renew=not turn.event.data)]


def number(turn: Turn) -> Answer:
    """Show the training whose number was typed while nothing was asked; [] for any other text."""
    training_id = number_in(turn.event.text, "P")
    if training_id is None or not _keeps(turn):
        return []
    return _open(turn, training_id, renew=True)


def _keeps(turn: Turn) -> bool:
    return turn.actor.is_(Role.LIAISON) or turn.actor.is_(Role.BUREAU)


def _list(turn: Turn, year: int, page: int, *, renew: bool = False) -> Say:
    session, actor = turn.session, turn.actor
    shown = trainings.year(session, actor, year)
    begun = trainings.begun(session, actor) if page == 0 else []
    page = min(page, max(0, len(shown.trainings) - 1) // _PAGE)
    here = shown.trainings[page * _PAGE : (page + 1) * _PAGE]
    n = sum(each.stands for each in shown.trainings)
    text = t.EMPTY.format(year=year, example=training_form.EXAMPLE)
    if shown.trainings:
        text = t.LIST.format(year=year, n=n)
    if begun:
        text += f"\n{t.BEGUN_ONES}"
    rows: list[list[Button]] = [[NEW.button(t.NEW), UNTRAINED.button(t.UNTRAINED, year)]]
    rows += [[_begun(each)] for each in begun]
    rows += [[_row(session, each, shown.present.get(each.id, 0))] for each in here]
    turns = []
    if page:
        turns.append(LIST.button(t.NEWER, year, page - 1))
    if (page + 1) * _PAGE < len(shown.trainings):
        turns.append(LIST.button(t.OLDER, year, page + 1))
    if year > _FIRST_YEAR:
        turns.append(LIST.button(t.EARLIER.format(year=year - 1), year - 1, 0))
    if year < session.today.year + 1:
        turns.append(LIST.button(t.LATER.format(year=year + 1), year + 1, 0))
    return Say(text, [*rows, turns], handle=MESSAGE, renew=renew)


def _begun(each: Card) -> Button:
    what = each.work.form.called(each.draft.facts) if each.work else ""
    label = t.BEGUN.format(what=what or t.NOTHING_YET)
    return RESUME.button(short(label, 24), each.draft.id, 0)


def _row(session: Session, training: Training, n: int) -> Button:
    label = t.ROW.format(
        mark=t.MARKS.get(training.state.value, ""),
        number=training.number,
        day=day_label(training.day, session.today),
        theme=short(training.theme, 10),
        n=n,
    )
    return OPEN.button(label, training.id)


def _new(turn: Turn) -> Answer:
    """登记培训: a liaison's own task force's; the bureau is asked whose."""
    trainings.check(turn.actor)
    if not turn.actor.is_(Role.BUREAU):
        return _start(turn, turn.actor.task_force_id or 0)
    forces = [
        FOR.button(short(force.name, 16), force.id, "ask")
        for force in task_forces.every(turn.session)
    ]
    rows = [
        [FOR.button(t.COUNTY, 0, "ask")],
        *in_rows(forces),
        [LIST.button(t.BACK, turn.session.today.year, 0)],
    ]
    return [Say(t.WHOSE, rows, handle=MESSAGE)]


def _for(turn: Turn, force_id: int, how: str) -> Answer:
    return _start(turn, force_id, anew=how == "new")


def _start(turn: Turn, force_id: int, *, anew: bool = False) -> Answer:
    """Show the card; the list becomes it: one message less to scroll past."""
    shown, is_ready = trainings.start(turn.session, turn.actor, force_id, anew=anew)
    if not is_ready:
        what = shown.work.form.called(shown.draft.facts) if shown.work else ""
        row = [
            RESUME.button(t.CONTINUE, shown.draft.id, 0),
            FOR.button(t.FRESH, force_id, "new"),
        ]
        back_to = [LIST.button(t.BACK, turn.session.today.year, 0)]
        text = t.GO_ON.format(what=what or t.NOTHING_YET)
        return [Say(text, [row, back_to], handle=MESSAGE)]
    outbox.rename(turn.session, turn.event.chat_id, MESSAGE, (HANDLE, shown.draft.id))
    return [card_in(turn, shown)]


def _hand_in(turn: Turn, draft_id: int, _version: int) -> Answer:
    """提交登记, 提交修改: the draft's card becomes the training's."""
    session = turn.session
    before = stored.of_draft(session, draft_id)
    training, is_fresh = trainings.hand_in(session, turn.actor, draft_id)
    said = (t.SET_DOWN if before is None else t.CHANGED).format(number=training.number)
    outbox.rename(session, turn.event.chat_id, (HANDLE, draft_id), (CARD, training.id))
    shown = trainings.see(session, turn.actor, training.id)
    toast = [Toast(said)] if is_fresh else []
    head = said if is_fresh else ""
    is_moved = before is not None and before.day != training.day
    return [
        *toast,
        *(outdated(turn, training, signing.CODE_MOVED) if is_moved else []),
        card(session, shown, head),
        *refreshed(session, training.id, turn.event.chat_id),
    ]


def _open(turn: Turn, training_id: int, *, renew: bool = False) -> Answer:
    trainings.leave_it(turn.session, turn.actor, training_id)
    note.leave_it(turn.session, turn.actor, training_id)
    shown = trainings.see(turn.session, turn.actor, training_id)
    return [card(turn.session, shown, renew=renew)]


def _opened(turn: Turn, training_id: int) -> Answer:
    """A training's button: the list stays where it is, the card comes below it; on the card itself
    it is 返回.
    """
    return _open(turn, training_id, renew=_pressed_on(turn) != (CARD, training_id))


def _pressed_on(turn: Turn) -> tuple[str, int] | None:
    """Return what the message is for whose button was pressed."""
    return handles.of_message(turn.session, turn.event.chat_id, turn.event.message_id)


def _amend(turn: Turn, training_id: int) -> Answer:
    shown = trainings.amend(turn.session, turn.actor, training_id)
    return [card_in(turn, shown, renew=True)]


def _ask_off(turn: Turn, training_id: int) -> Answer:
    training = trainings.ask_why(turn.session, turn.actor, training_id)
    text = t.ASK_OFF.format(number=training.number, theme=training.theme)
    return [Say(text, [[back(training_id)]], handle=(CARD, training_id))]


def typed_reason(turn: Turn) -> Answer:
    """Take the reason, by which the training is called off."""
    training = trainings.call_off(turn.session, turn.actor, turn.account.focus_id, turn.event.text)
    said = t.OFF_DONE.format(number=training.number, reason=training.why_off)
    told = outdated(turn, training, signing.CODE_OFF)
    return [*told, *_said(turn, training, said, renew=True)]


def _restore(turn: Turn, training_id: int) -> Answer:
    training = trainings.restore(turn.session, turn.actor, training_id)
    return _said(turn, training, t.RESTORED.format(number=training.number))


def _said(turn: Turn, training: Training, said: str, *, renew: bool = False) -> Answer:
    shown = trainings.see(turn.session, turn.actor, training.id)
    own_card = card(turn.session, shown, said, renew=renew)
    return [Toast(said), own_card, *refreshed(turn.session, training.id, turn.event.chat_id)]


def _untrained(turn: Turn, year: int, force_id: int = 0) -> Answer:
    """还没培训的: of a task force with names; of all, how many in each."""
    actor = turn.actor
    trainings.check(actor)
    if not actor.is_(Role.BUREAU):
        force_id = actor.task_force_id or 0
    found = held.untrained(turn.session, actor, year)
    back_to = [LIST.button(t.BACK, year, 0)]
    if not found:
        raise Refused(t.EMPTY_LEDGER)
    if force_id == 0:
        return [Say(*_by_force(found, year, back_to), handle=MESSAGE)]
    one = next((each for each in found if each.force.id == force_id), None)
    if one is None:
        raise Refused(t.EMPTY_LEDGER)
    n, of = len(one.names), one.people
    text = t.ALL_TRAINED.format(year=year)
    if n:
        head = t.UNTRAINED_HEAD.format(year=year, n=n, of=of)
        text = f"{head}\n{_cut('、'.join(one.names))}"
    if actor.is_(Role.BUREAU):
        back_to = [UNTRAINED.button(t.BACK, year)]
        text = f"{t.FORCE.format(force=one.force.name)}\n{text}"
    return [Say(text, [back_to], handle=MESSAGE)]


def _by_force(found: list[held.Lacking], year: int, back_to: list[Button]) -> tuple[str, Rows]:
    n, of = sum(len(each.names) for each in found), sum(each.people for each in found)
    if n == 0:
        return t.ALL_TRAINED.format(year=year), [back_to]
    lines = [
        t.UNTRAINED_FORCE.format(force=each.force.name, n=len(each.names), of=each.people)
        for each in found
    ]
    buttons = [
        UNTRAINED_OF.button(
            t.FORCE_BUTTON.format(force=short(each.force.name, 12), n=len(each.names)),
            year,
            each.force.id,
        )
        for each in found
        if each.names
    ]
    text = "\n".join([t.UNTRAINED_HEAD.format(year=year, n=n, of=of), *lines, t.WHICH_FORCE])
    return text, [*in_rows(buttons), back_to]


def _cut(text: str) -> str:
    return text if len(text) <= _CHARACTERS else text[:_CHARACTERS] + t.MORE


def _whose_list(turn: Turn, year: int, page: int) -> Answer:
    return [_list(turn, year, page, renew=_pressed_on(turn) != MESSAGE)]


HAND_INS[NAME] = HAND_IN

CONVERSATION: Final = Conversation(
    rooms=(Room(1, t.LABEL, begin, frozenset({Role.LIAISON, Role.BUREAU})),),
    presses={
        LIST: _whose_list,
        OPEN: _opened,
        NEW: _new,
        FOR: _for,
        HAND_IN: _hand_in,
        AMEND: _amend,
        OFF: _ask_off,
        RESTORE: _restore,
        UNTRAINED: _untrained,
        UNTRAINED_OF: _untrained,
    },
    questions={trainings.OFF: Question(typed_reason)},
    names=number,
    mine=own.trainings_line,
)
