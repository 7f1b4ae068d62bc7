"""The stage pack on stations and studios (三(六))."""

from collections.abc import Sequence

from bot.actions.training import station_cases
from bot.reports.sections import Cell, Photo, Section, Table
from bot.rules.stages import Stage
from bot.storage.people import task_forces
from bot.storage.session import Session
from bot.texts.meeting import sections as t

MOST_PHOTOS = 6
"""How many photos of stations the document shows, those newly opened first."""


def section(session: Session, stage: Stage) -> Section:
    """Return the section: what stands at the stage's end, what was opened and closed in it."""
    found = station_cases.tally(session, stage.first, stage.after)
    names = {force.id: force.name for force in task_forces.every(session)}
    rows: list[Sequence[Cell]] = [
        (
            names.get(each.task_force_id, ""),
            each.kind.label,
            each.standing,
            t.SEPARATOR.join([*each.opened, *each.reopened]),
            t.SEPARATOR.join(each.closed),
        )
        for each in found
    ]
    head = t.PLACED_HEAD.format(
        n=sum(each.standing for each in found),
        opened=sum(len(each.opened) + len(each.reopened) for each in found),
        closed=sum(len(each.closed) for each in found),
    )
    table = Table(t.PLACED_TABLE, t.PLACED_HEADINGS, rows, (2, 3, 1, 3, 2), 40)
    pictured = station_cases.pictured(session, stage.first, stage.after)[:MOST_PHOTOS]
    photos = [
        Photo(
            sha256,
            t.PLACED_PHOTO.format(name=station.name, force=names.get(station.task_force_id, "")),
        )
        for station, sha256 in pictured
    ]
    return Section(t.PLACED, head, [], [table], photos=photos)
