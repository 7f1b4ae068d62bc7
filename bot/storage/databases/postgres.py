"""A county in PostgreSQL, with any number of processes on it."""

import hashlib
import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    String,
    Text,
    create_engine,
    event,
    exists,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool, QueuePool

from bot.errors import Misconfigured
from bot.storage.databases.database import Database, all_told

if TYPE_CHECKING:
    from bot.storage.session import Session

# Advisory locks are a database's own, so that each county's are apart. The first number says what
# is locked, the second which one.
WRITING: Final = 7_001
ALIVE: Final = 7_002
LEADING: Final = 7_003

_CONNECT_S: Final = 5
# A machine that is gone closes nothing: its connections, and with them its locks, are given up
# after some seconds without an answer.
_KEEPALIVE: Final = (
    "-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3"
)
# What the server says, and what whoever set the DATABASE_URL can do.
_WHY: Final = {
    "password": "DATABASE_URL 里 {0} 的用户名或密码不对，请核对，例如：{1}",
    "no password supplied": "DATABASE_URL 里 {0} 的用户名或密码不对，请核对，例如：{1}",
    "role": "DATABASE_URL 里 {0} 的用户名或密码不对，请核对，例如：{1}",
    "does not exist": "PostgreSQL 里没有 {0} 这个数据库，请先建立，例如：createdb county",
    "connection slots": "PostgreSQL 的连接已用完（{0}），请调大 max_connections，例如：200",
    "too many": "PostgreSQL 的连接已用完（{0}），请调大 max_connections，例如：200",
    "permission denied": "{0} 的用户没有建表的权限，例如：GRANT ALL ON SCHEMA public TO xietiao",
    "starting up": "PostgreSQL（{0}）正在启动，请过一会儿再试，例如：一分钟后",
    "refused": "连不上 PostgreSQL（{0}），请看它是否在运行、地址对不对，例如：{1}",
    "timeout": "连不上 PostgreSQL（{0}），请看它是否在运行、地址对不对，例如：{1}",
    "resolve": "连不上 PostgreSQL（{0}），请看它是否在运行、地址对不对，例如：{1}",
}
_names = itertools.count()


class Postgres(Database):
    """A database of PostgreSQL's. Who writes holds an advisory lock for the length of the
    transaction, so that the steps of all processes follow one another as SQLite's do.
    """

    is_shared: ClassVar[bool] = True
    example: ClassVar[str] = "DATABASE_URL=postgresql://xietiao:密码@127.0.0.1:5432/county"

    @property
    def name(self) -> str:
        return self.url.set(password=None, query={}).render_as_string()

    def why_not(self, error: DatabaseError) -> str:
        told = str(error.orig).lower()
        for sign, sentence in _WHY.items():
            if sign in told:
                return sentence.format(self.name, self.example)
        why = type(error.orig).__name__
        return f"DATABASE_URL 指向的 {self.name} 打不开（{why}），例如：{self.example}"

    @property
    def beside(self) -> Path:
        """A file that is not there, in the folder for temporary files: its name tells databases
        apart, and processes.
        """
        own = hashlib.sha256(self.name.encode()).hexdigest()[:8]
        return Path(tempfile.gettempdir()) / f"xietiao-{own}-{os.getpid()}"

    def writing(self) -> Engine:
        return self._engine(
            f"BEGIN; SELECT pg_advisory_xact_lock({WRITING}, 0)", poolclass=NullPool
        )

    def reading(self) -> Engine:
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        return self._engine(begin, poolclass=QueuePool, pool_size=3, max_overflow=2)

    def beside_others(self) -> Engine:
        """Return the engine for what processes agree on between themselves: short transactions
        that wait for nobody.
        """
        return self._engine("BEGIN", poolclass=NullPool)

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
        from psycopg import RawCursor

        connection: Any = db.connection.dbapi_connection
        return RawCursor(connection)

    @staticmethod
    def streaming(db: Connection) -> Any:
        from psycopg import RawServerCursor

        connection: Any = db.connection.dbapi_connection
        return RawServerCursor(connection, f"rows{next(_names)}")

    @staticmethod
    def dangling(session: "Session") -> Iterator[tuple[str, int, str]]:
        """Look through every reference that the tables have by the models, whether PostgreSQL still
        enforces it or somebody has dropped it.
        """
        from bot.storage.models import Base

        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                parent = key.column.table.alias("parent")
                lost = (
                    select(next(iter(table.primary_key)))
                    .where(key.parent.is_not(None))
                    .where(~exists().where(parent.c[key.column.name] == key.parent))
                )
                for (row,) in session.rows(lost):
                    yield table.name, row, key.column.table.name

    @staticmethod
    def damage(_session: "Session") -> Iterator[str]:
        """Yield nothing: PostgreSQL proves its pages itself as it reads them."""
        return iter(())

    @staticmethod
    def is_away(error: BaseException) -> bool:
        from psycopg import InterfaceError, OperationalError
        from psycopg.errors import LockNotAvailable, QueryCanceled

        told = getattr(error, "orig", None) or error
        return isinstance(told, OperationalError | InterfaceError) and not isinstance(
            told, LockNotAvailable | QueryCanceled
        )

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
                "options": options,
                "prepare_threshold": 1,
                "application_name": "xietiao",
            },
            isolation_level="AUTOCOMMIT",  # we begin ourselves, in one message with the lock
            hide_parameters=True,  # an error's text ends in the log, what people wrote does not
            **pool,
        )

        @event.listens_for(engine, "connect")
        def _prepare(connection: Any, _record: Any) -> None:
            connection.prepared_max = 1000

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
def _(_type: String, _compiler: Any, **_how: Any) -> str:
    return "TEXT"
