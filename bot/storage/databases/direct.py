"""A cursor that hands prepared statements to libpq itself.

psycopg's own does the same and more besides: it looks for what has to be rewritten, decides when to
prepare, lets asynchronous code go on in between. A step runs a dozen statements, and each took
twice as long that way. How values are sent and read is psycopg's.
"""

from typing import Any, Final

from psycopg import OperationalError, errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, Format

_WELL: Final = {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}
_PREPARED: Final = "prepared"


class Direct:
    """One statement's run on a connection of psycopg's, in its transaction; `info` is the
    connection's own notebook.
    """

    __slots__ = ("_connection", "_known", "_read", "_result")

    def __init__(self, connection: Any, info: dict[Any, Any]) -> None:
        self._connection = connection
        self._known: dict[str, bytes] = info.setdefault(_PREPARED, {})

    def execute(self, sql: str, given: list[Any]) -> None:
        """Run a statement with its parameters numbered `$1`, `$2` …. Raises psycopg's errors."""
        libpq = self._connection.pgconn
        name = self._known.get(sql)
        if name is None:
            name = b"x%d" % len(self._known)
            self._well(libpq.prepare(name, sql.encode()))
            self._known[sql] = name
        self._read = Transformer(self._connection)
        # Numbers as text: in their own format they would be of a type for each size.
        formats = [PyFormat.BINARY if isinstance(each, bytes) else PyFormat.TEXT for each in given]
        sent = self._read.dump_sequence(given, formats)
        self._result = libpq.exec_prepared(name, sent, self._read.formats, Format.BINARY)
        self._well(self._result)

    @property
    def description(self) -> list[tuple[str]]:
        """The names of the columns, as a driver's cursor tells them."""
        result = self._result
        return [((result.fname(n) or b"").decode(),) for n in range(result.nfields)]

    @property
    def rowcount(self) -> int:
        """How many rows were changed or found."""
        return self._result.command_tuples or 0

    def fetchall(self) -> list[tuple[Any, ...]]:
        self._read.set_pgresult(self._result)
        return self._read.load_rows(0, self._result.ntuples, tuple)

    def _well(self, result: Any) -> None:
        if result.status in _WELL:
            return
        error = errors.error_from_result(result, encoding="utf-8")
        if error.sqlstate is None:  # not the server says so: it was lost
            raise OperationalError(str(error)) from error
        raise error
