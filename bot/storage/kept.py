"""How a row is told to the audit trail: its key, and its columns, plain or by digest.

Personal content is told by a keyed digest of its plain text, bound to table, column and row: it
cannot be read or guessed from the trail, and sealing it anew needs no line there.
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
_SUBMITTED: Final = "EXISTS (SELECT 1 FROM entry WHERE entry.draft_id = {}.{})"
# What cannot be opened is like nothing that was ever told.
_UNREADABLE: Final = {"odd": "unreadable"}
_DIGEST: Final = 12


@dataclass(frozen=True)
class Kept:
    """One table. `sealed` says what a sealed column is bound to; `digested` columns are personal
    or long; `exempt` ones decide nothing, with the reason. `within` names the column by which a
    row belongs to an entry: only rows of drafts that were submitted are kept. `added` says what
    rows written before a column was there have in it.
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
        """What is told of a row besides its key."""
        keys = set(self.key_columns)
        return tuple(
            str(c.name) for c in self.table.c if c.name not in keys and c.name not in self.exempt
        )

    @cached_property
    def read(self) -> tuple[Any, ...]:
        """What has to be read of a row to tell it, and whether it is within an entry."""
        read: list[Any] = [c for c in self.table.c if c.name not in self.exempt]
        if self.within:
            submitted = _SUBMITTED.format(self.name, self.within)
            read.append(literal_column(submitted).label(WITHIN))
        return tuple(read)

    def is_plain(self, column: str) -> bool:
        """Whether the trail tells the column as it is."""
        return column not in self.sealed and column not in self.digested

    def key(self, vault: Vault, row: Row) -> Any:
        """What the trail calls the row by: its key, or a digest where that is personal."""
        key = [plain(row[name]) for name in self.key_columns]
        if self.digested.intersection(self.key_columns):
            return digest(vault, f"{self.name}:{key!r}")
        return key[0] if len(key) == 1 else key

    def value(self, vault: Vault, key: Any, column: str, row: Row) -> Any:
        """What the trail says of one column: plain, or a digest."""
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
    """A value as a driver hands it out, told apart by type, and the same from every database."""
    if raw is None or type(raw) in (int, str):
        return raw
    return next((say(raw) for kind, say in _SAID.items() if isinstance(raw, kind)), _odd(raw))


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
