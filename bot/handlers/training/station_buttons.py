"""The buttons of 服务站点, which its list and its cards share."""

from typing import Final

from bot.handlers import menu
from bot.handlers.press import NUMBER, Press
from bot.handlers.say import Button
from bot.texts.training import rooms
from bot.texts.training import stations as t

LIST: Final = Press("sa", "list", NUMBER)
"""The stations of a task force; of the county for 0."""
OPEN: Final = Press("sa", "open", NUMBER)
EDIT: Final = Press("sa", "edit", NUMBER)
KEEPER: Final = Press("sa", "keeper", NUMBER)
MESSAGE: Final = ("stations", 0)


def to_rooms() -> Button:
    """Return 返回: to what stands beside 服务站点."""
    return menu.PRESS.button(t.BACK, rooms.LABEL)
