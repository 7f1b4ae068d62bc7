"""Where the tests keep a county: the one place that says so, so that all of them can move.

Usually that is a file of SQLite's and a folder. XIETIAO_TEST_DATABASE=postgres puts every test's
county on a PostgreSQL that the tests start, XIETIAO_TEST_EVIDENCE=s3 its evidence into a bucket.
"""

import hashlib
import itertools
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine, select

from bot.storage import databases, schema
from bot.storage.blobs import Blobs, Folder
from bot.storage.bucket import Bucket
from bot.storage.models import Base
from tests.servers import postgres

ON_POSTGRES: Final = os.environ.get("XIETIAO_TEST_DATABASE") == "postgres"
IN_BUCKET: Final = os.environ.get("XIETIAO_TEST_EVIDENCE") == "s3"
DATABASE: Final = "postgres" if ON_POSTGRES else "sqlite"

only_sqlite = pytest.mark.only_on("sqlite")
"""For a test of what only SQLite promises, or lets somebody do; elsewhere it is left out."""
only_postgres = pytest.mark.only_on("postgres")

IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - the folders that are made in it are our own
_ROOM: Final = 2 << 30
_numbers = itertools.count(1)
_of_folder: dict[Path, list[str]] = {}


def in_memory() -> Path | None:
    """Where files are in memory, None where there is no such place, with room, in which programs
    may lie. A commit there waits for no disk. Whoever is killed loses no more than on a disk, whose
    cache outlives him too; what a power cut leaves is asked of servers that keep to a disk.
    """
    if not IN_MEMORY.is_dir() or shutil.disk_usage(IN_MEMORY).free < _ROOM:
        return None
    return None if os.statvfs(IN_MEMORY).f_flag & os.ST_NOEXEC else IN_MEMORY


def is_at_home(item: pytest.Item) -> bool:
    """Whether a test has something to say of the database that all counties are in."""
    return all(mark.args == (DATABASE,) for mark in item.iter_markers("only_on"))


def fresh(folder: Path) -> str:
    """The URL of a database in which nothing is yet."""
    return _made(folder, "template0") if ON_POSTGRES else f"sqlite:///{folder}/county.db"


def environment(folder: Path) -> dict[str, str]:
    """What tells a command that runs in the folder where its database is: nothing has to, where it
    is in the place that needs no saying.
    """
    return {"DATABASE_URL": fresh(folder)} if ON_POSTGRES else {}


def everything(url: str) -> bytes:
    """All that lies in a database: SQLite's files, the write-ahead log included, or all rows."""
    database = databases.at(url)
    if not ON_POSTGRES:
        return b"".join(
            file.read_bytes() for file in database.beside.parent.glob(f"{database.beside.name}*")
        )
    with database.reading().connect() as db:
        rows = [row for table in Base.metadata.sorted_tables for row in db.execute(select(table))]
    return b"".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )


def forget(folder: Path) -> None:
    """Take away what the server has for a folder: each database is eight megabytes."""
    for each in [each for each in _of_folder if each.is_relative_to(folder)]:
        for name in _of_folder.pop(each):
            postgres.shared().drop(name)


def _made(folder: Path, like: str) -> str:
    name = f"county{next(_numbers)}"
    _of_folder.setdefault(folder, []).append(name)
    return postgres.shared().create(name, like)


@dataclass(frozen=True)
class Template:
    """A database that is made once and then copied."""

    url: str

    @classmethod
    def made(cls, folder: Path, fill: Callable[[Engine], None] = lambda _: None) -> "Template":
        database = databases.at(fresh(folder))
        schema.upgrade(database)
        fill(database.writing())
        return cls(database.url.render_as_string(hide_password=False))

    def copied(self, folder: Path) -> str:
        """A copy of its own in that folder, or for it on the server; its URL."""
        if ON_POSTGRES:
            return _made(folder, databases.at(self.url).url.database or "")
        shutil.copy(databases.at(self.url).beside, folder / "county.db")
        return f"sqlite:///{folder}/county.db"


def evidence_url(folder: Path, *, in_bucket: bool = IN_BUCKET) -> str:
    """A place that belongs to this folder alone."""
    if in_bucket:
        return f"s3://county/{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    return f"file://{folder}/evidence"


def lose(blobs: Blobs, sha256: str, left: bytes | None = None) -> None:
    """A file is lost, or something else is left in its place."""
    if isinstance(blobs, Folder):
        blobs.path(sha256).unlink()
        if left is not None:
            blobs.path(sha256).write_bytes(left)
    elif isinstance(blobs, Bucket):
        blobs.remove(sha256)
        if left is not None:
            blobs._store.put(f"{sha256[:2]}/{sha256}", left)
