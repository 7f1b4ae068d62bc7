"""The updates a bot has not yet fetched."""

import asyncio
from collections import deque
from collections.abc import Iterable

from bot.sandbox.faults import Faults
from bot.sandbox.wire import Json

ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Waiting updates in order of their ids, which are consecutive from a random start."""

    def __init__(self, first_id: int, faults: Faults) -> None:
        self._faults = faults
        self._next_id = first_id
        self.pending: deque[Json] = deque()
        self.again: deque[Json] = deque()
        self.allowed: list[str] = []
        self.arrived = asyncio.Event()

    @property
    def tail(self) -> int:
        """The id the next update will have."""
        return self._next_id

    def add(self, kind: str, body: Json) -> Json | None:
        """Queue an update, unless the bot does not want its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in ON_REQUEST
        if not wanted:
            return None
        update = {"update_id": self._next_id, kind: body}
        self._next_id += 1
        self.pending.append(update)
        self.arrived.set()
        return update

    def confirm(self, before: int) -> None:
        """Forget everything with an id below; what is due to be duplicated will come once more."""
        while self.pending and self.pending[0]["update_id"] < before:
            update = self.pending.popleft()
            if self._faults.take_duplicate():
                self.again.append(update)

    def seek(self, offset: int) -> None:
        """Obey `offset` of getUpdates: confirm below it, or keep the last few if negative."""
        if offset < 0:
            offset += self.tail
        if 0 < offset <= self.tail:
            self.confirm(offset)

    def batch(self, limit: int) -> list[Json]:
        """The next updates, oldest first; they stay until they are confirmed."""
        batch = [self.again.popleft() for _ in range(min(limit, len(self.again)))]
        for update in self.pending:
            if len(batch) == limit:
                break
            batch.append(update)
        return batch[::-1] if batch and self._faults.take_reordering() else batch

    def take(self, limit: int) -> list[Json]:
        """Take the next updates and confirm them at once, for a webhook, which answers for them
        itself.
        """
        batch = self.batch(limit)
        if batch:
            self.confirm(max(update["update_id"] for update in batch) + 1)
        return batch

    def restore(self, updates: Iterable[Json]) -> None:
        """Put back what a webhook took and could not deliver."""
        waiting = sorted((*updates, *self.pending), key=lambda update: int(update["update_id"]))
        self.pending = deque(waiting)

    def drop(self) -> None:
        """Forget everything that waits."""
        self.pending.clear()
        self.again.clear()

    async def wait(self, seconds: float) -> None:
        """Wait until there is an update, or the time is over."""
        if self.pending or self.again:
            return
        self.arrived.clear()
        try:
            await asyncio.wait_for(self.arrived.wait(), seconds)
        except TimeoutError:
            return
