"""Rebuilding what the trail keeps from the trail alone, and comparing it with the tables.

What is rebuilt lies in a temporary database that SQLite spills to disk, so that any number of rows
fits; nothing in it is personal.
"""

import json
import marshal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select

from bot.storage import engine
from bot.storage.kept import WITHIN, Kept, Row
from bot.storage.session import Session
from bot.storage.trail import ENTRY, EVIDENCE, KEPT

_EVERY: Final = {name: select(*kept.read) for name, kept in KEPT.items()}
_COUNT: Final = {name: select(func.count()).select_from(k.table) for name, k in KEPT.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not what the trail says. `row` is what is in the table, else what was told,
    with the key. `column` is "" where the whole row is gone, or was never told (`told` is None).
    """

    table: str
    row: Row
    column: str = ""
    told: Any = None
    found: Any = None
    is_gone: bool = False


class Rebuilt:
    """The rows as the trail tells them. `hear` every line's `kept` in order, then `differences`."""

    def __init__(self) -> None:
        self._db = engine.scratch()
        self._db.execute("CREATE TABLE kept (name, key, state, PRIMARY KEY (name, key))")
        self._db.execute("BEGIN")
        self._drafts: set[Any] = set()

    def hear(self, kept: str) -> Iterator[Difference]:
        """Take a line in. What it says was seen there is compared with what was told before."""
        for name, key, *told in json.loads(kept):
            known = self._take(name, key)
            if told[0] is None or name not in KEPT:
                continue
            state, seen = told[0], told[1] if len(told) > 1 else {}
            if known is not None:
                if len(told) > 1:
                    yield from _changed_between(KEPT[name], key, known, state, seen)
                state = known | state
            self._keep(KEPT[name], key, seen | state)

    def differences(self, session: Session) -> Iterator[Difference | None]:
        """Everything that is not as it was told; None now and then, for each row that is."""
        for name, kept in KEPT.items():
            for row in session.stream(_EVERY[name]):
                found = list(self._compared(session, kept, row))
                yield from found or (None,)
            for key, state in self._left(name):
                if self._is_within(kept, state):
                    yield Difference(name, state | _by_key(kept, key), is_gone=True)

    def close(self) -> None:
        self._db.close()

    def _compared(self, session: Session, kept: Kept, row: Row) -> Iterator[Difference]:
        vault = session.vault
        key = kept.key(vault, row)
        state = self._take(kept.name, key)
        here = not kept.within or bool(row[WITHIN])
        if state is None:
            if here:
                yield Difference(kept.name, row)
            return
        if not here and not self._is_within(kept, state):
            return
        for column in kept.columns:
            told = state.get(column, kept.added.get(column))
            found = kept.value(vault, key, column, row)
            if not _same(told, found):
                yield Difference(kept.name, row, column, told, found)

    def _keep(self, kept: Kept, key: Any, state: Mapping[str, Any]) -> None:
        if kept is ENTRY:
            self._drafts.add(state.get("draft_id"))
        elif not self._is_within(kept, state):
            return
        stored = marshal.dumps((key, dict(state)))
        self._db.execute("INSERT INTO kept VALUES (?, ?, ?)", (kept.name, str(key), stored))

    def _take(self, name: str, key: Any) -> dict[str, Any] | None:
        """What was told of the row so far, out of the store."""
        found = self._db.execute(
            "DELETE FROM kept WHERE name = ? AND key = ? RETURNING state", (name, str(key))
        ).fetchall()
        return _read(found[0][0])[1] if found else None

    def _left(self, name: str) -> Iterator[tuple[Any, dict[str, Any]]]:
        for (state,) in self._db.execute("SELECT state FROM kept WHERE name = ?", (name,)):
            yield _read(state)

    def _is_within(self, kept: Kept, state: Mapping[str, Any]) -> bool:
        """Whether a row told so is kept: pieces are while their draft is an entry's."""
        return kept is not EVIDENCE or state.get(kept.within) in self._drafts


def count(session: Session) -> int:
    """How many rows `differences` goes through."""
    return sum(int(session.value(counted)) for counted in _COUNT.values())


def _changed_between(
    kept: Kept, key: Any, known: Row, sets: Row, seen: Row
) -> Iterator[Difference]:
    """A step saw other values in a row than it had been left with."""
    for column in kept.columns:
        if column in known and column not in sets and not _same(known[column], seen.get(column)):
            yield Difference(
                kept.name, {**known, **_by_key(kept, key)}, column, known[column], seen.get(column)
            )


def _read(stored: bytes) -> tuple[Any, dict[str, Any]]:
    """The key and the state, out of the store, which nobody else can write to."""
    read: tuple[Any, dict[str, Any]] = marshal.loads(stored)  # noqa: S302
    return read


def _by_key(kept: Kept, key: Any) -> dict[str, Any]:
    return dict(zip(kept.key_columns, key if isinstance(key, list) else [key], strict=True))


def _same(told: Any, found: Any) -> bool:
    """1 is not '1', nor 1.0; nothing is not ""."""
    return type(told) is type(found) and told == found
