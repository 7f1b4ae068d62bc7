"""The stage pack on work: what was reported and what came of it, by task force and month."""

from collections import Counter
from collections.abc import Sequence

from bot.forms.kinds import KINDS
from bot.reports.sections import Cell, Chart, Section, Table
from bot.rules.months import Month
from bot.rules.stages import Stage
from bot.rules.states import State
from bot.storage.people import task_forces
from bot.storage.people.task_forces import TaskForce
from bot.storage.session import Session
from bot.storage.work import stages
from bot.storage.work.stages import Counted
from bot.texts.meeting import sections as t

_LINES = [form.line for form in KINDS]
_LABELS = [line.label for line in _LINES]
_WAITING = (State.PENDING, State.APPEALED)


def section(session: Session, stage: Stage) -> Section:
    """Return the section: entries by the day the work was done."""
    counted = stages.counted(session, stage.first, stage.after)
    forces = task_forces.every(session)
    months = [month for month in stage.months if month.first <= session.today]
    of_forces, of_months = _of_forces(forces, counted), _of_months(months, counted)
    charts = [Chart(t.WORKED_CHART, of_forces, _LABELS, t.ENTRIES)]
    if len(of_months.rows) > 1:
        charts.append(Chart(t.MONTHS_CHART, of_months, _LABELS, t.ENTRIES))
    head = t.WORKED_HEAD.format(
        all=sum(each.n for each in counted),
        approved=_sum(counted, State.APPROVED),
        pending=_sum(counted, *_WAITING),
    )
    return Section(t.WORKED, head, _lines(forces, counted), [of_forces, of_months], charts)


def _lines(forces: Sequence[TaskForce], counted: Sequence[Counted]) -> list[str]:
    if not counted:
        return [t.WORKED_NONE]
    approved = Counter[str]()
    for each in counted:
        if each.state is State.APPROVED:
            approved[each.line] += each.n
    kinds = t.SEPARATOR.join(
        t.WORKED_KIND.format(label=line.label, n=approved[line.value]) for line in _LINES
    )
    lines = [t.WORKED_KINDS.format(kinds=kinds)]
    spoke = {each.task_force_id for each in counted}
    if silent := [force.name for force in forces if force.id not in spoke]:
        lines.append(t.WORKED_SILENT.format(n=len(silent), names=t.SEPARATOR.join(silent)))
    return lines


def _of_forces(forces: Sequence[TaskForce], counted: Sequence[Counted]) -> Table:
    """Return a row a task force: its entries by what came of them, the approved ones by kind."""
    rows: list[Sequence[Cell]] = [
        (force.name, *_figures([each for each in counted if each.task_force_id == force.id]))
        for force in forces
    ]
    headings = (t.FORCE, *t.WORKED_HEADINGS, *_LABELS)
    return Table(t.WORKED_TABLE, headings, rows, (2.4, *[1.0] * (len(headings) - 1)))


def _of_months(months: Sequence[Month], counted: Sequence[Counted]) -> Table:
    rows: list[Sequence[Cell]] = [
        (month.label, *_figures([each for each in counted if Month.of(each.day) == month]))
        for month in months
    ]
    headings = (t.MONTH, *t.WORKED_HEADINGS, *_LABELS)
    return Table(t.MONTHS_TABLE, headings, rows, (3.2, *[1.0] * (len(headings) - 1)))


def _figures(counted: Sequence[Counted]) -> list[int]:
    approved = [each for each in counted if each.state is State.APPROVED]
    return [
        sum(each.n for each in counted),
        _sum(counted, State.APPROVED),
        _sum(counted, *_WAITING),
        _sum(counted, State.RETURNED),
        _sum(counted, State.REJECTED),
        *(sum(each.n for each in approved if each.line == line.value) for line in _LINES),
    ]


def _sum(counted: Sequence[Counted], *states: State) -> int:
    return sum(each.n for each in counted if each.state in states)
