"""Engines: how the county's database is opened, by the one thread that writes and by those that
only read.
"""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool, QueuePool

from bot.storage.session import UNTOLD

try:  # Debian's SQLite 3.40 has a known fault in WAL mode; the bundled one is newer
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # no wheel for this platform
    import sqlite3 as sqlite

BUSY_MS: Final = 15_000

SQLITE_VERSION: Final[str] = sqlite.sqlite_version
# What a look-up raises where the database cannot answer it.
TROUBLE: Final = sqlite.Error


def writing(path: Path) -> Engine:
    """Return the engine for the one thread that writes: transactions are BEGIN IMMEDIATE, commits
    are fsynced.
    """
    return _engine(path, "BEGIN IMMEDIATE", poolclass=NullPool)


def reading(path: Path) -> Engine:
    """Return the engine for look-ups and reports beside the writer: each sees the last commit, none
    can write.
    """
    engine = _engine(path, "BEGIN", poolclass=QueuePool, pool_size=4)

    @event.listens_for(engine, "connect")
    def _query_only(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA query_only=ON")

    return engine


def scratch() -> Any:
    """Return a connection to a temporary database, not through SQLAlchemy. It is spilled to disk
    where it does not fit into memory, and gone when it is closed.
    """
    made = sqlite.connect("")
    made.isolation_level = None
    for pragma in ("journal_mode=OFF", "cache_size=-65536"):
        made.execute(f"PRAGMA {pragma}")
    return made


def _engine(path: Path, begin: str, **pool: Any) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        module=sqlite,
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # an error's text ends in the log, what people wrote does not
        **pool,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy begins, not the driver
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MS}",
            "wal_autocheckpoint=2000",
            "cache_size=-8000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "commit")
    def _all_told(connection: Connection) -> None:
        if any(connection.info.pop(UNTOLD, ())):
            raise RuntimeError("a step changed what the audit trail keeps and did not settle")

    @event.listens_for(engine, "rollback")
    def _never_happened(connection: Connection) -> None:
        connection.info.pop(UNTOLD, None)

    return engine
