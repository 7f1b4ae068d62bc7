"""The buttons of 本月典型, used on its own card and on reminders. Each carries the month."""

from typing import Final

from bot.handlers.press import MONTH as A_MONTH
from bot.handlers.press import NUMBER, Press

MONTH: Final = Press("x", "month", A_MONTH)
PICK: Final = Press("x", "pick", A_MONTH, NUMBER)
OWN: Final = Press("x", "own", A_MONTH)
NONE: Final = Press("x", "none", A_MONTH)
NOTHING: Final = Press("x", "nil", A_MONTH)
SHOW: Final = Press("x", "show", A_MONTH, NUMBER)
TITLE_OF: Final = Press("x", "title", A_MONTH, NUMBER)
STORY_OF: Final = Press("x", "story", A_MONTH, NUMBER)
SEND: Final = Press("x", "send", A_MONTH, NUMBER)
CONFIRM: Final = Press("x", "yes", A_MONTH, NUMBER)
UNDO: Final = Press("x", "undo", A_MONTH, NUMBER)
BOARD: Final = Press("o", "month", A_MONTH)
