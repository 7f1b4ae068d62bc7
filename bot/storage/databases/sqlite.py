"""A county in one file of SQLite's, with one process on it: what is used where nothing is set."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool

from bot.errors import Misconfigured
from bot.storage.databases.database import Database, all_told

if TYPE_CHECKING:
    from bot.storage.session import Session

try:  # Debian's SQLite 3.40 has a known fault in WAL mode; the bundled one is newer
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # no wheel for this platform
    import sqlite3 as sqlite

BUSY_MS: Final = 15_000

SQLITE_VERSION: Final[str] = sqlite.sqlite_version


class SQLite(Database):
    """A file. Writes are BEGIN IMMEDIATE and fsynced at the commit."""

    is_shared: ClassVar[bool] = False
    example: ClassVar[str] = "DATABASE_URL=sqlite:////srv/xietiao/county.db"

    @property
    def file(self) -> Path:
        return Path(self.url.database or "")

    @property
    def name(self) -> str:
        return str(self.file)

    @property
    def beside(self) -> Path:
        return self.file

    def writing(self) -> Engine:
        return _engine(self.file, "BEGIN IMMEDIATE", poolclass=NullPool)

    def reading(self) -> Engine:
        engine = _engine(self.file, "BEGIN", poolclass=QueuePool, pool_size=4)

        @event.listens_for(engine, "connect")
        def _query_only(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA query_only=ON")

        return engine

    def is_there(self) -> bool:
        return self.file.is_file()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold a lock beside the file, which is freed when the process dies."""
        path = self.file.resolve().with_suffix(".lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Misconfigured(
                    f"另一个进程正在使用 {self.file}，请先停掉它，"
                    "例如：Ctrl+C 或 systemctl stop xietiao"
                ) from error
            yield

    @staticmethod
    def version(_db: Connection) -> str:
        return f"SQLite {SQLITE_VERSION}"

    @staticmethod
    def compiling(dialect: Dialect) -> Dialect:
        return dialect

    @staticmethod
    def cursor(db: Connection) -> Any:
        return db.connection.cursor()

    streaming = cursor

    @staticmethod
    def dangling(session: "Session") -> Iterator[tuple[str, int, str]]:
        for table, row, parent, _ in session.rows(text("PRAGMA foreign_key_check")):
            yield table, row, parent

    @staticmethod
    def damage(session: "Session") -> Iterator[str]:
        for (trouble,) in session.rows(text("PRAGMA integrity_check")):
            if trouble != "ok":
                yield trouble

    @staticmethod
    def is_busy(error: BaseException) -> bool:
        return isinstance(error, DatabaseError) and "locked" in str(error)


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

    return all_told(engine)
