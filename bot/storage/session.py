"""A session: one unit of work with its connection, the vault, the time and the county's rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Executable

from bot.rules.calendar import local_day
from bot.rules.county import County
from bot.storage.crypto import Vault
from bot.storage.databases.database import UNTOLD
from bot.storage.prepared import Prepared, prepared
from bot.storage.watch import Watch


@dataclass(slots=True)
class Session:
    """What an action is given. It never crosses an `await`, and what is done with it can be run
    again from the start.

    `wrote` tells whether anything was written. `wake` collects who has work after the commit:
    "outbox", "errands". `said_at` is when somebody wrote what is being worked on, which after an
    outage was earlier than `now`. `untold` are changes to rows that the audit trail keeps and has
    not heard of; while there are any, nothing can be committed. `conversation` is the name of the
    one that is at work, to which what is said is counted.
    """

    db: Connection
    vault: Vault
    county: County
    now: datetime
    wrote: bool = False
    wake: set[str] = field(default_factory=set)
    said_at: datetime | None = None
    conversation: str = ""
    untold: list[tuple[Watch, dict[str, Any]]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day in the county's own time zone."""
        return local_day(self.now)

    @property
    def written_at(self) -> datetime:
        """When what is being worked on was written, which is now at the latest."""
        return min(self.said_at or self.now, self.now)

    @property
    def said_on(self) -> date:
        """The day on which a text was written, from which its writer counts 昨天."""
        return local_day(self.written_at)

    def rows(self, statement: Executable, **params: Any) -> Sequence[Any]:
        return prepared(statement, self.db, params).rows(self.db, params)

    def row(self, statement: Executable, **params: Any) -> Any:
        """Return the first row, None without any."""
        found = prepared(statement, self.db, params).rows(self.db, params)
        return found[0] if found else None

    def value(self, statement: Executable, **params: Any) -> Any:
        return prepared(statement, self.db, params).value(self.db, params)

    def stream(self, statement: Executable, **params: Any) -> Iterator[dict[str, Any]]:
        """Yield rows of any number as dictionaries by column, as they lie in the database, not
        converted by any type.
        """
        return prepared(statement, self.db, params).stream(self.db, params)

    def dicts(self, statement: Executable, **params: Any) -> list[dict[str, Any]]:
        """Return rows as `stream` yields them, for few rows within a step."""
        return prepared(statement, self.db, params).dicts(self.db, params)

    def write(self, statement: Executable, **params: Any) -> None:
        """Run a write, of which nobody asks how many rows it changed."""
        self.wrote = True
        ready = prepared(statement, self.db, params)
        if ready.watch:
            self._noted(ready, ready.watch, params)
        else:
            ready.run(self.db, params)

    def changed(self, statement: Executable, **params: Any) -> int:
        """Run a write and return the number of rows it changed."""
        self.wrote = True
        ready = prepared(statement, self.db, params)
        if ready.watch:
            return len(self._noted(ready, ready.watch, params))
        return ready.changed(self.db, params)

    def insert(self, statement: Executable, **params: Any) -> int:
        """Run an `INSERT … RETURNING id` and return the id."""
        self.wrote = True
        ready = prepared(statement, self.db, params)
        if ready.watch:
            return int(self._noted(ready, ready.watch, params)[0]["id"])
        return int(ready.value(self.db, params))

    def _noted(self, ready: Prepared, watch: Watch, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Run a write to kept rows and return the rows it changed; what the trail keeps of them
        waits in `untold`.
        """
        rows = ready.dicts(self.db, params)
        concerned = [(watch, row) for row in rows if watch.concerns(row)]
        if concerned and not self.untold:
            self.db.info.setdefault(UNTOLD, []).append(self.untold)
        self.untold += concerned
        return rows
