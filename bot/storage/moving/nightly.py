"""The backup of every night: a whole one each week, on the other days only what evidence is new.
Old ones are removed, and never what the newest needs. The folder may be that of many counties: a
name says whose a backup is, and nobody touches another's.
"""

import os
import re
import signal
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog

from bot.errors import Away, Misconfigured, Refused
from bot.logs import set_up
from bot.rules.calendar import TIMEZONE
from bot.settings import Settings
from bot.storage import databases
from bot.storage.blobs import open_blobs
from bot.storage.moving import backup
from bot.storage.moving.backup import Backup
from bot.storage.moving.records import Head
from bot.storage.moving.sealed import Opening
from bot.texts import moving as t

WHOLE_EVERY: Final = timedelta(days=6, hours=12)
_NICE: Final = 10
_LONGEST: Final = 40
_MADE: Final = re.compile(r"(?:.+-(?P<bot>\d{1,18})|county)-\d{8}-\d{4}\.xtb(?:\.part)?", re.DOTALL)
"""How backups of the night are called. Before 0.4 they were all `county`, whosever they were."""
_TROUBLE: Final = (Refused, Misconfigured, Away, OSError, *databases.TROUBLE)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in the folder, which this county's key opens."""

    path: Path
    head: Head


def in_a_process(settings: Settings, clock: Callable[[], datetime]) -> None:
    """Do the same in a process of its own, which is in nobody's way."""
    set_up(settings.log_format)
    if settings.county_name:
        structlog.contextvars.bind_contextvars(county=settings.county_name)
    os.nice(_NICE)
    # Ctrl-C reaches every process of the terminal; the bot alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run(settings, clock)


def run(settings: Settings, clock: Callable[[], datetime]) -> None:
    """Make this night's backup and tidy the folder; what goes wrong is logged."""
    try:
        path, made = back_up(settings, clock())
    except _TROUBLE as error:
        why = str(error) if isinstance(error, Refused | Misconfigured | Away) else repr(error)
        log.error("backup failed, tried again tomorrow", why=why)  # noqa: TRY400 - one sentence
        return
    log.info("backup", file=path.name, rows=made.rows, files=made.files, earlier=made.earlier)
    if made.lacking:
        log.error("evidence is missing or damaged, see xietiao verify", files=len(made.lacking))


def back_up(settings: Settings, now: datetime) -> tuple[Path, backup.Made]:
    """Make a backup in BACKUP_DIR, then remove those that are too old; return where it is. Raises
    Refused.
    """
    folder = Path(settings.backup_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(t.NO_PLACE.format(path=folder, why=error.strerror)) from None
    for half in folder.glob("*.xtb.part"):  # of a bot that was stopped
        if _is_own(half, settings):
            half.unlink(missing_ok=True)
    base = _base(found(folder, settings), settings.key, now)
    path = folder / name(settings, now)
    making = Backup(
        databases.at(settings.database_url), open_blobs(settings), settings.key, lambda *_: None
    )
    made = making.save(path, now, base)
    for old in too_old(found(folder, settings), now, settings.backup_keep_days):
        old.path.unlink(missing_ok=True)
    return path, made


def name(settings: Settings, now: datetime) -> str:
    """Return what this county's backup of a moment is called: by the county, for people, and by its
    bot, which no other county has, whatever that is called and however it is written there.
    """
    county = settings.county_name or databases.at(settings.database_url).county
    county = re.sub(r"[^\w.-]+", "_", county).lstrip(".")[:_LONGEST] or "county"
    return f"{county}-{_bot(settings)}-{now.astimezone(TIMEZONE):%Y%m%d-%H%M}.xtb"


def found(folder: Path, settings: Settings) -> list[Kept]:
    """Return this county's backups of the night, the newest first. Anything else in the folder is
    let be.
    """
    return _opened((path for path in folder.glob("*.xtb") if _is_own(path, settings)), settings)


def newest(folder: Path, settings: Settings) -> Kept | None:
    """Return the newest backup of this county that goes on to its end, made by night or by hand;
    None when there is none. Raises OSError where one cannot look.
    """
    paths = [path for path in folder.iterdir() if path.suffix == ".xtb"]
    kept = _opened((path for path in paths if _whose(path) in {None, _bot(settings)}), settings)
    return next((each for each in kept if backup.is_whole(each.path, settings.key)), None)


def _opened(paths: Iterable[Path], settings: Settings) -> list[Kept]:
    """Return those that this county's key opens, the newest first."""
    kept = []
    for path in paths:
        try:
            with backup.opened(path, settings.key) as hearing:
                kept.append(Kept(path, hearing.head))
        except (OSError, Refused):
            continue
    return sorted(kept, key=lambda each: each.head.made_at, reverse=True)


def _is_own(path: Path, settings: Settings) -> bool:
    """Whether a file, finished or not, was made by this county's nights. A name that says of no bot
    whose it is leaves that to the key.
    """
    if not _MADE.fullmatch(path.name):
        return False
    whose = _whose(path)
    return whose == _bot(settings) if whose else _is_of_key(path, settings.key)


def _whose(path: Path) -> str | None:
    """Return the bot that a name tells of, None when it tells of none."""
    made = _MADE.fullmatch(path.name)
    return made["bot"] if made else None


def _bot(settings: Settings) -> str:
    return str(settings.bot_id or 0)


def _is_of_key(path: Path, key: bytes) -> bool:
    """Whether a file, of which not more than its beginning has to be there, is of a key."""
    try:
        with path.open("rb") as file:
            Opening(file, key, path)
    except (OSError, Refused):
        return False
    return True


def too_old(kept: Sequence[Kept], now: datetime, days: int) -> list[Kept]:
    """Return what may go: older than so many days, and needed neither by what stays nor by the
    newest.
    """
    ids = {each.head.id: each for each in kept}
    stays = [
        n == 0 or each.head.made_at >= now - timedelta(days=days) for n, each in enumerate(kept)
    ]
    needed = set[str]()
    for each in (each for each, is_young in zip(kept, stays, strict=True) if is_young):
        link: Kept | None = each
        while link is not None and link.head.id not in needed:
            needed.add(link.head.id)
            link = ids.get(link.head.base)
    return [each for each in kept if each.head.id not in needed]


def _base(kept: Sequence[Kept], key: bytes, now: datetime) -> Path | None:
    """Return the whole backup of the last days, None where it is time for another."""
    for each in kept:
        is_recent = now - WHOLE_EVERY < each.head.made_at <= now
        if not each.head.base and is_recent and backup.is_whole(each.path, key):
            return each.path
    return None
