"""点名: who was there in one message of names, echoed, confirmed."""

from typing import Final

from bot.actions.training import note, trainings
from bot.actions.training.note import Echo
from bot.handlers.conversation import Conversation, Question
from bot.handlers.people import naming
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Button, Say, Toast
from bot.handlers.training.buttons import TAKE
from bot.handlers.training.training_card import back, called, card, named, refreshed
from bot.handlers.turn import Turn
from bot.storage.people import persons
from bot.storage.session import Session
from bot.texts import conversations
from bot.texts.training import attendance as t

ECHO: Final = "attendance"
"""Purpose of the handle of the question and its echo; the subject is the training."""
WHO: Final = Press("tg", "who", NUMBER, NUMBER)
CONFIRM: Final = Press("tg", "yes", NUMBER)
CANCEL: Final = Press("tg", "no", NUMBER)
_UNKNOWN: Final = 20


def _ask(turn: Turn, training_id: int) -> Answer:
    """点名: the next text typed holds the names."""
    training = note.ask(turn.session, turn.actor, training_id)
    text = t.ASK.format(training=called(turn.session, training))
    return [Say(text, [[back(training_id)]], handle=(ECHO, training_id), renew=True)]


def typed(turn: Turn) -> Answer:
    """Take names, and echo what they mean together with those before."""
    echo = note.say(turn.session, turn.actor, turn.account.focus_id, turn.event.text)
    return [_echo(turn.session, echo, renew=True)]


def _who(turn: Turn, draft_id: int, person_id: int) -> Answer:
    return [_echo(turn.session, note.settle(turn.session, turn.actor, draft_id, person_id))]


def _confirm(turn: Turn, draft_id: int) -> Answer:
    """确认: the echo becomes what was done, the training's card follows."""
    session = turn.session
    done = note.confirm(session, turn.actor, draft_id)
    said = (t.DONE_STRUCK if done.struck else t.DONE).format(
        training=done.training.number, n=done.noted, struck=done.struck, total=done.total
    )
    shown = trainings.see(session, turn.actor, done.training.id)
    return [
        Toast(said),
        Say(said, (), handle=(ECHO, done.training.id)),
        card(session, shown, renew=True),
        *refreshed(session, done.training.id, turn.event.chat_id),
    ]


def _cancel(turn: Turn, draft_id: int) -> Answer:
    training = note.cancel(turn.session, turn.actor, draft_id)
    text = t.CANCELLED.format(training=called(turn.session, training))
    return [Say(text, [[back(training.id)]], handle=(ECHO, training.id))]


def _echo(session: Session, echo: Echo, *, renew: bool = False) -> Say:
    """Say what was understood, to be confirmed; where a name is several people's, ask first who is
    meant.
    """
    handle = (ECHO, echo.training.id)
    way_out = CANCEL.button(t.CANCEL, echo.asked.id)
    if echo.doubt is not None:
        text = t.WHO.format(name=echo.doubt.name, n=len(echo.doubt.candidates))
        everyone = t.ALL_OF_THEM_ABSENT if echo.doubt.is_absent else t.ALL_OF_THEM
        label = everyone.format(n=len(echo.doubt.candidates))
        rows = [*_candidates(session, echo), [WHO.button(label, echo.asked.id, 0), way_out]]
        return Say(text, rows, handle=handle, renew=renew)
    is_something = bool(echo.there or echo.struck)
    text = t.READ.format(
        training=called(session, echo.training),
        lines="\n".join(_lines(echo)),
        question=t.SURE if is_something else t.NONE.format(example=t.EXAMPLE),
    )
    row = [CONFIRM.button(t.CONFIRM, echo.asked.id)] if is_something else []
    return Say(text, [[*row, way_out]], handle=handle, renew=renew)


def _candidates(session: Session, echo: Echo) -> list[list[Button]]:
    rows = []
    for who in echo.doubt.candidates if echo.doubt else ():
        person = persons.get(session, who)
        rows.append([WHO.button(naming.called(person), echo.asked.id, who)])
    return rows


def _lines(echo: Echo) -> list[str]:
    """Return what was understood, a line for each kind of news."""
    lines = []
    if echo.there:
        lines.append(t.NOW.format(n=len(echo.there), names=named(echo.names(echo.there))))
    if echo.before:
        lines.append(t.KNOWN.format(n=len(echo.before)))
    for text, people in ((t.STRUCK, echo.struck), (t.NOT_NOTED, echo.not_noted)):
        if people:
            lines.append(text.format(n=len(people), names=named(echo.names(people))))
    if echo.twice:
        lines.append(t.TWICE.format(names=named([*echo.twice])))
    if echo.unknown:
        lines += [t.UNKNOWN.format(n=len(echo.unknown)), *echo.unknown[:_UNKNOWN]]
        if len(echo.unknown) > _UNKNOWN:
            lines.append(t.MORE_UNKNOWN.format(n=len(echo.unknown) - _UNKNOWN))
    return lines


CONVERSATION: Final = Conversation(
    name=conversations.TRAINING,
    presses={TAKE: _ask, WHO: _who, CONFIRM: _confirm, CANCEL: _cancel},
    questions={note.NAMES: Question(typed)},
)
