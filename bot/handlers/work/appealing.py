"""Appealing: 申请复核 under the news of a rejection, a few words, and the bureau has it."""

from typing import Any, Final

from bot.actions.work import appeal
from bot.handlers.conversation import Conversation, Question
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Rows, Say
from bot.handlers.turn import Turn
from bot.handlers.work.buttons import APPEAL
from bot.handlers.work.draft import author_card
from bot.handlers.work.news import QueueChanged
from bot.rules.states import State
from bot.storage import handles
from bot.storage.work.entries import Entry
from bot.texts.work import appeal as t

NEWS: Final = "verdict"
"""The message of a rejection, which the author may appeal against."""
BACK: Final = Press("ap", "back", NUMBER)


def appeal_button(entry: Entry) -> Rows:
    """申请复核, under the news of a rejection."""
    return [[APPEAL.button(t.APPEAL, entry.id)]]


def typed(turn: Turn) -> Answer:
    """What the author says for the entry."""
    session = turn.session
    entry = appeal.appeal(session, turn.actor, turn.account.focus_id, turn.event.text)
    told = t.DONE.format(number=entry.number, words=entry.appeal)
    said: list[Any] = [_message(entry, told, (), renew=True)]
    return [*said, *author_card(session, entry), QueueChanged(entry)]


def _ask(turn: Turn, entry_id: int) -> Answer:
    """The question takes the place of the news, whichever message the button is on."""
    session, chat = turn.session, turn.event.chat_id
    entry = appeal.ask(session, turn.actor, entry_id)
    known = handles.of_message(session, chat, turn.event.message_id)
    is_news = known == (NEWS, entry_id)
    back = [[BACK.button(t.BACK, entry_id)]]
    question = t.ASK.format(number=entry.number)
    stands = t.STANDS.format(number=entry.number, reason=entry.reason)
    return [_message(entry, f"{stands}\n\n{question}", back, renew=not is_news)]


def _back(turn: Turn, entry_id: int) -> Answer:
    """返回: the news stands as it was, and may still be appealed against; or what came since."""
    entry = appeal.leave_it(turn.session, turn.actor, entry_id)
    if entry.state is State.REJECTED and not entry.appeal:
        text = t.NOT_ASKED.format(number=entry.number, reason=entry.reason)
        return [_message(entry, text, appeal_button(entry))]
    return [_message(entry, _stands(entry), ())]


def _stands(entry: Entry) -> str:
    """Where an entry stands that cannot be appealed now."""
    if entry.state is State.APPEALED:
        return t.DONE.format(number=entry.number, words=entry.appeal)
    if entry.state is State.REJECTED:
        return t.ONLY_ONCE.format(number=entry.number)
    return t.NOT_NEEDED.format(number=entry.number, state=entry.state.label)


def _message(entry: Entry, text: str, rows: Rows, *, renew: bool = False) -> Say:
    return Say(text, rows, handle=(NEWS, entry.id), renew=renew)


CONVERSATION: Final = Conversation(
    presses={APPEAL: _ask, BACK: _back}, questions={appeal.APPEAL: Question(typed)}
)
