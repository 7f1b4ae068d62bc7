"""The charts of the summary picture, each on a card of its own."""

from typing import NamedTuple

from bot.reports import palette
from bot.reports.marks import LINES
from bot.reports.page import BOLD, MARGIN, MEDIUM, WIDTH, Page
from bot.reports.summary import QuarterSummary, TaskForceFigures
from bot.texts import reports as texts

INNER = WIDTH - 2 * MARGIN
GAP = 24
FULL = 100
"""The most a quarter brings: the length of a task force's whole bar."""
ONE_COLUMN = 12
"""How many task forces stand in one column.

More take two columns, or the picture grows too long for a chat.
"""
CHART_HEIGHT = 452


class Frame(NamedTuple):
    """Where a card stands on the page, in its pixels."""

    x: float
    y: float
    width: float
    height: float


def draw_task_forces(page: Page, summary: QuarterSummary) -> None:
    """Draw a bar for each task force: the mean of its people's totals."""
    figures = summary.figures
    columns = 1 if len(figures) <= ONE_COLUMN else 2
    rows = -(-len(figures) // columns)
    pale = any(it.unscored for it in figures)
    pitch = 52 if columns == 1 else 47
    height = 88 + max(rows, 1) * pitch + (62 if pale else 14)
    card(page, Frame(MARGIN, page.y, INNER, height), texts.TASK_FORCE_MEANS)
    if not figures:
        page.text(MARGIN + 24, page.y + 110, texts.NO_TASK_FORCES, 26, colour=palette.FADED)
    width = (INNER - 48 - (columns - 1) * 36) / columns
    for place, it in enumerate(figures):
        column, row = divmod(place, rows)
        x, y = MARGIN + 24 + column * (width + 36), page.y + 112 + row * pitch
        draw_task_force(page, it, x, y, width)
    if pale:
        y = page.y + height - 36
        page.box(MARGIN + 24, y - 11, 40, 22, palette.PALE_BLUE, radius=5)
        page.text(MARGIN + 76, y, texts.PALE_MEANS, 24, colour=palette.FADED)
    page.y += height + GAP


def draw_task_force(page: Page, it: TaskForceFigures, x: float, y: float, width: float) -> None:
    """Draw name, bar, mean and how many people, in one line centred on `y`."""
    name = width * (0.28 if width > 600 else 0.4)
    bar = width - name - 150
    page.text(x, y, it.row.name, 26, most=name - 12)
    page.box(x + name, y - 14, bar, 28, palette.TROUGH, radius=6)
    if it.mean is None:
        page.text(x + name + 12, y, texts.NOBODY, 22, colour=palette.FADED)
    else:
        colour = palette.PALE_BLUE if it.unscored else palette.BLUE
        page.box(x + name, y - 14, bar * it.mean / FULL, 28, colour, radius=6)
        mean = f"{it.mean:.1f}" if it.mean < FULL else f"{FULL}"
        page.text(x + width - 76, y, mean, 26, weight=MEDIUM, anchor="rm")
    people = texts.people(len(it.people))
    page.text(x + width, y, people, 24, colour=palette.FADED, anchor="rm")


def draw_distribution(page: Page, summary: QuarterSummary, frame: Frame) -> None:
    """Draw how many people's totals lie in each ten points; 100 belongs to the last ten."""
    x, y, width, _ = frame
    card(page, frame, texts.DISTRIBUTION)
    bins = [0] * 10
    for person in summary.people:
        bins[min(person.marks.total // 10, 9)] += 1
    floor, tallest, most = y + CHART_HEIGHT - 76, CHART_HEIGHT - 210, max(bins)
    step = (width - 48) / len(bins)
    for place, count in enumerate(bins):
        left = x + 24 + place * step
        if count:
            height = max(tallest * count / most, 4)
            page.box(left + 4, floor - height, step - 8, height, palette.BLUE, radius=4)
            page.text(left + step / 2, floor - height - 20, f"{count}", 24, anchor="mm")
        else:
            page.box(left + 4, floor - 3, step - 8, 3, palette.HAIRLINE)
    for points in range(0, FULL + 1, 20):
        at = x + 24 + points / 10 * step
        page.text(at, floor + 24, f"{points}", 22, colour=palette.FADED, anchor="mm")
    page.text(x + width / 2, floor + 54, texts.POINTS_AXIS, 22, colour=palette.FADED, anchor="mm")


def draw_composition(page: Page, summary: QuarterSummary, frame: Frame) -> None:
    """Draw the mean of each line beside its cap, and what faults took away."""
    x, y, width, _ = frame
    card(page, frame, texts.COMPOSITION)
    *adding, _ = zip(LINES, summary.line_means, strict=True)
    bar = width - 48 - 122 - 124
    for place, ((label, mean), cap) in enumerate(zip(adding, summary.caps, strict=True)):
        at = y + 106 + place * 48
        page.text(x + 24, at, label, 26)
        page.box(x + 146, at - 12, bar, 24, palette.TROUGH, radius=6)
        page.box(x + 146, at - 12, bar * min((mean or 0) / cap, 1), 24, palette.BLUE, radius=6)
        shown = "–" if mean is None else f"{mean:.1f}"
        page.text(x + width - 68, at, shown, 26, weight=MEDIUM, anchor="rm")
        page.text(x + width - 62, at, f"/{cap}", 24, colour=palette.FADED)
    at = y + 106 + len(adding) * 48
    faulty = [person.marks.fault for person in summary.people if person.marks.fault]
    colour = palette.VERMILION if faulty else palette.FADED
    page.text(x + 24, at, LINES[-1], 26)
    page.text(x + 146, at, texts.faults(len(faulty), sum(faulty)), 26, colour=colour)


def card(page: Page, frame: Frame, title: str) -> None:
    page.box(*frame, palette.PAPER, radius=14)
    page.text(frame.x + 24, frame.y + 44, title, 30, weight=BOLD)
