"""What every workbook of the county has in common: typeface, cell styles, page, properties."""

import unicodedata
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from bot.texts import reports as texts

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FACE = "宋体"
A4 = 9
FORBIDDEN_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONGEST_SHEET_NAME = 31


class Book:
    """A workbook being written; leaving the `with` block completes `content`.

    Whoever writes `in_order`, rows downwards and each row's height before its cells, takes memory
    for one row at a time; what is done waits in a private folder that leaving removes. A bordered
    merged range silently loses cells that way.
    """

    def __init__(
        self, title: str, company: str, created: datetime, *, in_order: bool = False
    ) -> None:
        import xlsxwriter

        self._file = BytesIO()
        self._folder = TemporaryDirectory(prefix="workbook-") if in_order else None
        how = (
            {"constant_memory": True, "tmpdir": self._folder.name}
            if self._folder
            else {"in_memory": True}
        )
        self._workbook = xlsxwriter.Workbook(self._file, how)
        self._formats: dict[str, Format] = {}
        self._sheet_names: set[str] = set()
        properties = {"title": title, "company": company, "created": created.replace(tzinfo=None)}
        self._workbook.set_properties(properties)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._workbook.close()
        finally:
            if self._folder:
                self._folder.cleanup()

    @property
    def content(self) -> bytes:
        return self._file.getvalue()

    def style(self, **properties: Any) -> "Format":
        """Return a bordered, centred, wrapping cell style; equal properties give the same one."""
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            plain = {
                "font_name": FACE,
                "font_size": 10,
                "border": 1,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
            }
            self._formats[key] = self._workbook.add_format(plain | properties)
        return self._formats[key]

    def sheet(self, name: str) -> "Worksheet":
        """Add an A4 landscape sheet. Its name is one that Excel takes and no other sheet has."""
        sheet = self._workbook.add_worksheet(self._sheet_name(name))
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.55)
        sheet.center_horizontally()
        sheet.set_footer(f'&C&"{FACE}"&9{texts.PRINTED_PAGE}')
        return sheet

    def bars(self, title: str, *, stacked: bool) -> "Chart":
        """Return a chart of lying bars, the first row on top; the caller gives it its series."""
        kind = {"type": "bar"} | ({"subtype": "stacked"} if stacked else {})
        chart: Chart = self._workbook.add_chart(kind)
        chart.set_title({"name": title, "name_font": {"name": FACE, "size": 12}})
        chart.set_y_axis({"reverse": True, "num_font": {"name": FACE}})
        chart.set_legend({"position": "bottom"} if stacked else {"none": True})
        return chart

    def _sheet_name(self, wanted: str) -> str:
        plain = wanted.translate(FORBIDDEN_IN_SHEET_NAMES).strip("' ") or texts.LEDGER_SHEET
        name = plain[:LONGEST_SHEET_NAME]
        count = 1
        while name.casefold() in self._sheet_names:
            count += 1
            suffix = f" {count}"
            name = plain[: LONGEST_SHEET_NAME - len(suffix)] + suffix
        self._sheet_names.add(name.casefold())
        return name


def page_header(title: str, *, draft: bool) -> str:
    """Return a printed header: the title in the middle, 草稿 or 已锁定 on the right."""
    middle = f'&C&"{FACE},Bold"&14' + title.replace("&", "&&")
    return middle + f'&R&"{FACE},Bold"&12{texts.DRAFT if draft else texts.FINAL}'


class _Widths(dict[str, int]):
    """How wide each character is that has been asked for."""

    def __missing__(self, char: str) -> int:
        width = self[char] = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        return width


_wide = _Widths().__getitem__


def cells_wide(text: str) -> int:
    """Return how many Latin characters a text is wide on paper; a Chinese one counts two."""
    return sum(map(_wide, text))


def column_width(longest: int, narrowest: int, widest: int) -> int:
    """Return a width that fits the longest text, within bounds; longer ones wrap."""
    return min(max(longest + 2, narrowest), widest)


def row_height(lines: int) -> int:
    """Return a height in points at which so many lines of text show."""
    return 7 + 14 * lines


def lines_taken(text: str, width: int) -> int:
    """Return how many lines a text wraps to in a column; a character is never split over two."""
    return sum(max(1, -(-cells_wide(line) // (width - 2))) for line in text.split("\n"))
