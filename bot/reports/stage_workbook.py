"""The stage pack's workbook: what it comes to, then a sheet a table, with its charts."""

from typing import TYPE_CHECKING

from bot.reports.sections import Chart, StagePack, Table
from bot.reports.summary_workbook import write_table
from bot.reports.workbook import FACE, Book
from bot.texts.meeting import pack as t

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_ROW = 20
"""Pixels of a row on the screen."""


def stage_workbook(pack: StagePack) -> bytes:
    """Write the pack as a workbook of plain values, without formulas; the charts are Excel's own,
    so that an officer can change them.
    """
    title = t.TITLE.format(county=pack.county)
    printed = f"{title}（{pack.stage}）".replace("&", "&&")
    with Book(title, pack.bureau, pack.as_of) as book:
        heads = [(section.title, section.headline) for section in pack.sections]
        _sheet(book, Table(t.OVERVIEW, t.OVERVIEW_HEADINGS, heads, (1, 4)), [], printed)
        for section in pack.sections:
            for table in section.tables:
                charts = [chart for chart in section.charts if chart.table is table]
                _sheet(book, table, charts, printed)
    return book.content


def _sheet(book: Book, table: Table, charts: list[Chart], printed: str) -> None:
    sheet = book.sheet(table.name)
    sheet.set_header(f'&C&"{FACE},Bold"&14{printed}')
    write_table(book, sheet, tuple(table.headings), [tuple(row) for row in table.rows])
    sheet.freeze_panes(1, 1)
    if charts:  # on one page with its table
        sheet.fit_to_pages(1, 1)
    below = len(table.rows) + 2
    for chart in charts:
        below += _draw(book, sheet, chart, below)


def _draw(book: Book, sheet: "Worksheet", chart: Chart, row: int) -> int:
    """Put a chart below the table, where it is printed with it; return how many rows it covers."""
    drawn = book.bars(f"{chart.title}（{chart.unit}）", stacked=len(chart.headings) > 1)
    name, last = sheet.get_name(), max(len(chart.table.rows), 1)
    for at in chart.columns:
        drawn.add_series(
            {
                "name": [name, 0, at],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, at, last, at],
            }
        )
    height = 120 + 26 * max(last, 6)
    drawn.set_size({"width": 720, "height": height})
    sheet.insert_chart(row, 0, drawn, {"x_offset": 6, "y_offset": 6})
    return height // _ROW + 2
