"""The dynamic ledger in the form of Annex 2: a sheet a task force, eight lines a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.reports.marks import LINES, Marks
from bot.reports.workbook import Book, lines_taken, page_header
from bot.rules.personal import IdNumber
from bot.texts import reports as texts
from bot.texts.times import day_label

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (5, 9, 21, 16, 8, 21, 10, 14, 10, 8, 8, 8, 8, 14)
LINES_A_PERSON = 8
FIRST_LINE = 5
SCORING = 8
REMARK = 13
PEOPLE_A_PAGE = 4
LINE_HEIGHT = 14
"""The height of a line in points: with the widths above, scaled to A4 landscape, four people fill a
page.
"""


@dataclass(frozen=True, slots=True)
class LedgerPerson:
    """One coordinator and the year's four quarters; None for a quarter that is not there."""

    name: str
    id_number: IdNumber
    kind: str
    education: str
    employer: str
    years: str
    phone: str
    remark: str = ""
    quarters: tuple[Marks | None, Marks | None, Marks | None, Marks | None] = (None,) * 4

    @property
    def full_remark(self) -> str:
        """The remark on record, then what each quarter's marks oblige 备注 to say."""
        quarters = zip(texts.SCORING_HEADINGS[1:], self.quarters, strict=True)
        notes = [
            texts.quarter_note(quarter, note)
            for quarter, marks in quarters
            for note in (marks.notes if marks else ())
        ]
        return "".join([self.remark, *notes])


@dataclass(frozen=True, slots=True)
class Ledger:
    """One task force's people, in ledger order."""

    task_force: str
    people: tuple[LedgerPerson, ...]


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The ledgers of a county, or some of them, as of `day`. They are a `draft` until every quarter
    in them is locked or closed on paper. `full` ones show ID numbers as they are.
    """

    county: str
    period: str
    day: date
    draft: bool
    ledgers: tuple[Ledger, ...]
    scope: str = ""
    full: bool = False

    @property
    def people(self) -> int:
        return sum(len(ledger.people) for ledger in self.ledgers)


def ledger_workbook(
    ledgers: Sequence[Ledger], county: str, day: date, *, full: bool = False, draft: bool = False
) -> bytes:
    """Write the ledger in the form of Annex 2, a sheet for each task force, dated `day`.

    ID numbers are masked unless `full`; a `draft` says so on every page. What is written here
    `bot.reports.roster.read_roster` reads again.
    """
    title = texts.ledger_title(county)
    created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a workbook's dates know no zone
    with Book(title, county, created, in_order=True) as book:
        for ledger in ledgers or [Ledger("", ())]:
            sheet = book.sheet(ledger.task_force)
            write_form(book, sheet, title, ledger.task_force, day)
            for number, person in enumerate(ledger.people):
                write_person(book, sheet, number, person, full=full)
            set_up_print(sheet, len(ledger.people), draft=draft)
    return book.content


def write_form(book: Book, sheet: "Worksheet", title: str, task_force: str, day: date) -> None:
    """Write the title, the line that names the task force, the date, and the two header rows."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    above = (
        (30, title, book.style(border=0, bold=True, font_size=18, text_wrap=False)),
        (18, texts.TASK_FORCE_LINE + task_force, book.style(border=0, align="left", font_size=11)),
        (18, day_label(day), book.style(border=0, align="right", font_size=11)),
    )
    for row, (height, text, style) in enumerate(above):
        sheet.set_row(row, height)
        sheet.write_string(row, 0, text, style)
        merge(sheet, row, 0, row, REMARK)
    merge(sheet, 3, SCORING, 3, REMARK - 1)
    for column in (*range(SCORING), REMARK):
        merge(sheet, 3, column, 4, column)
    blanks = [""] * (REMARK - SCORING - 1)
    upper = (*texts.IDENTITY_HEADINGS, texts.SCORING_HEADING, *blanks, texts.REMARK)
    lower = ([""] * SCORING) + [*texts.SCORING_HEADINGS, ""]
    bold = book.style(bold=True)
    for row, height, headings in ((3, 20, upper), (4, 26, lower)):
        sheet.set_row(row, height)
        for column, heading in enumerate(headings):
            write_text(sheet, row, column, heading, bold)


def write_person(
    book: Book, sheet: "Worksheet", number: int, person: LedgerPerson, *, full: bool
) -> None:
    """Write a person's eight lines: who it is, merged over all, and the marks line by line; a cell
    is empty where nothing is known.
    """
    top = FIRST_LINE + number * LINES_A_PERSON
    identity = (
        person.name,
        person.id_number.full if full else str(person.id_number),
        person.kind,
        person.education,
        person.employer,
        person.years,
        person.phone,
    )
    plain, as_text, points_ = book.style(), book.style(num_format="@"), book.style(num_format="0")
    remark = remark_style(book, person.full_remark)
    for line, label in enumerate((*LINES, texts.TOTAL)):
        row = top + line
        sheet.set_row(row, LINE_HEIGHT)
        if line == 0:
            sheet.write_number(row, 0, number + 1, plain)
        else:
            sheet.write_blank(row, 0, None, plain)
        for column, text in enumerate(identity, start=1):
            write_text(sheet, row, column, "" if line else text, as_text)
        sheet.write_string(row, SCORING, label, points_)
        for column, marks in enumerate(person.quarters, start=SCORING + 1):
            points = (*marks.lines, marks.total)[line] if marks else None
            if points is None:
                sheet.write_blank(row, column, None, points_)
            else:
                sheet.write_number(row, column, points, points_)
        write_text(sheet, row, REMARK, "" if line else person.full_remark, remark)
    for column in (*range(SCORING), REMARK):
        merge(sheet, top, column, top + LINES_A_PERSON - 1, column)


def remark_style(book: Book, remark: str) -> "Format":
    """Return the style of 备注, smaller where there is more than eight lines hold."""
    if lines_taken(remark, WIDTHS[REMARK]) <= LINES_A_PERSON:
        return book.style(num_format="@")
    return book.style(num_format="@", font_size=7)


def write_text(sheet: "Worksheet", row: int, column: int, text: str, style: "Format") -> None:
    """Write a text as text, whatever it begins with; an empty one keeps its border."""
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def merge(sheet: "Worksheet", top: int, left: int, bottom: int, right: int) -> None:
    """Merge cells that are written one by one, row by row. `merge_range` would write them itself,
    all at once, and holds what it has merged in memory cell by cell.
    """
    sheet.merge.append([top, left, bottom, right])


def set_up_print(sheet: "Worksheet", people: int, *, draft: bool) -> None:
    """Set up printing: one page wide, the header on every page, nobody split over two pages."""
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3, 4)
    sheet.freeze_panes(FIRST_LINE, 2)
    pages = range(PEOPLE_A_PAGE, people, PEOPLE_A_PAGE)
    sheet.set_h_pagebreaks([FIRST_LINE + first * LINES_A_PERSON for first in pages])
    if draft:
        sheet.set_header(page_header("", draft=True))
