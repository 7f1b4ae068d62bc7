"""The rows of a table as plain values, the same from every database: read from one, written into
another, whatever they mean.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    MetaData,
    Select,
    String,
    Table,
    TypeDecorator,
    bindparam,
    cast,
    column,
    func,
    select,
    table,
    tuple_,
)
from sqlalchemy.exc import DataError, IntegrityError, NotSupportedError, ProgrammingError

from bot.errors import Refused
from bot.storage import databases
from bot.storage.models import Base
from bot.storage.prepared import prepared
from bot.texts import moving as t

Row = tuple[Any, ...]
Convert = Callable[[Any], Any] | None

NEWEST: Final = Base.metadata
TRAIL: Final = "audit"
_UNFIT: Final = (IntegrityError, DataError, NotSupportedError, ProgrammingError, UnicodeError)


@dataclass(frozen=True, slots=True)
class Odd:
    """What lies in a column and is no value of its type: SQLite keeps anything anywhere, and what
    somebody put there is to be found at the other place too.
    """

    raw: Any


def tables(of: MetaData = NEWEST) -> Sequence[Table]:
    """Return the tables in the order in which they refer to each other."""
    return [each for each in of.sorted_tables if each.name != "alembic_version"]


def read(db: Connection, of: Table, after: Row | None = None) -> Iterator[Row]:
    """Yield the rows in the order of their keys, those `after` a key or all; few are in memory at a
    time. Moments are in UTC and do not say so.
    """
    is_loose = databases.kind_of(db).is_loose
    columns = [_Column(each, db, is_strict=not is_loose) for each in of.columns]
    keys = {f"key{n}": value for n, value in enumerate(after or ())}
    wanted = _in_order(of, db.dialect.name)
    if after is not None:
        binds = [
            bindparam(name, type_=key.type) for name, key in zip(keys, of.primary_key, strict=True)
        ]
        wanted = wanted.where(tuple_(*_keys(of, db.dialect.name)) > tuple_(*binds))
    names = [each.name for each in columns]
    for row in prepared(wanted, db, keys).stream(db, keys):
        yield tuple(each.read(row[name]) for each, name in zip(columns, names, strict=True))


def highest(db: Connection, of: Table) -> Row | None:
    """Return the key of the last row in the order of keys, None when there are no rows."""
    keys = _keys(of, db.dialect.name)
    found = db.execute(select(*of.primary_key).order_by(*(key.desc() for key in keys)).limit(1))
    row = found.first()
    return tuple(row) if row else None


def key_of(of: Table, row: Row) -> Row:
    return tuple(value for value, each in zip(row, of.columns, strict=True) if each.primary_key)


def count(db: Connection, of: Table) -> int:
    return int(db.scalar(select(func.count()).select_from(of)) or 0)


def write(db: Connection, of: Table, rows: Sequence[Row]) -> None:
    """Write rows as they were read. Raises Refused for what this database does not take."""
    is_loose = databases.kind_of(db).is_loose
    columns = [_Column(each, db, is_strict=not is_loose) for each in of.columns]
    plain = [row for row in rows if not any(isinstance(value, Odd) for value in row)]
    try:
        if plain:
            db.execute(_insert(of), [_parameters(columns, row) for row in plain])
        for row in rows:
            if any(isinstance(value, Odd) for value in row):
                _write_odd(db, of, columns, row, is_loose=is_loose)
    except _UNFIT as error:
        why = type(getattr(error, "orig", None) or error).__name__
        first, last = (_called(key_of(of, row)) for row in (rows[0], rows[-1]))
        raise Refused(t.NOT_TAKEN.format(table=of.name, first=first, last=last, why=why)) from None


def numbers(db: Connection, of: MetaData = NEWEST) -> dict[str, Any]:
    """Return for each table whose rows are numbered the highest number that was ever given."""
    found = databases.kind_of(db).numbers(db)
    for each in tables(of):
        counted = each.autoincrement_column
        if counted is None or each.name == TRAIL:
            continue
        most = max(_whole(found.get(each.name)), db.scalar(select(func.max(counted))) or 0)
        found[each.name] = most or found.get(each.name, 0)
    # SQLite notes a 0 for a table that a migration has made anew: none was given.
    return {name: most for name, most in found.items() if name in of.tables and most != 0}


def number_on(db: Connection, given: Mapping[str, Any]) -> None:
    """Let no number be given again that was given already. Raises Refused where what is on record
    of them is no number.
    """
    kind = databases.kind_of(db)
    odd = [name for name, most in given.items() if type(most) is not int]
    if odd and not kind.is_loose:
        raise Refused(t.NUMBERS_ODD.format(tables="、".join(odd)))
    kind.number_on(db, given)


class _Column:
    """One column's way in and out of the database."""

    __slots__ = ("_into", "_is_strict", "_out", "_python", "name")

    def __init__(self, of: Column[Any], db: Connection, *, is_strict: bool) -> None:
        kind = of.type.impl_instance if isinstance(of.type, TypeDecorator) else of.type
        here = kind.dialect_impl(db.dialect)
        self.name = str(of.name)
        self._into: Convert = here.bind_processor(db.dialect)
        self._out: Convert = here.result_processor(db.dialect, None)
        self._python = (dict, list) if isinstance(kind, JSON) else (kind.python_type,)
        self._is_strict = is_strict

    def read(self, raw: Any) -> Any:
        """Return the value; Odd where it would not come back as what it is."""
        if raw is None:
            return None
        if self._is_strict:
            return self._out(raw) if self._out else raw
        try:
            value = self._out(raw) if self._out else raw
            fits = type(value) in self._python and self.write(value) == raw and _is_text(value)
        except (TypeError, ValueError, KeyError, AttributeError):
            fits = False
        return value if fits else Odd(raw)

    def write(self, value: Any) -> Any:
        if value is None:
            return None
        return self._into(value) if self._into else value


def _is_text(value: Any) -> bool:
    """Whether a text is one: bytes that are no UTF-8 are read as surrogates."""
    return type(value) is not str or value.isascii() or bool(value.encode())


def _parameters(columns: Sequence[_Column], row: Row) -> dict[str, Any]:
    return {each.name: each.write(value) for each, value in zip(columns, row, strict=True)}


def _write_odd(
    db: Connection, of: Table, columns: Sequence[_Column], row: Row, *, is_loose: bool
) -> None:
    """Write a row as it lay, by a statement of its own."""
    odd = [each.name for each, value in zip(columns, row, strict=True) if isinstance(value, Odd)]
    if not is_loose:
        key = _called(key_of(of, row))
        raise Refused(t.ODD.format(table=of.name, key=key, columns="、".join(odd)))
    values: dict[str, Any] = {}
    for each, value in zip(columns, row, strict=True):
        raw = value.raw if isinstance(value, Odd) else each.write(value)
        if isinstance(value, Odd) and isinstance(raw, str):
            values[each.name] = cast(raw.encode(errors="surrogateescape"), String)
        else:
            values[each.name] = raw
    db.execute(_bare(of).insert().values(values))


def _called(key: Row) -> str:
    return "/".join(str(value) for value in key)


def _whole(found: Any) -> int:
    return found if type(found) is int else 0


@cache
def _bare(of: Table) -> Any:
    """Return the table without its types: what goes in has been converted."""
    return table(of.name, *(column(str(each.name)) for each in of.columns))


@cache
def _insert(of: Table) -> Any:
    made = _bare(of)
    return made.insert().values({each.name: bindparam(each.name) for each in made.columns})


@cache
def _in_order(of: Table, dialect: str) -> Select[Any]:
    return select(*of.columns).order_by(*_keys(of, dialect))


def _keys(of: Table, dialect: str) -> list[Any]:
    """Return the key by which rows are in the same order everywhere: texts by their characters'
    codes, whatever the database's own language is.
    """
    return [
        key.collate("C") if dialect == "postgresql" and isinstance(key.type, String) else key
        for key in of.primary_key
    ]
