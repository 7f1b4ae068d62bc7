"""What only the database itself knows about its health: what it consists of, and whether that is
what the program makes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from bot.storage import databases, schema
from bot.storage.databases import Database
from bot.storage.session import Session

TROUBLE: Final = databases.TROUBLE


@contextmanager
def as_it_lies(session: Session) -> Iterator[None]:
    """Read whatever lies in the database, texts that are no UTF-8 too, instead of stopping there:
    each byte that belongs to none becomes a surrogate.
    """
    with _kind(session).as_it_lies(session.db):
        yield


@contextmanager
def apart(session: Session) -> Iterator[None]:
    """Look something up so that trouble with it is no trouble for what is looked up afterwards."""
    with _kind(session).apart(session.db):
        yield


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
    kind = _kind(session)
    here, made = _parts(kind, kind.parts(session.db)), _as_made(kind, session.db.engine.url)
    return Shape(
        tuple(part for part in made if part not in here and _stands_alone(part, here)),
        tuple(part for part in here if part not in made),
        tuple(part for part, said in here.items() if made.get(part, said) != said),
    )


def _stands_alone(part: Part, here: Mapping[Part, object]) -> bool:
    """Whether a part that is gone did not just go with its table."""
    return part.kind == "table" or Part("table", part.of, part.of) in here


@cache
def _as_made(kind: type[Database], url: Any) -> Mapping[Part, Sequence[str]]:
    with kind(url).new(schema.migrate) as db:
        return _parts(kind, kind.parts(db))


def _parts(
    kind: type[Database], found: Sequence[tuple[str, str, str, str]]
) -> Mapping[Part, Sequence[str]]:
    """Return everything, with the words by which it was made."""
    return {Part(*part): kind.words(part[0], str(said)) for *part, said in found}


def numbers_given(session: Session) -> list[Any]:
    """Return the highest number that was ever given to a line of the trail, as it lies: one figure,
    or nothing when none was given.
    """
    return _kind(session).numbers_given(session.db)


def dangling(session: Session) -> Iterator[tuple[str, int, str]]:
    """Yield references to rows that do not exist: table, row, and the table referred to."""
    return _kind(session).dangling(session.db)


def damage(session: Session) -> Iterator[str]:
    """Yield what is wrong with the structure of what is stored, in the database's words."""
    return _kind(session).damage(session.db)


def _kind(session: Session) -> type[Database]:
    return databases.kind_of(session.db)
