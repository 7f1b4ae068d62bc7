"""A digest: everything that one person is reminded of on a day, as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.rules.months import Month
from bot.rules.quarters import Quarter
from bot.storage.month import nudges
from bot.storage.session import Session

Whom = Callable[[Session], Mapping[int, str]]
"""Reads who is to be reminded of a matter as of now: person → the period for which once is
enough.
"""


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything one person is reminded of on a day.

    `marks` are the nudges to be written down as sent with it: kind, subject, period. `owed` is the
    month whose exemplars `task_force_id` owes. `waiting` counts entries that wait for the person's
    own review, `overdue` those that liaisons have left, by task force. `drafts` are ids. `unscored`
    is how many people lack a base score of `quarter`. `unreported` names task forces. `others` are
    the kinds of the matters that conversations have declared.

    `had` is only set for a digest read anew after it went out: the kinds of what it named then.
    Those of which nothing is left are done.
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
        """Return the digest of a day of rest: only the exemplars cannot wait for a working day."""
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
        """Return the numbers in it, each with the kind of nudge that marks it."""
        return [
            (nudges.REVIEW, self.waiting),
            (nudges.OVERDUE, len(self.overdue)),
            (nudges.BASE, self.unscored),
        ]

    def has_settled(self) -> bool:
        """Whether anything that it named when it went out, exemplars apart, is done by now."""
        done = any(kind in self.had and not left for kind, left in self.counted())
        return done or bool(self.done())

    def done(self) -> list[str]:
        """Return the kinds of declared matters that it named when it went out and that are done by
        now.
        """
        return [kind for kind in sorted(self.had - nudges.OWN) if kind not in self.others]
