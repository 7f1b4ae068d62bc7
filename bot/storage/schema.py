"""Bringing a database to the newest form, from nothing or from any earlier one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from bot.errors import Misconfigured, NotYet
from bot.storage.databases import Database

if TYPE_CHECKING:
    from alembic.config import Config

HERE: Final = Path(__file__).parent / "migrations"
# The newest migration. Told here so that a start does not have to load Alembic to ask.
HEAD: Final = "0015"
# The migration from which on the audit trail keeps what became of rows.
_KEEPS_ROWS: Final = "0003"
# What stands in the place of the last migration while a county is being copied.
_COMING: Final = "moving"
_SET: Final = text("UPDATE alembic_version SET version_num = :to")
_HALF_DONE: Final = (
    "数据库 {0} 里的县还没有搬完，请再运行一次同样的 xietiao migrate，"
    "例如：xietiao migrate --to-database sqlite:////srv/xietiao/county.db"
)


def config() -> "Config":
    """Return Alembic's configuration, which needs no file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(HERE))
    return made


def upgrade(database: Database, then: Callable[[Connection, bool], object] | None = None) -> None:
    """Bring the database to the newest form, from nothing or from any earlier one. What is to be
    done `then` belongs to it: both are done, or neither. It is told whether the database comes from
    a time when the audit trail did not keep rows.

    Raises Misconfigured when there is no such place, when something else is there, or when a newer
    version of the program made the database.
    """
    from alembic.util import CommandError

    try:
        with reachable(database), database.writing().begin() as connection:
            before = _whole(connection, database)
            migrate(connection)
            if then:
                then(connection, before is not None and before < _KEEPS_ROWS)
    except CommandError:
        raise Misconfigured(newer(database)) from None


def newer(database: Database) -> str:
    """Return the sentence for whoever has an older program than the database."""
    return (
        f"数据库 {database.name} 是更新的版本建立的，请换用新版程序，例如：git pull && make install"
    )


def migrate(db: Connection, to: str = "head") -> None:
    """Bring what a connection leads to to the newest form, or to an earlier one, in its
    transaction.
    """
    from alembic import command

    made = config()
    made.attributes["connection"] = db
    command.upgrade(made, to)


def forms() -> Sequence[str]:
    """Return every form that a database ever had, the newest first."""
    from alembic.script import ScriptDirectory

    return [each.revision for each in ScriptDirectory.from_config(config()).walk_revisions()]


def begin(db: Connection, county: str) -> None:
    """Make an empty database one into which a county is being copied: until `finish`, the bot and
    its commands refuse it. `county` is told by `begun`.
    """
    migrate(db)
    db.execute(_SET, {"to": f"{_COMING} {county}"})


def begun(db: Connection) -> str:
    """Return which county is being copied into the database, "" for none."""
    version = _version(db) or ""
    return version.removeprefix(f"{_COMING} ") if _is_coming(version) else ""


def is_newest(db: Connection) -> bool:
    """Whether what a connection leads to has the newest form."""
    return _version(db) == HEAD


def finish(db: Connection) -> None:
    """The county that was being copied is whole."""
    db.execute(_SET, {"to": HEAD})


def _is_coming(version: str | None) -> bool:
    return (version or "").startswith(_COMING)


def is_there(database: Database) -> bool:
    """Whether the database has been made. Raises Misconfigured when it cannot be reached."""
    with reachable(database):
        return database.is_there()


def is_current(database: Database) -> bool:
    """Whether the database has the newest form. Raises Misconfigured when it cannot be opened."""
    with reachable(database), database.writing().connect() as connection:
        return _whole(connection, database) == HEAD


def _whole(connection: Connection, database: Database) -> str | None:
    """Return the last migration. Raises Misconfigured where only a part of a county is there."""
    version = _version(connection)
    if _is_coming(version):
        raise Misconfigured(_HALF_DONE.format(database.name))
    return version


def found(database: Database) -> str | None:
    """Return the last migration that the database has seen, None where there is none yet. Waits for
    nobody who writes. Raises Misconfigured when it cannot be opened.
    """
    with reachable(database):
        if not database.is_shared and not database.is_there():
            return None  # opening a file would make it
        engine = database.reading()
        try:
            with engine.connect() as connection:
                return _whole(connection, database)
        finally:
            engine.dispose()


def _version(connection: Connection) -> str | None:
    """Return the last migration that the database has seen, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


@contextmanager
def reachable(database: Database) -> Iterator[None]:
    """Turn what goes wrong in opening the database into Misconfigured, naming its DATABASE_URL; it
    is NotYet where waiting may help.
    """
    try:
        yield
    except DatabaseError as error:
        kind = NotYet if database.passes(error) else Misconfigured
        raise kind(database.why_not(error)) from None
