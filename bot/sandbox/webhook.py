"""Webhooks: every update posted with its secret, in order per chat, again until it is taken."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.sandbox import limits
from bot.sandbox.accounts import Bot
from bot.sandbox.clock import Clock
from bot.sandbox.parameters import Parameters, from_body
from bot.sandbox.wire import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
RETRY_SECONDS = (0.05, 0.2, 1.0, 5.0, 15.0)
ANSWER_WITHIN = ClientTimeout(total=60)

Execute = Callable[[Bot, str, Parameters], Awaitable[Json]]


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates, and how the last attempts went."""

    url: str
    secret: str = ""
    connections: int = limits.WEBHOOK_CONNECTIONS
    error_date: int = 0
    error: str = ""

    def info(self) -> Json:
        """The fields of the Bot API's WebhookInfo that come from here."""
        body: Json = {"url": self.url, "has_custom_certificate": False}
        if self.url:
            body |= {"max_connections": self.connections, "ip_address": "127.0.0.1"}
        if self.error:
            body |= {"last_error_date": self.error_date, "last_error_message": self.error}
        return body


@dataclass(slots=True)
class _Lane:
    """The updates of one chat, which are delivered one after the other."""

    updates: deque[Json] = field(default_factory=deque)
    attempts: int = 0


class Pusher:
    """Posts a bot's updates to its webhook: in order per chat, chats side by side."""

    def __init__(self, bot: Bot, webhook: Webhook, clock: Clock, execute: Execute) -> None:
        self.bot = bot
        self.webhook = webhook
        self._clock = clock
        self._execute = execute
        self._lanes: dict[int, _Lane] = {}
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._session: ClientSession | None = None
        self._retries: set[asyncio.TimerHandle] = set()

    @property
    def under_way(self) -> int:
        """How many updates it has taken and not yet delivered."""
        return sum(len(lane.updates) for lane in self._lanes.values())

    def begin(self) -> None:
        """Deliver from now on."""
        self._session = ClientSession(timeout=ANSWER_WITHIN)
        self._tasks = [asyncio.create_task(self._sort())]
        self._tasks += [asyncio.create_task(self._work()) for _ in range(self.webhook.connections)]

    async def end(self) -> None:
        """Stop; what could not be delivered goes back to the bot's queue."""
        for task in self._tasks:
            task.cancel()
        for retry in self._retries:
            retry.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session:
            await self._session.close()
        self.bot.updates.restore(update for lane in self._lanes.values() for update in lane.updates)
        self._lanes.clear()

    async def _sort(self) -> None:
        """Put what arrives into the lane of its chat."""
        while True:
            await self.bot.updates.wait(limits.POLL_SECONDS)
            for update in self.bot.updates.take(limits.BATCH):
                key = _lane_of(update)
                if key not in self._lanes:
                    self._lanes[key] = _Lane()
                    self._ready.put_nowait(key)
                self._lanes[key].updates.append(update)

    async def _work(self) -> None:
        while True:
            key = await self._ready.get()
            lane = self._lanes[key]
            self._settle(key, lane, await self._deliver(lane.updates[0]))

    def _settle(self, key: int, lane: _Lane, problem: str) -> None:
        if problem:
            self.webhook.error, self.webhook.error_date = problem, self._clock.timestamp()
            wait = RETRY_SECONDS[min(lane.attempts, len(RETRY_SECONDS) - 1)]
            lane.attempts += 1
            self._later(wait, key)
            return
        lane.attempts = 0
        lane.updates.popleft()
        if lane.updates:
            self._ready.put_nowait(key)
        else:
            del self._lanes[key]

    def _later(self, seconds: float, key: int) -> None:
        def again() -> None:
            self._retries.discard(retry)
            self._ready.put_nowait(key)

        retry = asyncio.get_running_loop().call_later(seconds, again)
        self._retries.add(retry)

    async def _deliver(self, update: Json) -> str:
        """Post one update; return what went wrong, "" when nothing did."""
        headers = {"Content-Type": "application/json"}
        if self.webhook.secret:
            headers[SECRET_HEADER] = self.webhook.secret
        body = json.dumps(update, ensure_ascii=False).encode()
        if self._session is None:
            return "Not begun"
        try:
            async with self._session.post(
                self.webhook.url, data=body, headers=headers, ssl=False, allow_redirects=False
            ) as answer:
                if not 200 <= answer.status < 300:
                    return f"Wrong response from the webhook: {answer.status} {answer.reason}"
                await self._obey(answer)
        except ClientError as error:
            return f"Connection failed: {type(error).__name__}"
        except TimeoutError:
            return "Read timeout expired"
        return ""

    async def _obey(self, answer: ClientResponse) -> None:
        """Carry out the method call that an answer may contain."""
        if answer.content_type not in {
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
        }:
            return
        try:
            call = await from_body(answer.content_type, answer.headers, answer.content)
        except limits.ApiError:
            return
        method = str(call.values.pop("method", ""))
        if method:
            await self._execute(self.bot, method, call)


def _lane_of(update: Json) -> int:
    kind = next(key for key in update if key != "update_id")
    content = update[kind]
    message = content.get("message", content)
    return int(message.get("chat", content.get("from", {"id": 0}))["id"])
