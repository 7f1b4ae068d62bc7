"""An exemplary deed from its report to what the bureau makes of it (三(六))."""

from datetime import date
from typing import Final

from bot.errors import Refused
from bot.rules.halfwidth import compact
from bot.rules.labelled import Labelled
from bot.rules.months import Month
from bot.texts.month import exemplar as t

TITLE_MOST: Final = 40
STORY_LEAST: Final = 20
STORY_MOST: Final = 800
SHOWN: Final = 3
"""How many candidates are offered."""


class Fate(Labelled):
    """Where an exemplar stands."""

    REPORTED = "reported", "已报"
    NOTHING = "nothing", "无"
    PROMOTED = "promoted", "择优推广"
    ARCHIVED = "archived", "存档"
    WITHDRAWN = "withdrawn", "已撤回"


def is_late(month: Month, reported: date, last: int) -> bool:
    """Whether a report came after the month's last day for it, which still counts as on time."""
    return reported > month.day(last)


def read_title(text: str) -> str:
    """Raises Refused for none, and for one that is too long."""
    title = " ".join(text.split())
    if not compact(title):
        raise Refused(t.TITLE_EMPTY)
    if len(title) > TITLE_MOST:
        raise Refused(t.TITLE_LONG.format(n=len(title), most=TITLE_MOST))
    return title


def read_story(text: str) -> str:
    """Raises Refused for one that is too short or too long."""
    story = "\n".join(line for raw in text.splitlines() if (line := raw.strip()))
    if len(story) < STORY_LEAST:
        raise Refused(t.STORY_SHORT.format(n=len(story), least=STORY_LEAST))
    if len(story) > STORY_MOST:
        raise Refused(t.STORY_LONG.format(n=len(story), most=STORY_MOST))
    return story
