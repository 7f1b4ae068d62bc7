"""The stage pack on training and placements (三(四))."""

from collections.abc import Sequence

from bot.actions.training import held
from bot.reports.sections import Cell, Chart, Section, Table
from bot.rules.stages import Stage
from bot.storage.session import Session
from bot.texts.meeting import sections as t
from bot.texts.times import day_label


def section(session: Session, stage: Stage) -> Section:
    """Return the section: trainings held and placements running in the stage, and who of each
    ledger as it is now has been trained in the year of its end. A placement is counted in the stage
    in which it began, so that quarters add up to their year.
    """
    trainings = held.trainings_held(session, stage.first, stage.after)
    placements = held.placements_running(session, stage.first, stage.after)
    year = min(stage.last, session.today).year
    reached = _reached(held.trained(session, year), year)
    begun = [each for each in placements if each.first >= stage.first]
    lacking = sum(each.lacks_evaluation for each in placements)
    short = sum(each.is_short for each in begun)
    least = session.county.deadlines.placement_days
    head = t.TRAINED_HEAD.format(
        trainings=len(trainings),
        times=sum(each.present for each in trainings),
        placements=len(begun),
    )
    before = len(placements) - len(begun)
    lines = [
        *([t.TRAINED_BEFORE.format(n=before)] if before else []),
        *([t.TRAINED_SHORT.format(n=short, least=least)] if short else []),
        *([t.TRAINED_LACKING.format(n=lacking)] if lacking else []),
        t.TRAINED_AS_OF.format(year=year, day=day_label(session.today)),
    ]
    chart = Chart(t.TRAINED_CHART.format(year=year), reached, [t.TRAINED_REACHED[2]], t.PEOPLE)
    return Section(
        t.TRAINED,
        head,
        lines,
        [_trainings(trainings), _placements(placements, least), reached],
        [chart],
    )


def _trainings(trainings: Sequence[held.Held]) -> Table:
    rows: list[Sequence[Cell]] = [
        (each.theme, day_label(each.day), each.task_force or t.COUNTY, each.present)
        for each in trainings
    ]
    return Table(t.TRAININGS_TABLE, t.TRAININGS_HEADINGS, rows, (3.4, 2, 2, 1), 40)


def _placements(placements: Sequence[held.Placed], least: int) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            each.name,
            each.task_force,
            each.host,
            each.level.label,
            t.SPAN.format(first=day_label(each.first), last=day_label(each.last)),
            t.SHORT.format(least=least) if each.is_short else "",
            _came_to(each),
        )
        for each in placements
    ]
    return Table(
        t.PLACEMENTS_TABLE, t.PLACEMENTS_HEADINGS, rows, (1.2, 1.8, 2, 1.6, 3, 1.2, 1.2), 40
    )


def _came_to(each: held.Placed) -> str:
    if each.grade is not None:
        return each.grade.label
    if not each.has_ended:
        return t.RUNNING
    return t.HAS_LEFT if each.has_left else t.NOT_EVALUATED


def _reached(trained: Sequence[held.Trained], year: int) -> Table:
    rows: list[Sequence[Cell]] = [
        (each.task_force, each.people, each.trained, each.people - each.trained) for each in trained
    ]
    return Table(t.TRAINED_TABLE.format(year=year), t.TRAINED_REACHED, rows, (3, 1, 1, 1))
