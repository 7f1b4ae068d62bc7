"""The buttons of 人员台账 that lead from one of its conversations to another."""

from typing import Final

from bot.handlers.press import NUMBER, Press

FORCES: Final = Press("ro", "all")
LIST: Final = Press("ro", "of", NUMBER, NUMBER)
CARD: Final = Press("ro", "who", NUMBER)
HAND_OVER: Final = Press("ho", "ask", NUMBER)
NEXT: Final = Press("ho", "next", NUMBER)
DEPUTY: Final = Press("st", "ask", NUMBER)
STANDS: Final = Press("st", "who", NUMBER, NUMBER)
END: Final = Press("st", "end", NUMBER)

MESSAGE: Final = ("roster", 0)
"""The handle of the one message in which all of it takes place."""
PAGE: Final = 10
"""How many people stand on a page."""
