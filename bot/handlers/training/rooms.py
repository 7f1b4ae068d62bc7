"""🏫 培训与站点: what several conversations keep behind one label."""

from typing import Final

from bot.errors import Forbidden, Stale
from bot.handlers.conversation import At, Conversation, Entrance, rooms
from bot.handlers.menu import leading_role
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Answer, Say, in_rows
from bot.handlers.turn import Turn
from bot.rules.roles import Role
from bot.texts import common
from bot.texts.training import rooms as t

ROOMS: Final = ("rooms", 0)
GO: Final = Press("tr", "go", NUMBER)


def begin(turn: Turn) -> Answer:
    """🏫 培训与站点: the rooms that the person's role may enter."""
    open_to = rooms(leading_role(turn.actor))
    if not open_to:
        raise Forbidden(t.NOTHING)
    buttons = in_rows([GO.button(room.label, room.nth) for room in open_to])
    return [Say(t.ASK, buttons, handle=ROOMS, renew=True)]


def _enter(turn: Turn, nth: int) -> Answer:
    room = next((one for one in rooms(leading_role(turn.actor)) if one.nth == nth), None)
    if room is None:
        raise Stale(common.UNKNOWN_BUTTON)
    return room.handler(turn)


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            "training",
            begin,
            t.ABOUT,
            t.LABEL,
            {Role.LIAISON: At(12, t.HELP), Role.BUREAU: At(16, t.HELP)},
            t.WORDS,
        ),
    ),
    presses={GO: _enter},
)
