"""The bureau's quarter as data: people, task forces, and what follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from bot.reports.marks import LINES, Marks
from bot.rules.quarters import Quarter
from bot.rules.rubric import Line, Rubric
from bot.texts import reports as texts


class PersonRow(NamedTuple):
    """One coordinator's quarter. A tuple, since there may be a hundred thousand."""

    task_force: str
    name: str
    kind: str
    employer: str
    marks: Marks
    remark: str = ""

    @property
    def full_remark(self) -> str:
        """The remark on record and what the marks oblige 备注 to say, once each."""
        if not (remarks := self.marks.remarks):
            return self.remark
        notes = (note for note in remarks if note not in self.remark)
        return "；".join(part for part in (self.remark, *notes) if part)


@dataclass(frozen=True, slots=True)
class TaskForceRow:
    """One task force: who leads it, its liaison ("" for nobody yet), and its entries of the
    quarter.

    `pending` and `approved` are how many entries wait and how many were approved.
    """

    name: str
    lead: str
    liaison: str
    pending: int
    approved: int


@dataclass(frozen=True)
class TaskForceFigures:
    """A task force with its people, and its figures; averages are None where there is nobody."""

    row: TaskForceRow
    people: tuple[PersonRow, ...]

    @property
    def scored(self) -> int:
        """How many people have their base score."""
        return sum(person.marks.base is not None for person in self.people)

    @property
    def unscored(self) -> int:
        return len(self.people) - self.scored

    @cached_property
    def totals(self) -> tuple[int, ...]:
        return tuple(person.marks.total for person in self.people)

    @property
    def mean(self) -> float | None:
        return average(self.totals)

    @property
    def line_means(self) -> tuple[float | None, ...]:
        return line_means(self.people)

    @property
    def remark(self) -> str:
        parts = []
        if not self.row.liaison:
            parts.append(texts.LIAISON_MISSING)
        if self.unscored:
            parts.append(texts.base_missing_count(self.unscored))
        return "；".join(parts)


@dataclass(frozen=True)
class QuarterSummary:
    """Everything a summary shows. `people` come by task force and ledger order.

    `as_of` is in the county's local time, `draft` is true until the quarter is locked, `rubric` is
    the one the quarter is scored by. Raises ValueError when someone belongs to a task force that is
    not listed, because the figures would leave them out.
    """

    county: str
    quarter: Quarter
    as_of: datetime
    draft: bool
    task_forces: tuple[TaskForceRow, ...]
    people: tuple[PersonRow, ...]
    rubric: Rubric = field(default_factory=Rubric)

    def __post_init__(self) -> None:
        strays = {p.task_force for p in self.people} - {t.name for t in self.task_forces}
        if strays:
            raise ValueError(f"people of task forces that are not listed: {sorted(strays)}")

    @cached_property
    def figures(self) -> tuple[TaskForceFigures, ...]:
        """The task forces with their people, in the order given."""
        people: dict[str, list[PersonRow]] = {row.name: [] for row in self.task_forces}
        for person in self.people:
            people[person.task_force].append(person)
        return tuple(TaskForceFigures(row, tuple(people[row.name])) for row in self.task_forces)

    @property
    def scored(self) -> int:
        return sum(figures.scored for figures in self.figures)

    @property
    def mean(self) -> float | None:
        return average([person.marks.total for person in self.people])

    @property
    def line_means(self) -> tuple[float | None, ...]:
        return line_means(self.people)

    @property
    def caps(self) -> tuple[int, ...]:
        """The most that each of the six adding lines brings, from 基本得分 to 刊发经验."""
        return tuple(self.rubric.cap(line) for line in Line if line is not Line.FAULT)

    @property
    def pending(self) -> int:
        return sum(row.pending for row in self.task_forces)

    @property
    def approved(self) -> int:
        return sum(row.approved for row in self.task_forces)

    @property
    def outstanding(self) -> str:
        """What is owed, in words, "" when nothing is.

        For example: 未审 9 条，3 个专班；基本得分未评 2 个专班.
        """
        waiting = sum(row.pending > 0 for row in self.task_forces)
        unscored = sum(figures.unscored > 0 for figures in self.figures)
        return texts.outstanding(self.pending, waiting, unscored)


def average(points: Sequence[int]) -> float | None:
    """Return the mean of the points given, to one decimal; None when there are none."""
    return round(sum(points) / len(points), 1) if points else None


def line_means(people: Sequence[PersonRow]) -> tuple[float | None, ...]:
    """Return the mean of each of the seven lines; a missing base score is left out of its mean."""
    columns = list(zip(*(person.marks.lines for person in people), strict=True))
    return tuple(
        average([points for points in column if points is not None])
        for column in columns or [()] * len(LINES)
    )
