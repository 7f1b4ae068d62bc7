"""Works out which statements change rows that the audit trail keeps, and what the trail has to hear
of them.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Delete, Insert, TextClause, Update

from bot.storage.crypto import Vault
from bot.storage.kept import WITHIN, Kept, Row
from bot.storage.trail import ENTRY, KEPT


@dataclass(frozen=True, slots=True)
class Watch:
    """What a statement does to kept rows.

    `sets` are the columns it sets; `whole` is True when the rest of the row is told with them;
    `gone` when the rows are deleted. `opens` is True when it makes an entry, so that rows kept only
    within an entry begin to be kept. `moves` is True when such a row may come into an entry or go
    out of one.
    """

    kept: Kept
    sets: frozenset[str]
    whole: bool = False
    gone: bool = False
    opens: bool = False
    moves: bool = False

    def concerns(self, row: Row) -> bool:
        """Whether the trail has to hear of this row."""
        return self.moves or not self.kept.within or bool(row[WITHIN])

    def change(self, vault: Vault, row: Row) -> list[Any]:
        """Return the change as the trail is told it: [table, key, what was set], with what else was
        seen there as a fourth part where the whole row is told; [table, key, null] when it is gone.
        """
        kept = self.kept
        key = kept.key(vault, row)
        if self.gone:
            return [kept.name, key, None]
        sets = kept.told(vault, key, row, (c for c in kept.columns if c in self.sets))
        if not self.whole:
            return [kept.name, key, sets]
        rest = kept.told(vault, key, row, (c for c in kept.columns if c not in self.sets))
        return [kept.name, key, sets, {c: told for c, told in rest.items() if told is not None}]


def watch(statement: Any) -> Watch | None:
    """Return what the trail has to hear of a statement; None when it touches nothing that is kept.

    An insert, and an update that may bring a row into an entry, tell the whole row. Raises
    TypeError for a write in the form of text: nobody could tell what it changes.
    """
    if isinstance(statement, TextClause):
        if not statement.text.lstrip().upper().startswith(("SELECT", "PRAGMA")):
            raise TypeError("a write is an insert, update or delete, so that the trail hears of it")
        return None
    if not isinstance(statement, Insert | Update | Delete):
        return None
    kept = KEPT.get(statement.entity_description["table"].name)
    return None if kept is None else _watch(kept, statement)


def _watch(kept: Kept, statement: Insert | Update | Delete) -> Watch | None:
    if isinstance(statement, Delete):
        return Watch(kept, frozenset(), gone=True)
    values: Any = statement._values or ()  # noqa: SLF001 - there is no public way to ask
    sets = frozenset[str](column.name for column in values)
    if isinstance(statement, Insert):
        return Watch(kept, sets, whole=True, opens=kept is ENTRY)
    moves = kept.within in sets
    told = Watch(kept, sets, whole=moves, moves=moves)
    return told if sets.intersection(kept.columns) else None


def seen(kept: Kept) -> Watch:
    """Return a watch for rows that are told as they are found, nothing having been set."""
    return Watch(kept, frozenset(), whole=True)
