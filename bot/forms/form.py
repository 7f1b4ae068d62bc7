"""Conversations as data: a form is steps and slots; a draft of it knows what is still missing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from bot.errors import Refused
from bot.forms.fields import Day, Field, Words
from bot.rules.rubric import Line
from bot.rules.taken import Within
from bot.texts import forms as t
from bot.texts.times import day_label

Facts = Mapping[str, Any]

# No colon: it becomes part of a button, whose parts colons separate.
GAP: Final = "gap."
# What a caption told (the keys); one that could not be read yet or at all, and when it was written.
HEARD: Final = "heard."
CAPTION: Final = "caption."
CAPTION_DAY: Final = "caption.day"


# Files of which it is not known yet what they stand for.
UNSORTED: Final = ""


@dataclass(frozen=True, slots=True)
class Background:
    """What is on record of the person who reports: their employer, and whether their task force is
    a township's or a field's ("township", "field", "" when that is not known).
    """

    employer: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the card: what is asked and how the answer is read.

    `question` holds the keyword people recognise it by; `kept` is filled in from the person's
    last entry; an `optional` step is asked last and keeps nobody from submitting; one that comes
    `last` is asked after the slots; one that `joins` stands on the line before it. What an answer
    `tells` of other lines is filled in there; `adds` says what follows for this line from the rest
    of the draft.
    """

    key: str
    label: str
    question: str
    field: Field
    optional: bool = False
    kept: bool = False
    last: bool = False
    joins: bool = False
    when: Callable[[Facts], bool] = lambda _: True
    tells: Callable[[Any, Background], Facts] | None = None
    adds: "Callable[[Draft], str] | None" = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A kind of evidence that has to be there, or explained. Clause §8.3.

    It `takes` kinds of files (photo, video, paper, link). A file whose name holds one of the
    `hints` belongs here. `names_people` is for papers that carry the parties' real names. `taken`
    says how far from the entry's day a picture may have been taken; None where that tells nothing.
    """

    key: str
    label: str
    question: str
    takes: frozenset[str]
    hints: tuple[str, ...] = ()
    names_people: bool = False
    taken: Within | None = None


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
    """A kind of work: its rubric line, its title, its steps and slots, and what it is worth.

    `headline` names the lines that tell one entry from another in a list. In a caption the kind is
    `spoken` of by these words; each further word goes to the first line that `hears` something in
    it, and what was heard `infers` other lines.
    """

    line: Line
    title: str
    steps: tuple[Step, ...]
    slots: tuple[Slot, ...]
    worth: Callable[[Facts], Worth]
    headline: tuple[str, ...]
    spoken: tuple[str, ...] = ()
    hears: tuple[tuple[str, Callable[[str], str | None]], ...] = ()
    infers: Callable[[Mapping[str, str]], Mapping[str, str]] = lambda _: {}
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

    def slots_for(self, kind: str) -> list[Slot]:
        """Where a file of this kind may stand; the first slot for what none takes."""
        return [slot for slot in self.slots if kind in slot.takes] or [self.slots[0]]

    def place(self, facts: Facts) -> str:
        """Where it was: the first of the headline."""
        return next((shown(self.step(key), facts) for key in self.headline[:1]), "")

    def called(self, facts: Facts) -> str:
        """One entry in a few words: where it was and what about."""
        steps = {step.key: step for step in self.steps}
        shown_ = (shown(steps[key], facts) for key in self.headline)
        return "，".join(each for each in shown_ if each)


EXPLANATION: Final = Words(most=200, example="说明：活动由社区临时组织，没有书面方案")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known so far. `files` counts the usable evidence by slot, UNSORTED included;
    `today` is when it is read: days of another year are shown with it.
    """

    form: Form
    facts: Facts = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)
    today: date | None = None

    def missing(self) -> Iterator[str]:
        """Keys of required steps and slots that are not there yet, in the order they are asked."""
        required = [s for s in self.form.steps if not s.optional and s.when(self.facts)]
        yield from (s.key for s in required if not s.last and s.key not in self.facts)
        for slot in self.form.slots:
            if not self.files.get(slot.key) and GAP + slot.key not in self.facts:
                yield slot.key
        yield from (s.key for s in required if s.last and s.key not in self.facts)

    def pending(self) -> str | None:
        """What is asked next: what is missing, then what is optional; None when all is said."""
        first = next(self.missing(), None)
        if first is not None:
            return first
        return next((s.key for s in self._optional() if s.key not in self.facts), None)

    def in_order(self) -> list[str]:
        """Keys of all that may be asked, as it is asked: what is required, slots, the optional."""
        steps = [step for step in self.form.steps if step.when(self.facts)]
        first = [step.key for step in steps if not (step.optional or step.last)]
        last = [step.key for step in steps if step.last and not step.optional]
        last += [step.key for step in steps if step.optional]
        return [*first, *(slot.key for slot in self.form.slots), *last]

    def is_complete(self) -> bool:
        return next(self.missing(), None) is None

    def open_slots(self) -> list[Slot]:
        """Slots without a file, explained or not."""
        return [slot for slot in self.form.slots if not self.files.get(slot.key)]

    def slot_for(self, kind: str, name: str = "", asked: str | None = None) -> str:
        """The slot a file goes to by itself: the one that is `asked` for, the one its name tells,
        the only open one that takes it; UNSORTED where several could.
        """
        takers = self.form.slots_for(kind)
        if asked in {slot.key for slot in takers}:
            return str(asked)
        named = [slot for slot in takers if any(hint in name for hint in slot.hints)]
        is_open = [slot for slot in takers if not self.files.get(slot.key)]
        for those in (named, is_open, takers):
            if len(those) == 1:
                return those[0].key
        return UNSORTED if is_open else takers[-1].key

    def with_file(self, slot: str) -> "Draft":
        """With one file more."""
        return replace(self, files={**self.files, slot: self.files.get(slot, 0) + 1})

    def answer(
        self, key: str, given: str, today: date, background: Background | None = None
    ) -> "Draft":
        """With one answer more, and what it tells of other lines. Raises Refused, leaving this
        draft as it was.
        """
        step = self.form.step(key)
        facts = {**self.facts, key: step.field.read(given, today)}
        if step.tells is not None and background is not None:
            told_before = step.tells(self.facts[key], background) if key in self.facts else {}
            facts = {k: v for k, v in facts.items() if k not in told_before or told_before[k] != v}
            facts = {**step.tells(facts[key], background), **facts}
        return replace(self, facts=facts)

    def skip(self, key: str) -> "Draft":
        """An optional step is left out, and not asked again."""
        if not self.form.step(key).optional:
            raise Refused(t.CANNOT_SKIP.format(label=self.form.step(key).label))
        return replace(self, facts={**self.facts, key: None})

    def _optional(self) -> Iterator[Step]:
        return (s for s in self.form.steps if s.optional and s.when(self.facts))


def shown(step: Step, facts: Facts, today: date | None = None) -> str:
    """A line's answer as it stands on the card read `today`; "" when there is none, or it does
    not apply.
    """
    fact = facts.get(step.key)
    if fact is None or not step.when(facts):
        return ""
    if isinstance(step.field, Day):
        return day_label(date.fromisoformat(fact), today)
    return step.field.show(fact)
