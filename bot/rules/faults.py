"""Faults at work (§8.3): where one stands, and what those of a year bring (三(五))."""

from collections.abc import Sequence
from typing import Final

from bot.rules.labelled import Labelled
from bot.rules.scoring import Fault
from bot.texts import faults as texts

MANY: Final = 2
"""From so many faults of a year on it is advised that the person be moved (三(五))."""


class FaultState(Labelled):
    """Where a fault stands. It takes points away only while it is confirmed."""

    REGISTERED = "registered", texts.REGISTERED
    SECONDING = "seconding", texts.SECONDING
    CONFIRMED = "confirmed", texts.CONFIRMED
    RETURNED = "returned", texts.RETURNED
    WITHDRAWN = "withdrawn", texts.WITHDRAWN


UNDECIDED: Final = (FaultState.REGISTERED, FaultState.SECONDING)
"""The states in which a fault is before the bureau, and the person may answer."""


def number(fault_id: int) -> str:
    """Return what people call a fault: `S12`."""
    return f"S{fault_id}"


def bars(faults: Sequence[Fault]) -> str:
    """Return why somebody may not be a gold coordinator of a year, "" when nothing bars them.
    `faults` are all that were confirmed of that calendar year, by the days on which they happened;
    a single one bars (三(五), §8.3).
    """
    if not faults:
        return ""
    named = (texts.one(number(f.number), f.day, large=f.large) for f in _in_order(faults))
    return texts.barred(faults[0].day.year, named)


def transfer_advice(faults: Sequence[Fault]) -> str:
    """Return why the employer is advised to move the person, "" when it is not. `faults` are as for
    `bars`: two or more, or one of large impact, which we read as serious (三(五)).
    """
    large = sum(fault.large for fault in faults)
    if len(faults) < MANY and not large:
        return ""
    return texts.transfer(faults[0].day.year, len(faults), large)


def _in_order(faults: Sequence[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.day, fault.number))
