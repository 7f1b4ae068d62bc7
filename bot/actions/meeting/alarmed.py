"""The stage pack on alerts, without names (§7.4)."""

from collections.abc import Sequence

from bot.actions.alert import figures
from bot.reports.sections import Cell, Section, Table
from bot.rules.alerts import AlertState
from bot.rules.stages import Stage
from bot.storage.people import task_forces
from bot.storage.session import Session
from bot.texts.meeting import sections as t
from bot.texts.times import day_label


def section(session: Session, stage: Stage) -> Section:
    """Return the section: alerts and how soon somebody knew; drills and mistakes apart."""
    found = figures.between(session, stage.first, stage.after)
    names = {force.id: force.name for force in task_forces.every(session)}
    real = [each for each in found if not each.drill and each.state is not AlertState.WITHDRAWN]
    known = sorted(each.minutes for each in real if each.minutes is not None)
    head = t.ALARMED_HEAD.format(n=len(real), drills=sum(each.drill for each in found))
    lines = [t.ALARMED_MEDIAN.format(n=known[len(known) // 2])] if known else []
    if waiting := sum(each.state is not AlertState.CLOSED for each in real):
        lines.append(t.ALARMED_OPEN.format(n=waiting))
    rows: list[Sequence[Cell]] = [
        (
            each.number,
            day_label(each.day),
            names.get(each.task_force_id or 0, ""),
            t.DRILL if each.drill else t.REAL,
            each.minutes,
            each.state.label,
        )
        for each in found
    ]
    table = Table(t.ALARMED_TABLE, t.ALARMED_HEADINGS, rows, (1, 2, 2, 1, 1.4, 1.2), 40)
    return Section(t.ALARMED, head, lines, [table])
