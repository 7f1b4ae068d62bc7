"""What waits for the liaison or the bureau to answer, the answer, and handing it on."""

from typing import Any, Final

from bot.actions.meeting import feedback, inbox
from bot.actions.meeting.feedback import Written
from bot.handlers.conversation import Conversation, Matter
from bot.handlers.meeting.threads import (
    CARD,
    PASS_ON,
    QUEUE,
    REPLY,
    WAITING,
    announce,
    card,
    counted,
    open_button,
    refresh,
    tell_asker,
)
from bot.handlers.people.news import DeputyChanged, LiaisonChanged
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Rows, Say, Toast
from bot.handlers.turn import Turn
from bot.rules.feedback import FeedbackState
from bot.storage import handles, outbox
from bot.storage.session import Session
from bot.texts import conversations
from bot.texts.meeting import feedback as t

LIST: Final = ("feedback list", 0)
BACK: Final = Press("fb", "back", NUMBER)
ANSWERED: Final = Press("fb", "done")
PASSED: Final = Press("fb", "passed", NUMBER)
_MOST: Final = 40
"""The most threads that a list has a button for; the rest follow as these are answered."""


def begin(turn: Turn) -> Answer:
    """待答复的: what waits for an answer, what has waited longest first."""
    session, chat = turn.session, turn.event.chat_id
    found = inbox.put_to(session, turn.actor)
    answered = inbox.put_to(session, turn.actor, FeedbackState.ANSWERED)
    outbox.drop(session, chat, *QUEUE)
    handles.forget(session, chat, *QUEUE)
    feedback.leave(session, turn.actor)
    rows = [[open_button(session, each)] for each in found[:_MOST]]
    if answered:
        rows.append([ANSWERED.button(t.SHOW_ANSWERED.format(n=len(answered)))])
    text = t.LIST.format(n=len(found)) if found else t.LIST_NONE
    return [Say(text, rows, handle=LIST, renew=True)]


def _answered(turn: Turn) -> Answer:
    found = inbox.put_to(turn.session, turn.actor, FeedbackState.ANSWERED)
    rows = [[open_button(turn.session, each)] for each in found[:_MOST]]
    text = t.LIST_ANSWERED.format(n=len(found))
    return [Say(text, [*rows, [WAITING.button(t.BACK)]], handle=LIST)]


def _ask_reply(turn: Turn, feedback_id: int) -> Answer:
    shown = inbox.ask_reply(turn.session, turn.actor, feedback_id)
    ask = t.ASK_REPLY.format(number=shown.feedback.number)
    rows: Rows = [[BACK.button(t.BACK, feedback_id)]]
    return [card(turn.session, turn.actor, shown, ask=ask, rows=rows)]


def replied(turn: Turn, done: Written) -> Answer:
    """The answer is with whoever asked at once, by night without a sound."""
    session, answered = turn.session, done.thread.feedback
    name = done.thread.person.name.full
    note = t.REPLIED.format(number=answered.number, name=name)
    told = t.TOLD_ANSWER.format(number=answered.number)
    return [
        card(session, turn.actor, done.thread, note=note, renew=True),
        *tell_asker(session, answered, told),
        *refresh(session, answered, but=turn.event.chat_id),
        *announce(session, answered, is_new=False),
    ]


def _ask_pass(turn: Turn, feedback_id: int) -> Answer:
    """转县局: say what follows, and ask."""
    shown = inbox.check_pass(turn.session, turn.actor, feedback_id)
    is_own = shown.feedback.person_id == turn.actor.person_id
    leaves = t.ASKER_LEAVES if is_own else t.LIAISON_LEAVES
    ask = t.ASK_HAND_ON.format(number=shown.feedback.number, leaves=leaves)
    rows: Rows = [[PASSED.button(t.CONFIRM, feedback_id), BACK.button(t.BACK, feedback_id)]]
    return [card(turn.session, turn.actor, shown, ask=ask, rows=rows)]


def _pass_on(turn: Turn, feedback_id: int) -> Answer:
    """The bureau answers from now on: whoever asked is told, and the officers."""
    session, actor = turn.session, turn.actor
    thread = inbox.pass_on(session, actor, feedback_id)
    passed = thread.feedback
    note = t.DONE_PASSED.format(number=passed.number)
    said: list[Any] = [Toast(note)]
    if passed.person_id == actor.person_id:
        said.append(card(session, actor, thread, note=note))
    else:
        said.append(Say(note, [[WAITING.button(t.ALL_WAITING)]], handle=(CARD, passed.id)))
        said += tell_asker(session, passed, t.TOLD_PASSED.format(number=passed.number))
    said += refresh(session, passed, but=turn.event.chat_id)
    if passed.task_force_id is not None:
        said += _recount(session, passed.task_force_id)
    return [*said, *announce(session, passed, is_new=True)]


def _recount(session: Session, force_id: int, *, is_new: bool = False) -> list[Say]:
    """Say how many wait for a task force's liaison and who stands in, where that was said."""
    people = feedback.answering(session, force_id)
    waiting = inbox.waiting_for(session, people, force_id)
    return [said for who, n in waiting.items() for said in counted(session, who, n, is_new=is_new)]


def _new_liaison(session: Session, news: LiaisonChanged) -> list[Say]:
    """The new liaison hears what waits, the former one no more; what the new one had asked of the
    liaison goes to the bureau.
    """
    said: list[Say] = []
    if news.now is not None:
        for passed in inbox.pass_own_on(session, news.now, news.force_id):
            note = t.TOLD_PASSED_NEW.format(number=passed.number)
            said += tell_asker(session, passed, note)
            said += announce(session, passed, is_new=True)
    said += [] if news.before is None else counted(session, news.before, 0, is_new=False)
    return said + _recount(session, news.force_id, is_new=True)


def _deputy(session: Session, news: DeputyChanged) -> list[Say]:
    if not news.acts:
        return counted(session, news.person_id, 0, is_new=False)
    waiting = inbox.waiting_for(session, [news.person_id], news.force_id)
    return counted(session, news.person_id, waiting[news.person_id], is_new=True)


def _remind(session: Session, person_id: int) -> tuple[str, Rows]:
    found = inbox.overdue(session).get(person_id, [])
    numbers = "、".join(each.number for each in found[:_MOST])
    return t.DIGEST.format(n=len(found), numbers=numbers), [[WAITING.button(t.GO)]]


def _left(session: Session, force_id: int) -> str:
    n = inbox.left_to_answer(session, force_id)
    return t.LEAVES.format(n=n) if n else ""


CONVERSATION: Final = Conversation(
    name=conversations.FEEDBACK,
    presses={
        WAITING: begin,
        ANSWERED: _answered,
        REPLY: _ask_reply,
        PASS_ON: _ask_pass,
        PASSED: _pass_on,
    },
    hears={LiaisonChanged: _new_liaison, DeputyChanged: _deputy},
    matters=(Matter("feedback", inbox.whom, _remind, t.DIGEST_DONE),),
    leaves=_left,
)
