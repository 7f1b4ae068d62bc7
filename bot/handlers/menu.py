"""The menu: reply keyboards by role, help, and what is said when nothing fits."""

from typing import Final

from bot.errors import Stale
from bot.handlers.conversation import At, Conversation, Entrance, entrances, gathered
from bot.handlers.press import WORD, Press
from bot.handlers.say import Answer, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules.permissions import Actor
from bot.rules.roles import LEADING, Role
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts import common as t
from bot.texts import menu as labels

MENU: Final = "menu"
MOST: Final = 6
"""The most buttons of a keyboard: with more it would cover the chat."""
PRESS: Final = Press("more", "", WORD)


def leading_role(actor: Actor) -> Role:
    """Return the role whose menu the actor gets: of several, the one that can do most."""
    return next((role for role in LEADING if actor.is_(role)), Role.COORDINATOR)


def keyboard(actor: Actor) -> tuple[tuple[str, ...], ...]:
    """Return the labels for the actor's leading role, two a row. Those that do not fit are behind
    更多.
    """
    shown = _labels(leading_role(actor))
    if len(shown) > MOST:
        shown = [*shown[: MOST - 1], labels.MORE]
    return tuple(tuple(shown[at : at + 2]) for at in range(0, len(shown), 2))


def commands_of(session: Session, chat_id: int) -> tuple[str, ...]:
    """Return the commands that a chat's list offers: those of the person's role, only /help for who
    has not joined.
    """
    actor = accounts.load(session, chat_id).actor
    if actor is None:
        return ("help",)
    return tuple(way.command for way in entrances(leading_role(actor)))


def about(command: str) -> str:
    """Return what Telegram's list of commands says about a command."""
    ways = (way for each in gathered() for way in each.entrances)
    return next(way.about for way in ways if way.command == command)


def show_help(turn: Turn) -> Answer:
    """❓ 帮助: say in a line each what the role can do."""
    role = leading_role(turn.actor)
    lines = [line for way in entrances(role) if (line := way.places[role].help)]
    return [Say(t.HELP.format(lines="\n".join(lines)), keyboard=keyboard(turn.actor))]


def more(turn: Turn) -> Answer:
    """更多: show the rest of the role's menu as buttons."""
    shown = _labels(leading_role(turn.actor))
    rest = shown[MOST - 1 :] if len(shown) > MOST else [labels.HELP]
    return [Say(labels.MORE_ASK, in_rows([PRESS.button(label, label) for label in rest]))]


def _one_of_more(turn: Turn, label: str) -> Answer:
    """A button behind 更多: do what its label on the menu would do."""
    for each in gathered():
        for way in each.entrances:
            if way.label == label:
                turn.session.conversation = each.called
                return way.handler(turn)
    raise Stale(t.UNKNOWN_BUTTON)


def _labels(role: Role) -> list[str]:
    ways = entrances(role)
    return [way.label for way in ways if way.label and way.places[role].on_menu]


def unsupported(turn: Turn) -> Answer:
    _ = turn.actor
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
            "help", show_help, labels.ABOUT_HELP, labels.HELP, {role: At(98) for role in LEADING}
        ),
        Entrance("", more, "", labels.MORE),
    ),
    presses={PRESS: _one_of_more},
)
