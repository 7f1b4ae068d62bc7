"""What processes on one PostgreSQL do together: twice as much, where there are cores for it; the
platform's pace, and not more; and a look at the outbox that costs the same, however much waits.
"""

import asyncio
import json
import tempfile
from collections import deque
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from benchmarks import updates
from benchmarks.bot_api import BotApi, serving
from benchmarks.county import FIRST_CHAT, JUST_BEGUN, County, make, settings_of, writing
from benchmarks.durable_step import ANSWERS, ECHO, PEOPLE, Contestant, Crowd, flood, on
from benchmarks.figures import Table, median, percentile, tail
from benchmarks.processes import CORES, keep_to_last_core, running, use_all_cores
from bot.storage import databases, outbox, outgoing, shared
from bot.storage.outbox import Priority
from bot.storage.session import Session
from bot.texts.work import publicity
from tests.rig.several import SECRET, free_port
from tests.servers.postgres import Server

LAG: Final = 0.05
RATE: Final = 30
_LINES: Final = 6
"""Connections to each process, as a webhook has them."""


class Hooks:
    """Posts updates to several processes in turn, over kept-alive connections."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._waiting: dict[int, asyncio.Queue[bytes]] = {port: asyncio.Queue() for port in ports}
        self._next, self._number = 0, 1
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        for port in self._ports:
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                except OSError:
                    await asyncio.sleep(0.1)
                else:
                    writer.close()
                    break
            self._tasks += [asyncio.create_task(self._line(port)) for _ in range(_LINES)]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def send(self, *many: dict[str, Any]) -> float:
        """As `BotApi.send`, which it stands in for."""
        for update in many:
            body = json.dumps(update | {"update_id": self._number}).encode()
            self._number += 1
            self._waiting[self._ports[self._next]].put_nowait(body)
            self._next = (self._next + 1) % len(self._ports)
        return perf_counter()

    async def _line(self, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = (
            f"POST /hook HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: %d\r\n\r\n"
        ).encode()
        while True:
            body = await self._waiting[port].get()
            writer.write(head % len(body) + body)
            await reader.readuntil(b"\r\n\r\n")


class Hooked(BotApi):
    """A Bot API that posts updates instead of handing them out."""

    hooks: Hooks

    def send(self, *many: dict[str, Any]) -> float:
        return self.hooks.send(*many)


async def several(
    county: County,
    folder: Path,
    processes: int,
    api: Hooked,
    url: str,
    settings: Mapping[str, str] = {},
) -> AsyncExitStack:
    """Run so many processes of the bot, each on a core of its own where there are enough; return
    what ends them.
    """
    stack = AsyncExitStack()
    ports = [free_port() for _ in range(processes)]
    for n, port in enumerate(ports):
        own = folder / f"process{n}"
        own.mkdir(parents=True)
        hook = {
            "WEBHOOK_URL": "https://bot.example.cn/hook",
            "WEBHOOK_SECRET": SECRET,
            "LISTEN": f"127.0.0.1:{port}",
        }
        environment = {**county.environment(url), **hook, **settings}
        core = CORES[n % len(CORES)] if len(CORES) > processes else None
        await stack.enter_async_context(
            running("bot", "run", folder=own, environment=environment, core=core)
        )
    api.hooks = Hooks(ports)
    await api.hooks.open()
    stack.push_async_callback(api.hooks.close)
    await asyncio.sleep(3)
    return stack


async def rate_of(county: County, processes: int) -> float:
    """Return how many answers a second so many processes give."""
    with tempfile.TemporaryDirectory() as name:
        async with serving(Hooked()) as (api, url):
            copy = county.copy(Path(name) / "county")
            asked = publicity.ASK_INITIATIVE
            async with await several(copy, Path(name), processes, api, url):
                crowd = Crowd(api, Contestant("", ANSWERS, asked))
                began = perf_counter()
                crowd.flood()
                await asyncio.wait_for(crowd.done.wait(), 180)
                return PEOPLE * len(ANSWERS) / (perf_counter() - began)


async def two_beside_one(table: Table, county: County, rounds: int) -> None:
    """Measure what a second process adds."""
    one, two = [], []
    for _ in range(rounds):
        one.append(await rate_of(county, 1))
        two.append(await rate_of(county, 2))
    times = median(two) / median(one)
    enough = len(CORES) >= 4
    table.add("one process by webhook", f"{median(one):,.0f}/s")
    table.add(
        f"two processes ÷ one, {len(CORES)} cores for bots, server and stand-in",
        f"{times:.2f}",
        "≥ 1.6" if enough else "≥ 1.6 with 4 cores or more",
        met=times >= 1.6 if enough else None,
    )


async def nudges(table: Table, county: County, count: int) -> None:
    """Send nudges to everybody from two processes at the platform's limit, while some people
    type.
    """
    arrived, typed, waits = list[float](), dict[int, float](), list[float]()

    def hear(method: str, call: dict[str, Any]) -> None:
        if method not in {"sendMessage", "editMessageText"}:
            return
        arrived.append(perf_counter())
        since = typed.pop(int(call["chat_id"]), None)
        if since is not None:
            waits.append(arrived[-1] - since)

    with tempfile.TemporaryDirectory() as name:
        async with serving(Hooked()) as (api, url):
            api.on_call = hear
            copy = county.copy(Path(name) / "county")
            with writing(settings_of(copy.folder, copy.url)) as session:
                for n in range(count):
                    outbox.put(
                        session, 8_000_001 + n, {"text": f"提醒{n}"}, priority=Priority.NUDGE
                    )
            paced = {"SEND_RATE": str(RATE), "CHAT_RATE": "1"}
            async with await several(copy, Path(name), 2, api, url, paced):
                chats = deque(range(FIRST_CHAT, FIRST_CHAT + PEOPLE))
                while len(arrived) < count:
                    await asyncio.sleep(1)
                    chat = chats.popleft()
                    typed[chat] = api.send(updates.typed(chat, ANSWERS[0]))
    took = arrived[count - 1] - arrived[0]
    rate = (count - 1) / took
    most = max(_within_a_second(arrived))
    table.add(
        f"{count:,} nudges, two processes", f"{rate:.2f}/s", "≥ 29.4", met=rate >= 0.98 * RATE
    )
    # What is sent evenly arrives a little unevenly: one or two more in some second is the wire's.
    table.add("  most in any second", str(most), "≤ 32", met=most <= RATE + 2)
    table.add("  people typing meanwhile", tail(waits), "< 1 s", met=percentile(waits, 1.0) < 1)


def _within_a_second(times: list[float]) -> list[int]:
    found, first = [], 0
    for n, at in enumerate(times):
        while at - times[first] >= 1:
            first += 1
        found.append(n - first + 1)
    return found


async def slow_sends(table: Table, folder: Path, rounds: int) -> None:
    """Measure answers when each send takes 50 ms, beside aiogram's bare echo."""
    rival = Contestant("aiogram", ECHO, ECHO[-1], None, ("benchmarks.stock_aiogram",))
    ours, theirs = [], []
    player = on(folder)[0]
    for _ in range(rounds):
        theirs.append((await flood(rival, LAG)).per_second)
        ours.append((await flood(player, LAG)).per_second)
    times = median(ours) / median(theirs)
    table.add("50 ms a send: aiogram, echo", f"{median(theirs):,.0f}/s")
    table.add("50 ms a send: answer", f"{median(ours):,.0f}/s")
    table.add("50 ms a send: answer ÷ aiogram", f"{times:.2f}", "≥ 2.5", met=times >= 2.5)


def looks(table: Table, folder: Path, server: Server) -> None:
    """Measure a look at the outbox with a thousand rows that wait and with a hundred thousand, two
    to a chat, one of which is not due yet.
    """
    for name, where in (("SQLite", None), ("PostgreSQL", server)):
        county = make(folder / f"looks_{name.lower()}", 1, JUST_BEGUN, where)
        took = dict[int, float]()
        for rows in (1_000, 100_000):
            with writing(settings_of(county.folder, county.url)) as session:
                for n in range(rows):
                    late = timedelta(hours=n % 2)  # half of them are not due yet
                    outbox.put(session, 8_000_001 + n // 2, {"text": "提醒"}, delay=late)
            took[rows] = _look(county)
        more = took[100_000] / took[1_000]
        table.add(
            f"a look at 100,000 rows ÷ 1,000, {name}",
            f"{more:.2f}  ({took[100_000] * 1e3:.1f} ms)",
            "≤ 1.2",
            met=more <= 1.2,
        )


def _look(county: County) -> float:
    settings = settings_of(county.folder, county.url)
    with writing(settings) as session:
        if county.server:
            session.db.exec_driver_sql("ANALYZE")

    def look(session: Session) -> None:
        if county.server:
            shared.messages(session, 1, 16, 1e6, 1e6, 5e6)
        else:
            outgoing.due(session)

    seconds = []
    for _ in range(30):
        with databases.writing(county.url).connect() as db:
            with writing(settings) as session:
                session = Session(db, session.vault, session.county, session.now)  # noqa: PLW2901
                began = perf_counter()
                look(session)
                seconds.append(perf_counter() - began)
            db.rollback()
    return median(seconds)


async def measure(table: Table, *, quick: bool) -> None:
    """Measure all of it; quickly, the nudges are six hundred instead of ten thousand."""
    keep_to_last_core()
    server = Server(keeps=True)
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            looks(table, folder, server)
            await slow_sends(table, folder / "slow", 1 if quick else 3)
            use_all_cores()
            county = make(folder / "together", PEOPLE, JUST_BEGUN, server)
            await nudges(table, county, 600 if quick else 10_000)
            await two_beside_one(table, county, 1 if quick else 3)
    finally:
        server.close()
        use_all_cores()
