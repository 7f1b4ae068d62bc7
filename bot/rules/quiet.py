"""The quiet hours, when nudges wait and news comes without a sound (dialogues, H)."""

from datetime import datetime, time
from typing import Final

from bot.rules.calendar import TIMEZONE

FROM: Final = time(20)
UNTIL: Final = time(8)


def is_quiet(moment: datetime) -> bool:
    """Whether an aware moment lies between 20:00 and 08:00 in the county."""
    clock = moment.astimezone(TIMEZONE).time()
    return clock >= FROM or clock < UNTIL
