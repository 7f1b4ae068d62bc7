"""The other processes on the same database: which of them are dead, and whether this one leads."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final, Protocol

import structlog

from bot.storage import shared
from bot.storage.writer import Writer
from bot.transport.http import patiently
from bot.transport.turns import Together

BEAT: Final = 2.0
"""Seconds between two looks."""
_MISSED: Final = 4.0
"""Seconds for which a process has to be missing before it counts as dead: when PostgreSQL itself
was away, everybody comes back within these.
"""

log = structlog.get_logger()


class Peers(Protocol):
    """Says whether this process leads. One does at a time: it polls and it starts what the clock
    starts.
    """

    @property
    def leads(self) -> bool: ...

    async def run(self, stop: asyncio.Event, on_lead: Callable[[], None]) -> None:
        """Look after it all until told to stop. `on_lead` is called when this process begins to
        lead.
        """


class Nobody:
    """No process but this one, which leads."""

    leads = True

    async def run(self, _stop: asyncio.Event, _on_lead: Callable[[], None]) -> None:
        """There is nobody to look after."""


class Others:
    """There may be others. What the dead had taken is given back, and their lead is taken over."""

    def __init__(self, agreeing: Writer, turns: Together) -> None:
        self._agreeing, self._turns = agreeing, turns
        self._missing: dict[int, float] = {}
        self.leads = False

    async def run(self, stop: asyncio.Event, on_lead: Callable[[], None]) -> None:
        while not stop.is_set():
            try:
                await self._look(on_lead)
            except Exception:
                self.leads = False
                log.exception("the others could not be looked after, tried again")
            await patiently(BEAT, stop)

    async def _look(self, on_lead: Callable[[], None]) -> None:
        led, self.leads = self.leads, await self._agreeing.do(shared.lead)
        if self.leads and not led:
            log.info("leads")
            on_lead()
        await self._turns.keep()
        if late := await self._agreeing.do(shared.give_back):
            log.warning("taken for too long", given_back=late)
        await self._bury()

    async def _bury(self) -> None:
        now = monotonic()
        gone = await self._agreeing.do(shared.missing)
        self._missing = {each: self._missing.get(each, now) for each in gone}
        for each, since in self._missing.items():
            if now - since >= _MISSED:
                rows = await self._agreeing.do(shared.give_back, each)
                log.warning("a process is gone", process=each, given_back=rows)
