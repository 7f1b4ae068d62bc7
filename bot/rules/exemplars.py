"""Exemplary people and deeds: what a report of one holds, and where it stands (三(六))."""

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
"""How many approved entries of the month are offered as candidates."""


class Fate(Labelled):
    """Where an exemplar stands. NOTHING is the report that a month has none, which is valid too."""

    REPORTED = "reported", "已报"
    NOTHING = "nothing", "无"
    PROMOTED = "promoted", "择优推广"
    ARCHIVED = "archived", "存档"
    WITHDRAWN = "withdrawn", "已撤回"


def is_late(month: Month, reported: date, last: int) -> bool:
    """Whether a report came too late. `last` is the last day of the month that is still on time."""
    return reported > month.day(last)


def read_title(text: str) -> str:
    """Read the title of an exemplar onto one line.

    Raises Refused when it says nothing or has more than `TITLE_MOST` characters.
    """
    title = " ".join(text.split())
    if not compact(title):
        raise Refused(t.TITLE_EMPTY)
    if len(title) > TITLE_MOST:
        raise Refused(t.TITLE_LONG.format(n=len(title), most=TITLE_MOST))
    return title


def read_story(text: str) -> str:
    """Read the story of an exemplar, dropping blank lines.

    Raises Refused below `STORY_LEAST` and above `STORY_MOST` characters.
    """
    story = "\n".join(line for raw in text.splitlines() if (line := raw.strip()))
    if len(story) < STORY_LEAST:
        raise Refused(t.STORY_SHORT.format(n=len(story), least=STORY_LEAST))
    if len(story) > STORY_MOST:
        raise Refused(t.STORY_LONG.format(n=len(story), most=STORY_MOST))
    return story
