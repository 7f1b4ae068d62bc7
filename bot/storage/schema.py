"""Bringing a database to the newest form, from nothing or from any earlier one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from bot.errors import Misconfigured

HERE: Final = Path(__file__).parent / "migrations"


def config() -> Config:
    """Alembic's configuration, without any file."""
    made = Config()
    made.set_main_option("script_location", str(HERE))
    return made


def upgrade(engine: Engine) -> None:
    """Raises Misconfigured when there is no such place, or something else is there."""
    with _reachable(engine), engine.begin() as connection:
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, "head")


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest form. Raises as above."""
    with _reachable(engine), engine.connect() as connection:
        has = MigrationContext.configure(connection).get_current_revision()
    return has == ScriptDirectory.from_config(config()).get_current_head()


@contextmanager
def _reachable(engine: Engine) -> Iterator[None]:
    """What can be wrong with the place DATABASE_URL names, in a sentence."""
    path = engine.url.database
    try:
        yield
    except DatabaseError as error:
        raise Misconfigured(
            f"DATABASE_URL 指向的 {path} 打不开（{error.orig}），"
            "例如：DATABASE_URL=sqlite:////srv/xietiao/county.db"
        ) from None
    except CommandError:
        raise Misconfigured(
            f"数据库 {path} 是更新的版本建立的，请换用新版程序，例如：git pull && make install"
        ) from None
