"""A chart of the stage pack as a picture: a bar a row, its parts one upon the other."""

from bot.reports import palette
from bot.reports.page import BOLD, MARGIN, MEDIUM, WIDTH, Page, width_of
from bot.reports.sections import Chart

INNER = WIDTH - 2 * MARGIN
PITCH = 46
NAME = 250
"""Pixels for the name of a row."""
FIGURE = 90
COLOURS = (
    palette.BLUE,
    palette.ORANGE,
    palette.TEAL,
    palette.PALE_BLUE,
    palette.VERMILION,
    palette.NAVY,
)
"""Neighbours differ in brightness too, so that a black-and-white print tells them apart."""


def chart_picture(chart: Chart) -> bytes:
    """Draw the chart as a PNG 1080 pixels wide, as long as its rows need."""
    page = Page()
    parts = len(chart.headings) > 1
    top = 84 + (44 if parts else 0)
    height = top + max(len(chart.labels), 1) * PITCH + 30
    page.box(MARGIN, MARGIN, INNER, height, palette.PAPER, radius=14)
    page.text(MARGIN + 24, MARGIN + 44, f"{chart.title}（{chart.unit}）", 30, weight=BOLD)
    if parts:
        _legend(page, chart, MARGIN + 92)
    longest = max((sum(bar) for bar in chart.bars), default=0)
    for nth, (label, bar) in enumerate(zip(chart.labels, chart.bars, strict=True)):
        _bar(page, label, bar, MARGIN + top + nth * PITCH + PITCH / 2, longest)
    page.y = 2 * MARGIN + height
    return page.png()


def _legend(page: Page, chart: Chart, y: float) -> None:
    x = MARGIN + 24.0
    for heading, colour in zip(chart.headings, COLOURS, strict=False):
        page.box(x, y - 11, 22, 22, colour, radius=5)
        page.text(x + 32, y, heading, 24, colour=palette.FADED)
        x += 32 + width_of(heading, 24) + 34


def _bar(page: Page, label: str, bar: list[float], y: float, longest: float) -> None:
    x, room = MARGIN + 24.0 + NAME, INNER - 48 - NAME - FIGURE
    page.text(MARGIN + 24, y, label, 26, most=NAME - 12)
    page.box(x, y - 14, room, 28, palette.TROUGH, radius=6)
    for part, colour in zip(bar, COLOURS, strict=False):
        width = room * part / longest if longest else 0
        page.box(x, y - 14, width, 28, colour)
        x += width
    page.text(MARGIN + INNER - 24, y, _figure(sum(bar)), 26, weight=MEDIUM, anchor="rm")


def _figure(value: float) -> str:
    return f"{value:.1f}" if value % 1 else f"{value:.0f}"
