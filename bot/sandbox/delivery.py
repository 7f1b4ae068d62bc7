"""How updates reach a bot: long polling here, or the pusher of its webhook."""

import asyncio
from typing import Any

from bot.sandbox import limits
from bot.sandbox.accounts import Bot
from bot.sandbox.clock import Clock
from bot.sandbox.limits import conflict
from bot.sandbox.webhook import Execute, Pusher, Webhook
from bot.sandbox.wire import Json


class Polling:
    """Long polling: one poller at a time, the newest wins."""

    def __init__(self) -> None:
        self._waiting: dict[int, asyncio.Future[str]] = {}

    def interrupt(self, bot: Bot, why: str) -> None:
        """End the poll under way with a 409."""
        poll = self._waiting.pop(bot.id, None)
        if poll and not poll.done():
            poll.set_result(why)

    def close(self) -> None:
        """End all polls as if their time were over."""
        for poll in self._waiting.values():
            if not poll.done():
                poll.set_result("")

    async def updates(self, bot: Bot, limit: int, seconds: float) -> list[Json]:
        """The next updates, after waiting for the first. Raises `ApiError` when interrupted."""
        batch = bot.updates.batch(limit)
        if batch or seconds <= 0:
            return batch
        self.interrupt(bot, limits.OTHER_POLLER)
        interrupted: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting[bot.id] = interrupted
        arrival = asyncio.create_task(bot.updates.wait(seconds))
        ends: list[asyncio.Future[Any]] = [arrival, interrupted]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrival.cancel()
            if self._waiting.get(bot.id) is interrupted:
                del self._waiting[bot.id]
        if interrupted.done() and interrupted.result():
            raise conflict(interrupted.result())
        return bot.updates.batch(limit)


class Delivery:
    """Each bot either polls or has a webhook, never both."""

    def __init__(self, clock: Clock, execute: Execute) -> None:
        self._clock = clock
        self._execute = execute
        self._pushers: dict[int, Pusher] = {}
        self.polling = Polling()

    def webhook(self, bot: Bot) -> Webhook | None:
        """The webhook in force."""
        pusher = self._pushers.get(bot.id)
        return pusher.webhook if pusher else None

    def pending(self, bot: Bot) -> int:
        """How many updates wait, those being delivered included."""
        pusher = self._pushers.get(bot.id)
        return len(bot.updates.pending) + (pusher.under_way if pusher else 0)

    async def set_webhook(self, bot: Bot, webhook: Webhook) -> None:
        """Deliver to this address from now on; a poll under way ends with a 409."""
        await self.delete_webhook(bot)
        self.polling.interrupt(bot, limits.WEBHOOK_SET_MEANWHILE)
        self._pushers[bot.id] = Pusher(bot, webhook, self._clock, self._execute)
        self._pushers[bot.id].begin()

    async def delete_webhook(self, bot: Bot) -> bool:
        """Back to polling; whether there was a webhook."""
        pusher = self._pushers.pop(bot.id, None)
        if pusher:
            await pusher.end()
        return pusher is not None

    async def close(self) -> None:
        """End all polls and webhooks."""
        self.polling.close()
        for pusher in list(self._pushers.values()):
            await self.delete_webhook(pusher.bot)
