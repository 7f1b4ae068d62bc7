"""Bringing a database to the newest form, from nothing or from any earlier one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from bot.errors import Misconfigured

if TYPE_CHECKING:
    from alembic.config import Config

HERE: Final = Path(__file__).parent / "migrations"
# The newest migration. Told here so that a start does not have to load Alembic to ask.
HEAD: Final = "0004"


def config() -> "Config":
    """Return Alembic's configuration, which needs no file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(HERE))
    return made


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest form, from nothing or from any earlier one.

    Raises Misconfigured when there is no such place, when something else is there, or when a newer
    version of the program made the database.
    """
    from alembic import command
    from alembic.util import CommandError

    try:
        with _reachable(engine), engine.begin() as connection:
            made = config()
            made.attributes["connection"] = connection
            command.upgrade(made, "head")
    except CommandError:
        raise Misconfigured(
            f"数据库 {engine.url.database} 是更新的版本建立的，请换用新版程序，"
            "例如：git pull && make install"
        ) from None


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest form. Raises Misconfigured when it cannot be opened."""
    with _reachable(engine), engine.connect() as connection:
        known = connection.scalar(
            text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
        )
        has = connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    return has == HEAD


@contextmanager
def _reachable(engine: Engine) -> Iterator[None]:
    """Turn what goes wrong in opening the database into Misconfigured, naming its DATABASE_URL."""
    path = engine.url.database
    try:
        yield
    except DatabaseError as error:
        raise Misconfigured(
            f"DATABASE_URL 指向的 {path} 打不开（{error.orig}），"
            "例如：DATABASE_URL=sqlite:////srv/xietiao/county.db"
        ) from None
