"""A county in one file of SQLite's, with one process on it: what is used where nothing is set."""

import fcntl
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool

from bot.errors import NotYet
from bot.storage.databases.database import READERS, Database, all_told

try:  # Debian's SQLite 3.40 has a known fault in WAL mode; the bundled one is newer
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # no wheel for this platform
    import sqlite3 as sqlite

BUSY_MS: Final = 15_000

SQLITE_VERSION: Final[str] = sqlite.sqlite_version
TROUBLE: Final = sqlite.Error
"""What a look-up raises where the database cannot answer it."""

_NUMBERS_GIVEN = text("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
_NUMBERS = text("SELECT name, seq FROM sqlite_sequence")
_NUMBER_ON = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)")
_NUMBERED = text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
_TABLES = text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
# What SQLite notes about tables for its own planning is nobody's doing.
_PARTS = text(
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat_'"
)


class SQLite(Database):
    """A file. Writes are BEGIN IMMEDIATE and fsynced at the commit."""

    is_shared: ClassVar[bool] = False
    is_loose: ClassVar[bool] = True
    example: ClassVar[str] = "DATABASE_URL=sqlite:////srv/xietiao/county.db"

    @property
    def file(self) -> Path:
        return Path(self.url.database or "")

    @property
    def name(self) -> str:
        return str(self.file)

    @property
    def place(self) -> str:
        try:
            it = self.file.stat()  # the same for whatever else it is called, a hard link included
        except OSError:
            return str(self.file.resolve())
        return f"{it.st_dev}:{it.st_ino}"

    @property
    def beside(self) -> Path:
        return self.file

    def writing(self) -> Engine:
        return _engine(self.file, "BEGIN IMMEDIATE", poolclass=NullPool)

    def reading(self, *, few: bool = False) -> Engine:
        kept = {"pool_size": 1, "max_overflow": READERS - 1} if few else {"pool_size": 4}
        engine = _engine(self.file, "BEGIN", poolclass=QueuePool, **kept)

        @event.listens_for(engine, "connect")
        def _query_only(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA query_only=ON")

        return engine

    def filling(self) -> Engine:
        """References to rows that do not exist come along, so that they can be found here too."""
        engine = self.writing()

        @event.listens_for(engine, "connect")
        def _ask_not(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA foreign_keys=OFF")

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
                raise NotYet(
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
    @contextmanager
    def as_it_lies(db: Connection) -> Iterator[None]:
        driver: Any = db.connection.driver_connection
        before = driver.text_factory
        driver.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
        try:
            yield
        finally:
            driver.text_factory = before

    @staticmethod
    def apart(_db: Connection) -> AbstractContextManager[Any]:
        return nullcontext()

    @staticmethod
    def parts(db: Connection) -> Sequence[tuple[str, str, str, str]]:
        return [(kind, name, of, said) for kind, name, of, said in db.execute(_PARTS)]

    @staticmethod
    def words(kind: str, said: str) -> Sequence[str]:
        """A table's constraints come in any order, and their names are quoted or not, as it happens
        when a migration makes a table anew.
        """
        if kind != "table":
            return said.split()
        pieces = said.replace('"', "").split(",")
        return sorted("".join(piece.split()).strip("()") for piece in pieces)

    @contextmanager
    def new(self, migrate: Callable[[Connection], None]) -> Iterator[Connection]:
        with tempfile.TemporaryDirectory() as folder:
            made = _engine(Path(folder) / "new.db", "BEGIN IMMEDIATE", poolclass=NullPool)
            with made.begin() as db:
                migrate(db)
                yield db

    @staticmethod
    def numbers_given(db: Connection) -> list[Any]:
        return list(db.scalars(_NUMBERS_GIVEN))

    @staticmethod
    def numbers(db: Connection) -> dict[str, Any]:
        return {row.name: row.seq for row in db.execute(_NUMBERS)}

    @staticmethod
    def number_on(db: Connection, numbers: Mapping[str, int]) -> None:
        db.execute(text("DELETE FROM sqlite_sequence"))
        for name in db.scalars(_NUMBERED).all():
            if name in numbers:
                db.execute(_NUMBER_ON, {"name": name, "seq": numbers[name]})

    @staticmethod
    def clear(db: Connection) -> None:
        for name in db.scalars(_TABLES).all():
            db.execute(text(f'DROP TABLE "{name}"'))

    @staticmethod
    def dangling(db: Connection) -> Iterator[tuple[str, int, str]]:
        for table, row, parent, _ in db.execute(text("PRAGMA foreign_key_check")):
            yield table, row, parent

    @staticmethod
    def damage(db: Connection) -> Iterator[str]:
        for (trouble,) in db.execute(text("PRAGMA integrity_check")):
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
