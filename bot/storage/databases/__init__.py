"""The databases a county may lie in: a file of SQLite's, or PostgreSQL. What differs between them
is in this package and nowhere else; everything above writes statements that both take.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from bot.storage.databases import postgres, sqlite
from bot.storage.databases.catalog import LEADING, LIVING, OF_SCHEMA, READING
from bot.storage.databases.database import READERS, Database, highest_given, least
from bot.storage.databases.postgres import Postgres
from bot.storage.databases.sqlite import SQLITE_VERSION, SQLite, scratch

__all__ = [
    "LEADING",
    "LIVING",
    "OF_SCHEMA",
    "READERS",
    "READING",
    "SQLITE_TROUBLE",
    "SQLITE_VERSION",
    "TROUBLE",
    "Database",
    "Postgres",
    "SQLite",
    "at",
    "highest_given",
    "insert",
    "kind",
    "kind_of",
    "least",
    "reading",
    "scratch",
    "writing",
]

TROUBLE: Final = (DBAPIError, sqlite.TROUBLE, *postgres.TROUBLE)
"""What a look-up raises where the database cannot answer it."""

SQLITE_TROUBLE: Final = sqlite.TROUBLE

_KINDS: Final[dict[str, type[Database]]] = {"sqlite": SQLite, "postgresql": Postgres}


def at(where: str | Path) -> Database:
    """Return the database of a DATABASE_URL, or the SQLite file of that path."""
    url = make_url(f"sqlite:///{where}" if isinstance(where, Path) else where)
    return _KINDS[url.get_backend_name()](url)


def kind_of(db: Connection) -> type[Database]:
    """Return what kind of database a connection leads to."""
    return _KINDS[db.dialect.name]


def kind(engine: Engine) -> type[Database]:
    """Return what kind of database an engine opens."""
    return _KINDS[engine.dialect.name]


def writing(where: str | Path) -> Engine:
    """Return the engine for the one thread that writes."""
    return at(where).writing()


def reading(where: str | Path) -> Engine:
    """Return the engine for look-ups and reports beside the writer."""
    return at(where).reading()
