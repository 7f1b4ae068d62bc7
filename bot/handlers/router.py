"""Which conversation takes what: commands and menu labels before any question's answer."""

from collections.abc import Callable, Coroutine
from typing import Any

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
from bot.storage import outbox
from bot.storage.people import accounts
from bot.texts import common

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

__all__ = ["register", "wings"]


def register(
    app: "Application[Any, Any, Any, Any, Any, Any]", durable: Callable[[Handler], Callback]
) -> None:
    """Order is meaning: the first handler that fits takes the update."""
    private = filters.ChatType.PRIVATE
    app.add_handler(ChatMemberHandler(durable(came_or_went), ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(MessageHandler(~private, durable(menu.in_group)))
    for way in [way for each in gathered() for way in each.entrances]:
        if way.command:
            app.add_handler(CommandHandler(way.command, durable(way.handler)))
        if way.label:
            app.add_handler(MessageHandler(filters.Text([way.label]), durable(way.handler)))
    for press, pressed in presses().items():
        app.add_handler(CallbackQueryHandler(durable(told(press, pressed)), press.pattern))
    app.add_handler(CallbackQueryHandler(durable(menu.unknown_button)))
    files = filters.PHOTO | filters.VIDEO | filters.Document.ALL
    for each in gathered():
        if each.material is not None:
            app.add_handler(MessageHandler(files, durable(each.material)))
    app.add_handler(MessageHandler(filters.TEXT, durable(typed)))
    app.add_handler(MessageHandler(filters.ALL, durable(menu.unsupported)))


def presses() -> dict[Press, Pressed]:
    """What each button means, of all conversations."""
    return {press: pressed for each in gathered() for press, pressed in each.presses.items()}


def told(press: Press, pressed: Pressed) -> Handler:
    """A button's handler as any other: what the button was told is read from its data."""
    return lambda turn: pressed(turn, *press.read(turn.event.data))


def typed(turn: Turn) -> Answer:
    """Text that is neither command nor label answers what its chat is in the middle of."""
    meant_for = turn.event.meant_for
    if meant_for is not None and meant_for != middle_of(turn.session, turn.account):
        text = turn.event.text[:50]
        return [Say(common.REPLAYED.format(text=text))]
    if (reply := _reply(turn)) is not None:
        return reply(turn)
    question = _question(turn.account.focus)
    if question is None:
        return _stray(turn) or menu.not_understood(turn)
    return _unless_over(turn, question.answer) if question.is_aside else question.answer(turn)


def _reply(turn: Turn) -> Handler | None:
    """Whose message the text replies to, if it is one that takes replies."""
    if turn.event.reply_to is None:
        return None
    known = outbox.handle_of(turn.session, turn.event.chat_id, turn.event.reply_to)
    purpose = "" if known is None else known[0]
    ways = (each.replies[purpose] for each in gathered() if purpose in each.replies)
    return next(ways, None)


def _question(focus: str | None) -> Question | None:
    asked = focus or ""
    return next((each.questions[asked] for each in gathered() if asked in each.questions), None)


def _stray(turn: Turn) -> Answer:
    """What a text that answers nothing means to a conversation; [] when to none."""
    for each in gathered():
        if each.stray is not None and (answer := each.stray(turn)):
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
        return _stray(turn)
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
