"""What a killed process left in its temporary folder is cleared by the next, and nothing else."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from bot.errors import Misconfigured
from bot.storage.own_folder import LONGEST_PATH, own_folder

WORK: Final = """
import asyncio, os, sys, time
from pathlib import Path
from bot.evidence.workers import Workers
from bot.storage import databases
from bot.storage.own_folder import own_folder

def work():
    database = Path(sys.argv[1])
    with databases.at(database).alone(), own_folder(database):
        asyncio.run(Workers(1).run(os.getpid))
        print("working", flush=True)
        time.sleep(60)

if __name__ == "__main__":
    work()
"""


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose name leaves room for a socket's, as a server's has and a test's has not."""
    with tempfile.TemporaryDirectory(prefix="x") as folder:
        yield Path(folder)


def work_until_killed(database: Path) -> set[Path]:
    """A process with a worker takes the folder and is killed; what it leaves there."""
    script = database.with_suffix(".py")
    script.write_text(WORK)
    command = [sys.executable, str(script), str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"working\n"
        process.kill()
    return set(database.with_name(f"{database.name}.tmp").glob("pymp-*"))


def test_after_a_kill_the_next_start_clears_its_own_and_nobody_elses(short: Path) -> None:
    mine, neighbours = short / "county.db", short / "other.db"
    theirs = work_until_killed(neighbours)
    first = work_until_killed(mine)
    second = work_until_killed(mine)
    assert len(theirs) == len(first) == len(second) == 1
    assert not any(left.exists() for left in first)
    assert all(left.exists() for left in theirs)
    with own_folder(mine):
        assert list((short / "county.db.tmp").iterdir()) == []
    assert all(left.exists() for left in theirs)


def test_the_folder_is_private_and_given_back(short: Path) -> None:
    before = tempfile.gettempdir()
    with own_folder(short / "county.db"):
        assert tempfile.gettempdir() == str(short / "county.db.tmp")
        assert (short / "county.db.tmp").stat().st_mode & 0o777 == 0o700
    assert tempfile.gettempdir() == before


def test_where_no_socket_fits_the_systems_folder_stays_in_use(short: Path) -> None:
    deep = short / ("d" * LONGEST_PATH)
    deep.mkdir()
    before = tempfile.gettempdir()
    with own_folder(deep / "county.db"):
        assert tempfile.gettempdir() == before
    assert not (deep / "county.db.tmp").exists()


def test_another_database_beside_it_has_another_folder(short: Path) -> None:
    with own_folder(short / "county.db"), own_folder(short / "county.sqlite"):
        assert {folder.name for folder in short.iterdir()} == {"county.db.tmp", "county.sqlite.tmp"}


@pytest.mark.parametrize("way", ["file", "link"])
def test_what_is_in_the_way_is_said_and_left_alone(short: Path, way: str) -> None:
    there = short / "county.db.tmp"
    if way == "file":
        there.write_text("mine")
    else:
        there.symlink_to(short)
    with pytest.raises(Misconfigured, match="请移走"), own_folder(short / "county.db"):
        pass
    assert there.is_symlink() or there.read_text() == "mine"


def test_what_another_left_is_cleared_once_it_is_dead(short: Path) -> None:
    """Where several processes are at one database, each has a folder of its own."""
    mine, living, dead = short / "x-1", short / "x-2", short / "x-3"
    with own_folder(living):
        left = work_until_killed(dead)
        assert left
        with own_folder(mine, (living, dead)):
            assert (short / "x-2.tmp").is_dir()
            assert not any(each.exists() for each in left)
