"""Appealing: the button 申请复核 under the news of a rejection, a few words by the author, and the
bureau has the entry.
"""

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
from bot.texts import conversations
from bot.texts.work import appeal as t

NEWS: Final = "verdict"
"""Purpose of the handle of the message that tells of a rejection, under which the author may
appeal.
"""
BACK: Final = Press("ap", "back", NUMBER)


def appeal_button(entry: Entry) -> Rows:
    """Return the row with 申请复核, for the news of a rejection."""
    return [[APPEAL.button(t.APPEAL, entry.id)]]


def typed(turn: Turn) -> Answer:
    """Take what the author says for the entry: the appeal goes to the bureau's queue."""
    session = turn.session
    entry = appeal.appeal(session, turn.actor, turn.account.focus_id, turn.event.text)
    told = t.DONE.format(number=entry.number, words=entry.appeal)
    said: list[Any] = [_message(entry, told, (), renew=True)]
    return [*said, *author_card(session, entry), QueueChanged(entry)]


def _ask(turn: Turn, entry_id: int) -> Answer:
    """申请复核: ask for the author's words. The question takes the place of the news of the
    rejection; pressed on another message, it comes at the end of the chat instead.
    """
    session, chat = turn.session, turn.event.chat_id
    entry = appeal.ask(session, turn.actor, entry_id)
    known = handles.of_message(session, chat, turn.event.message_id)
    is_news = known == (NEWS, entry_id)
    back = [[BACK.button(t.BACK, entry_id)]]
    question = t.ASK.format(number=entry.number)
    stands = t.STANDS.format(number=entry.number, reason=entry.reason)
    return [_message(entry, f"{stands}\n\n{question}", back, renew=not is_news)]


def _back(turn: Turn, entry_id: int) -> Answer:
    """返回: show the news of the rejection as it was, which may still be appealed against; if
    something has happened since, say where the entry stands.
    """
    entry = appeal.leave_it(turn.session, turn.actor, entry_id)
    if entry.state is State.REJECTED and not entry.appeal:
        text = t.NOT_ASKED.format(number=entry.number, reason=entry.reason)
        return [_message(entry, text, appeal_button(entry))]
    return [_message(entry, _stands(entry), ())]


def _stands(entry: Entry) -> str:
    """Say where an entry stands that cannot be appealed now."""
    if entry.state is State.APPEALED:
        return t.DONE.format(number=entry.number, words=entry.appeal)
    if entry.state is State.REJECTED:
        return t.ONLY_ONCE.format(number=entry.number)
    return t.NOT_NEEDED.format(number=entry.number, state=entry.state.label)


def _message(entry: Entry, text: str, rows: Rows, *, renew: bool = False) -> Say:
    return Say(text, rows, handle=(NEWS, entry.id), renew=renew)


CONVERSATION: Final = Conversation(
    name=conversations.APPEALING,
    presses={APPEAL: _ask, BACK: _back},
    questions={appeal.APPEAL: Question(typed)},
)
