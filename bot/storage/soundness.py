"""What only the database itself knows about its health. This is the one place where SQLite is asked
in its own words.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from sqlalchemy import ColumnElement, literal_column, text

from bot.storage import engine
from bot.storage.session import Session

TROUBLE: Final = engine.TROUBLE

# Rows taken off the trail's end break no chain; but numbers are never given twice, and the highest
# that was is on record.
HIGHEST_GIVEN: Final[ColumnElement[int]] = literal_column(
    "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence"
    " WHERE name = 'audit' AND typeof(seq) = 'integer')"
)
_AS_IT_LIES: Final = partial(str, encoding="utf-8", errors="surrogateescape")


@contextmanager
def as_it_lies(session: Session) -> Iterator[None]:
    """Read whatever lies in the database, texts that are no UTF-8 too, instead of stopping there:
    each byte that belongs to none becomes a surrogate.
    """
    driver: Any = session.db.connection.driver_connection
    before = driver.text_factory
    driver.text_factory = _AS_IT_LIES
    try:
        yield
    finally:
        driver.text_factory = before


def dangling(session: Session) -> Iterator[tuple[str, int, str]]:
    """Yield references to rows that do not exist: table, row, and the table referred to."""
    for table, row, parent, _ in session.rows(text("PRAGMA foreign_key_check")):
        yield table, row, parent


def damage(session: Session) -> Iterator[str]:
    """Yield what is wrong with the file's own structure, in the database's words."""
    for (trouble,) in session.rows(text("PRAGMA integrity_check")):
        if trouble != "ok":
            yield trouble
