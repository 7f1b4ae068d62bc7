"""What only the database itself knows about its health. This is the one place where SQLite is asked
in its own words.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, literal_column, text

from bot.storage import engine, schema
from bot.storage.session import Session

TROUBLE: Final = engine.TROUBLE

# Rows taken off the trail's end break no chain; but numbers are never given twice, and the highest
# that was is on record.
HIGHEST_GIVEN: Final[ColumnElement[int]] = literal_column(
    "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence"
    " WHERE name = 'audit' AND typeof(seq) = 'integer')"
)
_NUMBERS_GIVEN = text("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
# What SQLite notes about tables for its own planning is nobody's doing.
_PARTS = text(
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat_'"
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


@dataclass(frozen=True, slots=True)
class Part:
    """Something that the database consists of: a table, index, trigger or view, and the table that
    it belongs to.
    """

    kind: str
    name: str
    of: str


@dataclass(frozen=True, slots=True)
class Shape:
    """How a database differs from one that the program has just made."""

    gone: tuple[Part, ...]
    added: tuple[Part, ...]
    changed: tuple[Part, ...]

    @property
    def missing(self) -> frozenset[str]:
        """The tables that are not there."""
        return frozenset(part.name for part in self.gone if part.kind == "table")


def shape(session: Session) -> Shape:
    """Compare what the database consists of with a new one. Without a trigger the trail can be
    rewritten, without an index a thing be there twice; a trigger more can change what is written.
    """
    here, made = _parts(session.rows(_PARTS)), _as_made()
    return Shape(
        tuple(part for part in made if part not in here and _stands_alone(part, here)),
        tuple(part for part in here if part not in made),
        tuple(part for part, said in here.items() if made.get(part, said) != said),
    )


def _stands_alone(part: Part, here: Mapping[Part, object]) -> bool:
    """Whether a part that is gone did not just go with its table."""
    return part.kind == "table" or Part("table", part.of, part.of) in here


@cache
def _as_made() -> Mapping[Part, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        new = engine.writing(Path(folder) / "new.db")
        schema.upgrade(new)
        with new.connect() as db:
            return _parts(db.execute(_PARTS).all())


def _parts(found: Sequence[Any]) -> Mapping[Part, list[str]]:
    """Return everything, with the words by which it was made."""
    return {Part(*part): _words(part[0], str(said)) for *part, said in found}


def _words(kind: str, said: str) -> list[str]:
    """Return how something was made so that it can be compared: a table's constraints come in any
    order, and their names are quoted or not, as it happens when a migration makes a table anew.
    """
    if kind != "table":
        return said.split()
    return sorted("".join(piece.split()).strip("()") for piece in said.replace('"', "").split(","))


def numbers_given(session: Session) -> list[Any]:
    """Return the highest number that was ever given to a line of the trail, as it lies: one figure,
    or nothing when none was given.
    """
    return [row.seq for row in session.rows(_NUMBERS_GIVEN)]


def dangling(session: Session) -> Iterator[tuple[str, int, str]]:
    """Yield references to rows that do not exist: table, row, and the table referred to."""
    for table, row, parent, _ in session.rows(text("PRAGMA foreign_key_check")):
        yield table, row, parent


def damage(session: Session) -> Iterator[str]:
    """Yield what is wrong with the file's own structure, in the database's words."""
    for (trouble,) in session.rows(text("PRAGMA integrity_check")):
        if trouble != "ok":
            yield trouble
