"""说明情况: the person says what they have to say of a fault, and is reminded in time."""

from typing import Final

from bot.actions.score import fault_answers
from bot.handlers.conversation import Conversation, Matter, Question
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Rows, Say
from bot.handlers.score.fault_news import (
    ANSWER,
    NEWS,
    announce,
    answer_button,
    facts_of,
    settle_person,
)
from bot.handlers.turn import Turn
from bot.storage import handles
from bot.storage.score.faults import Fault
from bot.storage.session import Session
from bot.texts import conversations
from bot.texts.score import faults as t

BACK: Final = Press("fl", "later", NUMBER)


def typed(turn: Turn) -> Answer:
    """Take what the person says; the bureau sees it."""
    session = turn.session
    fault = fault_answers.answer(session, turn.actor, turn.account.focus_id, turn.event.text)
    settle_person(session, fault)
    text = t.ANSWERED.format(number=fault.number, words=fault.answer)
    return [_message(fault, text, (), renew=True), *announce(session, is_new=True)]


def _ask(turn: Turn, fault_id: int) -> Answer:
    """说明情况: ask for it, at the end of the chat where it was pressed on another message."""
    fault = fault_answers.ask(turn.session, turn.actor, fault_id)
    known = handles.of_message(turn.session, turn.event.chat_id, turn.event.message_id)
    text = t.ASK_ANSWER.format(**facts_of(turn.session, fault))
    rows = [[BACK.button(t.BACK, fault.id)]]
    return [_message(fault, text, rows, renew=known != (NEWS, fault.id))]


def _back(turn: Turn, fault_id: int) -> Answer:
    """返回: the fault may still be answered, as long as there is time."""
    fault = fault_answers.leave_it(turn.session, turn.actor, fault_id)
    facts = facts_of(turn.session, fault)
    if not fault.may_be_answered(turn.session.today):
        state = fault.state.label
        told = t.ANSWERED_BEFORE if fault.is_undecided and fault.answered_at else t.DECIDED_SINCE
        told = t.TOO_LATE if fault.is_undecided and not fault.answered_at else told
        return [_message(fault, told.format(**facts, state=state), ())]
    head = t.NEWS.format(**facts, facts=fault.account)
    text = f"{head}\n{t.NOT_ANSWERED.format(**facts)}"
    return [_message(fault, text, [[answer_button(fault)]])]


def _remind(session: Session, person_id: int) -> tuple[str, Rows]:
    owing = fault_answers.owing(session).get(person_id, [])
    text = "\n".join(t.REMIND.format(**facts_of(session, fault)) for fault in owing)
    return text, [[ANSWER.button(f"{t.ANSWER} {fault.number}", fault.id)] for fault in owing]


def _message(fault: Fault, text: str, rows: Rows, *, renew: bool = False) -> Say:
    return Say(text, rows, handle=(NEWS, fault.id), renew=renew)


CONVERSATION: Final = Conversation(
    name=conversations.FAULT_ANSWERS,
    presses={ANSWER: _ask, BACK: _back},
    questions={fault_answers.ANSWER: Question(typed)},
    matters=(Matter("fault answer", fault_answers.whom, _remind, t.REMIND_DONE),),
)
