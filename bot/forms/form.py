"""Conversations as data: a form is steps and slots; a draft of it knows what is still missing."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from bot.errors import Refused
from bot.forms.fields import Day, Field, Words
from bot.forms.parting import Parts
from bot.rules.rubric import Line
from bot.rules.taken import Within
from bot.texts import forms as t

Facts = Mapping[str, Any]

# No colon: it becomes part of a button, whose parts colons separate.
GAP: Final = "gap."
# Facts about the caption: the keys of the lines it filled in; its text while that could not be read
# (yet, or at all); and the day it was written, from which its 昨天 counts.
HEARD: Final = "heard."
CAPTION: Final = "caption."
CAPTION_DAY: Final = "caption.day"
# Facts about what papers say (dialogues, I): line → what was filled in from them, line → what they
# say (a list where they say several things), line → readings to choose from, the pieces of each
# case they are of, whether the person said that it is one case, and of files with more pages than
# are read: [pages, of]. The line that was being asked when it was filled in, with when: [key,
# moment]. And what was known before papers told the kind of work, None once it was not that.
READ: Final = "read."
SAID: Final = "read.said"
DOUBTS: Final = "read.doubts"
CASES: Final = "read.cases"
ONE_CASE: Final = "read.one"
CUT: Final = "read.cut"
OVERTAKEN: Final = "read.overtaken"
KIND: Final = "read.kind"
# What the person settled, so that no paper changes it: the lines answered, and the pieces put into
# their slot. And the day that was only taken from a photo.
GIVEN: Final = "given."
MOVED: Final = "moved."
TAKEN: Final = "taken."


# Stands in place of a slot's key for files of which it is not known yet what slot they are for.
UNSORTED: Final = ""


@dataclass(frozen=True, slots=True)
class Background:
    """What is on record of the person who reports: their employer, and whether their task force is
    a township's or a field's.

    `scope` is "township" or "field", "" when that is not known.
    """

    employer: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a form, which is one line of the card: what is asked, how the answer is read.

    `question` holds the keyword people recognise it by. `kept`: the answer is filled in from the
    person's last entry. `optional`: it is asked last and keeps nobody from submitting. `last`: it
    is asked after the slots. `joins`: on the card it stands on the line before it. `when` says
    whether the step applies, given the other facts. `tells` gives the answers to other steps that
    follow from this one; they are filled in there. `parts` gives each line its part of a text that
    answers several at once. `adds` gives words for this line that follow from the rest of the
    draft.
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
    parts: Parts | None = None
    adds: "Callable[[Draft], str] | None" = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A kind of evidence that has to be there, or its absence explained (§8.3).

    It `takes` kinds of files (photo, video, paper, link). A file whose name holds one of the
    `hints` belongs here. `names_people` is true for papers that carry the parties' real names.
    An `optional` one is not asked for. `taken` says how far from the entry's day a picture may have
    been taken; None where that tells nothing.
    """

    key: str
    label: str
    question: str
    takes: frozenset[str]
    hints: tuple[str, ...] = ()
    names_people: bool = False
    optional: bool = False
    taken: Within | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """What the answers mean for the score (§8.3).

    The day it happened, the share of the line, and whether it counts at all; `why_not` says why it
    is recorded without points.
    """

    day: date
    share: str = ""
    counts: bool = True
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of work: its rubric line, its title, its steps and slots, and what it is worth.

    `headline` holds the keys of the lines that tell one entry from another in a list; `outline`
    those that a reviewer decides by, a few to a line, the ones that can be spared first at the
    end. The others are for captions. `spoken` are the words that name this kind of work. `hears`
    pairs the key of a line with a reader of words: each word goes to the first line that is still
    empty and finds something in it. `infers` gives further answers that follow from what was heard.
    `rest` is the key of the line that takes all words in which nothing was found, as an account
    does; "" for none. `own` names a form that is no line of the rubric; its `line` says nothing.
    """

    line: Line
    title: str
    steps: tuple[Step, ...]
    slots: tuple[Slot, ...]
    worth: Callable[[Facts], Worth]
    headline: tuple[str, ...]
    outline: tuple[tuple[str, ...], ...]
    spoken: tuple[str, ...] = ()
    hears: tuple[tuple[str, Callable[[str], str | None]], ...] = ()
    infers: Callable[[Mapping[str, str]], Mapping[str, str]] = lambda _: {}
    rest: str = ""
    own: str = ""
    _lines: tuple[Step, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        gaps = (
            Step(GAP + slot.key, slot.label, t.WHY_OPEN.format(slot=slot.label), EXPLANATION)
            for slot in self.slots
        )
        object.__setattr__(self, "_lines", (*self.steps, *gaps))

    @property
    def name(self) -> str:
        return self.own or self.line.value

    def step(self, key: str) -> Step:
        """Return the step of a key, be it a question or a slot's explanation.

        Raises KeyError for a step this form does not have.
        """
        known = {step.key: step for step in self.lines()}
        return known[key]

    def lines(self) -> Sequence[Step]:
        """Return the steps, and after them for each slot the step that asks why it is left open."""
        return self._lines

    def slots_for(self, kind: str) -> list[Slot]:
        """Return the slots that take this kind of file; the first slot where none does."""
        return [slot for slot in self.slots if kind in slot.takes] or [self.slots[0]]

    def place(self, facts: Facts) -> str:
        """Where it was: the first of the headline."""
        return next((shown(self.step(key), facts) for key in self.headline[:1]), "")

    def called(self, facts: Facts) -> str:
        """Return what tells one entry from another, in a few words: where it was and what about."""
        steps = {step.key: step for step in self.steps}
        shown_ = (shown(steps[key], facts) for key in self.headline)
        return "，".join(each for each in shown_ if each)


EXPLANATION: Final = Words(most=200, example="说明：活动由社区临时组织，没有书面方案")


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers and files there are so far for a form; an entry is read as one too.

    `files` counts the usable evidence by slot, those still UNSORTED included. `today` is when it
    is read: days of another year are shown with it.
    """

    form: Form
    facts: Facts = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)
    today: date | None = None
    _missing: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_missing", tuple(self._find_missing()))

    def missing(self) -> Sequence[str]:
        """Return the keys of required steps and slots that are not there yet, as they are asked."""
        return self._missing

    def pending(self) -> str | None:
        """Return the key of what is asked next; None when all is said.

        What is missing comes first, then what is optional.
        """
        if self._missing:
            return self._missing[0]
        return next((s.key for s in self._optional() if s.key not in self.facts), None)

    def in_order(self) -> list[str]:
        """Return the keys of all that may be asked, as it is asked: what is required, the slots,
        what comes last, the optional.
        """
        steps = [step for step in self.form.steps if step.when(self.facts)]
        first = [step.key for step in steps if not (step.optional or step.last)]
        last = [step.key for step in steps if step.last and not step.optional]
        last += [step.key for step in steps if step.optional]
        return [*first, *(slot.key for slot in self.form.slots), *last]

    def is_complete(self) -> bool:
        return not self._missing

    def open_slots(self) -> list[Slot]:
        """Return the slots without a file, explained or not."""
        return [slot for slot in self.form.slots if not self.files.get(slot.key)]

    def slot_for(self, kind: str, name: str = "", asked: str | None = None) -> str:
        """Return the slot that a file goes to without asking; UNSORTED where several are possible.

        It is the slot that is `asked` for, else the one that the file's name hints at, else the
        only open one that takes this kind. Where none is open it is the last that takes it.
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
        """Return this draft with one more file in a slot."""
        return replace(self, files={**self.files, slot: self.files.get(slot, 0) + 1})

    def answer(
        self, key: str, given: str, today: date, background: Background | None = None
    ) -> "Draft":
        """Return this draft with one more answer, and with what that tells of other lines.

        What is answered there already is kept, except for what the former answer had told. Raises
        Refused, leaving this draft as it was.
        """
        step = self.form.step(key)
        said = (step.parts(given) if step.parts else {}) or {key: given}
        read = {each: self.form.step(each).field.read(said[each], today) for each in said}
        facts = {**self.facts, **read}
        if step.tells is not None and background is not None:
            told_before = step.tells(self.facts[key], background) if key in self.facts else {}
            facts = {k: v for k, v in facts.items() if k not in told_before or told_before[k] != v}
            facts = {**step.tells(facts[key], background), **facts}
        return replace(self, facts=facts)

    def skip(self, key: str) -> "Draft":
        """Return this draft with an optional step left out, so that it is not asked again.

        Raises Refused for a step that is not optional.
        """
        if not self.form.step(key).optional:
            raise Refused(t.CANNOT_SKIP.format(label=self.form.step(key).label))
        return replace(self, facts={**self.facts, key: None})

    def _find_missing(self) -> Iterator[str]:
        required = [s for s in self.form.steps if not s.optional and s.when(self.facts)]
        yield from (s.key for s in required if not s.last and s.key not in self.facts)
        for slot in self.form.slots:
            if slot.optional:
                continue
            if not self.files.get(slot.key) and GAP + slot.key not in self.facts:
                yield slot.key
        yield from (s.key for s in required if s.last and s.key not in self.facts)

    def _optional(self) -> Iterator[Step]:
        return (s for s in self.form.steps if s.optional and s.when(self.facts))


def was_read(facts: Facts, key: str) -> bool:
    """Whether what stands on a line was filled in from papers, and nobody has answered it since."""
    read = facts.get(READ, {})
    return key in read and key in facts and read[key] == facts[key]


def unread(facts: Facts, keys: Collection[str]) -> dict[str, Any]:
    """Return what is to be kept of facts, so that what stands on these lines is no longer what was
    read there: somebody has said it since.
    """
    if READ not in facts:
        return {}
    return {READ: {key: fact for key, fact in facts[READ].items() if key not in keys}}


def shown(step: Step, facts: Facts, today: date | None = None) -> str:
    """Return a step's answer as it stands on the card that is read `today`.

    It is "" when there is none, or when the step does not apply.
    """
    fact = facts.get(step.key)
    if fact is None or not step.when(facts):
        return ""
    if isinstance(step.field, Day):
        return step.field.dated(fact, today)
    return step.field.show(fact)
