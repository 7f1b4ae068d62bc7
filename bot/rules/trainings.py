"""Trainings (三(四)一): where one stands, what people call it, until when its code is good."""

import re
from datetime import date, datetime, time

from bot.rules.calendar import ONE_DAY, TIMEZONE
from bot.rules.halfwidth import compact
from bot.rules.labelled import Labelled
from bot.texts.training import terms as texts


class Standing(Labelled):
    """Whether a training or a placement stands, or was called off."""

    STANDING = "standing", texts.STANDING
    OFF = "off", texts.OFF


class How(Labelled):
    """How somebody was noted as attending: named by whoever keeps the list, or by the code."""

    NAMES = "names", texts.NAMES
    CODE = "code", texts.CODE


def number(training_id: int) -> str:
    """Return what people call a training: `P12`."""
    return f"P{training_id}"


def number_in(text: str, letter: str) -> int | None:
    """Return the number that a text names behind its letter, if it says nothing else: `P12`."""
    named = re.fullmatch(rf"{letter}([0-9]{{1,9}})", compact(text), re.IGNORECASE)
    return None if named is None else int(named[1])


def code_until(day: date) -> datetime:
    """Return the aware moment until which one may sign in by code: the end of the training's day in
    the county.
    """
    return datetime.combine(day + ONE_DAY, time.min, TIMEZONE)
