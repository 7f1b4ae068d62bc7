"""Works on the updates of a chat one after another, whichever process they came to."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot.storage import inbox
from bot.storage.inbox import Received
from bot.storage.reader import Reader

CROSSING: Final = 0.3
"""Seconds within which updates that were sent one after the other have come to two processes."""
_LOOKS: Final = 15


class InTurn:
    """Works on one update at a time: `do` returns False when it is not that one's turn, because
    another process has done it, or there is an earlier one to be done first.
    """

    def __init__(self, reader: Reader, do: Callable[[Received], Awaitable[bool]]) -> None:
        self._reader, self._do = reader, do

    async def work(self, row: Received) -> None:
        """Work on an update when its turn has come; return when it is done, by whomever."""
        if not row.follows:
            await self._await_before(row)
        while not await self._do(row):
            first = await self._reader.do(inbox.oldest, row.chat_id)
            if first is None or first.update["update_id"] > row.update["update_id"]:
                return
            if first.id != row.id:
                await self._do(first)

    async def _await_before(self, row: Received) -> None:
        """Give the update before this one a moment to come to another process."""
        before = row.update["update_id"] - 1
        for _ in range(_LOOKS):
            if await self._reader.do(inbox.is_known, before):
                return
            await asyncio.sleep(CROSSING / _LOOKS)
