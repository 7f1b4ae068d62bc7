"""Rebuilding the kept rows from the trail alone, and comparing them with the tables.

What is rebuilt lies in a temporary database that SQLite spills to disk, so that any number of rows
fits; nothing in it is personal.
"""

import json
import marshal
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select

from bot.storage import databases
from bot.storage.kept import MORE, WITHIN, Kept, Row
from bot.storage.session import Session
from bot.storage.trail import EVIDENCE, KEPT, OPENS_DRAFTS

_EVERY: Final = {name: select(*kept.read) for name, kept in KEPT.items()}
_COUNT: Final = {name: select(func.count()).select_from(k.table) for name, k in KEPT.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not what the trail says. `row` is the row in the table; where that is gone,
    what was told of it, with the key. `column` is the column that differs, "" where the whole row
    is gone (`is_gone`) or was never told of.
    """

    table: str
    row: Row
    column: str = ""
    told: Any = None
    found: Any = None
    is_gone: bool = False


class Rebuilt:
    """The rows as the trail tells them. Call `hear` with every line's `kept` in order, then
    `differences`.
    """

    def __init__(self) -> None:
        self._db = databases.scratch()
        self._db.execute("CREATE TABLE kept (name, key, state, PRIMARY KEY (name, key))")
        self._db.execute("BEGIN")
        self._drafts: set[Any] = set()

    def hear(self, kept: str) -> None:
        """Take one line in, so that a change behind the program's back is not taken over with the
        next step: values that were only seen in a row count where nothing had been told of it
        before; a row that nobody added does not come to be because it was changed; and what
        belongs to an entry stays its own.
        """
        for name, key, sets, *seen in json.loads(kept):
            known = self._take(name, key)
            if sets is None or name not in KEPT or (known is None and not seen):
                continue
            own = {c: known[c] for c in (KEPT[name].within,) if c} if known else {}
            said = {**dict(*seen), **(known or {})}
            self._keep(KEPT[name], key, said | _counted(said, sets) | own)

    def differences(
        self, session: Session, missing: Collection[str] = ()
    ) -> Iterator[Difference | None]:
        """Yield everything that is not as it was told; and None for each row that is, so that the
        caller can show progress. Tables that are `missing` altogether are left out.
        """
        for name, kept in _there(missing):
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
            if column in kept.in_clear and _same(told, row[column]):
                continue  # almost all of them
            found = kept.value(vault, key, column, row)
            if not _same(told, found):
                yield Difference(kept.name, row, column, told, found)

    def _keep(self, kept: Kept, key: Any, state: dict[str, Any]) -> None:
        if kept in OPENS_DRAFTS:
            self._drafts.add(state.get("draft_id"))
        elif not self._is_within(kept, state):
            return
        stored = marshal.dumps((key, state))
        self._db.execute("INSERT INTO kept VALUES (?, ?, ?)", (kept.name, str(key), stored))

    def _take(self, name: str, key: Any) -> dict[str, Any] | None:
        """Take what was told of a row so far out of the store; None when nothing was."""
        found = self._db.execute(
            "DELETE FROM kept WHERE name = ? AND key = ? RETURNING state", (name, str(key))
        ).fetchall()
        return _read(found[0][0])[1] if found else None

    def _left(self, name: str) -> Iterator[tuple[Any, dict[str, Any]]]:
        for (state,) in self._db.execute("SELECT state FROM kept WHERE name = ?", (name,)):
            yield _read(state)

    def _is_within(self, kept: Kept, state: Mapping[str, Any]) -> bool:
        """Whether a row in this state is kept: evidence is, as long as its draft became an
        entry, a fault or the like.
        """
        return kept is not EVIDENCE or state.get(kept.within) in self._drafts


def count(session: Session, missing: Collection[str] = ()) -> int:
    """Return how many rows `differences` goes through."""
    return sum(int(session.value(_COUNT[name])) for name, _ in _there(missing))


def _there(missing: Collection[str]) -> Iterator[tuple[str, Kept]]:
    """Yield what can be compared; of evidence what its draft became says whether it is kept."""
    asked = {kept.name for kept in OPENS_DRAFTS}.intersection(missing)
    for name, kept in KEPT.items():
        if name not in missing and not (kept.within and asked):
            yield name, kept


def _read(stored: bytes) -> tuple[Any, dict[str, Any]]:
    """Return the key and the state as they were stored; nobody else can write to the store."""
    read: tuple[Any, dict[str, Any]] = marshal.loads(stored)  # noqa: S302
    return read


def _counted(said: Mapping[str, Any], sets: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was set, with figures that were added to worked out."""
    return {
        column: (said.get(column) or 0) + told[MORE]
        if isinstance(told, dict) and MORE in told
        else told
        for column, told in sets.items()
    }


def _by_key(kept: Kept, key: Any) -> dict[str, Any]:
    return dict(zip(kept.key_columns, key if isinstance(key, list) else [key], strict=True))


def _same(told: Any, found: Any) -> bool:
    """Whether two values are the same and of the same type: 1 is neither '1' nor 1.0, and None is
    not "".
    """
    return type(told) is type(found) and told == found
