"""A temporary folder of the bot's own, cleared at start of what a killed run left there."""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.errors import Misconfigured

LONGEST_PATH: Final = 104
"""How many bytes the name of a socket may have, on the strictest of the systems that this runs
on.
"""
_SOCKET: Final = "pymp-abcdefgh/listener-abcdefgh"
_IN_THE_WAY: Final = (
    "{folder} 是机器人放临时文件的目录，现在那里有一个同名的文件，请移走，例如：mv {folder} /tmp/"
)


@contextmanager
def own_folder(database: Path, others: Iterable[Path] = ()) -> Iterator[None]:
    """Let this process and its workers keep temporary files in a folder beside the database, and
    throw away what was there before, or beside `others` whose process is dead.

    Where only one process may be at a database the caller holds its lock (`Database.alone`), so
    what is there was left by a process that is dead, and no other bot of this machine has anything
    in it. Where several may be, or several counties are in one process, each has a folder of its
    own name and holds it. Python's worker processes meet at a socket in a temporary folder, which
    nobody removes after a `kill -9`. A socket's name has a limit: where the path is too long for
    that, the system's own temporary folder stays in use, and nothing is cleared. Raises
    Misconfigured where something else has the folder's name.
    """
    database = database.resolve()
    folder = _folder_of(database)
    if len(os.fsencode(folder / _SOCKET)) >= LONGEST_PATH:
        yield
        return
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Misconfigured(_IN_THE_WAY.format(folder=folder))
    for other in others:
        _clear_after_the_dead(_folder_of(other))
    shutil.rmtree(folder, ignore_errors=True)
    held = _held(folder)
    before, told = tempfile.tempdir, os.environ.get("TMPDIR")
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        if told is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = told
        os.close(held)


def _folder_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.tmp")


def _held(folder: Path) -> int:
    """Make the folder and hold it for as long as this process lives. Whoever clears up may have
    taken it for a dead one's in between: then it is made again.
    """
    while True:
        folder.mkdir(mode=0o700, exist_ok=True)
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(held), folder.stat()):
                return held
        os.close(held)


def _clear_after_the_dead(folder: Path) -> None:
    """Throw a folder away that nobody holds. One of another user's stays."""
    with contextlib.suppress(OSError):
        found = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(found)
