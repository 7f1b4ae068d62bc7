"""Snapshots: the sample county as it was played once, kept for whoever opens it again on the same
day.

A snapshot is a folder with the county's database and files, named by a digest of the code that
played it and by the day. It is written aside, fsynced and renamed, and every file is compared with
its digest when it is taken out again: what was interrupted, damaged, or made by other code or on
another day is never used.
"""

import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from bot.rules.calendar import local_day
from bot.sandbox.sample.files import copy_out, is_whole, seal

CODE: Final = Path(__file__).parents[2]
CACHE: Final = CODE.parent / "var" / "sample"
"""Where snapshots are kept: in the checkout, where git does not look; `make clean` takes it
away.
"""
KEPT: Final = 12

Tell = Callable[[int, int], object]
"""Is told how many stories have been played, and of how many."""


def sample_county(folder: Path, now: datetime, kept: Path = CACHE) -> None:
    """Put a copy of the played sample county into an empty folder of one's own, for `open_county`.

    It is played once per code and day, which takes some seconds; after that this takes a fraction
    of one. Any number of processes may ask at the same time: one plays, the others wait for it.
    """
    while not take_out(folder, now, kept):
        make(now, kept)


def name_of(now: datetime) -> str:
    """Return the name of the snapshot of this code and of a moment's day."""
    return f"{_code()}-{local_day(now)}"


def take_out(folder: Path, now: datetime, kept: Path = CACHE) -> bool:
    """Copy the snapshot into the folder, its database last. Returns False when there is no whole
    one, or when it is just being made: nobody waits for it here.
    """
    whole = kept / name_of(now)
    if not whole.is_dir():
        return False
    with _holding(whole, fcntl.LOCK_SH | fcntl.LOCK_NB) as held:
        if not held or not copy_out(whole, folder):
            return False
        os.utime(whole)  # so that those nobody asks for go first
        return True


def make(now: datetime, kept: Path = CACHE, tell: Tell = lambda *_: None) -> None:
    """Make the snapshot of this moment's day, unless there is a whole one. Raises OSError."""
    kept.mkdir(parents=True, exist_ok=True)
    whole = kept / name_of(now)
    with _holding(whole, fcntl.LOCK_EX):
        if is_whole(whole):
            return
        _clear(whole)
        part = Path(tempfile.mkdtemp(prefix=f"{whole.name}.part-", dir=kept))
        try:
            from bot.sandbox.sample.playing import play_in

            play_in(part, now, tell)
            seal(part)
            part.rename(whole)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    _keep_few(kept)


@cache
def _code() -> str:
    """Return a digest of everything that has a say in what the county looks like."""
    digest = hashlib.sha256(sys.version.encode())
    files = (path for ending in ("*.py", "*.toml") for path in CODE.rglob(ending))
    for path in (*sorted(files), CODE.parent / "requirements.lock"):
        with suppress(FileNotFoundError):
            digest.update(f"{path.relative_to(CODE.parent)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _holding(whole: Path, how: int) -> Iterator[bool]:
    """Hold the lock of one snapshot, which many may read and one may write; gives whether it was
    free, for those who do not wait.
    """
    with whole.with_name(f"{whole.name}.lock").open("a") as file:
        try:
            fcntl.flock(file, how)
        except BlockingIOError:
            yield False
        else:
            yield True


def _clear(whole: Path) -> None:
    """Throw away a damaged snapshot and what an interrupted maker left."""
    for path in (whole, *whole.parent.glob(f"{whole.name}.part-*")):
        shutil.rmtree(path, ignore_errors=True)


def _keep_few(kept: Path) -> None:
    """Keep the newest snapshots. Of the others those go that nobody is using, with their locks and
    parts.
    """
    named = {path.name.partition(".")[0] for path in kept.iterdir()}
    used = {name: (kept / name).stat().st_mtime for name in named if (kept / name).is_dir()}
    stay = sorted(used, key=lambda name: used[name])[-KEPT:]
    for name in named.difference(stay):
        with _holding(kept / name, fcntl.LOCK_EX | fcntl.LOCK_NB) as free:
            if free:
                _clear(kept / name)
                (kept / f"{name}.lock").unlink(missing_ok=True)
