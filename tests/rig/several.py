"""Several processes of one bot behind a balancer that knows nothing of chats."""

import asyncio
import itertools
import random
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import aiohttp

from tests.rig.foreign import Messenger
from tests.rig.office import Office, put_down

if TYPE_CHECKING:
    from asyncio.subprocess import Process

SECRET: Final = "between-us"
_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"


class Several:
    """Processes that all do the same, each behind a port of its own."""

    def __init__(self, office: Office, count: int) -> None:
        self._office = office
        self.ports = [free_port() for _ in range(count)]
        self._running: dict[int, Process] = {}

    async def start(self, *places: int) -> None:
        """Start the processes at these places, all of them without any."""
        for place in places or range(len(self.ports)):
            port = self.ports[place]
            self._running[place] = await self._office.run(
                WEBHOOK_URL="https://county.example.cn/hook",
                WEBHOOK_SECRET=SECRET,
                LISTEN=f"127.0.0.1:{port}",
            )

    async def ready(self) -> None:
        """Until every port answers."""
        for port in self.ports:
            for _ in range(600):
                with suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    break
                await asyncio.sleep(0.1)

    async def kill(self, place: int) -> None:
        await put_down(self._running.pop(place))

    async def close(self) -> None:
        for place in list(self._running):
            await self.kill(place)


class Hooked(Messenger):
    """A messenger that posts updates to whichever process is next, each on its own and at once, and
    again until somebody says that it is kept.
    """

    several: Several

    def __init__(self, token: str, name: str, seed: int, lag: float = 0.0) -> None:
        super().__init__(token, name, seed, lag)
        self._turns = itertools.count()
        self._draw = random.Random(seed)
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self) -> None:
        limit = aiohttp.ClientTimeout(total=20)
        self._http = aiohttp.ClientSession(timeout=limit, headers={_HEADER: SECRET})

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.close()

    def post(self, kind: str, what: dict[str, Any]) -> None:
        update = {"update_id": next(self._numbers), kind: what}
        task = asyncio.get_running_loop().create_task(self._deliver(update))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, update: dict[str, Any]) -> None:
        while True:
            port = self.several.ports[next(self._turns) % len(self.several.ports)]
            with suppress(aiohttp.ClientError, TimeoutError):
                async with self._http.post(f"http://127.0.0.1:{port}/hook", json=update) as answer:
                    if answer.status == 200:
                        self.confirmed.append(update["update_id"])
                        return
            await asyncio.sleep(self._draw.uniform(0.05, 0.3))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
