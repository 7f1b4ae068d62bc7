"""交接联络员: a name, what follows in words, one confirmation."""

from typing import Final

from bot.actions.people import hand_over
from bot.actions.people.hand_over import Succession
from bot.forms.fields import short
from bot.handlers.conversation import Conversation, left_to_do
from bot.handlers.people import appointing, naming
from bot.handlers.people.roster_buttons import CARD, HAND_OVER, MESSAGE, NEXT, PAGE
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules.permissions import Act, Actor, Subject, may
from bot.rules.roles import Role
from bot.storage.people import persons
from bot.storage.session import Session
from bot.texts import conversations
from bot.texts.people import roster as t

NEXT_ONE: Final = "next"
CONFIRM: Final = Press("ho", "yes", NUMBER, NUMBER)


def is_offered(actor: Actor, force_id: int) -> bool:
    """Whether the actor may say who is liaison, or stands in."""
    return may(actor, Act.APPOINT, Subject(task_force_id=force_id))


def typed(turn: Turn) -> Answer:
    """Take the name of who is next."""
    people = naming.found(turn, Act.APPOINT)
    if len(people) > 1:
        return [naming.which(turn, people, NEXT)]
    return [_consequences(turn, people[0].id, renew=True)]


def _ask(turn: Turn, force_id: int) -> Answer:
    """交接联络员: ask to whom; 0 is any task force, whose the typed name will tell."""
    session, actor = turn.session, turn.actor
    if not force_id and actor.is_(Role.BUREAU):
        naming.ask(turn, NEXT_ONE)
        return [Say(t.WHO_NEXT_OF_ANY, [[naming.back(turn)]], handle=MESSAGE)]
    force = hand_over.check_force(session, actor, force_id)
    naming.ask(turn, NEXT_ONE)
    people = [p for p in persons.of_task_force(session, force_id) if Role.LIAISON not in p.roles]
    buttons = [NEXT.button(short(p.name.full, 10), p.id) for p in people[: 2 * PAGE]]
    rows = [*in_rows(buttons), [naming.back(turn, force_id)]]
    return [Say(t.WHO_NEXT.format(force=force.name), rows, handle=MESSAGE)]


def _next(turn: Turn, person_id: int) -> Answer:
    return [_consequences(turn, person_id)]


def _consequences(turn: Turn, person_id: int, *, renew: bool = False) -> Say:
    """Return what the hand-over means, in words, with 确认."""
    succession = hand_over.look(turn.session, turn.actor, person_id)
    person, before = succession.person, succession.before
    text = t.ASK_HAND_OVER.format(
        force=succession.force.name,
        name=person.name.full,
        lines="\n".join(_lines(turn.session, succession)),
    )
    row = [
        CONFIRM.button(t.CONFIRM, person.id, before.id if before else 0),
        CARD.button(t.BACK, person.id),
    ]
    return Say(text, [row], handle=MESSAGE, renew=renew)


def _lines(session: Session, succession: Succession) -> list[str]:
    name = succession.person.name.full
    left = left_to_do(session, succession.force.id)
    lines = [t.PASSES_ON.format(what=what, name=name) for what in left]
    if succession.own_waiting:
        lines.append(t.OWN_WAITING.format(name=name, n=succession.own_waiting))
    if succession.before is not None:
        lines.append(t.FORMER.format(name=succession.before.name.full))
    if succession.has_deputies:
        lines.append(t.DEPUTIES_END)
    if not succession.has_joined:
        lines.append(t.NEXT_NOT_JOINED.format(name=name))
    return lines


def _confirm(turn: Turn, person_id: int, before_id: int) -> Answer:
    """确认: the role changes hands, everybody concerned is told."""
    session = turn.session
    done = hand_over.hand_over(session, turn.actor, person_id, before_id)
    name = persons.get(session, person_id).name.full
    text = t.HANDED_OVER.format(force=done.force.name, name=name)
    said = appointing.changed_hands(session, done.force, done.before, done.acting, done.now)
    return [Say(text, (), handle=MESSAGE), *said]


CONVERSATION: Final = Conversation(
    name=conversations.HANDING_OVER, presses={HAND_OVER: _ask, NEXT: _next, CONFIRM: _confirm}
)
