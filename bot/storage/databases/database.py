"""What every database has to offer."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sqlalchemy import URL, BigInteger, ColumnElement, Connection, Engine, Integer, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

if TYPE_CHECKING:
    from sqlalchemy import Dialect


# Where a connection notes what its sessions still have to tell.
UNTOLD: Final = "untold"

READERS: Final = 5
"""How many look-ups run on a database at the same time."""


class Database(ABC):
    """Where a county's data lie and how it is opened. `name` is how people are told of it: it has
    no password in it.
    """

    is_shared: ClassVar[bool]
    """Whether any number of processes may work on it at the same time."""

    is_loose: ClassVar[bool]
    """Whether a column may hold values of other types than its own."""

    example: ClassVar[str]

    def __init__(self, url: URL) -> None:
        self.url = url

    @property
    @abstractmethod
    def name(self) -> str: ...

    @property
    def county(self) -> str:
        """What the database is called, without its place."""
        return Path(self.url.database or "").stem

    @property
    @abstractmethod
    def place(self) -> str:
        """What two addresses have in common that lead to the same database, as far as addresses can
        tell.
        """

    @abstractmethod
    def writing(self) -> Engine:
        """Return the engine for the thread that writes. Its transactions follow one another, also
        those of other processes, so that what a step has read is still so when it writes.
        """

    @abstractmethod
    def reading(self, *, few: bool = False) -> Engine:
        """Return the engine for look-ups and reports beside the writer: each sees the last commit,
        none can write. With `few` it keeps one connection open when nothing is asked, for a process
        that has many databases.
        """

    @abstractmethod
    def filling(self) -> Engine:
        """Return the engine by which rows come in that were elsewhere before: what can be kept as
        it lay is not asked whether it should have lain there.
        """

    @abstractmethod
    def is_there(self) -> bool:
        """Whether it has been made. Raises Misconfigured when it cannot be reached."""

    @abstractmethod
    def alone(self) -> AbstractContextManager[None]:
        """Hold for the length of a `with` block what only one process may hold. Raises
        Misconfigured when another holds it.
        """

    def why_not(self, error: DatabaseError) -> str:
        """Return the sentence for whoever set a DATABASE_URL that cannot be opened."""
        return f"DATABASE_URL 指向的 {self.name} 打不开（{error.orig}），例如：{self.example}"

    def passes(self, error: DatabaseError) -> bool:
        """Whether what went wrong in opening the database may be over by itself later."""
        return self.is_away(error) or self.is_busy(error)

    @property
    @abstractmethod
    def beside(self) -> Path:
        """The file beside which this process keeps its own; it need not exist."""

    def others_beside(self) -> Iterable[Path]:
        """Return the files beside which other processes of this machine, living or dead, keep
        theirs.
        """
        return ()

    @staticmethod
    @abstractmethod
    def version(db: Connection) -> str: ...

    @staticmethod
    @abstractmethod
    def compiling(dialect: "Dialect") -> "Dialect":
        """Return the dialect in which prepared statements are compiled."""

    @staticmethod
    @abstractmethod
    def cursor(db: Connection) -> Any:
        """Return a cursor of the driver's for prepared statements."""

    @staticmethod
    @abstractmethod
    def streaming(db: Connection) -> Any:
        """Return a cursor for rows of any number, of which few are in memory at a time."""

    @staticmethod
    @abstractmethod
    def as_it_lies(db: Connection) -> AbstractContextManager[None]:
        """Read texts that are none instead of stopping there."""

    @staticmethod
    @abstractmethod
    def apart(db: Connection) -> AbstractContextManager[Any]:
        """Let an error within be none for what follows in the same transaction."""

    @staticmethod
    @abstractmethod
    def parts(db: Connection) -> Sequence[tuple[str, str, str, str]]:
        """Return everything that the database consists of: its kind, its name, the table it belongs
        to, and the words by which it is made.
        """

    @staticmethod
    @abstractmethod
    def words(kind: str, said: str) -> Sequence[str]:
        """Return how something is made so that it can be compared."""

    @abstractmethod
    def new(self, migrate: Callable[[Connection], None]) -> AbstractContextManager[Connection]:
        """Hold an empty database of this kind that has been brought to the newest form, and is gone
        afterwards.
        """

    @staticmethod
    @abstractmethod
    def numbers_given(db: Connection) -> list[Any]:
        """Return the highest number that a line of the trail ever had, as it lies."""

    @staticmethod
    @abstractmethod
    def numbers(db: Connection) -> dict[str, Any]:
        """Return for each table whose rows are numbered the highest number that is on record, as it
        lies. What rows were removed again counts too, where it was written down.
        """

    @staticmethod
    @abstractmethod
    def number_on(db: Connection, numbers: Mapping[str, int]) -> None:
        """Let no number be given again: the next ones come after these."""

    @staticmethod
    @abstractmethod
    def clear(db: Connection) -> None:
        """Remove everything that the program makes."""

    @staticmethod
    def is_worked_on(_db: Connection) -> bool:
        """Whether a bot runs on it, where `alone` does not say so."""
        return False

    @staticmethod
    @abstractmethod
    def dangling(db: Connection) -> Iterator[tuple[str, int, str]]:
        """Yield references to rows that do not exist: table, row, and the table referred to."""

    @staticmethod
    @abstractmethod
    def damage(db: Connection) -> Iterator[str]:
        """Yield what is wrong with the structure of what is stored, in the database's words."""

    @staticmethod
    def clock(_db: Connection) -> datetime | None:
        """Return the time by the database's own clock; None where that is this machine's."""
        return None

    @staticmethod
    def connections(_db: Connection) -> tuple[int, int] | None:
        """Return how many connections there are and how many there can be; None where nothing
        limits them.
        """
        return None

    @staticmethod
    def is_lost(db: Connection) -> bool:
        """Whether a connection leads nowhere any more."""
        return db.invalidated or db.closed

    @staticmethod
    def is_away(_error: BaseException) -> bool:
        """Whether an error only says that the database cannot be reached now."""
        return False

    @staticmethod
    def is_busy(_error: BaseException) -> bool:
        """Whether an error only says that others have kept the database for too long."""
        return False


class least(GenericFunction[Any]):  # noqa: N801 - named as SQL names it
    """The smaller of two values."""

    inherit_cache = True


@compiles(least, "sqlite")
def _(element: least, compiler: Any, **how: Any) -> str:
    return f"min{compiler.process(element.clause_expr, **how)}"


class highest_given(ColumnElement[int]):  # noqa: N801 - reads like SQL in a statement
    """The highest number that a row of the audit trail ever had: rows taken off its end break no
    chain, but numbers are never given twice, and the highest that was is on record.
    """

    inherit_cache = True
    type = Integer()


@compiles(highest_given)
def _(_element: highest_given, _compiler: Any, **_how: Any) -> str:
    return "(SELECT coalesce(max(seq), 0) FROM given WHERE name = 'audit')"


@compiles(highest_given, "sqlite")
def _(_element: highest_given, _compiler: Any, **_how: Any) -> str:
    return (
        "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence"
        " WHERE name = 'audit' AND typeof(seq) = 'integer')"
    )


WHOLE = BigInteger().with_variant(Integer(), "sqlite")
"""Whole numbers of any size. SQLite's INTEGER holds them all, and only that counts up by itself."""


def all_told(engine: Engine) -> Engine:
    """Let no transaction be committed while the audit trail has not heard of all it changed."""

    @event.listens_for(engine, "commit")
    def _commit(connection: Connection) -> None:
        if any(connection.info.pop(UNTOLD, ())):
            raise RuntimeError("a step changed what the audit trail keeps and did not settle")

    @event.listens_for(engine, "rollback")
    def _never_happened(connection: Connection) -> None:
        if not connection.invalidated:  # a lost one has taken its notes with it
            connection.info.pop(UNTOLD, None)

    return engine
