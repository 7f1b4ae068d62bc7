"""A temporary folder of the bot's own, cleared at start of what a killed run left there."""

import os
import shutil
import tempfile
from collections.abc import Iterator
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
def own_folder(database: Path) -> Iterator[None]:
    """Let this process and its workers keep temporary files in a folder beside the database, and
    throw away what was there before.

    The caller holds the lock of that database (`Database.alone`), or the name has the process's own
    number in it, so what is there was left by a process that is dead, and no other bot of this
    machine has anything in it. Python's worker processes meet at a socket in a temporary folder,
    which nobody removes after a `kill -9`. A socket's name has a limit: where the path is too long
    for that, the system's own temporary folder stays in use, and nothing is cleared. Raises
    Misconfigured where something else has the folder's name.
    """
    database = database.resolve()
    folder = database.with_name(f"{database.name}.tmp")
    if len(os.fsencode(folder / _SOCKET)) >= LONGEST_PATH:
        yield
        return
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Misconfigured(_IN_THE_WAY.format(folder=folder))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, exist_ok=True)
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
