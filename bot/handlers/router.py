"""Which handler takes what: commands and menu labels before any question's answer."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

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

from bot.actions import join, review
from bot.handlers import base_scores, joining, menu, quarter, reporting, reviewing
from bot.handlers.say import Answer, Say
from bot.handlers.turn import Handler, Turn
from bot.storage import accounts
from bot.texts import common
from bot.texts import menu as labels

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

_COMMANDS: Final[dict[str, Handler]] = {
    "start": joining.start,
    "help": menu.show_help,
    "report": reporting.begin,
    "records": reporting.records,
    "cancel": reporting.cancel,
    "review": reviewing.begin,
    "base": base_scores.begin,
    "score": quarter.show_score,
    "summary": quarter.begin,
}
_LABELS: Final[dict[str, Handler]] = {
    labels.REPORT: reporting.begin,
    labels.RECORDS: reporting.records,
    labels.REVIEW: reviewing.begin,
    labels.BASE: base_scores.begin,
    labels.SCORE: quarter.show_score,
    labels.SUMMARY: quarter.begin,
    labels.HELP: menu.show_help,
}
_BUTTONS: Final[dict[str, Handler]] = {
    "^join:": joining.press,
    "^kind:": reporting.choose_kind,
    "^d:": reporting.press,
    "^e:": reporting.open_entry,
    "^review$": reviewing.begin,
    "^r:": reviewing.press,
    "^q:": quarter.press,
    "^b:": base_scores.press,
}
_TYPED: Final[dict[str | None, Handler]] = {
    join.JOIN: joining.phone,
    accounts.DRAFT: reporting.typed,
    review.REASON: reviewing.typed,
    base_scores.BASE: base_scores.typed,
}


def register(
    app: "Application[Any, Any, Any, Any, Any, Any]", durable: Callable[[Handler], Callback]
) -> None:
    """Order is meaning: the first handler that fits takes the update."""
    private = filters.ChatType.PRIVATE
    app.add_handler(ChatMemberHandler(durable(came_or_went), ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(MessageHandler(~private, durable(menu.in_group)))
    for name, handler in _COMMANDS.items():
        app.add_handler(CommandHandler(name, durable(handler)))
    for label, handler in _LABELS.items():
        app.add_handler(MessageHandler(filters.Text([label]), durable(handler)))
    for pattern, handler in _BUTTONS.items():
        app.add_handler(CallbackQueryHandler(durable(handler), pattern))
    app.add_handler(CallbackQueryHandler(durable(menu.unknown_button)))
    files = filters.PHOTO | filters.VIDEO | filters.Document.ALL
    app.add_handler(MessageHandler(files, durable(reporting.material)))
    app.add_handler(MessageHandler(filters.TEXT, durable(typed)))
    app.add_handler(MessageHandler(filters.ALL, durable(menu.unsupported)))


def typed(turn: Turn) -> Answer:
    """Text that is neither command nor label answers what its chat is in the middle of."""
    if turn.event.draft_version is not None:
        text = turn.event.text[:50]
        return [Say(common.REPLAYED.format(text=text))]
    if reporting.answers_a_card(turn):
        return reporting.typed(turn)
    return _TYPED.get(turn.account.focus, menu.not_understood)(turn)


def came_or_went(turn: Turn) -> Answer:
    """Somebody blocked the bot or came back: what waits for them is dropped, or may come."""
    if turn.event.data == "gone":
        accounts.unreachable(turn.session, turn.event.chat_id)
    else:
        accounts.reachable(turn.session, turn.event.chat_id)
    return []
