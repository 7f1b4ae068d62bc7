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

from sqlalchemy import Engine

from bot.storage import databases, schema
from bot.storage.blobs import Blobs, Folder
from bot.storage.bucket import Bucket
from tests.servers import postgres

ON_POSTGRES: Final = os.environ.get("XIETIAO_TEST_DATABASE") == "postgres"
IN_BUCKET: Final = os.environ.get("XIETIAO_TEST_EVIDENCE") == "s3"
_numbers = itertools.count(1)


def fresh(folder: Path) -> str:
    """The URL of a database in which nothing is yet."""
    if ON_POSTGRES:
        return postgres.shared().create(f"county{next(_numbers)}")
    return f"sqlite:///{folder}/county.db"


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
        """A copy of its own in that folder, or beside it on the server; its URL."""
        if ON_POSTGRES:
            like = databases.at(self.url).url.database or ""
            return postgres.shared().create(f"county{next(_numbers)}", like)
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
