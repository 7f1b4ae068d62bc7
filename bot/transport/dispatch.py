"""Hands updates on from the inbox to the handlers: each chat in order of arrival, many at once."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

import structlog

from bot.storage.inbox import Received

MOST: Final = 1000

log = structlog.get_logger()


class Dispatch:
    """Works on received updates, with a queue in memory for each chat.

    The updates are already on disk: a restart fills the queues again from there.
    """

    def __init__(self, work: Callable[[Received], Awaitable[None]]) -> None:
        self._work = work
        self._queues: dict[int, deque[Received]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._known: set[int] = set()
        self._waiting = 0
        self._room = asyncio.Event()
        self._room.set()

    def take(self, items: Iterable[Received]) -> None:
        """Queue updates, and start working on those of chats that have nothing else waiting."""
        for item in items:
            if item.id in self._known:
                continue
            self._known.add(item.id)
            self._waiting += 1
            queue = self._queues.get(item.chat_id)
            if queue is not None:
                queue.append(item)
                continue
            self._queues[item.chat_id] = deque([item])
            task = asyncio.create_task(self._drain(item.chat_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if self._waiting >= MOST:
            self._room.clear()

    async def space(self) -> None:
        """Wait while a thousand updates are undone; Telegram keeps the rest for us meanwhile."""
        await self._room.wait()

    @property
    def is_full(self) -> bool:
        """Whether there is enough to do already."""
        return self._waiting >= MOST // 4

    async def idle(self) -> None:
        """Wait until everything taken has been worked on."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def _drain(self, chat_id: int) -> None:
        queue = self._queues[chat_id]
        while queue:
            try:
                await self._work(queue[0])
            except Exception:
                log.exception("an update could not even be marked failed", inbox_id=queue[0].id)
            self._known.discard(queue.popleft().id)
            self._waiting -= 1
            if self._waiting < MOST:
                self._room.set()
        del self._queues[chat_id]
