"""Waiting without a watch: until all that is due has been done and said.

What only waits for its moment, as an album does that settles, gets its moment at once: the town's
clock moves on to it, so that no test sits out what the bot sits out.
"""

import asyncio
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from bot.actions.work.read_papers import READ
from bot.app import Bot
from bot.sandbox.clock import Clock
from bot.sandbox.phone import PATIENCE
from bot.sandbox.world import World
from bot.storage import errands, inbox, outgoing
from bot.storage.errands import Due
from bot.storage.session import Session

SOON: Final = timedelta(seconds=5)
"""Albums settle and errands are tried again within seconds; whatever waits longer waits for the
test to move the clock.
"""
GLANCE: Final = 0.003
WHILE_READING: Final = 0.05
"""The reader of papers stands back behind everything else on the machine, this test included: while
it reads it is looked at more seldom, and waited for longer.
"""
PATIENCE_TO_READ: Final = 240.0


class StandingClock(Clock):
    """Stands until it is moved, however slow the machine is; yet no two looks at it are alike, as
    no two things happen at the same moment.
    """

    def __init__(self, start: datetime) -> None:
        super().__init__(start, ticking=False)
        self._looks = itertools.count(1)

    def now(self) -> datetime:
        return super().now() + timedelta(microseconds=next(self._looks))


@dataclass
class Gate:
    """Errands that have been begun and are held up, how many of each kind; nobody waits for them
    until they are let go.
    """

    held: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def shut(self, bot: Bot, kind: str) -> Iterator[None]:
        """While the block runs, errands of this kind get no further than their beginning: what is
        seen meanwhile stays, however fast or slow the machine is.
        """
        doers: dict[str, Any] = bot.errands._doers  # type: ignore[assignment]
        do, let_go = doers[kind], asyncio.Event()

        async def wait_and_do(errand: Due) -> None:
            self.held[kind] += 1
            try:
                await let_go.wait()
            finally:
                self.held[kind] -= 1
            await do(errand)

        doers[kind] = wait_and_do
        try:
            yield
        finally:
            doers[kind] = do
            let_go.set()


async def settle(
    bot: Bot, world: World, clock: Clock, gate: Gate, runs: Callable[[], bool]
) -> None:
    """Raises AssertionError when there is still something to do after half a minute; a bot that
    does not run does nothing more.
    """
    patience = PATIENCE_TO_READ if bot.settings.read_papers == "auto" else PATIENCE
    ends = asyncio.get_running_loop().time() + patience
    while asyncio.get_running_loop().time() < ends:
        if not runs():
            return
        if not _is_busy(bot, world, gate):
            is_open, next_due = await bot.reader.do(_look, gate.held)
            if not is_open and not _is_busy(bot, world, gate):
                if next_due is None or (wait := next_due - clock.now()) > SOON:
                    return
                clock.advance(max(wait, timedelta(milliseconds=1)))
                bot.woken()
        await asyncio.sleep(WHILE_READING if bot.errands._kinds[READ] else GLANCE)
    raise AssertionError(f"busy after {patience} s: {await bot.reader.do(_look, gate.held)}")


def _is_busy(bot: Bot, world: World, gate: Gate) -> bool:
    """What can be seen without asking the database; a bot that is still starting is busy."""
    updates = world.main_bot.updates
    return bool(
        updates.pending
        or updates.again
        or bot.dispatch._tasks
        or bot.sender._busy
        or len(bot.errands._running) > gate.held.total()
        or bot.jobs._running
        or bot._answers
        or bot.jobs._scheduler is None
    )


def _look(session: Session, held: Counter[str]) -> tuple[bool, datetime | None]:
    """Whether something is due now and not held up, and when the next is. One paper is read at a
    time: where that is held up, the others wait for it.
    """
    due = Counter(each.kind for each in errands.due(session)) - held
    if held[READ]:
        del due[READ]
    is_open = bool(inbox.count(session, "new") or outgoing.due(session) or due)
    soon = [due for due in (outgoing.next_due(session), errands.next_due(session)) if due]
    return is_open, min(soon, default=None)
