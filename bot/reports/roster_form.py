"""Where in a workbook the form of Annex 2 stands: its headings, its task force, its people."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.reports.modest import require_modest_workbook
from bot.reports.roster_fields import read_text
from bot.rules.halfwidth import compact
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
HEADER_WITHIN = 30
"""The header stands in one of the first rows; further down there are only people."""

TASK_FORCE_LINE = re.compile(
    r"乡\s*镇\s*[（(]\s*街道\s*[、,，]?\s*领域\s*[）)]\s*[:：]?(?P<name>.*)"
)
DATE_BEHIND = re.compile(r"[\d\s]*年[\d\s]*月[\d\s]*日\s*$")

Cells = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Form:
    """A sheet with the form's headings; rows and columns count from 0.

    `columns` says where each known heading stands, `merged` what the hidden cells of a merged
    range show, `task_force` what the line under the title says, or nothing.
    """

    sheet: str
    cells: Cells
    header: int
    columns: Mapping[str, int]
    merged: Mapping[tuple[int, int], object]
    task_force: str

    @property
    def missing(self) -> list[str]:
        """The required headings that are not there."""
        return [heading for heading in REQUIRED if heading not in self.columns]

    def cell(self, row: int, heading: str) -> object:
        """What a person's row shows under a heading; empty where there is no such column."""
        if (column := self.columns.get(heading)) is None:
            return ""
        own = self.cells[row][column]
        return own if own != "" else self.merged.get((row, column), "")

    def address(self, row: int, heading: str) -> str:
        """A cell as Excel names it, such as C7."""
        column, letters = self.columns[heading] + 1, ""
        while column:
            column, letter = divmod(column - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{row + 1}"

    def people(self) -> Iterator[int]:
        """The rows that begin a person; a form's empty lines and repeated headers do not."""
        name = self.columns["姓名"]
        for row in range(self.header + 1, len(self.cells)):
            own = {heading: self.cells[row][at] for heading, at in self.columns.items()}
            is_header = _heading(own["姓名"]) == "姓名"
            continues = (row, name) in self.merged
            if not is_header and not continues and any(read_text(cell) for cell in own.values()):
                yield row


def open_sheets(data: bytes) -> Iterator["CalamineSheet"]:
    """The sheets of an .xlsx workbook, in order; Refused when it is none or cannot be read."""
    require_modest_workbook(data)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in workbook.sheet_names:
            yield workbook.get_sheet_by_name(name)
    except CalamineError as error:
        raise Refused(texts.BROKEN) from error


def find_form(sheet: "CalamineSheet") -> Form | None:
    """The form on a sheet; None when the sheet has no header row of it."""
    cells = sheet.to_python(skip_empty_area=False)
    for row, line in enumerate(cells[:HEADER_WITHIN]):
        columns = _columns(line)
        if sum(heading in REQUIRED for heading in columns) >= 2:
            merged = _merged(cells, sheet.merged_cell_ranges or [])
            return Form(sheet.name, cells, row, columns, merged, _task_force(cells[:row]))
    return None


def _columns(line: Sequence[object]) -> dict[str, int]:
    """Where the known headings stand in a row; of two alike the first counts."""
    columns: dict[str, int] = {}
    for column, cell in enumerate(line):
        if heading := HEADINGS.get(_heading(cell)):
            columns.setdefault(heading, column)
    return columns


def _heading(cell: object) -> str:
    """A heading without white space, marks and what stands in brackets."""
    return re.sub(r"\(.*?\)|[*:]", "", compact(str(cell)))


def _merged(
    cells: Cells, ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> dict[tuple[int, int], object]:
    """What the cells of merged ranges show, save the first cell of each, which has it itself.

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
    """The name on the line under the title, in its cell or in the next one that is filled."""
    for line in lines:
        filled = [text for cell in line if (text := read_text(cell))]
        for at, text in enumerate(filled):
            if found := TASK_FORCE_LINE.search(text):
                name = DATE_BEHIND.sub("", found["name"]).strip(" _")
                following = DATE_BEHIND.sub("", "".join(filled[at + 1 : at + 2])).strip(" _")
                return name or following
    return ""
