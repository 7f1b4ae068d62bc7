"""The sandbox's Bot API in a thread of its own, for tests that have no event loop; and a server
that takes whatever comes and never answers.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.sandbox.clock import Clock
from bot.sandbox.server import running
from bot.sandbox.world import World


@contextlib.contextmanager
def served(token: str) -> Iterator[str]:
    """A Bot API that knows one bot; its address."""
    world = World(Clock(datetime(2026, 11, 23, 1, tzinfo=UTC)), seed=7)
    world.add_bot(token, "xietiao_bot", "协调通")
    loop, ready, over = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    found: list[str] = []

    async def serve() -> None:
        async with running(world) as url:
            found.append(url)
            ready.set()
            await over.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        ready.wait(30)
        yield found[0]
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(30)
        loop.close()


@contextlib.contextmanager
def silence() -> Iterator[int]:
    """The port of a server that answers nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield int(listening.getsockname()[1])
