"""Bringing a database to the newest form, from nothing or from any earlier one."""

from collections.abc import Callable, Iterator
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
HEAD: Final = "0006"
# The migration from which on the audit trail keeps what became of rows.
_KEEPS_ROWS: Final = "0003"


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
            before = _version(connection)
            migrate(connection)
            if then:
                then(connection, before is not None and before < _KEEPS_ROWS)
    except CommandError:
        raise Misconfigured(
            f"数据库 {database.name} 是更新的版本建立的，请换用新版程序，"
            "例如：git pull && make install"
        ) from None


def migrate(db: Connection) -> None:
    """Bring what a connection leads to to the newest form, in its transaction."""
    from alembic import command

    made = config()
    made.attributes["connection"] = db
    command.upgrade(made, "head")


def is_there(database: Database) -> bool:
    """Whether the database has been made. Raises Misconfigured when it cannot be reached."""
    with reachable(database):
        return database.is_there()


def is_current(database: Database) -> bool:
    """Whether the database has the newest form. Raises Misconfigured when it cannot be opened."""
    with reachable(database), database.writing().connect() as connection:
        return _version(connection) == HEAD


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
                return _version(connection)
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
