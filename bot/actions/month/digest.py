"""A digest: everything that one person is reminded of on a day, as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.rules.months import Month
from bot.rules.quarters import Quarter
from bot.storage.month import nudges
from bot.storage.session import Session

Whom = Callable[[Session], Mapping[int, str]]
"""Who is to be reminded of a matter as of now: person → the period for which once is enough."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything one person is reminded of on a day. `marks` are the nudges that it settles:
    kind, subject, period. `owed` is the month whose exemplars `task_force_id` owes; `waiting`
    counts entries for their own review, `overdue` the liaisons' by task force; `drafts` are ids;
    `unscored` people lack a base score of `quarter`; `unreported` names task forces. `had` are the
    kinds of what it named when it went out: what is not left of them is done. `others` are the
    matters that conversations have declared, by their kinds.
    """

    person_id: int
    chat_id: int
    day: date
    marks: Sequence[tuple[str, int, str]] = ()
    task_force_id: int | None = None
    owed: Month | None = None
    waiting: int = 0
    overdue: Sequence[tuple[str, int]] = ()
    drafts: Sequence[int] = ()
    quarter: Quarter | None = None
    unscored: int = 0
    unreported: Sequence[str] = ()
    had: frozenset[str] = frozenset()
    others: Sequence[str] = field(default=())

    def exemplars_only(self) -> "Digest":
        """What a day of rest is disturbed for: nothing but what cannot wait for a working day."""
        marks = [mark for mark in self.marks if mark[0] == nudges.EXEMPLAR]
        who = (self.person_id, self.chat_id, self.day, marks)
        return Digest(*who, task_force_id=self.task_force_id, owed=self.owed)

    @property
    def is_empty(self) -> bool:
        return not (
            self.owed
            or self.waiting
            or self.overdue
            or self.drafts
            or self.unscored
            or self.unreported
            or self.others
        )

    def counted(self) -> list[tuple[str, int]]:
        """What it counts, by the kind that marks it."""
        return [
            (nudges.REVIEW, self.waiting),
            (nudges.OVERDUE, len(self.overdue)),
            (nudges.BASE, self.unscored),
        ]

    def has_settled(self) -> bool:
        """Whether anything but exemplars that it named when it went out is done."""
        done = any(kind in self.had and not left for kind, left in self.counted())
        return done or bool(self.done())

    def done(self) -> list[str]:
        """The declared matters that it named when it went out and that are left no more."""
        return [kind for kind in sorted(self.had - nudges.OWN) if kind not in self.others]
