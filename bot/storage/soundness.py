"""What only the database itself knows about its health. This is the one place where SQLite is asked
in its own words.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ColumnElement, literal_column, text

from bot.storage.session import Session

# Rows taken off the trail's end break no chain; but numbers are never given twice, and the highest
# that was is on record.
HIGHEST_GIVEN: Final[ColumnElement[int]] = literal_column(
    "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'audit')"
)


def dangling(session: Session) -> Iterator[tuple[str, int, str]]:
    """Yield references to rows that do not exist: table, row, and the table referred to."""
    for table, row, parent, _ in session.rows(text("PRAGMA foreign_key_check")):
        yield table, row, parent


def damage(session: Session) -> Iterator[str]:
    """Yield what is wrong with the file's own structure, in the database's words."""
    for (trouble,) in session.rows(text("PRAGMA integrity_check")):
        if trouble != "ok":
            yield trouble
