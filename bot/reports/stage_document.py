"""The stage pack's Word document: sentences, charts, tables and photos, ready to be handed in."""

from collections.abc import Mapping, Sequence

from bot.reports.document import Document
from bot.reports.sections import Cell, Section, StagePack, Table
from bot.reports.stage_charts import chart_picture
from bot.texts.meeting import pack as t
from bot.texts.times import day_label

_PHOTO_WIDTH, _CHART_WIDTH = 11, 13.5
"""Centimetres."""


def stage_document(pack: StagePack, photos: Mapping[str, bytes]) -> bytes:
    """Write the document; `photos` are JPEGs that may be shared, by the SHA-256 they were asked for
    with. One that is missing is left out.
    """
    title, day = t.TITLE.format(county=pack.county), day_label(pack.as_of.date())
    document = Document(title, pack.bureau, pack.as_of)
    document.title(title)
    document.meta(t.META.format(stage=pack.stage, day=day))
    document.heading(t.HEADING.format(n=t.NUMERALS[0], title=t.OVERVIEW))
    document.paragraph("\n".join(section.headline for section in pack.sections))
    shown = _Shown(document, photos)
    for nth, section in enumerate(pack.sections, 1):
        document.heading(t.HEADING.format(n=t.NUMERALS[nth], title=section.title))
        shown.section(section)
    document.signature(pack.bureau, day)
    return document.content


class _Shown:
    """Counts figures and tables through the whole document."""

    def __init__(self, document: Document, photos: Mapping[str, bytes]) -> None:
        self._document, self._photos = document, photos
        self._figures = self._tables = 0

    def section(self, section: Section) -> None:
        """Show a section; its headline once more where there is nothing to show, since nobody hands
        in a bare heading.
        """
        charts = [chart for chart in section.charts if chart.table.rows]
        tables = [table for table in section.tables if table.rows and table.in_short != 0]
        photos = [photo for photo in section.photos if self._photos.get(photo.sha256)]
        is_bare = not (section.lines or charts or tables or photos)
        for line in [section.headline] if is_bare else section.lines:
            self._document.paragraph(line)
        for chart in charts:
            self._figure(chart_picture(chart), chart.title, _CHART_WIDTH)
        for table in tables:
            self._table(table)
        for photo in photos:
            self._figure(self._photos[photo.sha256], photo.caption, _PHOTO_WIDTH)

    def _figure(self, data: bytes, title: str, width: float) -> None:
        self._figures += 1
        self._document.picture(data, t.FIGURE.format(n=self._figures, title=title), width)

    def _table(self, table: Table) -> None:
        self._tables += 1
        self._document.caption(t.TABLE.format(n=self._tables, name=table.name))
        rows = table.rows if table.in_short is None else table.rows[: table.in_short]
        self._document.table(table.headings, _said(rows), table.widths)
        if len(rows) < len(table.rows):
            self._document.paragraph(
                t.IN_SHORT.format(shown=len(rows), n=len(table.rows), name=table.name)
            )


def _said(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[_cell(cell) for cell in row] for row in rows]


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)
