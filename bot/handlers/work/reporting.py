"""Reporting: turns the taps, commands and questions of a draft into calls of the actions, and their
results into its card.
"""

from collections.abc import Callable
from typing import Any, Final

from bot.actions.people import apply
from bot.actions.work import alike, fill_in, hear, part, report, sort, submit
from bot.actions.work.card import PAGE, line_of
from bot.actions.work.submit import Submitted
from bot.errors import Stale
from bot.forms.kinds import FORMS
from bot.handlers.conversation import At, Conversation, Entrance
from bot.handlers.people import applying
from bot.handlers.press import KEY, Press, one_of
from bot.handlers.say import Answer, Button, Say, Toast
from bot.handlers.turn import Turn
from bot.handlers.work import buttons as b
from bot.handlers.work.behalf import told_of
from bot.handlers.work.buttons import RESUME
from bot.handlers.work.card import HANDLE, whole
from bot.handlers.work.draft import card_in, told
from bot.handlers.work.news import EntryChanged, QueueChanged
from bot.handlers.work.papers import cases_first
from bot.rules.months import Month
from bot.rules.roles import Role
from bot.storage import outbox
from bot.storage.people import accounts
from bot.texts import common
from bot.texts.work import report as t

MENU: Final = ("report", 0)
CHOOSE: Final = Press("kind", "", KEY, one_of("ask", "new"))


def begin(turn: Turn) -> Answer:
    """📝 上报工作: ask which kind of work."""
    report.authorise(turn.actor)
    kinds = [[_kind_button(turn, form)] for form in FORMS]
    return [Say(t.WHAT, kinds, handle=MENU, renew=True)]


def choose_kind(turn: Turn, form: str, how: str) -> Answer:
    """Start a draft of the kind chosen from the menu. If one was begun before, ask first whether to
    go on with that.
    """
    if form not in FORMS:
        raise Stale(common.UNKNOWN_BUTTON)
    begun = report.begun(turn.session, turn.actor, form)
    if begun is not None and how != "new":
        what = t.ALREADY_BEGUN.format(kind=FORMS[form].title, what=told(begun, with_kind=False))
        choice = [
            RESUME.button(t.CONTINUE, begun.draft.id, 0),
            CHOOSE.button(t.NEW, form, "new"),
        ]
        return [Say(what, [choice], handle=MENU)]
    shown = report.start(turn.session, turn.actor, form)
    # The question which kind becomes the card: one message less to scroll past.
    outbox.rename(turn.session, turn.event.chat_id, MENU, (HANDLE, shown.draft.id))
    return [card_in(turn, shown)]


def open_entry(turn: Turn, entry_id: int) -> Answer:
    """Show the author's card of an entry, by its id: every point of the score leads to its entry
    this way.
    """
    return [card_in(turn, report.look_at_entry(turn.session, turn.actor, entry_id), renew=True)]


def cancel(turn: Turn) -> Answer:
    """/cancel: lay the current draft aside; end any other conversation."""
    if turn.account.focus == apply.APPLY:
        return applying.cancel(turn)
    busy = turn.account.focus if turn.actor else None
    if busy != accounts.DRAFT or turn.account.focus_id is None:
        accounts.focus(turn.session, turn.event.chat_id, None)
        return [Say(common.CANCELLED if busy else common.NOTHING_TO_CANCEL)]
    return _park(turn, turn.account.focus_id, 0)


def _kind_button(turn: Turn, form: str) -> Button:
    line = line_of(turn.session, turn.actor.person_id, form)
    label = t.KIND_BUTTON.format(kind=FORMS[form].title, before=line.points, cap=line.cap)
    return CHOOSE.button(label, form, "ask")


def _answer(turn: Turn, draft_id: int, version: int, key: str, code: str) -> Answer:
    return [card_in(turn, fill_in.tap(turn.session, turn.actor, draft_id, version, key, code))]


def _skip(turn: Turn, draft_id: int, _version: int, key: str) -> Answer:
    return [card_in(turn, fill_in.skip(turn.session, turn.actor, draft_id, key))]


def _ask(turn: Turn, draft_id: int, _version: int, key: str) -> Answer:
    return [card_in(turn, fill_in.ask(turn.session, turn.actor, draft_id, key))]


def _page(turn: Turn, draft_id: int, _version: int, key: str, month: Month | None = None) -> Answer:
    month = month or Month.of(turn.session.today)
    asked = f"{PAGE}{key}={month}"
    return [card_in(turn, fill_in.ask(turn.session, turn.actor, draft_id, asked))]


def _leaf(page: str) -> Callable[..., Answer]:
    """Return the handler that turns the card to a page, such as the list of files; "" turns back to
    the question.
    """

    def leaf(turn: Turn, draft_id: int, _version: int) -> Answer:
        return [card_in(turn, fill_in.ask(turn.session, turn.actor, draft_id, page))]

    return leaf


def _back(turn: Turn, draft_id: int, version: int) -> Answer:
    shown = fill_in.back(turn.session, turn.actor, draft_id, version)
    return begin(turn) if shown is None else [card_in(turn, shown)]


def _park(turn: Turn, draft_id: int, _version: int) -> Answer:
    return [card_in(turn, report.park(turn.session, turn.actor, draft_id))]


def _resume(turn: Turn, draft_id: int, _version: int) -> Answer:
    return [card_in(turn, report.resume(turn.session, turn.actor, draft_id), renew=True)]


def _show(turn: Turn, draft_id: int, _version: int) -> Answer:
    return [card_in(turn, report.look(turn.session, turn.actor, draft_id), renew=True)]


def _whole(turn: Turn, draft_id: int, _version: int) -> Answer:
    """详情: show what the card has no room for, as a message of its own."""
    return [Say(whole(report.own_card(turn.session, turn.actor, draft_id)))]


def _decide_kind(turn: Turn, draft_id: int, _version: int, form: str) -> Answer:
    return [card_in(turn, hear.decide_kind(turn.session, turn.actor, draft_id, form))]


def _move(turn: Turn, draft_id: int, _version: int, piece: int, slot: str) -> Answer:
    shown = sort.move_piece(turn.session, turn.actor, draft_id, piece, slot)
    return [card_in(turn, shown)]


def _remove(turn: Turn, draft_id: int, _version: int, piece: int) -> Answer:
    return [card_in(turn, sort.remove_piece(turn.session, turn.actor, draft_id, piece))]


def _file(turn: Turn, draft_id: int, _version: int, piece: int) -> Answer:
    return [card_in(turn, fill_in.ask(turn.session, turn.actor, draft_id, f"{PAGE}file={piece}"))]


def _gather(turn: Turn, draft_id: int, _version: int, slot: str) -> Answer:
    return [card_in(turn, sort.gather(turn.session, turn.actor, draft_id, slot))]


def _spread(turn: Turn, draft_id: int, _version: int, slot: str) -> Answer:
    return [card_in(turn, sort.spread(turn.session, turn.actor, draft_id, slot))]


def _nothing(_turn: Turn, _draft_id: int, _version: int) -> Answer:
    return []


def _submit(turn: Turn, draft_id: int, _version: int) -> Answer:
    parting = part.unanswered(turn.session, turn.actor, draft_id)
    if parting is not None:
        note = cases_first(parting)
        return [card_in(turn, parting, note), Toast(note)]
    done: Submitted = submit.submit(turn.session, turn.actor, draft_id)
    said: list[Any] = [card_in(turn, done.card)]
    if done.fresh:
        said += told_of(turn.session, done)
        said += [Toast(t.SUBMITTED.format(number=done.entry.number))]
        said.append(QueueChanged(done.entry))
        said += [EntryChanged(other) for other in alike.beside(turn.session, draft_id)]
    return said


def _withdraw(turn: Turn, draft_id: int, _version: int) -> Answer:
    looked_like = alike.beside(turn.session, draft_id)
    shown = submit.withdraw(turn.session, turn.actor, draft_id)
    said: list[Any] = [card_in(turn, shown)]
    if shown.entry is not None:
        said.append(QueueChanged(shown.entry))
        said += [EntryChanged(entry_id) for entry_id in (shown.entry.id, *looked_like)]
    return said


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "report",
            begin,
            t.ABOUT,
            t.LABEL,
            {Role.COORDINATOR: At(1, t.HELP), Role.LIAISON: At(2, t.HELP_LIAISON)},
            t.WORDS,
        ),
        Entrance(
            "cancel",
            cancel,
            t.ABOUT_CANCEL,
            places={role: At(99, on_menu=False) for role in (Role.COORDINATOR, Role.LIAISON)},
            words=t.WORDS_CANCEL,
        ),
    ),
    presses={
        CHOOSE: choose_kind,
        b.ENTRY: open_entry,
        b.ANSWER: _answer,
        b.SKIP: _skip,
        b.ASK: _ask,
        b.CALENDAR_OF: _page,
        b.CALENDAR_AT: _page,
        b.CHANGE: _leaf(PAGE + "change"),
        b.FILES: _leaf(PAGE + "files"),
        b.KEEP: _leaf(""),
        b.BACK: _back,
        b.PARK: _park,
        b.RESUME: _resume,
        b.SHOW: _show,
        b.WHOLE: _whole,
        b.KIND: _decide_kind,
        b.MOVE: _move,
        b.REMOVE: _remove,
        b.FILE: _file,
        b.GATHER: _gather,
        b.SPREAD: _spread,
        b.SUBMIT: _submit,
        b.WITHDRAW: _withdraw,
        b.NOTHING: _nothing,
    },
)
