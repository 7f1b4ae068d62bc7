"""The summary workbook: sheet 人员, one row a coordinator, and sheet 专班, one row a task force."""

from typing import TYPE_CHECKING

from bot.reports.marks import LINES
from bot.reports.summary import PersonRow, QuarterSummary, TaskForceFigures
from bot.reports.workbook import Book, column_width, page_header, row_height
from bot.rules.quarters import Quarter
from bot.texts import reports as texts

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None

PEOPLE_HEADINGS = (*texts.PERSON_HEADINGS, *LINES, texts.TOTAL, texts.REMARK)
TASK_FORCE_HEADINGS = (
    *texts.TASK_FORCE_HEADINGS,
    *(texts.mean_of(line) for line in LINES),
    *texts.TOTAL_FIGURES,
    texts.REMARK,
)
PAPER_BLUE = "#DCE6F1"
PAPER_YELLOW = "#FFF2CC"
TEXT_COLUMNS = frozenset({"工作单位及职务", "协调员类型", "牵头单位", "备注"})


def summary_filename(quarter: Quarter, *, draft: bool) -> str:
    """Return the workbook's file name: 季度汇总-2026Q4.xlsx, with -草稿 before the lock."""
    return texts.summary_name(str(quarter), draft=draft) + ".xlsx"


def summary_workbook(summary: QuarterSummary) -> bytes:
    """Write the summary as a workbook of plain numbers, without formulas.

    A missing base score is an empty cell; faults are negative.
    """
    title = texts.summary_title(summary.county, summary.quarter.label)
    with Book(title, summary.county, summary.as_of) as book:
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
    widths = [fitting_width(heading, column) for heading, column in columns(headings, rows)]
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.write_string(0, column, heading, header)
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, start=1):
        sheet.set_row(number, row_height(widths, row))
        for column, (heading, cell) in enumerate(zip(headings, row, strict=True)):
            write_cell(book, sheet, (number, column), heading, cell)
    sheet.set_row(0, row_height(widths, headings))
    sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def columns(
    headings: tuple[str, ...], rows: list[tuple[Cell, ...]]
) -> list[tuple[str, tuple[Cell, ...]]]:
    """Return the headings, each with the cells under it."""
    return [(heading, tuple(row[i] for row in rows)) for i, heading in enumerate(headings)]


def fitting_width(heading: str, column: tuple[Cell, ...]) -> int:
    """Return a width that fits the cells and, in two lines, the heading and its filter button."""
    half = heading[: (len(heading) + 1) // 2 + 1]
    return column_width([half, *(str(cell or "") for cell in column)], 8, 34)


def write_cell(
    book: Book, sheet: "Worksheet", at: tuple[int, int], heading: str, cell: Cell
) -> None:
    """Write text as text, whatever it begins with, and numbers as numbers.

    A missing base score stands out by its colour.
    """
    row, column = at
    if isinstance(cell, str):
        align = "left" if heading in TEXT_COLUMNS else "center"
        sheet.write_string(row, column, cell, book.style(align=align))
    elif cell is None:
        missing = {"bg_color": PAPER_YELLOW} if heading == LINES[0] else {}
        sheet.write_blank(row, column, None, book.style(**missing))
    else:
        places = "0.0" if isinstance(cell, float) else "0"
        sheet.write_number(row, column, cell, book.style(num_format=places))
