"""The stage pack on scores: every quarter that the stage has days of (§8.2)."""

from collections.abc import Sequence

from bot.actions.score import summarise
from bot.errors import Refused
from bot.reports.sections import Cell, Chart, Section, Table
from bot.reports.summary import QuarterSummary
from bot.rules.quarters import Quarter
from bot.rules.stages import Stage
from bot.storage.score import faults
from bot.storage.session import Session
from bot.texts import reports as texts
from bot.texts.meeting import sections as t


def section(session: Session, stage: Stage) -> Section:
    """Return the section: quarters as they stand, locked or drafts, and the people's totals."""
    quarters = [q for q in stage.quarters if q.first <= session.today]
    known = [summary for q in quarters if (summary := _summary(session, q)) is not None]
    if not known:
        return Section(t.SCORED, t.SCORED_NONE)
    heads = [_head(summary) for summary in known]
    forces = [_of_forces(summary, several=len(known) > 1) for summary in known]
    charts = [
        Chart(
            t.SCORED_CHART.format(quarter=summary.quarter.label),
            table,
            [t.SCORED_HEADINGS[1]],
            t.POINTS,
        )
        for summary, table in zip(known, forces, strict=True)
    ]
    lines = [line for summary in known for line in _lines(session, summary)]
    return Section(t.SCORED, "；".join(heads) + "。", lines, [*forces, _people(known)], charts)


def _summary(session: Session, quarter: Quarter) -> QuarterSummary | None:
    """Return a quarter's summary; None before the first rubric."""
    try:
        return summarise.summary(session, quarter)
    except Refused:
        return None


def _head(summary: QuarterSummary) -> str:
    mean = "–" if summary.mean is None else f"{summary.mean:.1f}"
    mark = texts.DRAFT if summary.draft else texts.FINAL
    return t.SCORED_HEAD.format(quarter=summary.quarter.label, mark=mark, mean=mean)


def _lines(session: Session, summary: QuarterSummary) -> list[str]:
    quarter, people = summary.quarter.label, len(summary.people)
    lines = [t.SCORED_UNRATED.format(quarter=quarter, scored=summary.scored, people=people)]
    if summary.draft and summary.outstanding:
        lines.append(t.SCORED_OWED.format(quarter=quarter, owed=summary.outstanding))
    confirmed = sum(map(len, faults.confirmed(session, summary.quarter).values()))
    if confirmed:
        lines.append(t.FAULTS.format(quarter=quarter, n=confirmed))
    return lines


def _of_forces(summary: QuarterSummary, *, several: bool) -> Table:
    rows: list[Sequence[Cell]] = [
        (
            figures.row.name,
            len(figures.people),
            figures.mean,
            max(figures.totals, default=None),
            min(figures.totals, default=None),
            figures.scored,
        )
        for figures in summary.figures
    ]
    name = f"{t.SCORED_TABLE} {summary.quarter}" if several else t.SCORED_TABLE
    return Table(name, (t.FORCE, *t.SCORED_HEADINGS), rows, (3, 1, 1.4, 1.4, 1.4, 1.8))


def _people(known: Sequence[QuarterSummary]) -> Table:
    """Return a row a person with their total of each quarter; of namesakes in one task force each
    has their own. For the workbook alone: a meeting reads no list of five hundred.
    """
    totals: dict[tuple[str, str, str, str, int], dict[Quarter, int]] = {}
    for summary in known:
        seen: dict[tuple[str, str, str, str], int] = {}
        for person in summary.people:
            who = (person.name, person.task_force, person.kind, person.employer)
            seen[who] = nth = seen.get(who, -1) + 1
            totals.setdefault((*who, nth), {})[summary.quarter] = person.marks.total
    rows = [
        (*who[:4], *(theirs.get(summary.quarter) for summary in known))
        for who, theirs in totals.items()
    ]
    headings = (*t.PERSON_HEADINGS, *(str(summary.quarter) for summary in known))
    return Table(t.PERSON_TABLE, headings, rows, [1.0] * len(headings), in_short=0)
