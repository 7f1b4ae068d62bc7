"""Pictures that were taken on another day than the entry says: pointed out, never refused.

Only files tell when they were taken; Telegram takes that out of photos. What is tolerable is the
form's to say, slot by slot.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.actions.work.lay_out import laid_out, taken_time
from bot.forms.form import Form
from bot.storage.work.evidence import Piece
from bot.texts.times import day_label
from bot.texts.work import taken as t

MOST: Final = 3
"""The most days that are named. Pictures of more days than that are a stack of old photos, which is
seen on the sheet.
"""


def on_other_days(form: Form, day: date, pieces: Sequence[Piece]) -> dict[date, list[int]]:
    """Return the dates of pictures that do not fit the entry's day, each with the pieces by their
    numbers on the contact sheet.
    """
    within = {slot.key: slot.taken for slot in form.slots}
    found: dict[date, list[int]] = {}
    for place, piece in enumerate(laid_out(pieces, form.name), 1):
        taken, tolerance = taken_time(piece), within.get(piece.slot)
        if taken and tolerance and not tolerance.fits(taken.date(), day):
            found.setdefault(taken.date(), []).append(place)
    return dict(sorted(found.items()))


def sentences(found: dict[date, list[int]], today: date | None) -> list[str]:
    """Return a line for each such date: `第2、3张拍摄于 11月3日`."""
    lines = [
        t.LINE.format(places="、".join(map(str, places)), day=day_label(day, today))
        for day, places in list(found.items())[:MOST]
    ]
    left = sum(len(places) for places in list(found.values())[MOST:])
    return [*lines, t.MORE.format(n=left)] if left else lines
