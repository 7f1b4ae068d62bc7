"""📮 意见反馈: whom to turn to, one message, and the thread until whoever asked ends it."""

from typing import Any, Final

from bot.actions.meeting import feedback, inbox
from bot.actions.meeting.feedback import Written
from bot.forms.fields import short
from bot.handlers.conversation import At, Conversation, Entrance, Matter, Question
from bot.handlers.meeting import answering
from bot.handlers.meeting.threads import (
    ADD,
    CARD,
    CLOSE,
    MINE,
    OPEN,
    TAKE_BACK,
    WAITING,
    announce,
    card,
    own_button,
    refresh,
)
from bot.handlers.press import NUMBER, Press, one_of
from bot.handlers.say import Answer, Button, Rows, Say, Toast
from bot.handlers.turn import Turn
from bot.rules.feedback import MOST, Addressee, Kind
from bot.rules.quiet import is_quiet
from bot.rules.roles import Role
from bot.storage import errands, handles, outbox
from bot.storage.meeting import feedback as stored
from bot.storage.people import persons
from bot.storage.session import Session
from bot.texts.meeting import feedback as t

START: Final = ("feedback", 0)
TO: Final = Press("fb", "to", one_of(*Addressee), one_of(*Kind), NUMBER)
AGAIN: Final = Press("fb", "start")
CANCEL: Final = Press("fb", "no")
_TO: Final = {Addressee.LIAISON: t.TO_LIAISON, Addressee.BUREAU: t.TO_BUREAU}


def begin(turn: Turn) -> Answer:
    """📮 意见反馈: to an officer what waits for an answer, to others whom they can turn to;
    `/feedback 工资专户怎么开` asks only for that.
    """
    feedback.leave(turn.session, turn.actor)
    typed = turn.event.text
    if typed.startswith("/inbox") or turn.actor.is_(Role.BUREAU):
        return answering.begin(turn)
    if typed.startswith("/") and turn.event.rest:
        draft = feedback.begin_with(turn.session, turn.actor, typed.partition(" ")[2])
        return [_start(turn, draft, renew=True)]
    return [_start(turn, renew=True)]


def typed(turn: Turn) -> Answer:
    """Take the words: a new matter, more about one, or an answer."""
    draft = feedback.asked(turn.session, turn.actor, turn.account.focus_id)
    if draft.facts["how"] == feedback.ANSWER:
        done = inbox.write(turn.session, turn.actor, draft.id, turn.event.text)
        return answering.replied(turn, done)
    return _written(turn, feedback.write(turn.session, turn.actor, draft.id, turn.event.text))


def replied(turn: Turn) -> Answer:
    """Take a text that replies to the card of a thread; [] for any other."""
    on = handles.of_message(turn.session, turn.event.chat_id, turn.event.reply_to or 0)
    if on is None or on[0] != CARD:
        return []
    session, actor, text = turn.session, turn.actor, turn.event.text
    shown = feedback.see(session, actor, on[1])
    if shown.feedback.person_id == actor.person_id:
        return _written(turn, feedback.add(session, actor, on[1], text))
    return answering.replied(turn, inbox.reply(session, actor, on[1], text))


def number(turn: Turn) -> Answer:
    """Show the thread whose number was typed while nothing was asked; [] for any other text."""
    feedback_id = feedback.number_in(turn.event.text)
    return [] if feedback_id is None else _open(turn, feedback_id)


def _start(turn: Turn, draft_id: int = 0, *, renew: bool = False) -> Say:
    session, actor = turn.session, turn.actor
    ways = feedback.routes(session, actor)
    rows: list[list[Button]] = [
        [TO.button(_route(to, kind), to.value, kind.value, draft_id) for kind in Kind]
        for to in ways
    ]
    lists = []
    if actor.is_(Role.LIAISON):
        n = len(inbox.put_to(session, actor))
        lists.append(WAITING.button(t.TO_ME.format(n=n)))
    lists.append(MINE.button(t.MINE.format(n=stored.open_of(session, actor.person_id))))
    lists.append(CANCEL.button(t.CANCEL))
    text = _intro(turn, draft_id, ways)
    return Say(text, [*rows, lists], handle=START, renew=renew)


def _intro(turn: Turn, draft_id: int, ways: list[Addressee]) -> str:
    is_liaison = turn.actor.is_(Role.LIAISON)
    if draft_id:
        draft = feedback.asked(turn.session, turn.actor, draft_id)
        words = short(str(draft.facts["words"]), 200)
        return (t.START_WITH_BUREAU if is_liaison else t.START_WITH).format(words=words)
    if is_liaison:
        return t.START_LIAISON
    more = t.PRIVATE if Addressee.LIAISON in ways else t.NO_LIAISON
    return f"{t.START}\n{more}"


def _route(to: Addressee, kind: Kind) -> str:
    return t.ROUTE.format(to=_TO[to], kind=kind.label)


def _to(turn: Turn, to: str, kind: str, draft_id: int) -> Answer:
    whom, what = Addressee(to), Kind(kind)
    if draft_id:
        done = feedback.send_begun(turn.session, turn.actor, draft_id, whom, what)
        return _written(turn, done)
    feedback.ask_words(turn.session, turn.actor, whom, what)
    asked = t.ASK_WORDS.format(to=_TO[whom], kind=what.label, most=MOST)
    return [Say(asked, [[AGAIN.button(t.BACK)]], handle=START)]


def _again(turn: Turn) -> Answer:
    feedback.leave(turn.session, turn.actor)
    return [_start(turn)]


def _cancel(turn: Turn) -> Answer:
    feedback.leave(turn.session, turn.actor)
    return [Say(t.LEFT, (), handle=START)]


def _written(turn: Turn, done: Written) -> Answer:
    """Show the thread to whoever asked, and tell whom it is put to."""
    session, thread = turn.session, done.thread
    raised = thread.feedback
    if done.how == feedback.NEW and done.fresh:
        outbox.rename(session, turn.event.chat_id, START, (CARD, raised.id))
    sentence = t.SENT if done.how == feedback.NEW else t.ADDED
    note = sentence.format(number=raised.number, to=_whom(session, raised))
    if is_quiet(session.now):
        note += "\n" + t.IN_THE_MORNING.format(to=raised.addressee.label)
    own = card(session, turn.actor, thread, note=note, renew=not turn.event.data)
    if not done.fresh:
        return [own]
    _settle(turn)
    rest = refresh(session, raised, but=turn.event.chat_id)
    return [own, *rest, *announce(session, raised, is_new=True)]


def _whom(session: Session, raised: stored.Feedback) -> str:
    """Name whom a thread is put to: the bureau, or the liaison with their masked name."""
    if raised.addressee is Addressee.BUREAU:
        return t.BUREAU
    names = [
        str(persons.get(session, who).name)
        for who in feedback.answering(session, raised.task_force_id, raised.person_id)
    ]
    return t.LIAISON + "、".join(names)


def _open(turn: Turn, feedback_id: int) -> Answer:
    shown = feedback.see(turn.session, turn.actor, feedback_id)
    feedback.leave(turn.session, turn.actor)
    return [card(turn.session, turn.actor, shown, renew=True)]


def _back(turn: Turn, feedback_id: int) -> Answer:
    """返回: the card without the question."""
    shown = feedback.see(turn.session, turn.actor, feedback_id)
    feedback.leave(turn.session, turn.actor)
    return [card(turn.session, turn.actor, shown)]


def _mine(turn: Turn) -> Answer:
    """我提的: one's own threads, what is open first."""
    session, actor = turn.session, turn.actor
    feedback.leave(session, actor)
    found = feedback.mine(session, actor)
    rows = [[own_button(each, stored.first_words(session, each.id))] for each in found]
    text = t.MINE_LIST.format(n=sum(each.is_open for each in found)) if found else t.MINE_NONE
    return [Say(text, [*rows, [AGAIN.button(t.NEW)]], handle=START, renew=True)]


def _ask_more(turn: Turn, feedback_id: int) -> Answer:
    shown = feedback.ask_more(turn.session, turn.actor, feedback_id)
    ask = t.ASK_MORE.format(number=shown.feedback.number)
    rows: Rows = [[answering.BACK.button(t.BACK, feedback_id)]]
    return [card(turn.session, turn.actor, shown, ask=ask, rows=rows)]


def _close(turn: Turn, feedback_id: int) -> Answer:
    """已解决, 办结: end the thread; the others' cards say so without a sound."""
    thread, is_fresh = feedback.close(turn.session, turn.actor, feedback_id)
    return _ended(turn, thread, t.DONE_CLOSED, is_fresh=is_fresh)


def _take_back(turn: Turn, feedback_id: int) -> Answer:
    thread, is_fresh = feedback.take_back(turn.session, turn.actor, feedback_id)
    return _ended(turn, thread, t.DONE_TAKEN_BACK, is_fresh=is_fresh)


def _ended(turn: Turn, thread: feedback.Thread, text: str, *, is_fresh: bool) -> Answer:
    session, ended = turn.session, thread.feedback
    note = text.format(number=ended.number)
    said: list[Any] = [Toast(note), card(session, turn.actor, thread, note=note)]
    if is_fresh:
        feedback.leave(session, turn.actor)
        _settle(turn)
        said += refresh(session, ended, but=turn.event.chat_id)
        said += announce(session, ended, is_new=False)
    return said


def _settle(turn: Turn) -> None:
    """Have the digest of whoever asked say that there is nothing to be ended any more."""
    errands.ask(turn.session, errands.SETTLE, turn.event.chat_id)


def _ask_solved(session: Session, person_id: int) -> tuple[str, Rows]:
    found = inbox.unsettled(session).get(person_id, [])
    numbers = "、".join(each.number for each in found)
    buttons = [OPEN.button(t.SEE.format(number=each.number), each.id) for each in found[:4]]
    return t.ASK_SOLVED.format(numbers=numbers), [buttons]


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "feedback",
            begin,
            t.ABOUT,
            t.LABEL,
            {Role.COORDINATOR: At(11, t.HELP), Role.LIAISON: At(23, t.HELP_LIAISON)},
            t.SPOKEN,
        ),
        Entrance(
            "inbox",
            begin,
            t.INBOX_ABOUT,
            t.LABEL,
            {Role.BUREAU: At(14, t.HELP_BUREAU)},
            t.SPOKEN_BUREAU,
        ),
    ),
    presses={
        TO: _to,
        AGAIN: _again,
        CANCEL: _cancel,
        MINE: _mine,
        OPEN: _open,
        answering.BACK: _back,
        ADD: _ask_more,
        CLOSE: _close,
        TAKE_BACK: _take_back,
    },
    questions={feedback.WORDS: Question(typed)},
    replies=replied,
    names=number,
    matters=(Matter(inbox.ASKED, inbox.whom_to_ask, _ask_solved, t.ASK_SOLVED_DONE),),
)
