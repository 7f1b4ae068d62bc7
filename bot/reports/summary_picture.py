"""The bureau's quarter as one picture for a chat."""

from bot.reports import palette
from bot.reports.page import BOLD, MARGIN, MEDIUM, WIDTH, Page, width_of, wrapped
from bot.reports.stamp import draw_stamp
from bot.reports.summary import QuarterSummary
from bot.reports.summary_charts import (
    CHART_HEIGHT,
    Frame,
    draw_composition,
    draw_distribution,
    draw_task_forces,
)
from bot.texts import reports as texts
from bot.texts.rules import BASE_MISSING

INNER = WIDTH - 2 * MARGIN
GAP = 24


def summary_picture(summary: QuarterSummary) -> bytes:
    """Draw the quarter as a PNG 1080 pixels wide.

    From the top: key figures, task forces, distribution, composition, what is owed.
    """
    page = Page()
    draw_heading(page, summary)
    draw_figures(page, summary)
    draw_task_forces(page, summary)
    if summary.people:
        top = page.y
        half = (INNER - GAP) // 2
        draw_distribution(page, summary, Frame(MARGIN, top, half, CHART_HEIGHT))
        draw_composition(page, summary, Frame(MARGIN + half + GAP, top, half, CHART_HEIGHT))
        page.y = top + CHART_HEIGHT + GAP
    draw_outstanding(page, summary)
    return page.png()


def draw_heading(page: Page, summary: QuarterSummary) -> None:
    """Draw the county, the quarter, whether it is a draft, and of when the figures are."""
    page.box(0, 0, WIDTH, 196, palette.NAVY)
    page.text(MARGIN, 50, texts.picture_title(summary.county), 30, colour=palette.SKY, most=INNER)
    page.text(MARGIN, 108, summary.quarter.label, 52, colour=palette.PAPER, weight=BOLD)
    page.text(MARGIN, 162, texts.as_of(summary.as_of), 24, colour=palette.SKY)
    draw_stamp(page, (WIDTH - MARGIN, 108), 34, draft=summary.draft, right=True)
    page.y = 196 + GAP


def draw_figures(page: Page, summary: QuarterSummary) -> None:
    """Draw four key figures in a row."""
    people, mean = len(summary.people), summary.mean
    figures = (
        (f"{people}", texts.PERSONS, palette.INK),
        (f"{summary.scored}", f"/ {people}", palette.INK),
        ("–" if mean is None else f"{mean:.1f}", texts.POINTS, palette.BLUE),
        (f"{summary.approved}", texts.pending(summary.pending), palette.INK),
    )
    width = (INNER - 3 * 16) / 4
    for place, (figure, unit, colour) in enumerate(figures):
        x = MARGIN + place * (width + 16)
        page.box(x, page.y, width, 140, palette.PAPER, radius=14)
        page.text(x + 20, page.y + 36, texts.FIGURES[place], 26, colour=palette.FADED)
        size = 54 if len(figure) < 4 or "." in figure else 44
        page.text(x + 20, page.y + 112, figure, size, colour=colour, weight=MEDIUM, anchor="ls")
        after = x + 28 + width_of(figure, size, MEDIUM)
        room = x + width - 12 - after
        page.text(after, page.y + 112, unit, 24, colour=palette.FADED, anchor="ls", most=room)
    page.y += 140 + GAP


def draw_outstanding(page: Page, summary: QuarterSummary) -> None:
    """Draw what is owed and by whom, or that nothing is."""
    owed = summary.outstanding
    ink, ground = (
        (palette.ORANGE, palette.PALE_ORANGE) if owed else (palette.TEAL, palette.PALE_TEAL)
    )
    lines = []
    for title, names in owing(summary):
        lines += wrapped(f"{title}：{'、'.join(names)}", 26, INNER - 48, 3)
    height = 84 + 40 * len(lines) + (12 if lines else 0)
    page.box(MARGIN, page.y, INNER, height, ground, radius=14)
    page.text(
        MARGIN + 24, page.y + 42, owed or nothing_owed(summary), 30, colour=ink, weight=BOLD,
        most=INNER - 48,
    )  # fmt: skip
    for place, line in enumerate(lines):
        page.text(MARGIN + 24, page.y + 96 + 40 * place, line, 26)
    page.y += height + MARGIN


def nothing_owed(summary: QuarterSummary) -> str:
    return texts.NOTHING_OUTSTANDING if summary.people else texts.NOTHING_YET


def owing(summary: QuarterSummary) -> list[tuple[str, list[str]]]:
    """Return the task forces that owe reviews, and those that owe base scores, each with how many.

    Each list comes with its title; an empty one is left out.
    """
    reviews = [f"{row.name} {row.pending}" for row in summary.task_forces if row.pending]
    bases = [f"{it.row.name} {it.unscored}" for it in summary.figures if it.unscored]
    named = ((texts.UNREVIEWED, reviews), (BASE_MISSING, bases))
    return [(title, names) for title, names in named if names]
