"""Who may apply for which qualification level: what is asked, what follows from the answers, and
what is missing (§5).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from bot.rules.qualifications import LEVELS, TABLE, Alternative, Degree, Level, School
from bot.rules.tenure import MONTHS


class Question(StrEnum):
    """What is asked, in this order: certificate, degree, school; then how long somebody has worked
    in this or a related occupation since the certificate, and altogether.
    """

    CERTIFICATE = "certificate"
    DEGREE = "degree"
    SCHOOL = "school"
    AFTER = "after"
    TOTAL = "total"


YEARS: Final = (Question.AFTER, Question.TOTAL)


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody has answered so far; None for what was not asked. `after` and `total` are
    months of work, since the certificate was obtained and altogether.
    """

    certificate: Level | None = None
    degree: Degree | None = None
    school: School | None = None
    after: int | None = None
    total: int | None = None

    @property
    def code(self) -> int:
        """Nine digits that a button or a focus carries: certificate, degree, school, then the
        months plus one; 0 for what is not known.
        """
        picked = "".join(each or "0" for each in (self.certificate, self.degree, self.school))
        months = (0 if each is None else each + 1 for each in (self.after, self.total))
        return int(picked + "".join(f"{each:03}" for each in months))

    @classmethod
    def read(cls, code: int) -> Self:
        """Read the nine digits back. Raises ValueError for a number that says no answers."""
        digits = f"{code:09}"
        if len(digits) > 9:
            raise ValueError(code)
        after, total = int(digits[3:6]), int(digits[6:])
        return cls(
            None if digits[0] == "0" else Level(digits[0]),
            None if digits[1] == "0" else Degree(digits[1]),
            None if digits[2] == "0" else School(digits[2]),
            after - 1 if after else None,
            total - 1 if total else None,
        )

    def picked(self, option: Level | Degree | School) -> Self:
        """Return the answers and what was picked."""
        if isinstance(option, Level):
            return replace(self, certificate=option)
        if isinstance(option, Degree):
            return replace(self, degree=option)
        return replace(self, school=option)

    def worked_for(self, asked: Question, months: int) -> Self:
        """Return the answers and one about years."""
        if asked is Question.AFTER:
            return replace(self, after=months)
        return replace(self, total=months)

    def before(self) -> Self:
        """Return the answers without the last one."""
        given = [q for q in Question if getattr(self, q) is not None]
        return replace(self, **dict.fromkeys(given[-1:]))

    @property
    def held(self) -> Level:
        return self.certificate or Level.NONE

    @property
    def worked(self) -> int:
        """The months of work that are known of: who has worked since the certificate has worked at
        least as long altogether.
        """
        return max(self.after or 0, self.total or 0)


@dataclass(frozen=True, slots=True)
class Missing:
    """What an alternative lacks: the certificate, months since it, months altogether, a degree, a
    school; all falsy when it is met.
    """

    of: Alternative
    certificate: bool
    after: int
    total: int
    degree: bool
    school: bool
    steps: int
    """How many certificates lie between."""
    study: int
    """How many degrees lie between; a school counts for two."""

    @property
    def is_nothing(self) -> bool:
        return not (self.certificate or self.after or self.total or self.degree or self.school)

    @property
    def distance(self) -> tuple[int, int, int, int]:
        """The nearer, the less: studying takes longest, then comes a certificate, then work."""
        return self.study, self.steps, max(self.after, self.total), self.of.nth

    def covers(self, other: "Missing") -> bool:
        """Whether whoever gains all that is missing here has gained what is missing there."""
        mine, theirs = self.of, other.of
        return (
            self.steps >= other.steps
            and self.after >= other.after
            and self.total >= other.total
            and (not other.degree or (self.degree and mine.degrees <= theirs.degrees))
            and (not other.school or (self.school and mine.schools <= theirs.schools))
        )


@dataclass(frozen=True, slots=True)
class Prospect:
    """A level as it stands for somebody: `held` already, the alternatives that are `met`, and what
    is `missing` from the others, the nearest to being met first.
    """

    level: Level
    held: bool
    met: tuple[Alternative, ...]
    missing: tuple[Missing, ...]

    @property
    def is_decided(self) -> bool:
        """Whether nothing is left to be asked about the level."""
        return self.held or bool(self.met)

    def nearest(self) -> list[Missing]:
        """Return the ways to the level that are worth telling: none that takes all another takes
        and more.
        """
        kept: list[Missing] = []
        for each in self.missing:
            if not any(each.covers(other) for other in kept):
                kept.append(each)
        return kept


def eligible(answers: Answers) -> tuple[Prospect, ...]:
    """Return how each of the four levels stands, the lowest first. What was not answered counts as
    not there.
    """
    return tuple(_prospect(level, answers) for level in LEVELS)


def next_level(prospects: tuple[Prospect, ...]) -> Prospect | None:
    """Return the level above the highest that is held or may be applied for; None above all."""
    highest = max((n for n, each in enumerate(prospects) if each.is_decided), default=-1)
    return prospects[highest + 1] if highest + 1 < len(prospects) else None


def question(answers: Answers) -> Question | None:
    """Return what is to be asked next; None when all is known that could decide on a level.

    A question is asked as long as an alternative of a level that is neither held nor met may still
    come true by its answer.
    """
    if answers.certificate is None:
        return Question.CERTIFICATE
    open_rows = list(_open(answers))
    for asked in Question:
        if any(state is None for row in open_rows for q, state in row.items() if q is asked):
            return asked
    return None


def most_years(answers: Answers, asked: Question) -> int:
    """Return the years beyond which more make no difference to a question about years."""
    undecided = {each.level for each in eligible(answers) if not each.is_decided}
    rows = [
        row for row in TABLE if row.level in undecided and None in _states(row, answers).values()
    ]
    return max((getattr(row, asked) for row in rows), default=0)


def _prospect(level: Level, answers: Answers) -> Prospect:
    rows = [_missing(row, answers) for row in TABLE if row.level is level]
    return Prospect(
        level,
        answers.held >= level,
        tuple(each.of for each in rows if each.is_nothing),
        tuple(sorted((e for e in rows if not e.is_nothing), key=lambda each: each.distance)),
    )


def _missing(row: Alternative, answers: Answers) -> Missing:
    lacks = answers.held < row.certificate
    no_degree = bool(row.degrees) and answers.degree not in row.degrees
    no_school = bool(row.schools) and answers.school not in row.schools
    since = 0 if lacks else answers.after or 0
    return Missing(
        row,
        lacks,
        max(0, row.after * MONTHS - since),
        max(0, row.total * MONTHS - answers.worked),
        no_degree,
        no_school,
        int(row.certificate) - int(answers.held) if lacks else 0,
        no_degree * _degrees_between(answers.degree, row) + no_school * 2,
    )


def _degrees_between(degree: Degree | None, row: Alternative) -> int:
    """Return how far the nearest degree is that an alternative asks for; who has finished a higher
    one than it asks for would have to begin anew.
    """
    wanted = min((int(each) for each in row.degrees), default=0)
    return max(1, wanted - int(degree or Degree.NONE))


def _open(answers: Answers) -> Iterator[dict[Question, bool | None]]:
    """Yield the conditions of each alternative that may still come true: True for one that is met,
    None for one that is not known.
    """
    undecided = {each.level for each in eligible(answers) if not each.is_decided}
    for row in TABLE:
        states = _states(row, answers)
        if row.level in undecided and False not in states.values():
            yield states


def _states(row: Alternative, answers: Answers) -> dict[Question, bool | None]:
    lacks = _missing(row, answers)
    asks: dict[Question, tuple[bool, Callable[[], bool | None]]] = {
        Question.CERTIFICATE: (row.certificate > Level.NONE, lambda: not lacks.certificate),
        Question.DEGREE: (
            bool(row.degrees),
            lambda: _known(answers.degree, is_missing=lacks.degree),
        ),
        Question.SCHOOL: (
            bool(row.schools),
            lambda: _known(answers.school, is_missing=lacks.school),
        ),
        Question.AFTER: (
            bool(row.after),
            lambda: _known(answers.after, is_missing=bool(lacks.after)),
        ),
        Question.TOTAL: (
            bool(row.total),
            lambda: _known(answers.total, is_missing=bool(lacks.total)),
        ),
    }
    return {asked: state() for asked, (is_needed, state) in asks.items() if is_needed}


def _known(answer: object, *, is_missing: bool) -> bool | None:
    """Whether a condition is met; None while its question is open."""
    if not is_missing:
        return True
    return None if answer is None else False
