"""Reads the figures of a person's four quarters: the eight lines of Annex 2, by their names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import Refused
from bot.reports.marks import Marks
from bot.reports.roster_fields import read_text
from bot.reports.roster_form import CONTENT, LINES, QUARTERS, Form, letters
from bot.rules.halfwidth import compact
from bot.texts import reports as texts

TOTAL = LINES[-1]
FAULT = LINES[-2]
NOTHING = frozenset({"", "-", "/", "无", "未评"})
WHOLE = re.compile(r"-?\d{1,4}")


@dataclass(frozen=True, slots=True)
class OnPaper:
    """One quarter as a ledger has it, not judged yet: points by the eight lines' names, only those
    that are filled in; of faults 0 or negative. `where` says in which cell each line stands.
    `remark` is 备注 with our own notes, which may say why a sum is not the total.
    """

    points: Mapping[str, int]
    where: Mapping[str, str]
    remark: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says no more than an empty form, whose formula leaves a nought below."""
        return not self.points.get(TOTAL) and self.points.keys() <= {TOTAL}

    @property
    def is_nothing(self) -> bool:
        """Whether nobody has any points by it."""
        return LINES[0] not in self.points and not any(self.points.values())

    def marks(self, most: int) -> Marks:
        """Return it as marks, of which a total that is not filled in is the sum, held between 0 and
        `most`.
        """
        base, *adding, fault = (self.points.get(line) for line in LINES[:-1])
        raw = sum(points or 0 for points in (base, *adding, fault))
        total = self.points.get(TOTAL, max(0, min(raw, most)))
        publicity, mediation, management, risk, publication = (points or 0 for points in adding)
        return Marks(
            base, publicity, mediation, management, risk, publication, fault or 0, total, paper=True
        )


Quarters = tuple[OnPaper | None, OnPaper | None, OnPaper | None, OnPaper | None]
NO_QUARTERS: Quarters = (None, None, None, None)


def read_quarters(form: Form, first: int, after: int) -> tuple[Quarters, dict[str, str]]:
    """Read the quarters of the person in rows `first` to `after`: None where a quarter is empty or
    cannot be read; and why not, by cell. Without a column 赋分内容 nothing is known of any line.
    """
    if CONTENT not in form.scoring:
        return NO_QUARTERS, {}
    lines, problems = _lines(form, first, after)
    remark = read_text(form.cell(first, "备注"))
    one, two, three, four = (
        _quarter(form, heading, lines, problems, remark) for heading in QUARTERS
    )
    return (one, two, three, four), problems


def _lines(form: Form, first: int, after: int) -> tuple[dict[str, int], dict[str, str]]:
    """Return in which row each line stands, and why others are not taken."""
    lines: dict[str, int] = {}
    problems = {}
    column = letters(form.scoring[CONTENT])
    for row in range(first, after):
        line = form.line(row)
        filled = [_read(form.cells[row][at]) for at in _quarters(form)]
        if not any(set(filled) - {"", "0"}):
            if line in LINES:
                lines.setdefault(line, row)
        elif line not in LINES:
            problems[f"{column}{row + 1}"] = texts.not_a_line(line, LINES)
        elif lines.setdefault(line, row) != row:
            problems[f"{column}{row + 1}"] = texts.line_twice(line)
    return lines, problems


def has_unnamed(form: Form) -> bool:
    """Whether there is anything in the quarters' columns that no column 赋分内容 gives a name."""
    return CONTENT not in form.scoring and any(
        _read(form.cells[row][at])
        for first, after in form.people()
        for row in range(first, after)
        for at in _quarters(form)
    )


def _quarters(form: Form) -> list[int]:
    return [at for heading, at in form.scoring.items() if heading != CONTENT]


def _quarter(
    form: Form, heading: str, lines: Mapping[str, int], problems: dict[str, str], remark: str
) -> OnPaper | None:
    if (column := form.scoring.get(heading)) is None:
        return None
    where = {line: f"{letters(column)}{row + 1}" for line, row in lines.items()}
    points, is_whole = {}, True
    for line, row in lines.items():
        try:
            read = _points(form.cells[row][column], line)
        except Refused as refused:
            problems[where[line]] = refused.sentence
            is_whole = False
        else:
            if read is not None:
                points[line] = read
    return OnPaper(points, where, remark) if points and is_whole else None


def _read(cell: object) -> str:
    written = re.sub("[‐-―−]", "-", compact(read_text(cell))).removesuffix("分")
    return "" if written in NOTHING else written


def _points(cell: object, line: str) -> int | None:
    """Read a cell as points, None for an empty one. A fault's may be written with its sign or
    without.
    """
    if not (written := _read(cell).removeprefix("+")):
        return None
    if not WHOLE.fullmatch(written):
        raise Refused(texts.not_points(read_text(cell), line))
    points = int(written)
    return -abs(points) if line == FAULT else points
