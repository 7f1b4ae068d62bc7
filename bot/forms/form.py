"""Conversations as data: a form is steps and slots; a draft of it knows what is still missing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from bot.errors import Refused
from bot.forms.fields import Field, Words
from bot.rules.rubric import Line
from bot.texts import forms as t

Facts = Mapping[str, Any]

# No colon: it becomes part of a button, whose parts colons separate.
GAP: Final = "gap."


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the card: what is asked and how the answer is read.

    `question` holds the keyword people recognise it by; `kept` is filled in from the person's
    last entry; an `optional` step is asked last and keeps nobody from submitting.
    """

    key: str
    label: str
    question: str
    field: Field
    optional: bool = False
    kept: bool = False
    when: Callable[[Facts], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Slot:
    """A kind of evidence that has to be there, or explained. Clause §8.3."""

    key: str
    label: str
    question: str
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Worth:
    """What the answers mean for the score: the day it happened, the share of the line, and
    whether it counts at all (§8.3); `why_not` says why it is recorded without points.
    """

    day: date
    share: str = ""
    counts: bool = True
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of work: its rubric line, its title, its steps and slots, and what it is worth."""

    line: Line
    title: str
    steps: tuple[Step, ...]
    slots: tuple[Slot, ...]
    worth: Callable[[Facts], Worth]
    _lines: tuple[Step, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        gaps = (
            Step(GAP + slot.key, slot.label, t.WHY_OPEN.format(slot=slot.label), EXPLANATION)
            for slot in self.slots
        )
        object.__setattr__(self, "_lines", (*self.steps, *gaps))

    @property
    def name(self) -> str:
        return self.line.value

    def step(self, key: str) -> Step:
        """Raises KeyError for a step this form does not have."""
        known = {step.key: step for step in self.lines()}
        return known[key]

    def lines(self) -> Sequence[Step]:
        """The steps, and the explanation of each slot left open."""
        return self._lines

    def slot_for(self, kind: str) -> str:
        """The slot a file of this kind (photo, video, paper) goes to by itself."""
        return next((slot.key for slot in self.slots if kind in slot.takes), self.slots[0].key)


EXPLANATION: Final = Words(most=200, example="说明：活动由社区临时组织，没有书面方案")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known so far. `files` counts the usable evidence by slot."""

    form: Form
    facts: Facts = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)

    def missing(self) -> Iterator[str]:
        """Keys of required steps and slots that are not there yet, in the order they are asked."""
        for step in self.form.steps:
            if not step.optional and step.when(self.facts) and step.key not in self.facts:
                yield step.key
        for slot in self.form.slots:
            if not self.files.get(slot.key) and GAP + slot.key not in self.facts:
                yield slot.key

    def pending(self) -> str | None:
        """What is asked next: what is missing, then what is optional; None when all is said."""
        first = next(self.missing(), None)
        if first is not None:
            return first
        return next((s.key for s in self._optional() if s.key not in self.facts), None)

    def in_order(self) -> list[str]:
        """Keys of all that may be asked, as it is asked: what is required, slots, the optional."""
        steps = [step for step in self.form.steps if step.when(self.facts)]
        first = [step.key for step in steps if not step.optional]
        last = [step.key for step in steps if step.optional]
        return [*first, *(slot.key for slot in self.form.slots), *last]

    def is_complete(self) -> bool:
        return next(self.missing(), None) is None

    def open_slots(self) -> list[Slot]:
        """Slots without a file, explained or not."""
        return [slot for slot in self.form.slots if not self.files.get(slot.key)]

    def answer(self, key: str, given: str, today: date) -> "Draft":
        """With one answer more. Raises Refused, leaving this draft as it was."""
        fact = self.form.step(key).field.read(given, today)
        return replace(self, facts={**self.facts, key: fact})

    def skip(self, key: str) -> "Draft":
        """An optional step is left out, and not asked again."""
        if not self.form.step(key).optional:
            raise Refused(t.CANNOT_SKIP.format(label=self.form.step(key).label))
        return replace(self, facts={**self.facts, key: None})

    def _optional(self) -> Iterator[Step]:
        return (s for s in self.form.steps if s.optional and s.when(self.facts))


def shown(step: Step, facts: Facts) -> str:
    """A line's answer as it stands on the card, "" when there is none."""
    fact = facts.get(step.key)
    return "" if fact is None else step.field.show(fact)
