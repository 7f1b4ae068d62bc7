"""A county in PostgreSQL, with any number of processes on it."""

import hashlib
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
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
    select,
    text,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool, QueuePool

from bot.errors import Misconfigured
from bot.storage.databases.database import Database, all_told

try:
    import psycopg
except ImportError:  # a county in a file needs none
    TROUBLE: tuple[type[Exception], ...] = ()
else:
    TROUBLE = (psycopg.Error,)

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
# Tables with their columns, indexes, constraints, triggers with what they do, views and rules.
_PARTS = text("""
WITH here AS (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
SELECT CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' ELSE 'view' END,
  c.relname, c.relname,
  coalesce(pg_get_viewdef(c.oid), '') || coalesce((SELECT string_agg(a.attname || ' ' ||
    format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' !' ELSE '' END || ' ' ||
    coalesce(pg_get_expr(d.adbin, d.adrelid), ''), ', ' ORDER BY a.attname)
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '')
FROM pg_class c WHERE c.relnamespace IN (SELECT oid FROM here) AND c.relkind IN ('r', 'p', 'v', 'm')
UNION ALL SELECT 'index', i.relname, t.relname, pg_get_indexdef(i.oid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relnamespace IN (SELECT oid FROM here)
UNION ALL SELECT 'constraint', k.conname, t.relname, pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
WHERE t.relnamespace IN (SELECT oid FROM here)
UNION ALL SELECT 'trigger', g.tgname, t.relname,
  pg_get_triggerdef(g.oid) || ' ' || g.tgenabled::text || ' ' || p.prosrc
FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
WHERE NOT g.tgisinternal AND t.relnamespace IN (SELECT oid FROM here)
UNION ALL SELECT 'rule', r.rulename, t.relname, pg_get_ruledef(r.oid)
FROM pg_rewrite r JOIN pg_class t ON t.oid = r.ev_class
WHERE t.relkind = 'r' AND t.relnamespace IN (SELECT oid FROM here)
""")
# Numbers that a table's rows get, with the highest that was given; the trail's are counted apart.
_NUMBERS = text("""
SELECT t.relname, quote_ident(s.relname), (SELECT last_value FROM pg_sequences
  WHERE schemaname = current_schema() AND sequencename = s.relname)
FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = s.relnamespace
WHERE s.relkind = 'S' AND t.relname != 'audit' AND n.nspname = current_schema()
""")
_GIVEN = text("SELECT name, seq FROM given")
_NUMBER_ON = text("SELECT setval(CAST(:sequence AS regclass), :seq)")
_OURS = text("""
SELECT 'TABLE', quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r'
UNION ALL SELECT 'FUNCTION', p.oid::regprocedure::text FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = current_schema() AND p.prorettype = 'trigger'::regtype
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
""")
_LIVES = text(
    "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = "  # noqa: S608 - a number of ours
    f"{ALIVE} AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
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
        from psycopg import RawCursor

        connection: Any = db.connection.dbapi_connection
        return RawCursor(connection)

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
            for kind, name, of, said in db.execute(_PARTS)
        ]

    @staticmethod
    def words(_kind: str, said: str) -> Sequence[str]:
        return said.split()

    @contextmanager
    def new(self, migrate: Callable[[Connection], None]) -> Iterator[Connection]:
        """It is a schema beside, in a transaction that is taken back."""
        with self._engine("BEGIN", poolclass=NullPool).connect() as db:
            db.execute(text("CREATE SCHEMA xietiao_as_made"))
            db.execute(text("SET LOCAL search_path TO xietiao_as_made"))
            migrate(db)
            yield db
            db.rollback()

    @staticmethod
    def numbers_given(db: Connection) -> list[Any]:
        return list(db.scalars(text("SELECT seq FROM given WHERE name = 'audit'")))

    @staticmethod
    def numbers(db: Connection) -> dict[str, Any]:
        counted = {name: seq for name, _, seq in db.execute(_NUMBERS) if seq is not None}
        return counted | {row.name: row.seq for row in db.execute(_GIVEN)}

    @staticmethod
    def number_on(db: Connection, numbers: Mapping[str, int]) -> None:
        db.execute(text("DELETE FROM given"))
        if "audit" in numbers:
            db.execute(text("INSERT INTO given VALUES ('audit', :seq)"), {"seq": numbers["audit"]})
        for name, sequence, _ in db.execute(_NUMBERS).all():
            if name in numbers and name != "audit":
                db.execute(_NUMBER_ON, {"sequence": sequence, "seq": numbers[name]})

    @staticmethod
    def clear(db: Connection) -> None:
        for what, name in db.execute(_OURS).all():
            db.execute(text(f"DROP {what} {name} CASCADE"))

    @staticmethod
    def is_worked_on(db: Connection) -> bool:
        return bool(db.scalar(_LIVES))

    @staticmethod
    def dangling(db: Connection) -> Iterator[tuple[str, int, str]]:
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
                for row in db.scalars(lost):
                    yield table.name, row, key.column.table.name

    @staticmethod
    def damage(_db: Connection) -> Iterator[str]:
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
