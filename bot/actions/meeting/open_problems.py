"""The stage pack on problems and advice, without who asked (四(二)(三))."""

from collections.abc import Sequence

from bot.actions.meeting import raised
from bot.reports.sections import Cell, Section, Table
from bot.rules.stages import Stage
from bot.storage.session import Session
from bot.texts.meeting import sections as t


def section(session: Session, stage: Stage) -> Section:
    """Return the section: what was raised and answered, and what is still open."""
    found = raised.in_county(session, stage.first, stage.after)
    head = t.RAISED_HEAD.format(
        asked=found.asked, answered=found.answered, closed=found.closed, open=len(found.open)
    )
    days = found.days_to_answer
    lines = [t.RAISED_DAYS.format(n=sum(days) / len(days))] if days else []
    rows: list[Sequence[Cell]] = [
        (
            each.number,
            each.kind.label,
            each.task_force,
            each.days,
            t.ANSWERED if each.is_answered else t.UNANSWERED,
        )
        for each in found.open
    ]
    table = Table(t.RAISED_TABLE, t.RAISED_HEADINGS, rows, (1, 1, 2, 1, 1.4), 40)
    return Section(t.RAISED, head, lines, [table])
