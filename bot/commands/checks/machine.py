"""What this machine has to have: settings, fonts, room, backups."""

import shlex
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Final

from bot.commands.checks.finding import Finding, Patient, age_of, neutral, odd, well, wrong
from bot.evidence.reading.reader import is_installed
from bot.storage.moving import nightly
from bot.texts import doctor as t

_OLD: Final = timedelta(hours=26)
"""A backup that is made every night and took its time."""
_GB: Final = 1 << 30
_LITTLE_GB, _NONE_GB = 2.0, 0.2


def settings(patient: Patient) -> Finding:
    if not patient.wrong:
        return well(t.SETTINGS_WELL)
    said = t.SETTINGS_WRONG.format(n=len(patient.wrong))
    return wrong(said, do="\n".join(patient.wrong.values()))


def fonts(_: Patient) -> Finding:
    """Draw what only the right typeface can."""
    try:
        from bot.reports.page import has_glyph

        is_there = has_glyph("协")
    except (ImportError, OSError) as error:
        return wrong(t.FONTS_WRONG.format(error=type(error).__name__), do=t.FONTS_DO)
    if not is_there:
        return wrong(t.FONTS_WRONG.format(error="协"), do=t.FONTS_DO)
    return well(t.FONTS_WELL)


def papers(patient: Patient) -> Finding:
    """Say whether papers are read, and what it means where they are not: nobody covers numbers."""
    if patient.settings.read_papers == "off":
        return neutral(t.PAPERS_OFF, t.PAPERS_UNCOVERED)
    return well(t.PAPERS_WELL) if is_installed() else neutral(t.PAPERS_NONE, t.PAPERS_UNCOVERED)


def disk(patient: Patient) -> Finding:
    """Look at each device once, by the first of what lies on it."""
    parts, fullest, least = dict[int, str](), Path(), float("inf")
    for what, place in _places(patient):
        device, free = place.stat().st_dev, shutil.disk_usage(place).free / _GB
        parts.setdefault(device, t.DISK_FREE.format(what=t.DISK_PLACES[what], free=free))
        if free < least:
            fullest, least = place, free
    how, do = tuple(parts.values()), t.DISK_LOW_DO.format(folder=fullest)
    if least < _NONE_GB:
        return wrong(*how, do=do)
    return odd(*how, do=do) if least < _LITTLE_GB else well(*how)


def _places(patient: Patient) -> list[tuple[str, Path]]:
    given = patient.settings
    found = [("temporary", Path(tempfile.gettempdir()))]
    if given.evidence.startswith("file://"):
        found.insert(0, ("evidence", Path(given.evidence.removeprefix("file://"))))
    if given.database_url.startswith("sqlite:///"):
        found.insert(0, ("database", Path(given.database_url.removeprefix("sqlite:///"))))
    return [(what, existing(place.absolute())) for what, place in found]


def existing(place: Path) -> Path:
    """Return the nearest folder above that there is."""
    return next(each for each in (place, *place.parents) if each.exists())


def backup(patient: Patient) -> Finding:
    """Look for one that is this county's: its key opens it, and it goes on to its end."""
    given = patient.settings
    if not given.backup_dir:
        return neutral(t.BACKUP_NONE_YET)
    folder, now = Path(given.backup_dir), patient.clock()
    try:
        found = nightly.newest(folder, given)
    except OSError as error:
        said = t.BACKUP_WRONG.format(folder=folder, error=error.strerror)
        return wrong(said, do=t.BACKUP_WRONG_DO.format(folder=shlex.quote(str(folder))))
    do = t.BACKUP_DO.format(file=shlex.quote(str(folder / nightly.name(given, now))))
    if found is None:
        return odd(t.BACKUP_EMPTY.format(folder=folder), do=do)
    age = now - found.head.made_at
    said = t.BACKUP_AGE.format(age=age_of(age))
    return odd(said, do=do) if age > _OLD else well(said)
