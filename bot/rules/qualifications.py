"""The four qualification levels, and by which of their alternatives one may apply (§5.1–5.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.rules.labelled import Labelled


class Level(Labelled):
    """A qualification level, or the certificate of one; its value is its place, the highest last.
    NONE is who has no certificate.
    """

    NONE = "1", "没有证书"
    FOUR = "2", "四级"
    THREE = "3", "三级"
    TWO = "4", "二级"
    ONE = "5", "一级"


class Degree(Labelled):
    """The highest degree in this or a related speciality, or what is being studied for one.

    FINAL_YEAR is who will have a master's or doctor's degree this year. A higher degree stands for
    the lower ones too.
    """

    NONE = "1", "没有，或专业不相关"
    STUDENT = "2", "高校在读"
    COLLEGE = "3", "大专"
    BACHELOR = "4", "本科"
    FINAL_YEAR = "5", "应届研究生"
    MASTER = "6", "硕士"
    DOCTOR = "7", "博士"


class School(Labelled):
    """A technical or vocational school; who will leave it this year counts, unless said otherwise.

    SECONDARY trains for medium skill, VOCATIONAL for high skill, both in a related speciality. The
    others are senior technical schools (高级技工学校) and technicians' colleges (技师学院): of
    RELATED and UNRELATED the speciality is known, of FINAL that it is not finished, of GRADUATE
    that it is. PREPARED are graduates of a technicians' college with its certificate (预备技师).
    """

    NONE = "1", "没有读过"
    SECONDARY = "2", "技工学校或中职"
    VOCATIONAL = "3", "高职（高级技能）"
    RELATED = "4", "高级技工或技师学院，专业相关"
    UNRELATED = "5", "高级技工或技师学院，专业不相关"
    FINAL = "6", "高级技工或技师学院，应届"
    GRADUATE = "7", "高级技工或技师学院，已毕业"
    PREPARED = "8", "技师学院毕业，有预备技师证书"


LEVELS: Final = (Level.FOUR, Level.THREE, Level.TWO, Level.ONE)
CLAUSES: Final = {
    Level.FOUR: "§5.1",
    Level.THREE: "§5.2",
    Level.TWO: "§5.3",
    Level.ONE: "§5.4",
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """A condition under which one may apply for a `level`: item `nth` of its clause, or one half of
    it where the item has two.

    `certificate` is the least that must be held, `after` the years of work since it was obtained,
    `total` the years of work altogether. Of `degrees` and `schools` one is needed; empty sets ask
    for nothing.
    """

    level: Level
    nth: int
    certificate: Level = Level.NONE
    after: int = 0
    total: int = 0
    degrees: frozenset[Degree] = frozenset()
    schools: frozenset[School] = frozenset()

    @property
    def clause(self) -> str:
        """Such as `§5.2 第3项`; a clause with a single condition has no items."""
        clause = CLAUSES[self.level]
        return clause if self.level is Level.ONE else f"{clause} 第{self.nth}项"


_STUDYING: Final = frozenset({Degree.STUDENT, Degree.FINAL_YEAR})
_DOCTORS: Final = frozenset({Degree.DOCTOR})
_MASTERS: Final = _DOCTORS | {Degree.MASTER}
_BACHELORS: Final = _MASTERS | {Degree.BACHELOR}
_COLLEGE: Final = _BACHELORS | {Degree.COLLEGE}
_MEDIUM_SKILL: Final = frozenset({School.SECONDARY, School.VOCATIONAL, School.RELATED})
_HIGH_SKILL: Final = frozenset({School.VOCATIONAL})
_PREPARED: Final = frozenset({School.PREPARED})
_FINISHED: Final = _PREPARED | {School.GRADUATE}
_SENIOR: Final = _FINISHED | {School.RELATED, School.UNRELATED, School.FINAL}

TABLE: Final = (
    Alternative(Level.FOUR, 1, total=4),
    Alternative(Level.FOUR, 2, schools=_MEDIUM_SKILL),
    Alternative(Level.FOUR, 3, degrees=_STUDYING),
    Alternative(Level.THREE, 1, Level.FOUR, after=5),
    Alternative(Level.THREE, 2, Level.FOUR, schools=_SENIOR),
    Alternative(Level.THREE, 2, Level.FOUR, schools=_HIGH_SKILL),
    Alternative(Level.THREE, 3, Level.FOUR, after=2, degrees=_COLLEGE),
    Alternative(Level.THREE, 4, Level.FOUR, after=1, degrees=_BACHELORS),
    Alternative(Level.THREE, 5, degrees=_MASTERS | {Degree.FINAL_YEAR}),
    Alternative(Level.TWO, 1, Level.THREE, after=4),
    Alternative(Level.TWO, 2, Level.THREE, total=3, schools=_FINISHED),
    Alternative(Level.TWO, 2, total=2, schools=_PREPARED),
    Alternative(Level.TWO, 3, Level.THREE, after=2, degrees=_BACHELORS),
    Alternative(Level.TWO, 4, Level.THREE, after=1, degrees=_MASTERS),
    Alternative(Level.TWO, 5, total=2, degrees=_DOCTORS),
    Alternative(Level.ONE, 1, Level.TWO, after=4),
)
"""Every alternative of §5.1–5.4. Exactly so many years are enough."""

DEGREES: Final[Mapping[Level, tuple[Degree, ...]]] = {
    Level.NONE: tuple(Degree),
    Level.FOUR: tuple(degree for degree in Degree if degree is not Degree.STUDENT),
    Level.THREE: (Degree.NONE, Degree.BACHELOR, Degree.MASTER, Degree.DOCTOR),
}
"""The degrees that make a difference to who holds a certificate."""
SCHOOLS: Final[Mapping[Level, tuple[School, ...]]] = {
    Level.NONE: (
        School.NONE,
        School.SECONDARY,
        School.VOCATIONAL,
        School.RELATED,
        School.UNRELATED,
        School.PREPARED,
    ),
    Level.FOUR: (
        School.NONE,
        School.VOCATIONAL,
        School.FINAL,
        School.GRADUATE,
        School.PREPARED,
    ),
    Level.THREE: (School.NONE, School.GRADUATE, School.PREPARED),
}
"""The schools that make a difference to who holds a certificate."""


_CALLED: Final = (
    ("博士", Degree.DOCTOR),
    ("硕士", Degree.MASTER),
    ("研究生", Degree.MASTER),
    ("本科", Degree.BACHELOR),
    ("大专", Degree.COLLEGE),
    ("专科", Degree.COLLEGE),
    ("大学", Degree.BACHELOR),
)
_SECONDARY: Final = ("中专", "中技", "技校", "技工", "职高", "职业中专")


def read_degree(education: str) -> Degree | None:
    """Read the 学历 of a ledger, which does not say in what; None for none of those here."""
    return next((degree for word, degree in _CALLED if word in education), None)


def read_school(education: str) -> School | None:
    """Read a technical or vocational school from the 学历 of a ledger; None for another."""
    return School.SECONDARY if any(word in education for word in _SECONDARY) else None
