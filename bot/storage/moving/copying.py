"""A county from one database into another, in pieces that are committed one by one: killed at any
moment, it goes on where it was.
"""

from collections.abc import Callable, Iterator
from enum import Enum, auto
from itertools import islice, zip_longest
from typing import Any, Final

from sqlalchemy import Connection, select

from bot.errors import Refused
from bot.storage import databases, schema
from bot.storage.crypto import Vault
from bot.storage.models import Audit
from bot.storage.moving import rows
from bot.storage.moving.rows import Row
from bot.texts import moving as t

# (what is gone through, how many are done, of how many; 0 where that is not known)
Show = Callable[[str, int, int], None]

CHUNK: Final = 1000
"""Rows that are committed together."""

_a = Audit.__table__.c
_FIRST = select(_a.id, _a.hash).order_by(_a.id).limit(1)


class Found(Enum):
    """How much of a county a target holds."""

    NOTHING = auto()
    SOME = auto()
    ALL = auto()


class Changed(Exception):
    """What was copied is not what lies in the source."""


def whose(source: Connection, vault: Vault) -> str:
    """Return what tells this county from others: nobody else's trail begins with the same line."""
    first = source.execute(_FIRST).first()
    said = f"{first.id}:{bytes(first.hash).hex()}" if first else ""
    return vault.hash(f"moving:{said}").hex()[:16]


def begin(target: Connection, vault: Vault, county: str, name: str) -> Found:
    """Make an empty database the target, or find one in which this county is, or a part of it.
    Raises Refused for any other.
    """
    with target.begin():
        before = schema.begun(target)
        if before and before != county:
            raise Refused(t.OTHERS.format(name=name))
        if before:
            return Found.SOME
        if not databases.kind_of(target).parts(target):
            schema.begin(target, county)
            return Found.NOTHING
        if schema.is_newest(target) and whose(target, vault) == county:
            return Found.ALL
    raise Refused(t.OCCUPIED.format(name=name))


def copy(source: Connection, target: Connection, show: Show) -> None:
    """Copy what is not there yet, with the numbers that were given."""
    for table in rows.tables():
        whole = rows.count(source, table)
        with target.begin():
            done, last = rows.count(target, table), rows.highest(target, table)
        for some in _chunks(rows.read(source, table, last)):
            show(table.name, done, whole)
            with target.begin():
                rows.write(target, table, some)
            done += len(some)
    with target.begin():
        rows.number_on(target, rows.numbers(source))


def compare(source: Connection, target: Connection, show: Show) -> int:
    """Compare every row, value by value; return how many there are. Raises Changed, naming the
    first that differs.
    """
    total = 0
    with target.begin(), databases.kind_of(target).as_it_lies(target):
        for table in rows.tables():
            whole = rows.count(source, table)
            both = zip_longest(rows.read(source, table), rows.read(target, table))
            for done, (one, other) in enumerate(both):
                if done % CHUNK == 0:
                    show(table.name, done, whole)
                if one != other:
                    key = rows.key_of(table, one or other)
                    said = "/".join(str(value) for value in key)
                    raise Changed(t.CHANGED.format(table=table.name, key=said))
            total += whole
    return total


def again(target: Connection) -> None:
    """Throw away what was copied from a county that has changed since."""
    with target.begin():
        county = schema.begun(target)
        databases.kind_of(target).clear(target)
        schema.begin(target, county)


def finish(target: Connection) -> None:
    """Let the bot and its commands use the target."""
    with target.begin():
        schema.finish(target)


def _chunks(found: Iterator[Row]) -> Iterator[list[Any]]:
    while some := list(islice(found, CHUNK)):
        yield some
