"""The quiet hours, when nudges wait and news comes without a sound (dialogues, H)."""

from datetime import datetime, time, timedelta
from typing import Final

from bot.rules.calendar import ONE_DAY, TIMEZONE

FROM: Final = time(20)
UNTIL: Final = time(8)


def is_quiet(moment: datetime) -> bool:
    """Whether an aware moment lies between 20:00 and 08:00 in the county."""
    clock = moment.astimezone(TIMEZONE).time()
    return clock >= FROM or clock < UNTIL


def until_morning(moment: datetime) -> timedelta:
    """Return how long it is until 08:00 in quiet hours, no time outside of them."""
    if not is_quiet(moment):
        return timedelta(0)
    here = moment.astimezone(TIMEZONE)
    day = here.date() if here.time() < UNTIL else here.date() + ONE_DAY
    return datetime.combine(day, UNTIL, TIMEZONE) - moment
