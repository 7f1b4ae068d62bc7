"""What a restatement changes, as data and as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.reports.summary_workbook import Cell, write_table
from bot.reports.workbook import Book, page_header
from bot.rules.quarters import Quarter
from bot.texts import reports as texts


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody whose figures change: for each line that does, its label and the points before and
    after; before is None for who was not in the quarter, and for a base score not given.
    """

    person_id: int
    task_force: str
    name: str
    lines: Sequence[tuple[str, int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Differences:
    """Everybody whose figures change, by task force in the ledger's order."""

    county: str
    quarter: Quarter
    as_of: datetime
    people: Sequence[Changed]


def differences_workbook(differences: Differences) -> bytes:
    """Write the differences, a row for each line of each person."""
    title = texts.differences_title(differences.county, differences.quarter.label)
    rows: list[tuple[Cell, ...]] = [
        (changed.task_force, changed.name, line, before, after)
        for changed in differences.people
        for line, before, after in changed.lines
    ]
    with Book(title, differences.county, differences.as_of, in_order=True) as book:
        sheet = book.sheet(texts.DIFFERENCES_SHEET)
        sheet.set_header(page_header(title, draft=False))
        write_table(book, sheet, texts.DIFFERENCES_HEADINGS, rows)
        sheet.freeze_panes(1, 2)
    return book.content
