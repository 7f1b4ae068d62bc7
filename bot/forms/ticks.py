"""Ticks: a field for several of a few choices, ticked one by one or all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.errors import Refused
from bot.forms.fields import Known, Option, short
from bot.rules.halfwidth import compact
from bot.texts import forms as t

ALL: Final = "all"
_ENOUGH: Final = "ok."
_SO_FAR: Final = "so."


@dataclass(frozen=True, slots=True)
class Ticks:
    """A field whose fact is the list of the ticked choices' codes.

    The code of a button carries the whole list as it will be, a digit for each choice, so that
    pressing it twice does the same.
    """

    choices: tuple[Option, ...]

    def read(self, given: str, today: date) -> list[str]:
        if given == ALL or compact(given) == t.ALL_DONE:
            return [code for code, _ in self.choices]
        if given.startswith((_ENOUGH, _SO_FAR)):
            return self._of_digits(given.partition(".")[2])
        return self._named(given)

    def show(self, fact: Any) -> str:
        labels = [label for code, label in self.choices if code in fact]
        if len(labels) in (0, len(self.choices)):
            return t.ALL_DONE if labels else t.NONE_DONE
        return t.COUNTED.format(n=len(labels), all=len(self.choices), labels="、".join(labels))

    def options(self, known: Known) -> Sequence[Option]:
        ticked = known.fact or []
        digits = [int(code in ticked) for code, _ in self.choices]
        options = [(ALL, t.ALL_DONE)]
        for n, (code, label) in enumerate(self.choices):
            toggled = [*digits[:n], 1 - digits[n], *digits[n + 1 :]]
            sign = t.TICKED if code in ticked else t.UNTICKED
            options.append((_SO_FAR + "".join(map(str, toggled)), sign.format(label=label)))
        if known.fact is not None:
            options.append((_ENOUGH + "".join(map(str, digits)), t.ENOUGH))
        return options

    def settles(self, given: str) -> bool:
        return not given.startswith(_SO_FAR)

    def lacks(self, fact: Any) -> bool:
        """Whether some of them are not ticked."""
        return any(code not in fact for code, _ in self.choices)

    def _of_digits(self, digits: str) -> list[str]:
        if len(digits) != len(self.choices) or set(digits) - {"0", "1"}:
            raise Refused(self._unknown(digits))
        pairs = zip(self.choices, digits, strict=True)
        return [code for (code, _), digit in pairs if digit == "1"]

    def _named(self, given: str) -> list[str]:
        """Return the choices that a typed text names, by their labels or by a label's words after
        要.
        """
        said = compact(given)
        named = [code for code, label in self.choices if label.removeprefix("要") in said]
        if not named:
            raise Refused(self._unknown(given))
        return named

    def _unknown(self, given: str) -> str:
        labels = "、".join(label for _, label in self.choices)
        return t.NOT_TICKABLE.format(given=short(given), labels=labels, example=self.choices[0][1])
