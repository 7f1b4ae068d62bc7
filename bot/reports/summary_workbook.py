"""The summary workbook: sheet 人员, one row a coordinator, and sheet 专班, one row a task force."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from bot.reports.marks import LINES
from bot.reports.summary import PersonRow, QuarterSummary, TaskForceFigures
from bot.reports.workbook import (
    Book,
    cells_wide,
    column_width,
    lines_taken,
    page_header,
    row_height,
)
from bot.texts import reports as texts

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None
Put = tuple[Callable[..., int], "Format"]
"""How a cell is written, and in which style."""

PEOPLE_HEADINGS = (*texts.PERSON_HEADINGS, *LINES, texts.TOTAL, texts.REMARK)
TASK_FORCE_HEADINGS = (
    *texts.TASK_FORCE_HEADINGS,
    *(texts.mean_of(line) for line in LINES),
    *texts.TOTAL_FIGURES,
    texts.REMARK,
)
PAPER_BLUE = "#DCE6F1"
PAPER_YELLOW = "#FFF2CC"
TEXT_COLUMNS = frozenset(
    {
        *("工作单位及职务", "协调员类型", "牵头单位", "原因", "调整岗位建议", "备注"),
        *("情况", "主题", "标题", "地点", "接收单位", "名称", "事由", "结果", "缺少的类型"),
    }
)


def summary_workbook(summary: QuarterSummary) -> bytes:
    """Write the summary as a workbook of plain numbers, without formulas.

    A missing base score is an empty cell; faults are negative.
    """
    title = texts.summary_title(summary.county, summary.quarter.label)
    with Book(title, summary.county, summary.as_of, in_order=True) as book:
        people = [person_cells(person) for person in summary.people]
        forces = [task_force_cells(figures) for figures in summary.figures]
        tables = (
            (texts.PEOPLE_SHEET, PEOPLE_HEADINGS, people, 2),
            (texts.TASK_FORCES_SHEET, TASK_FORCE_HEADINGS, forces, 1),
        )
        for name, headings, rows, frozen_columns in tables:
            sheet = book.sheet(name)
            sheet.set_header(page_header(title, draft=summary.draft))
            write_table(book, sheet, headings, rows)
            sheet.freeze_panes(1, frozen_columns)
    return book.content


def person_cells(person: PersonRow) -> tuple[Cell, ...]:
    """Return a person's cells under `PEOPLE_HEADINGS`."""
    marks = person.marks
    who = (person.task_force, person.name, person.kind, person.employer)
    return (*who, *marks.lines, marks.total, person.full_remark)


def task_force_cells(figures: TaskForceFigures) -> tuple[Cell, ...]:
    """Return a task force's cells under `TASK_FORCE_HEADINGS`; no averages without people."""
    row, totals = figures.row, figures.totals
    return (
        row.name,
        row.lead,
        row.liaison or texts.NOBODY_YET,
        len(figures.people),
        figures.scored,
        row.pending,
        row.approved,
        *(None if mean is None else float(mean) for mean in figures.line_means),
        figures.mean,
        max(totals, default=None),
        min(totals, default=None),
        figures.remark,
    )


def write_table(
    book: Book, sheet: "Worksheet", headings: tuple[str, ...], rows: list[tuple[Cell, ...]]
) -> None:
    """Write a header in row 1 and then a row each, ready to filter and to print one page wide."""
    header = book.style(bold=True, bg_color=PAPER_BLUE)
    columns = [Column(heading, cells) for heading, cells in by_column(headings, rows)]
    sheet.set_row(0, row_height(max(lines_taken(c.heading, c.width) for c in columns)))
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.heading, header)
        sheet.set_column(number, number, column.width)
    wrapping = [(number, column.tall) for number, column in enumerate(columns) if column.tall]
    ways = [ways_to_write(book, sheet, heading) for heading in headings]
    for number, row in enumerate(rows, start=1):
        # Below is what XlsxWriter asks for; whatever is added here is paid for by every cell.
        lines = 1
        for at, tall in wrapping:
            lines = max(lines, tall.get(row[at], 1))
        sheet.set_row(number, row_height(lines))
        for at, cell in enumerate(row):
            put, style = ways[at][type(cell)]
            put(number, at, cell, style)
    sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def by_column(
    headings: tuple[str, ...], rows: list[tuple[Cell, ...]]
) -> Iterable[tuple[str, Sequence[Cell]]]:
    """Return the headings, each with the cells under it."""
    return zip(headings, zip(*rows, strict=True) if rows else [()] * len(headings), strict=True)


class Column:
    """A column's width, and which of its cells take more than one line, with how many."""

    def __init__(self, heading: str, cells: Sequence[Cell]) -> None:
        self.heading = heading
        wide = {cell: cells_wide(str(cell or "")) for cell in set(cells)}
        half = heading[: (len(heading) + 1) // 2 + 1]
        longest = max(cells_wide(half), *wide.values()) if wide else cells_wide(half)
        # Wide enough for every cell and, in two lines, for the heading and its filter button.
        self.width = column_width(longest, 8, 34)
        self.tall: dict[Cell, int] = {
            cell: lines_taken(cell, self.width)
            for cell, width in wide.items()
            if isinstance(cell, str) and (width > self.width - 2 or "\n" in cell)
        }


def ways_to_write(book: Book, sheet: "Worksheet", heading: str) -> dict[type, Put]:
    """Return how a column's cells are written: text as text, whatever it begins with, and numbers
    as numbers. A missing base score stands out by its colour.
    """
    align = "left" if heading in TEXT_COLUMNS else "center"
    missing = {"bg_color": PAPER_YELLOW} if heading == LINES[0] else {}
    return {
        str: (sheet.write_string, book.style(align=align)),
        int: (sheet.write_number, book.style(num_format="0")),
        float: (sheet.write_number, book.style(num_format="0.0")),
        type(None): (sheet.write_blank, book.style(**missing)),
    }
