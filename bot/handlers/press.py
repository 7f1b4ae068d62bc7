"""What a button carries, written and read in one place.

A conversation declares each of its buttons once, as a `Press`: whose it is, what it does, and
what it is told. The same value makes the data of a button, and reads it when it is pressed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.handlers.say import Button
from bot.rules.months import Month
from bot.rules.periods import Period
from bot.rules.quarters import Quarter
from bot.rules.stages import Stage

MOST_BYTES: Final = 64
"""The most bytes that Telegram takes as the data of one button."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a button is told: the `shape` it has as text (a regular expression) and how to
    `read` it. Data of another shape, which an altered app may send, belongs to no button.
    """

    shape: str
    read: Callable[[str], Any] = str


# More than any row's number ever has, and so few that three of them and the longest key fit.
_DIGITS: Final = "[0-9]{1,12}"
NUMBER: Final = Part(_DIGITS, int)
KEY: Final = Part("[a-z_.]+")
WORD: Final = Part("[^:]+")
MONTH: Final = Part("20[0-9]{2}-(?:0[1-9]|1[0-2])", Month.read)
PERIOD: Final = Part("20[0-9]{2}(?:Q[1-4])?", Period.read)
YEAR: Final = Part("20[0-9]{2}", int)
STAGE: Final = Part("7[0-9]{5}-7[0-9]{5}", Stage.read)
CODE: Final = Part("[A-Za-z0-9_-]{16}")
QUARTER: Final = Part("20[0-9]{2}Q[1-4]", Quarter.read)


def one_of(*words: str) -> Part:
    """Return the part that is one of a few fixed words."""
    return Part("(?:" + "|".join(map(re.escape, words)) + ")")


def number_or_in(word: str) -> Part:
    """Return the part that is a number, or one right after the word, such as `7` or `draft7`; read
    as it stands.
    """
    return Part(f"(?:{re.escape(word)})?{_DIGITS}")


class Press:
    """A kind of button: the wing it belongs to, its verb, and the parts it is told. Its data are
    these joined by colons, such as `r:ok:1042:7`.
    """

    __slots__ = ("_head", "_shape", "takes")

    def __init__(self, wing: str, verb: str = "", *takes: Part) -> None:
        self._head = [wing, verb] if verb else [wing]
        self.takes = takes
        parts = [*map(re.escape, self._head), *(f"({part.shape})" for part in takes)]
        self._shape = re.compile("^" + ":".join(parts) + r"\Z")

    def __repr__(self) -> str:
        return f"Press({self.pattern})"

    @property
    def wing(self) -> str:
        """The name before the first colon, by which a pressed button's wing is found."""
        return self._head[0]

    @property
    def pattern(self) -> str:
        """A regular expression for the whole data of such a button."""
        return self._shape.pattern

    def button(self, label: str, *told: object) -> Button:
        """Return a button, label and data, as `Say` takes it."""
        return label, self.data(*told)

    def data(self, *told: object) -> str:
        """Return the data that a button carries. Raises ValueError for what could not be read
        again, or is longer than Telegram takes: a dead button would be our fault, not that of
        whoever presses it.
        """
        data = ":".join([*self._head, *map(str, told)])
        if self._shape.match(data) is None:
            raise ValueError(f"{data} does not fit {self.pattern}")
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(f"{data} is longer than {MOST_BYTES} bytes")
        return data

    def told(self, data: str) -> tuple[Any, ...] | None:
        """Return what a pressed button was told, each part as its own type; None for the data of
        another button.
        """
        found = self._shape.match(data)
        if found is None:
            return None
        return tuple(part.read(text) for part, text in zip(self.takes, found.groups(), strict=True))


def wing_of(data: str) -> str:
    """Return the name by which the wing of a pressed button is found, whatever the data are."""
    return data.partition(":")[0]
