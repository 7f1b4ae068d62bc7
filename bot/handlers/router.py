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

from bot.actions.month import exemplar
from bot.actions.people import join
from bot.actions.review import overturn, review
from bot.actions.work import appeal
from bot.errors import Forbidden, Refused, Stale
from bot.handlers import menu
from bot.handlers.month import board, nudging
from bot.handlers.month import exemplar as exemplars
from bot.handlers.people import joining
from bot.handlers.review import batch, overturning, reviewing
from bot.handlers.say import Answer, Say
from bot.handlers.score import base_scores, quarter
from bot.handlers.turn import Handler, Turn, middle_of, refused
from bot.handlers.work import appealing, records, reporting
from bot.storage.people import accounts
from bot.texts import common
from bot.texts import menu as labels

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

_COMMANDS: Final[dict[str, Handler]] = {
    "start": joining.start,
    "help": menu.show_help,
    "report": reporting.begin,
    "records": records.begin,
    "cancel": reporting.cancel,
    "review": reviewing.begin,
    "base": base_scores.begin,
    "score": quarter.show_score,
    "summary": quarter.begin,
    "exemplar": exemplars.begin,
    "exemplars": board.begin,
}
_LABELS: Final[dict[str, Handler]] = {
    labels.REPORT: reporting.begin,
    labels.RECORDS: records.begin,
    labels.REVIEW: reviewing.begin,
    labels.BASE: base_scores.begin,
    labels.SCORE: quarter.show_score,
    labels.SUMMARY: quarter.begin,
    labels.EXEMPLAR: exemplars.begin,
    labels.BOARD: board.begin,
    labels.MORE: menu.more,
    labels.HELP: menu.show_help,
}
# The exact shapes: what an altered app may send instead is nobody's button.
_N: Final = "[0-9]{1,18}"
_W: Final = "[^:]+"
_KEY: Final = "[a-z_.]+"
_M: Final = "20[0-9]{2}-(0[1-9]|1[0-2])"
_G: Final = "(all|drafts|pending|returned|approved|rejected|appealed|withdrawn|20[0-9]{2}Q[1-4])"
_BUTTONS: Final[dict[str, Handler]] = {
    f"^join:((yes|no|ask):{_N}|is:{_N}:{_N})$": joining.press,
    f"^kind:{_W}:(ask|new)$": reporting.choose_kind,
    f"^d:(change|files|keep|back|park|resume|show|submit|withdraw|nop):{_N}:{_N}$": reporting.press,
    f"^d:(skip|ask|kind|gather|spread):{_N}:{_N}:{_KEY}$": reporting.press,
    f"^d:page:{_N}:{_N}:{_KEY}(:20[0-9]{{2}}-(0[1-9]|1[0-2]))?$": reporting.press,
    f"^d:a:{_N}:{_N}:{_KEY}:{_W}$": reporting.press,
    f"^d:((rm|into|file):{_N}:{_N}:{_N}|mv:{_N}:{_N}:{_N}:{_KEY})$": reporting.press,
    f"^e:{_N}$": reporting.open_entry,
    f"^e:photo:{_N}$": records.material,
    f"^rec:{_G}:{_N}$": records.press,
    "^review$": reviewing.begin,
    f"^r:(ok|ret|rej|back|next|more|orig|undo):{_N}:{_N}$": reviewing.press,
    f"^r:(why:{_N}:{_N}:(return|reject):{_N}|own:{_N}:{_N}:(return|reject))$": reviewing.press,
    f"^r:(yes:{_N}:{_N}:(draft)?|other:{_N}:{_N}:){_N}$": reviewing.press,
    f"^bt:(begin|(yes|back|undo):{_N}|(in|out):{_N}:{_N})$": batch.press,
    f"^ap:(ask|back):{_N}$": appealing.press,
    f"^ov:(show|ask|yes|back):{_N}$": overturning.press,
    f"^q:(which|of:{_W}|go:{_W}:{_N}|stop)$": quarter.press,
    f"^x:((month|own|none|nil):{_M}|(pick|show|title|story|send|yes|undo):{_M}:{_N})$": (
        exemplars.press
    ),
    f"^o:((month|remind):{_M}|(see|promote|archive|undo):{_N})$": board.press,
    f"^n:later:{_M}$": nudging.press,
    f"^b:((of|one):{_W}|(yes|no):{_N}|who:{_N}:{_N})$": base_scores.press,
}
# Questions that are asked aside of a report; what may be answered may be over by then.
_QUESTIONS: Final = frozenset(
    {review.REASON, appeal.APPEAL, overturn.OVERTURN, base_scores.BASE, exemplar.FORM}
)
_TYPED: Final[dict[str | None, Handler]] = {
    join.JOIN: joining.phone,
    accounts.DRAFT: reporting.typed,
    review.REASON: reviewing.typed,
    appeal.APPEAL: appealing.typed,
    overturn.OVERTURN: overturning.typed,
    base_scores.BASE: base_scores.typed,
    exemplar.FORM: exemplars.typed,
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
        app.add_handler(CallbackQueryHandler(durable(handler), f"^more:{label}$"))
    for pattern, handler in _BUTTONS.items():
        app.add_handler(CallbackQueryHandler(durable(handler), pattern))
    app.add_handler(CallbackQueryHandler(durable(menu.unknown_button)))
    files = filters.PHOTO | filters.VIDEO | filters.Document.ALL
    app.add_handler(MessageHandler(files, durable(reporting.material)))
    app.add_handler(MessageHandler(filters.TEXT, durable(typed)))
    app.add_handler(MessageHandler(filters.ALL, durable(menu.unsupported)))


def typed(turn: Turn) -> Answer:
    """Text that is neither command nor label answers what its chat is in the middle of."""
    meant_for = turn.event.meant_for
    if meant_for is not None and meant_for != middle_of(turn.session, turn.account):
        text = turn.event.text[:50]
        return [Say(common.REPLAYED.format(text=text))]
    if reporting.answers_a_card(turn):
        return reporting.typed(turn)
    handler = _TYPED.get(turn.account.focus, overturning.number)
    return _unless_over(turn, handler) if turn.account.focus in _QUESTIONS else handler(turn)


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
    """The entry that a text names and nothing else, [] for any other text."""
    if not overturning.is_number(turn):
        return []
    try:
        return overturning.number(turn)
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
