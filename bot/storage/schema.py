"""Bringing a database to the newest form, from nothing or from any earlier one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from bot.errors import Misconfigured
from bot.storage.databases import Database

if TYPE_CHECKING:
    from alembic.config import Config

HERE: Final = Path(__file__).parent / "migrations"
# The newest migration. Told here so that a start does not have to load Alembic to ask.
HEAD: Final = "0005"


def config() -> "Config":
    """Return Alembic's configuration, which needs no file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(HERE))
    return made


def upgrade(database: Database) -> None:
    """Bring the database to the newest form, from nothing or from any earlier one.

    Raises Misconfigured when there is no such place, when something else is there, or when a newer
    version of the program made the database.
    """
    from alembic import command
    from alembic.util import CommandError

    try:
        with _reachable(database), database.writing().begin() as connection:
            made = config()
            made.attributes["connection"] = connection
            command.upgrade(made, "head")
    except CommandError:
        raise Misconfigured(
            f"数据库 {database.name} 是更新的版本建立的，请换用新版程序，"
            "例如：git pull && make install"
        ) from None


def is_there(database: Database) -> bool:
    """Whether the database has been made. Raises Misconfigured when it cannot be reached."""
    with _reachable(database):
        return database.is_there()


def is_current(database: Database) -> bool:
    """Whether the database has the newest form. Raises Misconfigured when it cannot be opened."""
    with _reachable(database), database.writing().connect() as connection:
        known = connection.dialect.has_table(connection, "alembic_version")
        has = connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    return has == HEAD


@contextmanager
def _reachable(database: Database) -> Iterator[None]:
    """Turn what goes wrong in opening the database into Misconfigured, naming its DATABASE_URL."""
    try:
        yield
    except DatabaseError as error:
        raise Misconfigured(database.why_not(error)) from None
