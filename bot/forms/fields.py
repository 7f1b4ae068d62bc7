"""Fields: each reads what a person gave into a fact, or refuses it in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from bot.errors import Refused
from bot.rules.days import read_day
from bot.rules.halfwidth import halfwidth
from bot.rules.identity import holds_mobile
from bot.rules.labelled import Labelled
from bot.texts import forms as t
from bot.texts.times import day_label

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What a field may use to choose its buttons.

    `today`, what this person answered to the same question in earlier work (`recent`), and the
    answer that stands on the line now (`fact`).
    """

    today: date
    recent: Sequence[str] = ()
    fact: Any = None


class Field(Protocol):
    """How the answer to one question is read, shown and offered as buttons.

    Facts are JSON values: text, whole number or list.
    """

    def read(self, given: str, today: date) -> Any:
        """Turn typed text or a button's code into a fact. Raises Refused."""

    def show(self, fact: Any) -> str:
        """Return a fact as it stands on the card."""

    def options(self, known: Known) -> Sequence[Option]:
        """Return the buttons to offer, each as (code, label)."""

    def settles(self, given: str) -> bool:
        """Whether an answer is the last word; otherwise the line stays open, as with `Ticks`."""


@dataclass(frozen=True, slots=True)
class OneAnswer:
    """The base of the fields whose question any answer settles, as most are."""

    def settles(self, given: str) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Choice(OneAnswer):
    """A choice of one among a few; typing the label does the same as the button."""

    choices: tuple[Option, ...]

    @classmethod
    def of(cls, terms: type[Labelled]) -> "Choice":
        """Make the choice of an enumeration of the field's terms."""
        return cls(tuple((term.value, term.label) for term in terms))

    def read(self, given: str, today: date) -> str:
        said = given.strip()
        for code, label in self.choices:
            if said in (code, label):
                return code
        labels = "、".join(label for _, label in self.choices)
        raise Refused(t.CHOOSE.format(given=short(said), labels=labels, example=self.choices[0][1]))

    def show(self, fact: Any) -> str:
        return dict(self.choices).get(fact, str(fact))

    def options(self, known: Known) -> Sequence[Option]:
        return self.choices


@dataclass(frozen=True, slots=True)
class Words(OneAnswer):
    """A line of text. Suggestions and, unless it `tells_all`, recent answers are offered as
    buttons.

    A line that `tells_all` is an account of what happened. No telephone number is taken in it,
    since parties are given by alias.
    """

    most: int
    example: str
    suggestions: tuple[str, ...] = ()
    tells_all: bool = False

    def read(self, given: str, today: date) -> str:
        said = " ".join(given.split())
        if not said:
            raise Refused(t.EMPTY.format(example=self.example))
        if len(said) > self.most:
            raise Refused(t.TOO_LONG.format(n=len(said), most=self.most, example=self.example))
        if self.tells_all and holds_mobile(said):
            raise Refused(t.HOLDS_A_PHONE.format(example=self.example))
        return said

    def show(self, fact: Any) -> str:
        return str(fact)

    def options(self, known: Known) -> Sequence[Option]:
        recent = () if self.tells_all else known.recent[:3]
        offered = list(dict.fromkeys([*recent, *self.suggestions]))
        return [(key_of(text), short(text, 20)) for text in offered[:9]]


@dataclass(frozen=True, slots=True)
class Day(OneAnswer):
    """The day the work was done, never in the future; as a fact, an ISO date. One `of_any_age` may
    lie back as far as anybody remembers.
    """

    of_any_age: bool = False

    def read(self, given: str, today: date) -> str:
        return read_day(given, today, of_any_age=self.of_any_age).isoformat()

    def show(self, fact: Any) -> str:
        return self.dated(fact, None)

    def dated(self, fact: Any, today: date | None) -> str:
        """Return a fact as it stands on the card that is read `today`."""
        return day_label(date.fromisoformat(fact), today)

    def options(self, known: Known) -> Sequence[Option]:
        yesterday = known.today - timedelta(days=1)
        return [
            (known.today.isoformat(), t.TODAY),
            (yesterday.isoformat(), t.YESTERDAY),
            (CALENDAR, t.OTHER_DAY),
        ]


@dataclass(frozen=True, slots=True)
class Count(OneAnswer):
    """A number of people, from 1 to `most`."""

    most: int

    def read(self, given: str, today: date) -> int:
        said = halfwidth(given).strip().removeprefix("约").removesuffix("人").strip()
        if not said.isascii() or not said.isdigit() or not 0 < int(said[:9]) <= self.most:
            raise Refused(t.NOT_A_COUNT.format(given=short(given.strip()), most=self.most))
        return int(said)

    def show(self, fact: Any) -> str:
        return f"{fact}人"

    def options(self, known: Known) -> Sequence[Option]:
        return ()


CALENDAR = "cal"


def short(text: str, most: int = 12) -> str:
    """Return the beginning of what was typed, on one line, for quoting it back."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def key_of(text: str) -> str:
    """Return a stable, short digest: a button's code for a text that is itself too long for one."""
    digest = 0
    for character in text:
        digest = (digest * 1_000_003 + ord(character)) & 0xFFFFFFFFFF
    return f"#{digest:x}"
