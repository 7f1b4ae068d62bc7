"""Reads a roster workbook: the people in it, and what is wrong with the others, cell by cell."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import Refused
from bot.reports import roster_fields as fields
from bot.reports.modest import content
from bot.reports.roster_form import REQUIRED, Form, find_form, letters, open_sheets
from bot.reports.roster_marks import NO_QUARTERS, Quarters, has_unnamed, read_quarters
from bot.rules.kinds import Kind
from bot.rules.personal import IdNumber
from bot.texts import reports as texts
from bot.texts import workbooks


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One accepted coordinator; `sheet` and `row` (from 1) say where the ledger names them.

    `id_number` may be empty, or masked as our own export shows it: then an existing person is
    known by name and phone. `written_kind` is what the cell says when it is not the kind's label,
    `kind_cell` where that stands.
    `quarters` are the figures of the four quarters of the year in which the ledger is `dated`, of
    which quarters after that day are none.
    """

    sheet: str
    row: int
    task_force: str
    name: str
    id_number: IdNumber
    kind: Kind
    written_kind: str
    education: str
    employer: str
    years: str
    phone: str
    remark: str
    quarters: Quarters = NO_QUARTERS
    dated: date | None = None
    kind_cell: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something was not taken; it reads `服装制造!C7: …`, and `cell` is C7."""

    sheet: str
    cell: str
    reason: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Roster:
    """What a workbook holds, in the order of its sheets and rows.

    `refused` counts the rows that were not taken, since one may have several problems; a sheet
    that was not taken counts as one, and so do figures that were not taken of somebody who was.
    """

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...]
    refused: int


Field = Callable[[object], object]

COLUMNS: tuple[tuple[str, str, Field], ...] = (
    ("name", "姓名", fields.read_name),
    ("id_number", "身份证号码", fields.read_id_number),
    ("kind", "协调员类型", fields.read_kind_cell),
    ("written_kind", "协调员类型", fields.read_written_kind),
    ("education", "学历", fields.read_text),
    ("employer", "工作单位及职务", fields.read_employer),
    ("years", "从事协调劳动关系工作年限", fields.read_text),
    ("phone", "联系方式", fields.read_phone),
    ("remark", "备注", fields.read_remark),
)
"""A `RosterRow`'s field, the heading it stands under, and how its cell is read."""


def read_roster(data: bytes, task_force: str | None = None) -> Roster:
    """Read every sheet with the headings of Annex 2: its people, and the rows that cannot be taken.

    A person may have eight merged lines, as in Annex 2, or one row. `task_force` overrides the line
    under the title. Raises Refused when the file is no readable .xlsx workbook or has no such
    sheet.
    """
    forms, is_empty = [], True
    for sheet in open_sheets(data):
        is_empty = is_empty and sheet.height == 0
        if form := find_form(sheet):
            forms.append(form)
    if is_empty:
        raise Refused(workbooks.NOTHING_IN_IT)
    if not forms:
        raise Refused(texts.no_ledger_headings(REQUIRED))
    reading = _Reading()
    for form in forms:
        reading.take(form, task_force or form.task_force)
    return Roster(tuple(reading.rows), tuple(reading.problems), reading.refused)


def read_roster_file(path: Path, task_force: str | None = None) -> Roster:
    """The roster in a file from somebody's disk, whatever it may turn out to be.

    Made for a process of its own with little memory (`bot.evidence.workers.apart`). Raises
    Refused, and nothing else.
    """
    try:
        return read_roster(content(path), task_force)
    except Refused:
        raise
    except MemoryError as full:
        raise Refused(workbooks.UNREADABLE) from full
    except BaseException as broken:  # the reader's panic is no Exception
        raise Refused(workbooks.BROKEN) from broken


class _Reading:
    """What has been read so far, and where each person was first met."""

    def __init__(self) -> None:
        self.rows: list[RosterRow] = []
        self.problems: list[Problem] = []
        self.refused = 0
        self._met: dict[object, str] = {}

    def take(self, form: Form, task_force: str) -> None:
        header = f"A{form.header + 1}"
        if form.missing:
            reason = texts.columns_missing(form.sheet, form.missing)
            self._refuse([Problem(form.sheet, header, reason)])
        elif not task_force:
            self._refuse([Problem(form.sheet, header, texts.TASK_FORCE_MISSING)])
        else:
            rows = [
                person
                for row, after in form.people()
                if (person := self._take_person(form, row, after, task_force))
            ]
            self.rows += self._dated(form, rows)
            if has_unnamed(form):
                self._refuse([Problem(form.sheet, header, texts.UNNAMED)])

    def _take_person(self, form: Form, row: int, after: int, task_force: str) -> RosterRow | None:
        values, problems = read_cells(form, row)
        if problems:
            self._refuse(problems)
            return None
        person = RosterRow(sheet=form.sheet, row=row + 1, task_force=task_force, **values)
        if first := self._first_met(form, person):
            heading = "身份证号码" if is_whole(person.id_number) else "姓名"
            where = form.address(row, heading)
            self._refuse([Problem(form.sheet, where, texts.row_repeated(first))])
            return None
        quarters, unread = read_quarters(form, row, after)
        for cell, reason in unread.items():
            self._refuse([Problem(form.sheet, cell, reason)])
        kind_cell = form.address(row, "协调员类型") if person.written_kind else ""
        return replace(person, quarters=quarters, dated=form.dated, kind_cell=kind_cell)

    def _dated(self, form: Form, rows: list[RosterRow]) -> list[RosterRow]:
        """Return the rows without their figures where the sheet does not say of which year they
        are.
        """
        if form.dated or not any(any(row.quarters) for row in rows):
            return rows
        column = min(form.scoring.values())
        self._refuse([Problem(form.sheet, f"{letters(column)}{form.header + 1}", texts.UNDATED)])
        return [replace(row, quarters=NO_QUARTERS) for row in rows]

    def _first_met(self, form: Form, person: RosterRow) -> str:
        """Return where the same person already stood, "" for nowhere.

        A person is known by ID number or, where that is not there in full, by name and phone.
        """
        whole = is_whole(person.id_number)
        key = person.id_number.full if whole else (person.name, person.phone)
        here = f"{form.sheet}!{form.address(person.row - 1, '姓名')}"
        first = self._met.setdefault(key, here)
        return "" if first == here else first

    def _refuse(self, problems: list[Problem]) -> None:
        self.problems += problems
        self.refused += 1


def read_cells(form: Form, row: int) -> tuple[dict[str, Any], list[Problem]]:
    """Read a person's row: the fields of a `RosterRow`, and what is wrong with the other cells."""
    values: dict[str, object] = {}
    problems = []
    for name, heading, read in COLUMNS:
        try:
            values[name] = read(form.cell(row, heading))
        except Refused as refused:
            where = form.address(row, heading)
            problems.append(Problem(form.sheet, where, refused.sentence))
    return values, problems


def is_whole(number: IdNumber) -> bool:
    """Whether a number is there in full: neither empty nor masked."""
    return bool(number) and "*" not in number.full
