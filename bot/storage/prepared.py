"""Prepared statements: compiled once, then handed to the driver as they are.

SQLAlchemy's own way from a statement to its rows takes several times as long as SQLite takes for
the query, and a step runs some fifteen of them. Values are still converted by their column's types,
in both directions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.engine import result_tuple
from sqlalchemy.sql.compiler import ExpandedState
from sqlalchemy.sql.visitors import cloned_traverse

from bot.storage.databases import Database, kind_of
from bot.storage.watch import watch

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any] | None

_SOME: Final = 1000
_WRITTEN_OUT: Final = {str, int, bool}
_known: "defaultdict[str, WeakKeyDictionary[Executable, Prepared]]" = defaultdict(WeakKeyDictionary)


class Prepared:
    """One statement: its SQL, how its parameters are converted, and how its rows are.

    A write to rows that the audit trail keeps is made to return them, so that the trail can be
    told; `watch` says what it has to hear, None for other statements.
    """

    __slots__ = ("_convert", "_database", "_parameters", "_row", "_sql", "watch")

    def __init__(
        self, statement: Any, database: type[Database], dialect: Dialect, params: Mapping[str, Any]
    ) -> None:
        self._database = database
        self.watch = watch(statement)
        if self.watch:
            own = set(statement.exported_columns)
            statement = statement.returning(*(c for c in self.watch.kept.read if c not in own))
        statement = _with_constants(statement, params)
        compiled = statement.compile(dialect=dialect, column_keys=list(params))
        if any(bind.key in params for bind in compiled.post_compile_params):
            raise TypeError("a prepared IN takes fixed values, not a list at each run")
        whole = compiled.construct_expanded_state(params)
        defaults = {column.key: column.default.arg for column in compiled.insert_prefetch or ()}
        self._sql = whole.statement
        into = {name: _in(bind.type, dialect) for name, bind in compiled.binds.items()}
        into |= whole.processors
        self._parameters = [
            (name, None, into.get(name))
            if name in params
            else (None, _constant(whole, name, defaults, into.get(name)), None)
            for name in whole.positiontup or ()
        ]
        returned = getattr(statement, "exported_columns", ())
        convert = [_out(column.type, dialect) for column in returned]
        self._convert = convert if any(convert) else None
        self._row: Callable[[Any], Any] | None = None

    def run(self, db: Connection, params: Mapping[str, Any]) -> Any:
        """Execute the statement with these parameters and return the driver's cursor."""
        if not db.in_transaction():
            db.begin()
        cursor = self._database.cursor(db)
        cursor.execute(self._sql, self._given(params))
        return cursor

    def changed(self, db: Connection, params: Mapping[str, Any]) -> int:
        """Execute the statement and return the number of rows it changed."""
        return int(self.run(db, params).rowcount)

    def rows(self, db: Connection, params: Mapping[str, Any]) -> list[Any]:
        """Return every row, its columns by name or place."""
        cursor = self.run(db, params)
        found = cursor.fetchall()
        if not found:
            return []
        if self._row is None:
            self._row = result_tuple([column[0] for column in cursor.description])
        if self._convert is None:
            return list(map(self._row, found))
        return [self._row(self._converted(row)) for row in found]

    def stream(self, db: Connection, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield every row as a dictionary, as the driver hands it out; a thousand are fetched at a
        time.
        """
        if not db.in_transaction():
            db.begin()
        with closing(self._database.streaming(db)) as cursor:
            cursor.execute(self._sql, self._given(params))
            names = [column[0] for column in cursor.description]
            while rows := cursor.fetchmany(_SOME):
                yield from (dict(zip(names, row, strict=True)) for row in rows)

    def dicts(self, db: Connection, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return every row as a dictionary, as the driver hands it out."""
        cursor = self.run(db, params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def value(self, db: Connection, params: Mapping[str, Any]) -> Any:
        """Return the first column of the first row, None without any."""
        found = self.run(db, params).fetchall()
        if not found:
            return None
        convert = self._convert[0] if self._convert else None
        return convert(found[0][0]) if convert else found[0][0]

    def _given(self, params: Mapping[str, Any]) -> list[Any]:
        return [
            constant if name is None else params[name] if convert is None else convert(params[name])
            for name, constant, convert in self._parameters
        ]

    def _converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(
            convert(value) if convert else value
            for convert, value in zip(self._convert or (), row, strict=True)
        )


def prepared(statement: Executable, db: Connection, params: Mapping[str, Any]) -> Prepared:
    """Return the statement as it was prepared when it was first run; later runs must give
    parameters of the same names.
    """
    known = _known[db.dialect.name].get(statement)
    if known is None:
        database = kind_of(db)
        known = Prepared(statement, database, database.compiling(db.dialect), params)
        _known[db.dialect.name][statement] = known
    return known


def _with_constants(statement: Any, params: Mapping[str, Any]) -> Any:
    """Return the statement with what it says itself written out, such as `state = 'new'`. A plan
    that is made for any value uses no index of the rows that have this one.
    """

    def write_out(bind: Any) -> None:
        if bind.key not in params and type(bind.value) in _WRITTEN_OUT:
            bind.literal_execute = True

    return cloned_traverse(statement, {}, {"bindparam": write_out})


def _constant(whole: ExpandedState, name: str, defaults: Mapping[str, Any], into: Convert) -> Any:
    """Return a value that the statement itself gives, or the default of its column."""
    value = defaults[name] if name in defaults else whole.parameters[name]
    return into(value) if into else value


def _in(kind: "TypeEngine[Any]", dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out(kind: "TypeEngine[Any]", dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
