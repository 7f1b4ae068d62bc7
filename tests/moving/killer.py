"""Runs a command and kills it, as often as it is told, each time at another moment; then lets it
end. Says as JSON what it saw.
"""

import json
import os
import random
import signal
import sys
import time

import alembic.command
from sqlalchemy import text

import bot.app  # noqa: F401 - everything is loaded before the first fork
from bot.__main__ import app
from bot.commands import moving
from bot.errors import Misconfigured
from bot.storage import databases, schema
from bot.storage.models import Base
from bot.storage.moving import copying, files, rows

SLOW = 0.004


def child(words: list[str]) -> tuple[int, int]:
    """Start the command, with small pieces and slowly, in a process of its own; return that and
    where it says that it has begun to copy, and begins with another piece.
    """
    hears, says = os.pipe()
    pid = os.fork()
    if pid:
        os.close(says)
        return pid, hears
    copying.CHUNK = 3  # type: ignore[misc]
    quick, carry, copy = rows.write, files._carry, copying.copy

    def begun(*args: object) -> None:
        os.write(says, b"!")
        copy(*args)  # type: ignore[arg-type]

    def write(*args: object) -> None:
        os.write(says, b"!")
        time.sleep(SLOW)
        quick(*args)  # type: ignore[arg-type]

    def carried(*args: object) -> None:
        os.write(says, b"!")
        time.sleep(SLOW)
        carry(*args)  # type: ignore[arg-type]

    rows.write, files._carry, copying.copy = write, carried, begun  # type: ignore[assignment]
    os.dup2(2, 1)
    try:
        app(words, standalone_mode=True)
    except SystemExit as end:
        os._exit(int(end.code or 0))
    except BaseException as error:  # noqa: BLE001 - the parent goes on
        sys.stderr.write(repr(error))
    os._exit(99)


def looked_at(url: str) -> tuple[int, bool]:
    """How many rows are there by now, and whether the bot would run on them."""
    try:
        with databases.writing(url).begin() as db:
            found = sum(
                db.scalar(text(f"SELECT count(*) FROM {name}")) or 0
                for name in Base.metadata.tables
            )
    except Exception:  # noqa: BLE001 - nothing is there yet
        return 0, False
    try:
        return found, schema.is_current(databases.at(url))
    except Misconfigured:
        return found, False


def main() -> None:
    times, words = int(sys.argv[1]), sys.argv[2:]
    url = words[words.index("--to-database") + 1]
    chance = random.Random(11)
    seen, killed, refused = [], 0, 0
    while killed < times:
        pid, hears = child(words)
        if killed % 4:
            # So many pieces at least, however slow the machine is.
            for _ in range(chance.randint(1, 8)):
                os.read(hears, 1)
        time.sleep(chance.uniform(0, 0.05 if killed % 4 else 0.3))
        os.close(hears)
        if os.waitpid(pid, os.WNOHANG)[0]:
            raise SystemExit("it ended before it was killed")
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        killed += 1
        found, usable = looked_at(url)
        seen.append(found)
        refused += not usable
    _, status = os.waitpid(child(words)[0], 0)
    assert status == 0, status
    sys.stdout.write(json.dumps({"killed": killed, "rows": seen, "refused": refused}))


if __name__ == "__main__":
    assert moving.app
    assert alembic.command
    main()
