"""What a check is given, and what it comes to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.settings import Settings
from bot.texts import doctor as t

ANSWER_S: Final = 6.0
"""Seconds for which a check waits for another machine."""
FAR_APART: Final = timedelta(seconds=90)
"""By how much two clocks may differ: an answer that was long on its way makes a little of it."""


class Mark(StrEnum):
    """How something is: well, worth a look, wrong, or of no matter here."""

    WELL = "✓"
    ODD = "!"
    WRONG = "✗"
    NEUTRAL = "–"


@dataclass(frozen=True)
class Patient:
    """What is examined: its settings, and a sentence for each that is wrong, by its name."""

    settings: Settings
    wrong: dict[str, str]
    clock: Callable[[], datetime]


@dataclass(frozen=True)
class Finding:
    """How something is, in parts, and what to do about it, "" where nothing is. Where it `stops`,
    there is no sense in looking at what builds on it.
    """

    mark: Mark
    how: tuple[str, ...]
    do: str = ""
    stops: bool = False


Look = Callable[[Patient], Finding]


@dataclass(frozen=True)
class Check:
    """One line of the table. `needs` are the settings without which there is nothing to look at."""

    what: str
    look: Look
    needs: tuple[str, ...] = ()


def well(*how: str) -> Finding:
    return Finding(Mark.WELL, how)


def odd(*how: str, do: str) -> Finding:
    return Finding(Mark.ODD, how, do)


def wrong(*how: str, do: str = "") -> Finding:
    return Finding(Mark.WRONG, how, do, stops=True)


def neutral(*how: str) -> Finding:
    return Finding(Mark.NEUTRAL, how)


def waits_for(what: str) -> Finding:
    return Finding(Mark.NEUTRAL, (t.FIRST.format(what=what),), stops=True)


def age_of(age: timedelta) -> str:
    """Return a length of time in its largest unit."""
    seconds = int(abs(age.total_seconds()))
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length * (2 if unit == "day" else 1):
            return t.AGO[unit].format(n=seconds // length)
    return t.AGO["second"].format(n=seconds)


def apart(here: datetime, there: datetime, other: str) -> Finding:
    """Compare the clock of this machine with another's."""
    difference = here - there
    if abs(difference) <= FAR_APART:
        return well(t.CLOCK_WELL.format(seconds=abs(difference.total_seconds())))
    way = t.FAST if difference > timedelta(0) else t.SLOW
    said = t.CLOCK_WRONG.format(other=other, way=way, apart=age_of(difference))
    return wrong(said, do=t.CLOCK_DO)
