"""A county in PostgreSQL, with any number of processes on it."""

import hashlib
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    String,
    Text,
    create_engine,
    event,
    exists,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError, ProgrammingError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool, QueuePool

from bot.errors import Misconfigured
from bot.storage.databases import catalog
from bot.storage.databases.catalog import ALIVE, OF_SCHEMA, WRITING
from bot.storage.databases.database import READERS, Database, all_told

try:
    import psycopg
except ImportError:  # a county in a file needs none
    TROUBLE: tuple[type[Exception], ...] = ()
else:
    TROUBLE = (psycopg.Error,)

_CONNECT_S: Final = 5
# A machine that is gone closes nothing: its connections, and with them its locks, are given up
# after some seconds without an answer; by the server, and by us.
_KEEPALIVE: Final = (
    "-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3"
)
_OWN_KEEPALIVE: Final = {
    "keepalives_idle": 3, "keepalives_interval": 1, "keepalives_count": 3,
    "tcp_user_timeout": 9_000,
}  # fmt: skip
# What the server says when it lets nobody in, and what whoever set the DATABASE_URL can do.
_WHY: Final = {
    # first, since the server speaks of roles here too
    "connection slots": "PostgreSQL 的连接已用完（{0}），请调大 max_connections，例如：200",
    "too many": "PostgreSQL 的连接已用完（{0}），请调大 max_connections，例如：200",
    "password": "DATABASE_URL 里 {0} 的用户名或密码不对，请核对，例如：{1}",
    "no password supplied": "DATABASE_URL 里 {0} 的用户名或密码不对，请核对，例如：{1}",
    "role": "DATABASE_URL 里 {0} 的用户名或密码不对，请核对，例如：{1}",
    "does not exist": "PostgreSQL 里没有 {0} 这个数据库，请先建立，例如：createdb county",
    "starting up": "PostgreSQL（{0}）正在启动，请过一会儿再试，例如：一分钟后",
    "refused": "连不上 PostgreSQL（{0}），请看它是否在运行、地址对不对，例如：{1}",
    "timeout": "连不上 PostgreSQL（{0}），请看它是否在运行、地址对不对，例如：{1}",
    "resolve": "连不上 PostgreSQL（{0}），请看它是否在运行、地址对不对，例如：{1}",
}
# What waiting helps with, even where a role is named, and what it does not help with.
_FULL: Final = ("connection slots", "too many")
_BY_HAND: Final = ("password", "role", "does not exist", "permission denied", "no pg_hba")
_HERE: Final = {"localhost", "127.0.0.1", "::1"}
_NO_RIGHT: Final = "{0} 的用户没有建表的权限，例如：GRANT ALL ON SCHEMA public TO xietiao"
_NO_ROOM_BESIDE: Final = (
    "核对要在 {0} 里临时建立一个空的结构来比较，而它的用户没有这个权限，"
    "例如：GRANT CREATE ON DATABASE county TO xietiao"
)
_names = itertools.count()


class Postgres(Database):
    """A database of PostgreSQL's. Who writes holds an advisory lock for the length of the
    transaction, so that the steps of all processes follow one another as SQLite's do.
    """

    is_shared: ClassVar[bool] = True
    is_loose: ClassVar[bool] = False
    example: ClassVar[str] = "DATABASE_URL=postgresql://xietiao:密码@127.0.0.1:5432/county"

    @property
    def name(self) -> str:
        return self.url.set(password=None, query={}).render_as_string()

    def why_not(self, error: DatabaseError) -> str:
        import psycopg

        orig: Any = error.orig
        why = type(orig).__name__
        if isinstance(orig, psycopg.errors.InsufficientPrivilege):
            return _NO_RIGHT.format(self.name)
        if isinstance(orig, psycopg.ProgrammingError):  # which names what is missing, no values
            why = orig.diag.message_primary or why
        elif isinstance(orig, psycopg.OperationalError):
            told = str(orig).lower()
            for sign, sentence in _WHY.items():
                if sign in told:
                    return sentence.format(self.name, self.example)
        return f"DATABASE_URL 指向的 {self.name} 打不开（{why}），例如：{self.example}"

    @property
    def place(self) -> str:
        host = (self.url.host or "").lower().rstrip(".")
        host = "localhost" if host in _HERE else host
        options = str(self.url.query.get("options", "")).replace("-c", " ").split()
        return f"{host}:{self.url.port or 5432}/{self.url.database} {' '.join(sorted(options))}"

    def passes(self, error: DatabaseError) -> bool:
        told = str(error.orig).lower()
        is_full = any(sign in told for sign in _FULL)
        return super().passes(error) and (is_full or not any(sign in told for sign in _BY_HAND))

    @property
    def beside(self) -> Path:
        """A file that is not there, in the folder for temporary files: its name tells databases
        apart, and processes.
        """
        return self._folder / f"{self._called}{os.getpid()}"

    def others_beside(self) -> Iterator[Path]:
        own = self.beside
        for found in self._folder.glob(f"{self._called}*.tmp"):
            if (other := found.with_suffix("")) != own:
                yield other

    @property
    def _folder(self) -> Path:
        return Path(tempfile.gettempdir())

    @property
    def _called(self) -> str:
        return f"xietiao-{hashlib.sha256(self.name.encode()).hexdigest()[:8]}-"

    def writing(self) -> Engine:
        return self._engine(
            f"BEGIN; SELECT pg_advisory_xact_lock({WRITING}, {OF_SCHEMA})", poolclass=NullPool
        )

    def reading(self, *, few: bool = False) -> Engine:
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        kept = 1 if few else 3
        return self._engine(begin, poolclass=QueuePool, pool_size=kept, max_overflow=READERS - kept)

    def filling(self) -> Engine:
        return self.writing()

    def agreeing(self, me: int) -> Engine:
        """Return the engine for what processes agree on between themselves: short transactions
        that wait for nobody. Whoever holds its connection is seen to live.
        """
        engine = self._engine("BEGIN", poolclass=NullPool)

        @event.listens_for(engine, "connect")
        def _live(connection: Any, _record: Any) -> None:
            connection.execute(f"SELECT pg_advisory_lock({ALIVE}, {me})")
            # Who has taken what need not outlive a power cut: nobody has it then.
            connection.execute("SET synchronous_commit TO off")

        return engine

    def is_there(self) -> bool:
        with self.writing().connect() as db:
            return db.dialect.has_table(db, "alembic_version")

    @contextmanager
    def alone(self) -> Iterator[None]:
        yield

    @staticmethod
    def version(db: Connection) -> str:
        return f"PostgreSQL {db.scalar(text('SHOW server_version'))}"

    @staticmethod
    def compiling(dialect: Dialect) -> Dialect:
        kind: Any = type(dialect)
        return _numbered(kind)

    @staticmethod
    def cursor(db: Connection) -> Any:
        from bot.storage.databases.direct import Direct

        return Direct(db.connection.dbapi_connection, db.info)

    @staticmethod
    def streaming(db: Connection) -> Any:
        from psycopg import RawServerCursor

        connection: Any = db.connection.dbapi_connection
        return RawServerCursor(connection, f"rows{next(_names)}")

    @staticmethod
    def as_it_lies(_db: Connection) -> AbstractContextManager[None]:
        return nullcontext()  # PostgreSQL lets nothing in that is no text

    @staticmethod
    def apart(db: Connection) -> AbstractContextManager[Any]:
        return db.begin_nested()

    @staticmethod
    def parts(db: Connection) -> Sequence[tuple[str, str, str, str]]:
        schema = db.scalar(text("SELECT current_schema()"))
        return [
            (kind, name, of, str(said).replace(f"{schema}.", ""))
            for kind, name, of, said in db.execute(catalog.PARTS)
        ]

    @staticmethod
    def words(_kind: str, said: str) -> Sequence[str]:
        return said.split()

    @contextmanager
    def new(self, migrate: Callable[[Connection], None]) -> Iterator[Connection]:
        """It is a schema beside, in a transaction that is taken back."""
        with self._engine("BEGIN", poolclass=NullPool).connect() as db:
            try:
                db.execute(text("CREATE SCHEMA xietiao_as_made"))
            except ProgrammingError:
                raise Misconfigured(_NO_ROOM_BESIDE.format(self.name)) from None
            db.execute(text("SET LOCAL search_path TO xietiao_as_made"))
            migrate(db)
            yield db
            db.rollback()

    @staticmethod
    def numbers_given(db: Connection) -> list[Any]:
        return list(db.scalars(text("SELECT seq FROM given WHERE name = 'audit'")))

    @staticmethod
    def numbers(db: Connection) -> dict[str, Any]:
        counted = {name: seq for name, _, seq in db.execute(catalog.NUMBERS) if seq is not None}
        return counted | {row.name: row.seq for row in db.execute(catalog.GIVEN)}

    @staticmethod
    def number_on(db: Connection, numbers: Mapping[str, int]) -> None:
        db.execute(text("DELETE FROM given"))
        if "audit" in numbers:
            db.execute(text("INSERT INTO given VALUES ('audit', :seq)"), {"seq": numbers["audit"]})
        for name, sequence, _ in db.execute(catalog.NUMBERS).all():
            if name in numbers and name != "audit":
                db.execute(catalog.NUMBER_ON, {"sequence": sequence, "seq": numbers[name]})

    @staticmethod
    def clear(db: Connection) -> None:
        for what, name in db.execute(catalog.OURS).all():
            db.execute(text(f"DROP {what} {name} CASCADE"))

    @staticmethod
    def is_worked_on(db: Connection) -> bool:
        return db.execute(catalog.LIVING).first() is not None

    @staticmethod
    def dangling(db: Connection) -> Iterator[tuple[str, int, str]]:
        """Look through every reference that the tables have by the models, whether PostgreSQL still
        enforces it or somebody has dropped it. A table that is not there refers to nothing, nor is
        it referred to.
        """
        from bot.storage.models import Base

        there = set(inspect(db).get_table_names())
        for table in Base.metadata.sorted_tables:
            if table.name not in there:
                continue
            for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
                if key.column.table.name not in there:
                    continue
                parent = key.column.table.alias("parent")
                lost = (
                    select(next(iter(table.primary_key)))
                    .where(key.parent.is_not(None))
                    .where(~exists().where(parent.c[key.column.name] == key.parent))
                )
                for row in db.scalars(lost):
                    yield table.name, row, key.column.table.name

    @staticmethod
    def damage(_db: Connection) -> Iterator[str]:
        """Yield nothing: PostgreSQL proves its pages itself as it reads them."""
        return iter(())

    @staticmethod
    def clock(db: Connection) -> datetime | None:
        now: datetime | None = db.scalar(text("SELECT clock_timestamp()"))
        return now

    @staticmethod
    def connections(db: Connection) -> tuple[int, int] | None:
        used, most = db.execute(catalog.CONNECTIONS).one()
        return int(used), int(most)

    @staticmethod
    def is_lost(db: Connection) -> bool:
        if db.invalidated or db.closed:
            return True
        driver: Any = db.connection.dbapi_connection
        return driver is None or bool(driver.closed)

    @staticmethod
    def is_away(error: BaseException) -> bool:
        told = getattr(error, "orig", None) or error
        if isinstance(told, psycopg.InterfaceError):
            return True
        # What only this transaction has to take back, such as a deadlock, is none; nor is a lock
        # that was not waited for, or a look that somebody ended.
        state = getattr(told, "sqlstate", None) or ""
        is_here = state.startswith(("40", "55", "53100", "57014"))
        return isinstance(told, psycopg.OperationalError) and not is_here

    def _engine(self, begin: str, **pool: Any) -> Engine:
        try:
            import psycopg  # noqa: F401 - whether it is there
        except ImportError:
            raise Misconfigured(
                "DATABASE_URL 用到 PostgreSQL，而它的驱动没有安装，"
                "例如：pip install 'xietiao[postgres]'"
            ) from None
        options = f"{self.url.query.get('options', '')} {_KEEPALIVE}"
        engine = create_engine(
            self.url.set(drivername="postgresql+psycopg").difference_update_query(["options"]),
            connect_args={
                "connect_timeout": _CONNECT_S,
                **_OWN_KEEPALIVE,
                "options": options,
                "prepare_threshold": None,  # or a rollback would forget what `Direct` has prepared
                "application_name": "xietiao",
            },
            isolation_level="AUTOCOMMIT",  # we begin ourselves, in one message with the lock
            hide_parameters=True,  # an error's text ends in the log, what people wrote does not
            **pool,
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return all_told(engine)


@cache
def _numbered(kind: Any) -> Dialect:
    """Return a dialect that numbers parameters as PostgreSQL itself does: nothing has to be
    rewritten when a statement is run.
    """
    made: Dialect = kind(paramstyle="numeric_dollar")
    return made


# SQLite never enforces a text's length and compares texts by their characters' codes; both are the
# same here, so that the same rows come in the same order from both.
@compiles(String, "postgresql")
@compiles(Text, "postgresql")
def _(_type: String, _compiler: Any, **how: Any) -> str:
    is_column = how.get("type_expression") is not None
    return 'TEXT COLLATE "C"' if is_column else "TEXT"
