"""Appealing: 申请复核 under the news of a rejection, a few words, and the bureau has it."""

from collections.abc import Callable
from typing import Any, Final

from bot.actions.work import appeal
from bot.handlers.review import reviewing, verdict
from bot.handlers.say import Answer, Rows, Say
from bot.handlers.turn import Turn
from bot.rules.states import State
from bot.storage import outbox
from bot.storage.work.entries import Entry
from bot.texts.work import appeal as t


def press(turn: Turn) -> Answer:
    """`ap:<op>:<entry>`."""
    _, op, entry_id = turn.event.data.split(":")
    return _OPS[op](turn, int(entry_id))


def typed(turn: Turn) -> Answer:
    """What the author says for the entry."""
    session = turn.session
    entry = appeal.appeal(session, turn.actor, turn.account.focus_id, turn.event.text)
    said: list[Any] = [
        _message(entry, t.DONE.format(number=entry.number, words=entry.appeal), (), renew=True)
    ]
    said += verdict.refreshed(session, entry)
    return [*said, *reviewing.announce(session, entry)]


def _ask(turn: Turn, entry_id: int) -> Answer:
    """The question takes the place of the news, whichever message the button is on."""
    session, chat = turn.session, turn.event.chat_id
    entry = appeal.ask(session, turn.actor, entry_id)
    known = outbox.handle_of(session, chat, turn.event.message_id)
    is_news = known == (verdict.NEWS, entry_id)
    back = [[(t.BACK, f"ap:back:{entry_id}")]]
    question = t.ASK.format(number=entry.number)
    stands = t.STANDS.format(number=entry.number, reason=entry.reason)
    return [_message(entry, f"{stands}\n\n{question}", back, renew=not is_news)]


def _back(turn: Turn, entry_id: int) -> Answer:
    """返回: the news stands as it was, and may still be appealed against; or what came since."""
    entry = appeal.leave_it(turn.session, turn.actor, entry_id)
    if entry.state is State.REJECTED and not entry.appeal:
        text = t.NOT_ASKED.format(number=entry.number, reason=entry.reason)
        return [_message(entry, text, verdict.appeal_button(entry))]
    return [_message(entry, _stands(entry), ())]


def _stands(entry: Entry) -> str:
    """Where an entry stands that cannot be appealed now."""
    if entry.state is State.APPEALED:
        return t.DONE.format(number=entry.number, words=entry.appeal)
    if entry.state is State.REJECTED:
        return t.ONLY_ONCE.format(number=entry.number)
    return t.NOT_NEEDED.format(number=entry.number, state=entry.state.label)


def _message(entry: Entry, text: str, rows: Rows, *, renew: bool = False) -> Say:
    return Say(text, rows, handle=(verdict.NEWS, entry.id), renew=renew)


_OPS: Final[dict[str, Callable[[Turn, int], Answer]]] = {"ask": _ask, "back": _back}
