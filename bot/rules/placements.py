"""Placements (以干代训, 三(四)二): at what level and stage, how long, how evaluated."""

from datetime import date

from bot.rules.labelled import Labelled
from bot.texts.training import terms as texts


class Level(Labelled):
    """At what level the host stands (分层次)."""

    COUNTY = "county", texts.COUNTY
    TOWNSHIP = "township", texts.TOWNSHIP
    SECTOR = "sector", texts.SECTOR


class Stage(Labelled):
    """In which stage of the county's plan the placement takes place (分阶段)."""

    FIRST = "1", texts.STAGES[0]
    SECOND = "2", texts.STAGES[1]
    THIRD = "3", texts.STAGES[2]
    FOURTH = "4", texts.STAGES[3]


class Grade(Labelled):
    """What the overall evaluation comes to (综合评价)."""

    EXCELLENT = "excellent", texts.EXCELLENT
    GOOD = "good", texts.GOOD
    POOR = "poor", texts.POOR


def number(placement_id: int) -> str:
    """Return what people call a placement: `G3`."""
    return f"G{placement_id}"


def length(first: date, last: date) -> int:
    """Return how many days there are from the first to the last, both included."""
    return (last - first).days + 1


def is_short(first: date, last: date, least: int) -> bool:
    """Whether a placement takes fewer than the `least` days (三(四)二); it is flagged then."""
    return length(first, last) < least
