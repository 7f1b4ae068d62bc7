"""Which conversation takes what: commands and menu labels before any question's answer."""

from collections.abc import Callable, Coroutine
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
from bot.handlers.conversation import Pressed, Question, gathered
from bot.handlers.press import Press
from bot.handlers.say import Answer, Say
from bot.handlers.turn import Handler, Turn, middle_of, refused
from bot.storage.people import accounts
from bot.texts import common

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

__all__ = ["register", "wings"]

_BY_WING: Final[dict[str, list[tuple[Press, Pressed]]]] = {}
for _conversation in gathered():
    for _press, _pressed in _conversation.presses.items():
        _BY_WING.setdefault(_press.wing, []).append((_press, _pressed))


def register(
    app: "Application[Any, Any, Any, Any, Any, Any]", durable: Callable[[Handler], Callback]
) -> None:
    """Order is meaning: the first handler that fits takes the update.

    One handler for all labels and one for all buttons: python-telegram-bot asks each of its
    handlers in turn, and there would be a hundred.
    """
    private = filters.ChatType.PRIVATE
    app.add_handler(ChatMemberHandler(durable(came_or_went), ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(CallbackQueryHandler(durable(pressed)))
    app.add_handler(MessageHandler(~private, durable(menu.in_group)))
    ways = [way for each in gathered() for way in each.entrances]
    for way in ways:
        if way.command:
            app.add_handler(CommandHandler(way.command, durable(way.handler)))
    labels = {way.label: way.handler for way in ways if way.label}

    def chosen(turn: Turn) -> Answer:
        """A label of the menu."""
        return labels[turn.event.text](turn)

    app.add_handler(MessageHandler(filters.Text(list(labels)), durable(chosen)))
    files = filters.PHOTO | filters.VIDEO | filters.Document.ALL
    for each in gathered():
        if each.material is not None:
            app.add_handler(MessageHandler(files, durable(each.material)))
    app.add_handler(MessageHandler(filters.TEXT, durable(typed)))
    app.add_handler(MessageHandler(filters.ALL, durable(menu.unsupported)))


def presses() -> dict[Press, Pressed]:
    """What each button means, of all conversations."""
    return {press: pressed for each in gathered() for press, pressed in each.presses.items()}


def pressed(turn: Turn) -> Answer:
    """A button: it was told what its own data says; other data is nobody's button."""
    data = turn.event.data
    for press, do in _BY_WING.get(data.partition(":")[0], ()):
        if (told := press.told(data)) is not None:
            return do(turn, *told)
    return menu.unknown_button(turn)


def typed(turn: Turn) -> Answer:
    """Text that is neither command nor label answers what its chat is in the middle of."""
    meant_for = turn.event.meant_for
    if meant_for is not None and meant_for != middle_of(turn.session, turn.account):
        text = turn.event.text[:50]
        return [Say(common.REPLAYED.format(text=text))]
    if turn.event.reply_to is not None and (answer := _first(turn, "replies")):
        return answer
    question = _question(turn.account.focus)
    if question is None:
        return _first(turn, "names") or _first(turn, "stray") or menu.not_understood(turn)
    return _unless_over(turn, question.answer) if question.is_aside else question.answer(turn)


def _question(focus: str | None) -> Question | None:
    asked = focus or ""
    return next((each.questions[asked] for each in gathered() if asked in each.questions), None)


def _first(turn: Turn, which: Literal["replies", "names", "stray"]) -> Answer:
    """The answer of the first conversation whose business the text is; [] when it is nobody's."""
    for each in gathered():
        takes: Handler | None = getattr(each, which)
        if takes is not None and (answer := takes(turn)):
            return answer
    return []


def _unless_over(turn: Turn, handler: Handler) -> Answer:
    """A question that nobody may answer any more says so once, and is asked no more; an entry's
    number is looked up instead.
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
    """What the text would have meant had nothing been asked; [] when nothing."""
    try:
        return _first(turn, "names")
    except Refused as refusal:
        if turn.session.wrote:
            raise
        return refused(turn, refusal)


def came_or_went(turn: Turn) -> Answer:
    """Somebody blocked the bot or came back: what waits for them is dropped, or may come."""
    if turn.event.data == "gone":
        accounts.unreachable(turn.session, turn.event.chat_id)
    else:
        accounts.reachable(turn.session, turn.event.chat_id)
    return []
