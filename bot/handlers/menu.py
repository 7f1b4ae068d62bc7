"""The menu: reply keyboards by role, help, and what is said when nothing fits."""

from typing import Final

from bot.errors import Refused, Stale
from bot.handlers.conversation import (
    At,
    Conversation,
    Entrance,
    all_entrances,
    entrances,
    leads_to,
    question_of,
    takes_material,
)
from bot.handlers.press import WORD, Press
from bot.handlers.say import Answer, Button, Say, in_rows
from bot.handlers.turn import Turn, refused
from bot.rules.permissions import Actor
from bot.rules.roles import LEADING, Role
from bot.storage.people import accounts, habits
from bot.storage.session import Session
from bot.texts import common as t
from bot.texts import menu as labels

MENU: Final = "menu"
MOST: Final = 6
"""The most buttons of a keyboard: with more it would cover the chat."""
_TWO_WIDE: Final = 34
"""So that two labels share a row, as on the keyboard."""
PRESS: Final = Press("more", "", WORD)


def leading_role(actor: Actor) -> Role:
    """Return the role whose menu the actor gets: of several, the one that can do most."""
    return next((role for role in LEADING if actor.is_(role)), Role.COORDINATOR)


def keyboard(actor: Actor) -> tuple[tuple[str, ...], ...]:
    """Return the labels for the actor's leading role, two a row, always in the same places. Those
    that do not fit are behind 更多.
    """
    shown, rest = _split(leading_role(actor))
    named = [way.label for way in shown] + ([labels.MORE] if rest else [])
    return tuple(tuple(named[at : at + 2]) for at in range(0, len(named), 2))


def button(way: Entrance) -> Button:
    """Return the button that does what the entrance's label on the menu does."""
    return PRESS.button(way.label or way.about, way.label or f"/{way.command}")


def enter(way: Entrance, turn: Turn) -> Answer:
    """Let somebody in who used a label, a command or a button. That of something behind 更多 is
    remembered, so that it stands first there. A question that was open elsewhere is left where it
    is of the moment, or gives way.
    """
    turn.session.conversation = leads_to(way)
    try:
        answer = way.handler(turn)
    except Refused as refusal:
        if turn.session.wrote or not _leave(turn, way):
            raise
        return refused(turn, refusal)
    _leave(turn, way)
    actor = turn.account.actor
    if actor is not None and way in _split(leading_role(actor))[1]:
        habits.used(turn.session, actor.person_id, way.key)
    return answer


def _leave(turn: Turn, way: Entrance) -> bool:
    """Leave the question of another conversation that is open and does not stay open when somebody
    goes that way; whether there was one.
    """
    session, asked, there = turn.session, turn.account.focus, leads_to(way)
    name, question = question_of(asked)
    if question is None or name == there:
        return False
    if question.lapsed is None and not (question.gives_way and takes_material(there)):
        return False
    if accounts.load(session, turn.event.chat_id).focus == asked:
        accounts.focus(session, turn.event.chat_id, None)
    return True


def commands_of(session: Session, chat_id: int) -> tuple[str, ...]:
    """Return the commands that a chat's list offers: those of the person's role, only /help for who
    has not joined.
    """
    actor = accounts.load(session, chat_id).actor
    if actor is None:
        return ("help",)
    return tuple(way.command for way in entrances(leading_role(actor)) if way.command)


def about(command: str) -> str:
    """Return what Telegram's list of commands says about a command."""
    return next(way.about for way in all_entrances() if way.command == command)


def show_help(turn: Turn) -> Answer:
    """❓ 帮助: say in a line each what the role can do."""
    role = leading_role(turn.actor)
    lines = [line for way in entrances(role) if (line := way.places[role].help)]
    return [Say(t.HELP.format(lines="\n".join(lines)), keyboard=keyboard(turn.actor))]


def more(turn: Turn) -> Answer:
    """更多: show the rest of the role's menu as buttons, what the person used last first."""
    _, rest = _split(leading_role(turn.actor))
    last = habits.last_used(turn.session, turn.actor.person_id)
    used = [way for way in rest if way.key in last]
    used.sort(key=lambda way: last[way.key], reverse=True)
    others = [way for way in rest if way.key not in last]
    ways = [button(way) for way in (*used, *others)] or [PRESS.button(labels.HELP, labels.HELP)]
    return [Say(labels.MORE_ASK, in_rows(ways, _TWO_WIDE))]


def _one_of_more(turn: Turn, label: str) -> Answer:
    """A button behind 更多: do what its label on the menu, or its command, would do."""
    way = next((way for way in all_entrances() if label in (way.label, f"/{way.command}")), None)
    if way is None or label == "/":
        raise Stale(t.UNKNOWN_BUTTON)
    return enter(way, turn)


def _split(role: Role) -> tuple[list[Entrance], list[Entrance]]:
    """Return what stands on the role's keyboard, and what stands behind 更多."""
    ways = [way for way in entrances(role) if way.label and way.places[role].on_menu]
    return (ways, []) if len(ways) <= MOST else (ways[: MOST - 1], ways[MOST - 1 :])


def unsupported(turn: Turn) -> Answer:
    _ = turn.actor
    _, question = question_of(turn.account.focus)
    if question is not None and question.wants and not (question.lapsed and question.lapsed(turn)):
        return [Say(question.wants)]
    return [Say(t.UNSUPPORTED)]


def unknown_button(turn: Turn) -> Answer:
    _ = turn.actor
    return [Say(t.UNKNOWN_BUTTON)]


def not_understood(turn: Turn) -> Answer:
    officer = leading_role(turn.actor) is Role.BUREAU
    return [Say(t.NOT_UNDERSTOOD_OFFICER if officer else t.NOT_UNDERSTOOD)]


def in_group(turn: Turn) -> Answer:
    """Answer commands in a group with one sentence and nothing else, whoever writes: a group never
    sees anything of the county's.
    """
    return [Say(t.GROUP)] if turn.event.text.startswith("/") else []


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "help",
            show_help,
            labels.ABOUT_HELP,
            labels.HELP,
            {role: At(98) for role in LEADING},
            labels.WORDS_HELP,
        ),
        Entrance("", more, "", labels.MORE),
    ),
    presses={PRESS: _one_of_more},
)
