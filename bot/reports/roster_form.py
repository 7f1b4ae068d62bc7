"""Finds the form of Annex 2 in a workbook: its headings, its task force, its people."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.reports.modest import require_modest_workbook
from bot.reports.roster_fields import read_text
from bot.rules.halfwidth import compact
from bot.rules.rubric import Line
from bot.texts import reports
from bot.texts import workbooks as texts

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

REQUIRED = ("姓名", "身份证号码", "协调员类型", "工作单位及职务", "联系方式")
OPTIONAL = ("学历", "从事协调劳动关系工作年限", "备注")
OTHER_HEADINGS = {
    "身份证号": "身份证号码",
    "公民身份号码": "身份证号码",
    "协调员类别": "协调员类型",
    "工作单位和职务": "工作单位及职务",
    "工作年限": "从事协调劳动关系工作年限",
    "联系电话": "联系方式",
    "手机号码": "联系方式",
    "手机号": "联系方式",
}
HEADINGS = {heading: heading for heading in (*REQUIRED, *OPTIONAL)} | OTHER_HEADINGS
CONTENT, *QUARTERS = reports.SCORING_HEADINGS
QUARTERS_TOO = {
    near: quarter
    for n, quarter in enumerate(QUARTERS, 1)
    for near in (f"第{n}季度", f"{quarter[1]}季度", f"{n}季度", quarter[:-1], f"{quarter[1]}季")
}
LINES = (*(line.label for line in Line), reports.TOTAL)
"""The eight lines that a person has, in the order of Annex 2."""
OTHER_LINES = {
    "基础得分": LINES[0],
    "基本分": LINES[0],
    "基础分": LINES[0],
    "扣分": LINES[6],
    "合计": LINES[7],
    "总分": LINES[7],
}
HEADER_WITHIN = 30
"""The header stands in one of the first rows; further down there are only people."""

TASK_FORCE_LINE = re.compile(
    r"乡\s*镇\s*[（(]\s*街道\s*[、,，]?\s*领域\s*[）)]\s*[:：]?(?P<name>.*)"
)
DATE_BEHIND = re.compile(r"[\d\s]*年[\d\s]*月[\d\s]*日\s*$")
DATED = re.compile(
    r"(20\d\d)(?:年|[-./])(?:(1[0-2]|0?[1-9])(?:月|[-./])(?:(3[01]|[12]\d|0?[1-9])日?)?)?"
)

Cells = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Form:
    """A sheet with the form's headings; rows and columns count from 0.

    `columns` says where each known heading stands, `merged` what the hidden cells of a merged
    range show, `task_force` what the line under the title says, or nothing. `scoring` says where
    赋分内容 and the quarters stand; `dated` is the last day that the date line may mean, None
    without one.
    """

    sheet: str
    cells: Cells
    header: int
    columns: Mapping[str, int]
    merged: Mapping[tuple[int, int], object]
    task_force: str
    scoring: Mapping[str, int] = field(default_factory=dict)
    dated: date | None = None

    @property
    def missing(self) -> list[str]:
        """The required headings that are not there."""
        return [heading for heading in REQUIRED if heading not in self.columns]

    def cell(self, row: int, heading: str) -> object:
        """Return what a person's row shows under a heading; empty where there is no such column."""
        if (column := self.columns.get(heading)) is None:
            return ""
        own = self.cells[row][column]
        return own if own != "" else self.merged.get((row, column), "")

    def address(self, row: int, heading: str) -> str:
        """Return the address of a cell as Excel names it, such as C7."""
        return f"{letters(self.columns[heading])}{row + 1}"

    def people(self) -> Iterator[tuple[int, int]]:
        """Yield each person's first row and the one after their last, leaving out a form's empty
        lines and repeated headers.
        """
        first, after = None, self.header + 1
        for row in range(self.header + 1, len(self.cells)):
            if _heading(self.cells[row][self.columns["姓名"]]) == "姓名":
                begins, continues = False, False
            else:
                continues = self._continues(row, first)
                begins = not continues and any(
                    read_text(self.cells[row][at]) for at in self.columns.values()
                )
            if first is not None and not continues:
                yield first, after
                first = None
            if begins:
                first = row
            after = row + 1
        if first is not None:
            yield first, after

    def line(self, row: int) -> str:
        """Return which of the eight lines a row is, "" for none; whatever else 赋分内容 says there
        comes as it is written.
        """
        if (column := self.scoring.get(CONTENT)) is None:
            return ""
        own = self.cells[row][column]
        written = _heading(own if own != "" else self.merged.get((row, column), ""))
        return OTHER_LINES.get(written, written)

    def _continues(self, row: int, first: int | None) -> bool:
        """Whether a row belongs to the person who began further up: the name is merged over it, it
        has figures and names nobody, or it is one of the further lines where all is repeated.
        """
        column = self.columns["姓名"]
        if (row, column) in self.merged:
            return True
        if first is None or (row + 1, column) in self.merged:
            return False
        if not any(read_text(self.cells[row][self.columns[own]]) for own in REQUIRED):
            return any(read_text(self.cells[row][at]) for at in self.scoring.values())
        name = read_text(self.cells[row][column])
        is_theirs = name in ("", read_text(self.cells[first][column]))
        return is_theirs and self.line(row) in LINES[1:]


def open_sheets(data: bytes) -> Iterator["CalamineSheet"]:
    """Yield the sheets of an .xlsx workbook, in order. Raises Refused when it cannot be read as
    one, or asks for more memory than a ledger may.
    """
    require_modest_workbook(data)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in workbook.sheet_names:
            yield workbook.get_sheet_by_name(name)
    except CalamineError as error:
        raise Refused(texts.BROKEN) from error


def find_form(sheet: "CalamineSheet") -> Form | None:
    """Find the form on a sheet; None when the sheet has no header row of it."""
    cells = sheet.to_python(skip_empty_area=False)
    for row, line in enumerate(cells[:HEADER_WITHIN]):
        columns = _columns(line)
        if sum(heading in REQUIRED for heading in columns) >= 2:
            merged = _merged(cells, sheet.merged_cell_ranges or [])
            above = cells[:row]
            scoring = _scoring(cells[row : row + 2])
            named, dated = _task_force(above), _dated(above)
            return Form(sheet.name, cells, row, columns, merged, named, scoring, dated)
    return None


def letters(column: int) -> str:
    """Return what Excel calls a column, counted from 0: C for 2."""
    named, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        named = chr(ord("A") + letter) + named
    return named


def _columns(line: Sequence[object]) -> dict[str, int]:
    """Return the columns of the known headings in a row; of two alike the first counts."""
    columns: dict[str, int] = {}
    for column, cell in enumerate(line):
        if heading := HEADINGS.get(_heading(cell)):
            columns.setdefault(heading, column)
    return columns


def _scoring(lines: Cells) -> dict[str, int]:
    """Return where 赋分内容 and the quarters stand: in the header row or the one under it."""
    found: dict[str, int] = {}
    for line in lines:
        for column, cell in enumerate(line):
            heading = _heading(cell)
            heading = QUARTERS_TOO.get(heading, heading)
            if heading == CONTENT or heading in QUARTERS:
                found.setdefault(heading, column)
    return found


def _dated(lines: Cells) -> date | None:
    """Return the last day that the lines above the header may mean: of a year alone the last."""
    for line in reversed(lines):
        for cell in line:
            if isinstance(cell, date):
                return date(cell.year, cell.month, cell.day)
            if found := DATED.search(re.sub(r"\s|_", "", compact(read_text(cell)))):
                year, month, day = (int(part) if part else 0 for part in found.groups())
                return _last_day(year, month or 12, day)
    return None


def _last_day(year: int, month: int, day: int) -> date:
    """Return that day; where there is none like it, or none is given, the month's last."""
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))


def _heading(cell: object) -> str:
    """Return a heading without white space, marks and what stands in brackets."""
    return re.sub(r"\(.*?\)|[*:]", "", compact(str(cell)))


def _merged(
    cells: Cells, ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> dict[tuple[int, int], object]:
    """Return what the cells of merged ranges show, but for the first of each, which holds it
    itself.

    No two ranges of a sheet overlap; a file in which they do was made to keep its reader busy.
    """
    shown: dict[tuple[int, int], object] = {}
    free = sum(len(line) for line in cells)
    for (top, left), (bottom, right) in ranges:
        if top < len(cells) and left < len(cells[top]):
            last, end = min(bottom, len(cells) - 1), min(right, len(cells[top]) - 1)
            free -= (last - top + 1) * (end - left + 1)
            if free < 0:
                raise Refused(texts.BROKEN)
            for row in range(top, last + 1):
                for column in range(left, end + 1):
                    shown[row, column] = cells[top][left]
            shown.pop((top, left), None)
    return shown


def _task_force(lines: Cells) -> str:
    """Return the name on the line under the title, from its cell or the next one that is filled."""
    for line in lines:
        filled = [text for cell in line if (text := read_text(cell))]
        for at, text in enumerate(filled):
            if found := TASK_FORCE_LINE.search(text):
                name = DATE_BEHIND.sub("", found["name"]).strip(" _")
                following = DATE_BEHIND.sub("", "".join(filled[at + 1 : at + 2])).strip(" _")
                return name or following
    return ""
