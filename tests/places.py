"""Where a test's county lies: in a file of SQLite's, or, with XIETIAO_TEST_DATABASE=postgres, on a
PostgreSQL that the tests start.
"""

import itertools
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from bot.storage import databases, schema
from tests.servers import postgres

ON_POSTGRES: Final = os.environ.get("XIETIAO_TEST_DATABASE") == "postgres"
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
