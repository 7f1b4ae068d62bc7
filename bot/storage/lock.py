"""The lock of the one process that runs the bot on a database; freed when that process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import Misconfigured


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """Hold the lock of a database for the length of a `with` block.

    Raises Misconfigured when another process runs the bot on this database.
    """
    path = database.resolve().with_suffix(".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Misconfigured(
                f"另一个进程正在使用 {database}，请先停掉它，例如：Ctrl+C 或 systemctl stop xietiao"
            ) from error
        yield
