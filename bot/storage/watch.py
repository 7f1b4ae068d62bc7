"""Works out which statements change rows that the audit trail keeps, and what the trail has to hear
of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Delete, Insert, TextClause, Update
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from bot.storage.crypto import Vault
from bot.storage.kept import MORE, WITHIN, Kept, Row
from bot.storage.trail import KEPT, OPENS_DRAFTS

_FOUND: Final = "a step tells the trail what it sets, not what it finds in a row: {}.{}"
_HALF: Final = "on conflict, {} would keep a value that the trail hears was set: {}"


@dataclass(frozen=True, slots=True)
class Watch:
    """What a statement does to kept rows.

    `sets` are the columns it sets, `adds` those to which it adds, with how much. `rest` has what a
    new row gets besides; where it is None, nothing but what was set is told. `whole` is True when
    the rest of the row is told as it is found: the row comes into an entry, and was nobody's
    business before. `gone` when the rows are deleted. `opens` is True when it makes an entry, a
    fault or the like, so that rows kept only within one begin to be kept.
    """

    kept: Kept
    sets: frozenset[str]
    adds: Mapping[str, int] = field(default_factory=dict)
    rest: Row | None = None
    whole: bool = False
    gone: bool = False
    opens: bool = False

    def concerns(self, row: Row) -> bool:
        """Whether the trail has to hear of this row."""
        return not self.kept.within or bool(row[WITHIN])

    def change(self, vault: Vault, row: Row) -> list[Any]:
        """Return the change as the trail is told it: [table, key, what was set], with what else is
        in a row that the trail did not know as a fourth part; [table, key, null] when it is gone.
        """
        kept = self.kept
        key = kept.key(vault, row)
        if self.gone:
            return [kept.name, key, None]
        sets = kept.told(vault, key, row, (c for c in kept.columns if c in self.sets))
        sets |= {column: {MORE: more} for column, more in self.adds.items()}
        rest = row if self.whole else self.rest
        if rest is None:
            return [kept.name, key, sets]
        others = (c for c in kept.columns if c not in self.sets and rest.get(c) is not None)
        return [kept.name, key, sets, kept.told(vault, key, rest, others)]


def watch(statement: Any) -> Watch | None:
    """Return what the trail has to hear of a statement; None when it touches nothing that is kept.

    Raises TypeError where the trail could not be told what the statement itself sets: a write in
    the form of text, a value taken from the row, an upsert that leaves a row as it was in part.
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
    values: Any = statement._values or {}  # noqa: SLF001 - there is no public way to ask
    adds = dict(_adds(kept, values))
    sets = frozenset[str](column.name for column in values) - adds.keys()
    if isinstance(statement, Insert):
        _prove_whole(kept, statement, sets)
        return Watch(kept, sets, rest=_defaults(kept, sets), opens=kept in OPENS_DRAFTS)
    told = Watch(kept, sets, adds, whole=kept.within in sets)
    return told if {*sets, *adds}.intersection(kept.columns) else None


def _adds(kept: Kept, values: Mapping[Any, ColumnElement[Any]]) -> Iterator[tuple[str, int]]:
    """Yield the columns to which a statement adds a fixed figure. Whatever else it takes from the
    row cannot be told.
    """
    for column, value in values.items():
        if isinstance(value, BindParameter):
            continue
        more = _more(column, value)
        if more is not None:
            yield str(column.name), more
        elif column.name in kept.columns:
            raise TypeError(_FOUND.format(kept.name, column.name))


def _more(column: ColumnElement[Any], value: ColumnElement[Any]) -> int | None:
    """Return how much is added to a column, None where its value is another."""
    match value:
        case BinaryExpression(operator=operators.add, left=left, right=BindParameter(value=int(n))):
            return n if left.compare(column) else None
    return None


def _prove_whole(kept: Kept, statement: Insert, sets: frozenset[str]) -> None:
    """Check that where the row is there already it becomes what the trail hears of it: an upsert
    sets all that it inserts, and nothing else.
    """
    conflict = statement._post_values_clause  # noqa: SLF001 - as above
    anew: Mapping[str, Any] = getattr(conflict, "update_values_to_set", {})
    if anew and (half := (sets ^ anew.keys()) & {*kept.columns}):
        raise TypeError(_HALF.format(kept.name, "、".join(sorted(half))))
    for column, value in anew.items():
        if not (isinstance(value, BindParameter) or _is_excluded(value, column)):
            raise TypeError(_FOUND.format(kept.name, column))


def _is_excluded(value: Any, column: str) -> bool:
    """Whether a value is what would have been inserted into the same column."""
    return getattr(value, "name", "") == column and getattr(value.table, "name", "") == "excluded"


def _defaults(kept: Kept, sets: frozenset[str]) -> Row:
    """Return what a new row has in columns that the statement does not name: the program says so,
    nobody has to look at the row.
    """
    unnamed = ((c.name, c.default) for c in kept.table.c if c.name not in sets)
    return {str(name): d.arg for name, d in unnamed if isinstance(d, ScalarElementColumnDefault)}


def seen(kept: Kept) -> Watch:
    """Return a watch for rows that are told as they are found, nothing having been set."""
    return Watch(kept, frozenset(), whole=True)
