"""The stage pack on exemplary people and deeds (三(六))."""

from collections.abc import Sequence

from bot.actions.month import compilation
from bot.reports.exemplars import Compilation
from bot.reports.sections import Cell, Photo, Section, Table
from bot.rules.exemplars import Fate
from bot.rules.months import Month
from bot.rules.stages import Stage
from bot.storage.session import Session
from bot.texts.meeting import sections as t

MOST_PHOTOS = 6
"""How many photos of exemplars the document shows, those of promoted ones first."""


def section(session: Session, stage: Stage) -> Section:
    """Return the section: the exemplars of every month that the stage has days of."""
    months = [month for month in stage.months if month.first <= session.today]
    known = [(month, compilation.compilation(session, month)) for month in months]
    rows: list[Sequence[Cell]] = [
        (shown.title, shown.force, shown.name, month.label, shown.fate, shown.promoted_where)
        for month, of_month in known
        for shown in of_month.exemplars
    ]
    table = Table(t.REWARDED_TABLE, t.REWARDED_HEADINGS, rows, (3.4, 2, 1.2, 1.8, 1.4, 2), 40)
    promoted = sum(of_month.promoted for _, of_month in known)
    head = t.REWARDED_HEAD.format(n=len(rows), promoted=promoted)
    lines = [line for month, of_month in known if (line := _owing(month, of_month))]
    return Section(t.REWARDED, head, lines, [table], photos=_photos(known))


def _owing(month: Month, of_month: Compilation) -> str:
    owing = [state.force for state in of_month.states if state.state == "owing"]
    if not owing:
        return ""
    return t.REWARDED_OWING.format(month=month.label, names=t.SEPARATOR.join(owing))


def _photos(known: Sequence[tuple[Month, Compilation]]) -> list[Photo]:
    """Return the first photo of each exemplar that has one."""
    shown = [each for _, of_month in known for each in of_month.exemplars if each.photos]
    shown.sort(key=lambda each: each.fate != Fate.PROMOTED.label)
    return [
        Photo(each.photos[0], t.REWARDED_PHOTO.format(title=each.title, force=each.force))
        for each in shown[:MOST_PHOTOS]
    ]
