"""The router: decides which conversation takes an update. Commands and menu labels come before the
answer to any question.
"""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Final, Literal

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.errors import Forbidden, Refused, Stale
from bot.handlers import menu, wings
from bot.handlers.closed import closed
from bot.handlers.conversation import (
    Pressed,
    Question,
    all_entrances,
    gathered,
    question_of,
)
from bot.handlers.press import Press, wing_of
from bot.handlers.say import Answer, Say
from bot.handlers.turn import Handler, Turn, middle_of, refused
from bot.storage.people import accounts
from bot.texts import common

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

__all__ = ["register", "wings"]

_BY_WING: Final[dict[str, list[tuple[Press, Pressed, str]]]] = {}
for _conversation in gathered():
    for _press, _pressed in _conversation.presses.items():
        _BY_WING.setdefault(_press.wing, []).append((_press, _pressed, _conversation.called))


def register(
    app: "Application[Any, Any, Any, Any, Any, Any]", durable: Callable[[Handler], Callback]
) -> None:
    """Register what takes each kind of update. The order matters: the first handler that fits takes
    it.

    There is one handler for all labels and one for all buttons: python-telegram-bot asks each of
    its handlers in turn, and there would be a hundred.
    """
    private = filters.ChatType.PRIVATE
    app.add_handler(ChatMemberHandler(durable(came_or_went), ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(CallbackQueryHandler(durable(pressed)))
    app.add_handler(MessageHandler(~private, durable(menu.in_group)))
    ways = list(all_entrances())
    for way in ways:
        if way.command:
            app.add_handler(CommandHandler(way.command, durable(partial(menu.enter, way))))
    labels = {way.label: way for way in ways if way.label}

    def chosen(turn: Turn) -> Answer:
        """Do what the label on the menu says."""
        return menu.enter(labels[turn.event.text], turn)

    app.add_handler(MessageHandler(filters.Text(list(labels)), durable(chosen)))
    files = filters.PHOTO | filters.VIDEO | filters.Document.ALL
    app.add_handler(MessageHandler(files, durable(sent)))
    app.add_handler(MessageHandler(filters.TEXT, durable(typed)))
    app.add_handler(MessageHandler(filters.ALL, durable(menu.unsupported)))


def takes_masked(turn: Turn) -> bool:
    """Whether a text in which an ID number was masked is worked on without it."""
    said = (each.takes_masked(turn) for each in gathered() if each.takes_masked is not None)
    return turn.account.actor is not None and any(said)


def presses() -> dict[Press, Pressed]:
    """Return the buttons of all conversations, each with its handler."""
    return {press: pressed for each in gathered() for press, pressed in each.presses.items()}


def pressed(turn: Turn) -> Answer:
    """Answer a button, which is told what its own data says; data of any other shape is nobody's
    button.
    """
    data = turn.event.data
    for press, do, name in _BY_WING.get(wing_of(data), ()):
        if (told := press.told(data)) is not None:
            turn.session.conversation = name
            return do(turn, *told)
    return menu.unknown_button(turn)


def sent(turn: Turn) -> Answer:
    """Take a photo or file: it is for the first conversation whose business it is."""
    return _first(turn, "material")


def typed(turn: Turn) -> Answer:
    """Answer a text that is neither command nor label: as a rule it answers what its chat is in the
    middle of.

    A text replayed after a failure is only shown when the chat is in the middle of something else
    by now. A reply goes to whom it replies to; with no question open the text may name something,
    or mean something to a conversation.
    """
    meant_for = turn.event.meant_for
    if meant_for is not None and meant_for != middle_of(turn.session, turn.account):
        text = turn.event.text[:50]
        return [Say(common.REPLAYED.format(text=text))]
    if turn.event.reply_to is not None and (answer := _first(turn, "replies")):
        return answer
    name, question = question_of(turn.account.focus)
    over = question.lapsed(turn) if question is not None and question.lapsed else ""
    if question is None or over:
        answer = _first(turn, "names") or _first(turn, "stray")
        return answer or (_left(turn, over) if over else menu.not_understood(turn))
    if question.may_pass:
        answer = _first(turn, "names") or _or_passed(turn, name, question)
        return answer or _first(turn, "stray") or menu.not_understood(turn)
    return _answered(turn, name, question)


def _left(turn: Turn, over: str) -> Answer:
    """Say once that the question which was open has lapsed."""
    accounts.focus(turn.session, turn.event.chat_id, None)
    return [Say(over)]


def _or_passed(turn: Turn, name: str, question: Question) -> Answer:
    """Answer a question that does not insist: a text that it refuses may mean something to others,
    such as 我要请假 where a name was asked.
    """
    try:
        return _answered(turn, name, question)
    except Refused:
        if turn.session.wrote or not (answer := _first(turn, "stray")):
            raise
        return answer


def _answered(turn: Turn, name: str, question: Question) -> Answer:
    turn.session.conversation = name
    return _unless_over(turn, question.answer) if question.is_aside else question.answer(turn)


def _first(turn: Turn, which: Literal["material", "replies", "names", "stray"]) -> Answer:
    """Return the answer of the first conversation whose business it is; [] when it is nobody's.
    Those of the wings above are asked first: what is theirs looks like work to those below.
    """
    for each in reversed(list(gathered())):
        takes: Handler | None = getattr(each, which)
        if takes is not None and (answer := takes(turn)):
            turn.session.conversation = each.called
            return answer
    return []


def _unless_over(turn: Turn, handler: Handler) -> Answer:
    """Answer a question asked aside. When the person can no longer answer it, they are told so once
    and the question is closed; if the text is an entry's number, that is looked up instead.
    """
    try:
        return handler(turn)
    except (Stale, Forbidden) as refusal:
        if turn.session.wrote:
            raise
        answer = _looked_up(turn) or refused(turn, refusal)
    focus = accounts.load(turn.session, turn.event.chat_id).focus
    if focus == turn.account.focus:
        accounts.focus(turn.session, turn.event.chat_id, None)
    return answer


def _looked_up(turn: Turn) -> Answer:
    """Return the answer to a text that names something, such as an entry's number, as if no
    question were open; [] when it names nothing.
    """
    try:
        return _first(turn, "names")
    except Refused as refusal:
        if turn.session.wrote:
            raise
        return refused(turn, refusal)


def came_or_went(turn: Turn) -> Answer:
    """Take note that somebody blocked the bot, so that what waits for them is dropped, or came
    back.
    """
    if turn.event.data == "gone":
        closed(turn.session, turn.event.chat_id)
    else:
        accounts.reachable(turn.session, turn.event.chat_id)
    return []
