"""The menu: reply keyboards by role, help, and what is said when nothing fits."""

from typing import Final

from bot.handlers.say import Answer, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules.permissions import Actor
from bot.rules.roles import Role
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts import common as t
from bot.texts import menu as labels

MENU: Final = "menu"

_KEYBOARDS: Final = {
    Role.BUREAU: ((labels.SUMMARY, labels.REVIEW), (labels.BOARD, labels.HELP)),
    Role.LIAISON: (
        (labels.REVIEW, labels.REPORT),
        (labels.BASE, labels.EXEMPLAR),
        (labels.RECORDS, labels.MORE),
    ),
    Role.COORDINATOR: ((labels.REPORT, labels.SCORE), (labels.RECORDS, labels.HELP)),
}
# What is not on the keyboard; pressed it does what its label would.
_MORE: Final = {
    Role.LIAISON: (labels.SCORE, labels.HELP),
}
COMMANDS: Final = {
    Role.BUREAU: ("summary", "review", "exemplars", "base", "help"),
    Role.LIAISON: ("review", "report", "base", "exemplar", "score", "records", "help", "cancel"),
    Role.COORDINATOR: ("report", "score", "records", "help", "cancel"),
}
_HELP: Final = {
    Role.BUREAU: t.HELP_BUREAU,
    Role.LIAISON: t.HELP_LIAISON,
    Role.COORDINATOR: t.HELP_COORDINATOR,
}


def leading_role(actor: Actor) -> Role:
    """The role that decides on the menu: the one that can do most."""
    return next((role for role in _KEYBOARDS if actor.is_(role)), Role.COORDINATOR)


def keyboard(actor: Actor) -> tuple[tuple[str, ...], ...]:
    return _KEYBOARDS[leading_role(actor)]


def commands_of(session: Session, chat_id: int) -> tuple[str, ...]:
    """The commands that somebody's role can use."""
    actor = accounts.load(session, chat_id).actor
    return ("help",) if actor is None else COMMANDS[leading_role(actor)]


def show_help(turn: Turn) -> Answer:
    actor = turn.actor
    text = t.HELP.format(lines=_HELP[leading_role(actor)])
    return [Say(text, keyboard=keyboard(actor))]


def more(turn: Turn) -> Answer:
    """更多: the rest of the role's menu as buttons."""
    rest = _MORE.get(leading_role(turn.actor), (labels.HELP,))
    return [Say(labels.MORE_ASK, in_rows([(label, f"more:{label}") for label in rest]))]


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
    """A group never sees more than this, whoever writes there."""
    return [Say(t.GROUP)] if turn.event.text.startswith("/") else []
