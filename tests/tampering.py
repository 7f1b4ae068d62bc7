"""A county's database in the hands of somebody who has it and SQL, but not the key: how what they
do is said to either database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection

from bot.storage import databases
from tests.places import ON_POSTGRES

GIVEN: Final = "given" if ON_POSTGRES else "sqlite_sequence"
"""Where it is on record which number a line of the trail was given last."""
UNGUARDED: Final = (
    ["DROP TRIGGER audit_append_only ON audit"]
    if ON_POSTGRES
    else ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"]
)
"""From then on, lines of the trail can be changed and taken out."""


def blob(data: bytes) -> str:
    return rf"'\x{data.hex()}'::bytea" if ON_POSTGRES else f"x'{data.hex()}'"


def dropping(table: str) -> str:
    """Take a table away, with what PostgreSQL has others refer to it by."""
    return f"DROP TABLE {table} CASCADE" if ON_POSTGRES else f"DROP TABLE {table}"


def refusing(table: str, act: str = "UPDATE") -> list[str]:
    """From then on no row of the table can be changed, or with "INSERT" none be added."""
    if not ON_POSTGRES:
        refuse = "BEGIN SELECT RAISE(ABORT, 'broken'); END"
        return [f"CREATE TRIGGER refuse BEFORE {act} ON {table} {refuse}"]
    refuse = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''broken''; END'"
    return [
        f"CREATE OR REPLACE FUNCTION refuse() {refuse}",
        f"CREATE TRIGGER refuse BEFORE {act} ON {table} EXECUTE FUNCTION refuse()",
    ]


def no_longer_refusing(table: str) -> str:
    return f"DROP TRIGGER refuse ON {table}" if ON_POSTGRES else "DROP TRIGGER refuse"


@contextmanager
def in_hand(url: str) -> Iterator[Connection]:
    """A connection for `alter`."""
    with databases.writing(url).connect() as db:
        if not ON_POSTGRES:  # before any transaction, or it is ignored
            driver: Any = db.connection.driver_connection
            for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON"):
                driver.execute(f"PRAGMA {pragma}")
        yield db


def alter(db: Connection, *statements: str) -> list[Any]:
    """Run statements although references forbid them, and on PostgreSQL the trail's guards too; the
    last one's rows, or how many it changed.
    """
    found: list[Any] = []
    if ON_POSTGRES:  # as a superuser can: no reference is looked at, and no trigger runs
        db.exec_driver_sql("SET LOCAL session_replication_role = replica")
    for statement in statements:
        ran = db.exec_driver_sql(statement)
        found = [tuple(row) for row in ran] if ran.returns_rows else [ran.rowcount]
    if ON_POSTGRES:
        db.exec_driver_sql("SET LOCAL session_replication_role = origin")
    return found


def altered(url: str, *statements: str) -> list[Any]:
    """Do so and commit."""
    with in_hand(url) as db, db.begin():
        return alter(db, *statements)


def without_a_trace(url: str, *statements: str) -> list[Any]:
    """Do so although the trail is append-only, and leave everything that guards it in place."""
    if ON_POSTGRES:
        return altered(url, *statements)
    guards = altered(url, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    taken_away = [f"DROP TRIGGER {name}" for name, _ in guards]
    altered(url, *taken_away)
    found = altered(url, *statements)
    altered(url, *(said for _, said in guards))
    return found
