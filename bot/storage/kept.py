"""How the audit trail is told of a row: by its key and its columns, each in plain text or as a
digest.

Personal content is told as a keyed digest of its plain text, bound to table, column and row: it
cannot be read or guessed from the trail, and when a column is sealed anew the trail need not be
told.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Table, literal_column

from bot.errors import Misconfigured
from bot.storage.crypto import Vault

Row = Mapping[str, Any]

WITHIN: Final = "within"
MORE: Final = "more"
_SUBMITTED: Final = (
    "(EXISTS (SELECT 1 FROM entry WHERE entry.draft_id = {0}.{1})"
    " OR EXISTS (SELECT 1 FROM fault WHERE fault.draft_id = {0}.{1})"
    " OR EXISTS (SELECT 1 FROM training WHERE training.draft_id = {0}.{1})"
    " OR EXISTS (SELECT 1 FROM placement WHERE placement.draft_id = {0}.{1})"
    " OR EXISTS (SELECT 1 FROM station WHERE station.draft_id = {0}.{1}))"
)
# What cannot be opened is like nothing that was ever told; so is a text that is none.
_UNREADABLE: Final = {"odd": "unreadable"}
_DIGEST: Final = 12


@dataclass(frozen=True)
class Kept:
    """A table whose rows the trail keeps.

    `sealed` says for each encrypted column what it is bound to; `digested` columns are personal or
    long, and told as digests; `exempt` columns decide nothing and are not told, each with the
    reason. `within` names the column by which a row belongs to a draft: such rows are kept only
    when that draft was submitted, so that they belong to an entry, a fault and the like. `added`
    says what value rows have that were written before a column was added.
    """

    table: Table
    sealed: Mapping[str, str] = field(default_factory=dict)
    digested: frozenset[str] = frozenset()
    exempt: Mapping[str, str] = field(default_factory=dict)
    within: str = ""
    added: Row = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        return str(self.table.name)  # SQLAlchemy's own kind of text is slow as a parameter

    @cached_property
    def key_columns(self) -> tuple[str, ...]:
        return tuple(str(column.name) for column in self.table.primary_key)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that are told of a row, besides its key."""
        keys = set(self.key_columns)
        return tuple(
            str(c.name) for c in self.table.c if c.name not in keys and c.name not in self.exempt
        )

    @cached_property
    def read(self) -> tuple[Any, ...]:
        """The columns that have to be read of a row to tell it, and whether it is within an
        entry.
        """
        read: list[Any] = [c for c in self.table.c if c.name not in self.exempt]
        if self.within:
            submitted = _SUBMITTED.format(self.name, self.within)
            read.append(literal_column(submitted).label(WITHIN))
        return tuple(read)

    @cached_property
    def in_clear(self) -> frozenset[str]:
        """The columns that the trail tells in plain text."""
        return frozenset(self.columns) - self.digested - self.sealed.keys()

    def key(self, vault: Vault, row: Row) -> Any:
        """Return how the trail calls a row: by its key, or by a digest of a key that is
        personal.
        """
        key = [plain(row[name]) for name in self.key_columns]
        if self.digested.intersection(self.key_columns):
            return digest(vault, f"{self.name}:{key!r}")
        return key[0] if len(key) == 1 else key

    def value(self, vault: Vault, key: Any, column: str, row: Row) -> Any:
        """Return what the trail says of one column: the plain value, or a digest."""
        raw = row[column]
        if raw is None:
            return None
        if column in self.sealed:
            raw = _opened(vault, raw, self.sealed[column].format_map(row))
        elif column not in self.digested:
            return plain(raw)
        if raw is _UNREADABLE:
            return raw
        return digest(vault, f"{self.name}.{column}:{key!r}:{plain(raw)!r}")

    def told(self, vault: Vault, key: Any, row: Row, columns: Iterable[str]) -> dict[str, Any]:
        return {column: self.value(vault, key, column, row) for column in columns}


def plain(raw: Any) -> Any:
    """Return a value as JSON can hold it, with its type still recognisable, and the same from every
    database's driver.
    """
    if raw is None or type(raw) is int:
        return raw
    if type(raw) is str:
        return raw if raw.isascii() or _is_text(raw) else {"no text": _bytes_of(raw).hex()}
    return next((say(raw) for kind, say in _SAID.items() if isinstance(raw, kind)), _odd(raw))


def _is_text(raw: str) -> bool:
    """Whether a text is one: what was no UTF-8 in the database is read with surrogates in it."""
    try:
        raw.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bytes_of(raw: str) -> bytes:
    return raw.encode(errors="surrogateescape")


def _odd(raw: Any) -> dict[str, str]:
    return {"odd": repr(raw)}


def _moment(raw: datetime) -> str:
    utc = raw if raw.tzinfo is None else raw.astimezone(UTC)
    return utc.strftime("%Y-%m-%d %H:%M:%S.%f")


_SAID: Final[Mapping[Any, Any]] = {
    bool: int,
    datetime: _moment,
    date: date.isoformat,
    dict: json.dumps,
    list: json.dumps,
    bytes: lambda raw: {"bytes": raw.hex()},
    memoryview: lambda raw: {"bytes": raw.hex()},
}


def digest(vault: Vault, what: str) -> str:
    return urlsafe_b64encode(vault.hash(f"trail:{what}")[:_DIGEST]).decode()


def _opened(vault: Vault, raw: Any, context: str) -> Any:
    if not isinstance(raw, bytes | memoryview):
        return _UNREADABLE
    if not raw:
        return ""
    try:
        return vault.open(bytes(raw), context)
    except Misconfigured:
        return _UNREADABLE
