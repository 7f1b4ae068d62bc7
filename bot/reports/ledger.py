"""The dynamic ledger in the form of Annex 2: a sheet a task force, eight lines a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.reports.marks import LINES, Marks
from bot.reports.workbook import Book, page_header
from bot.rules.personal import IdNumber
from bot.texts import reports as texts
from bot.texts.times import day_label

if TYPE_CHECKING:
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
    with Book(title, county, created) as book:
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
    large = book.style(border=0, bold=True, font_size=18, text_wrap=False)
    sheet.merge_range(0, 0, 0, REMARK, title, large)
    left = book.style(border=0, align="left", font_size=11)
    sheet.merge_range(1, 0, 1, REMARK, texts.TASK_FORCE_LINE + task_force, left)
    right = book.style(border=0, align="right", font_size=11)
    sheet.merge_range(2, 0, 2, REMARK, day_label(day), right)
    bold = book.style(bold=True)
    for column, heading in enumerate(texts.IDENTITY_HEADINGS):
        sheet.merge_range(3, column, 4, column, heading, bold)
    sheet.merge_range(3, SCORING, 3, REMARK - 1, texts.SCORING_HEADING, bold)
    for column, heading in enumerate(texts.SCORING_HEADINGS, start=SCORING):
        sheet.write_string(4, column, heading, bold)
    sheet.merge_range(3, REMARK, 4, REMARK, texts.REMARK, bold)
    for row, height in enumerate((30, 18, 18, 20, 26)):
        sheet.set_row(row, height)


def write_person(
    book: Book, sheet: "Worksheet", number: int, person: LedgerPerson, *, full: bool
) -> None:
    """Write a person's eight lines: who it is, merged over all, and the marks line by line."""
    top = FIRST_LINE + number * LINES_A_PERSON
    bottom = top + LINES_A_PERSON - 1
    identity = (
        person.name,
        person.id_number.full if full else str(person.id_number),
        person.kind,
        person.education,
        person.employer,
        person.years,
        person.phone,
    )
    plain = book.style()
    sheet.merge_range(top, 0, bottom, 0, "", plain)
    sheet.write_number(top, 0, number + 1, plain)
    cells = [*enumerate(identity, start=1), (REMARK, person.full_remark)]
    as_text = book.style(num_format="@")
    for column, text in cells:
        sheet.merge_range(top, column, bottom, column, "", as_text)
        sheet.write_string(top, column, text, as_text)
    write_marks(book, sheet, top, person.quarters)


def write_marks(book: Book, sheet: "Worksheet", top: int, quarters: Sequence[Marks | None]) -> None:
    """Write the eight lines' names and the points of four quarters; a cell is empty where nothing
    is known.
    """
    plain = book.style(num_format="0")
    for line, label in enumerate((*LINES, texts.TOTAL)):
        row = top + line
        sheet.set_row(row, LINE_HEIGHT)
        sheet.write_string(row, SCORING, label, plain)
        for column, marks in enumerate(quarters, start=SCORING + 1):
            points = (*marks.lines, marks.total)[line] if marks else None
            if points is None:
                sheet.write_blank(row, column, None, plain)
            else:
                sheet.write_number(row, column, points, plain)


def set_up_print(sheet: "Worksheet", people: int, *, draft: bool) -> None:
    """Set up printing: one page wide, the header on every page, nobody split over two pages."""
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3, 4)
    sheet.freeze_panes(FIRST_LINE, 2)
    pages = range(PEOPLE_A_PAGE, people, PEOPLE_A_PAGE)
    sheet.set_h_pagebreaks([FIRST_LINE + first * LINES_A_PERSON for first in pages])
    if draft:
        sheet.set_header(page_header("", draft=True))
