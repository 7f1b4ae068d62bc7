"""One coordinator's quarter as a picture: every line, what counted, what did not and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.reports import palette
from bot.reports.page import BOLD, MARGIN, MEDIUM, WIDTH, Page, width_of
from bot.reports.score_blocks import Bar, Item, Mark, draw_block
from bot.reports.stamp import draw_stamp
from bot.rules.quarters import Quarter
from bot.rules.rubric import Line, Rubric
from bot.rules.scoring import Credit, LineScore, Score
from bot.texts import reports as texts

INNER = WIDTH - 2 * MARGIN
GAP = 20
RING = 212


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry not yet decided, and the points it brings once approved.

    `why` says what keeps it from the full points; "" when nothing does.
    """

    number: int
    line: Line
    day: date
    points: int
    why: str = ""


@dataclass(frozen=True)
class ScoreCard:
    """What the picture shows; `score` is the rules' own, `as_of` in the county's local time.

    `titles` name entries and `fault_titles` faults by their number, `base_note` is the reason given
    with the base score. `draft` is true until the quarter is locked.
    """

    county: str
    quarter: Quarter
    as_of: datetime
    draft: bool
    name: str
    task_force: str
    employer: str
    score: Score
    rubric: Rubric = field(default_factory=Rubric)
    base_note: str = ""
    titles: Mapping[int, str] = field(default_factory=dict)
    fault_titles: Mapping[int, str] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()


def score_card(card: ScoreCard) -> bytes:
    """Draw a score card as a PNG 1080 pixels wide.

    Each line comes with its bar and entries, then faults and the sum.
    """
    page = Page()
    draw_heading(page, card)
    base = card.score.base
    draw_block(
        page,
        Line.BASE.label,
        Bar(base, card.rubric.base_max),
        texts.NOT_YET if base is None else f"{base}",
        base_items(card),
    )
    for line in card.score.lines:
        draw_line(page, card, line)
    if card.score.faults:
        figure = f"−{card.score.deduction}"
        draw_block(page, Line.FAULT.label, None, figure, fault_items(card))
    draw_sum(page, card)
    return page.png()


def draw_heading(page: Page, card: ScoreCard) -> None:
    """Draw who it is, which quarter, and the total in a ring."""
    page.box(0, 0, WIDTH, 300, palette.NAVY)
    room = WIDTH - 2 * MARGIN - RING - 40
    page.text(MARGIN, 52, texts.card_title(card.county), 28, colour=palette.SKY, most=room)
    size = 54 if width_of(card.name, 54, BOLD) <= room else 38
    page.text(MARGIN, 112, card.name, size, colour=palette.PAPER, weight=BOLD, most=room)
    unit = f"{card.task_force} · {card.employer}"
    page.text(MARGIN, 168, unit, 28, colour=palette.SKY, most=room)
    quarter = card.quarter.label
    page.text(MARGIN, 220, quarter, 30, colour=palette.PAPER, weight=MEDIUM)
    after = MARGIN + 20 + width_of(quarter, 30, MEDIUM)
    draw_stamp(page, (after, 220), 24, draft=card.draft, right=False)
    page.text(MARGIN, 266, texts.as_of(card.as_of), 24, colour=palette.SKY)
    x, y, most = WIDTH - MARGIN - RING, 44, card.rubric.total_max
    page.ring(x, y, RING, card.score.total / most)
    middle, total = x + RING / 2, f"{card.score.total}"
    page.text(middle, y + RING / 2 - 14, total, 76, colour=palette.PAPER, weight=BOLD, anchor="mm")
    page.text(middle, y + RING / 2 + 50, texts.out_of(most), 24, colour=palette.SKY, anchor="mm")
    page.y = 300 + GAP


def base_items(card: ScoreCard) -> list[Item]:
    """Return the note under the base score: its reason or, until it is given, who gives it."""
    note = texts.BASE_AWAITED if card.score.base is None else card.base_note
    return [Item(Mark.NOTE, note)] if note else []


def draw_line(page: Page, card: ScoreCard, line: LineScore) -> None:
    """Draw one line with its entries: what counts, what still waits, what does not and why."""
    waiting = [wait for wait in card.waiting if wait.line is line.line]
    items = [decided_item(card, credit) for credit in line.credits if credit.points]
    items += [waiting_item(card, wait) for wait in waiting]
    items += [decided_item(card, credit) for credit in line.credits if not credit.points]
    each = card.rubric.each(line.line)
    ghost = line.points + sum(wait.points for wait in waiting)
    bar = Bar(line.points, line.cap, ghost=ghost, step=each)
    empty = [Item(Mark.NOTE, texts.nothing_on_line(each, line.cap))]
    draw_block(page, line.line.label, bar, f"{line.points}", items or empty)


def decided_item(card: ScoreCard, credit: Credit) -> Item:
    """Make the item of a decided entry, with the reason when it brings less than full points."""
    entry = credit.entry
    title = texts.entry(entry.number, entry.day, card.titles.get(entry.number, ""))
    mark = Mark.COUNTED if credit.points else Mark.NOTHING
    return Item(mark, title, f"+{credit.points}", credit.why)


def waiting_item(card: ScoreCard, wait: Waiting) -> Item:
    """Make the item of an entry still to be decided, with what it brings once it is approved."""
    title = texts.entry(wait.number, wait.day, card.titles.get(wait.number, ""))
    return Item(Mark.WAITING, title, texts.once_approved(wait.points), wait.why)


def fault_items(card: ScoreCard) -> list[Item]:
    return [
        Item(
            Mark.FAULT,
            texts.fault(fault.day, card.fault_titles.get(fault.number, "")),
            f"−{card.rubric.fault(large=fault.large)}",
        )
        for fault in card.score.faults
    ]


def draw_sum(page: Page, card: ScoreCard) -> None:
    """Draw how the total comes about, and what 备注 says about it."""
    score = card.score
    base = texts.NOT_YET if score.base is None else str(score.base)
    terms = [base, *(str(line.points) for line in score.lines)]
    sum_of = " + ".join(terms) + (f" − {score.deduction}" if score.deduction else "")
    lines = [f"{sum_of} = {score.raw}", *score.remarks]
    height = 86 + 42 * len(lines)
    page.box(MARGIN, page.y, INNER, height, palette.SKY, radius=14)
    page.text(MARGIN + 28, page.y + 46, texts.TOTAL, 30, weight=BOLD)
    page.text(WIDTH - MARGIN - 28, page.y + 46, f"{score.total}", 40, weight=BOLD, anchor="rm")
    for place, line in enumerate(lines):
        page.text(MARGIN + 28, page.y + 98 + 42 * place, line, 26, most=INNER - 56)
    page.y += height + MARGIN
