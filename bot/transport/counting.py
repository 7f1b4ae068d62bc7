"""Counts in memory what the bot costs people, and adds it to the table once a minute."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog

from bot.counts import Burden
from bot.rules.calendar import local_day
from bot.rules.months import Month
from bot.storage.meeting import burden
from bot.storage.writer import Writer
from bot.transport.http import patiently

MINUTE: Final = 60.0
_AT_ONCE: Final = 100
"""How many rows are added in one step, so that nobody's tap waits for them."""
log = structlog.get_logger()


class Counting:
    """What people did and were sent, as far as this process had to do with it. A kill loses what
    was counted since the last minute: it is a gauge, and proves nothing.
    """

    def __init__(self, writer: Writer, clock: Callable[[], datetime]) -> None:
        self._writer, self._clock = writer, clock
        self._burden = Burden()
        self._known: tuple[tuple[int, int, int], str] = ((0, 0, 0), "")

    def acted(self, chat_id: int, conversation: str, album: str = "") -> None:
        """Count a tap, or a message or album that came."""
        self._burden.acted(self._month(), chat_id, conversation, album)

    def sent(self, chat_id: int, conversation: str) -> None:
        """Count a new message that went."""
        self._burden.sent(self._month(), chat_id, conversation)

    async def run(self, stop: asyncio.Event) -> None:
        """Write down every minute until told to stop."""
        while not stop.is_set():
            await patiently(MINUTE, stop)
            await self.write_down()

    async def write_down(self) -> None:
        """Add what was counted to the table. What cannot be written now is counted on."""
        costs = self._burden.take()
        while costs:
            try:
                await self._writer.do(burden.add, costs[:_AT_ONCE])
            except Exception as error:  # noqa: BLE001 - a gauge stops nothing
                log.warning("burden", trouble=type(error).__name__)
                self._burden.put_back(costs)
                return
            costs = costs[_AT_ONCE:]

    def _month(self) -> str:
        """Return the county's month, worked out once an hour: this is asked at every tap."""
        now = self._clock()
        hour = (now.month, now.day, now.hour)
        if self._known[0] != hour:
            self._known = (hour, str(Month.of(local_day(now))))
        return self._known[1]
