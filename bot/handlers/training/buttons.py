"""The buttons of trainings and placements that lead from one conversation to another."""

from typing import Final

from bot.handlers.press import NUMBER, YEAR, Press

LIST: Final = Press("tg", "of", YEAR, NUMBER)
OPEN: Final = Press("tg", "open", NUMBER)
TAKE: Final = Press("tg", "take", NUMBER)
CODE: Final = Press("tg", "code", NUMBER)

MESSAGE: Final = ("trainings", 0)
"""The handle of the message in which trainings are listed."""
CARD: Final = "training"
"""Purpose of the handle of a training's card; its subject is the training."""

PLACED: Final = Press("pl", "open", NUMBER)
EVALUATE: Final = Press("pl", "eval", NUMBER)
PLACEMENTS: Final = ("placements", 0)
"""The handle of the message in which placements are listed."""
PLACEMENT: Final = "placement"
"""Purpose of the handle of a placement's card; its subject is the placement."""
