"""The port for whoever watches over the bot: does it live, can it work, how is it doing.

Nothing there says who anybody is: no chats, no names.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, Generic, TypeVar

from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.counts import Lengths
from bot.errors import Misconfigured
from bot.storage import backlogs
from bot.storage.backlogs import Waiting
from bot.storage.blobs import Blobs, in_thread
from bot.storage.reader import Reader
from bot.transport.http import Post
from bot.transport.intake import Intake
from bot.transport.peers import Peers

T = TypeVar("T")

FRESH: Final = 5.0
"""Seconds for which an answer is good, however many ask."""
PATIENCE: Final = 3.0
"""Seconds after which who has not answered counts as away."""


@dataclass(frozen=True)
class Watched:
    """A county's bot: how to reach what it needs, and what it has counted."""

    county: str
    reader: Reader
    blobs: Blobs
    post: Post
    peers: Peers
    intake: Intake
    messages: Mapping[str, int]
    errands: Mapping[tuple[str, str], int]
    jobs: Mapping[str, int]
    step_waits: Lengths
    commits: Lengths


@asynccontextmanager
async def watching(address: str, probes: Sequence["Probes"]) -> AsyncIterator[None]:
    """Answer at `host:port` for as long as the block runs, of whichever bots are among the probes
    when asked. Raises Misconfigured when nothing can listen there.
    """
    runner = web.AppRunner(_application(probes), access_log=None, shutdown_timeout=1)
    await runner.setup()
    host, _, port = address.rpartition(":")
    try:
        await web.TCPSite(runner, host.strip("[]") or "127.0.0.1", int(port)).start()
    except OSError as error:
        await runner.cleanup()
        raise Misconfigured(
            f"不能在 METRICS_LISTEN={address} 上监听（{error.strerror}），请换一个空闲的端口，"
            "例如：METRICS_LISTEN=127.0.0.1:9464"
        ) from None
    try:
        yield
    finally:
        await runner.cleanup()


def _application(probes: Sequence["Probes"]) -> web.Application:
    registry = CollectorRegistry(auto_describe=False)
    ProcessCollector(registry=registry)
    registry.register(_Figures(probes))

    async def lives(_: web.Request) -> web.Response:
        """The event loop turns, or nobody would answer."""
        return web.Response(text="ok")

    async def is_ready(_: web.Request) -> web.Response:
        found = await asyncio.gather(*(each.reached() for each in probes))
        ready = all(said == "ok" for each in found for said in each.values())
        counties = {each.bot.county: said for each, said in zip(probes, found, strict=True)}
        body = {"ready": ready, "counties": counties}
        return web.json_response(body, status=200 if ready else 503)

    async def figures(_: web.Request) -> web.Response:
        await asyncio.gather(*(each.count() for each in probes))
        return web.Response(
            body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    app = web.Application()
    app.router.add_get("/healthz", lives)
    app.router.add_get("/readyz", is_ready)
    app.router.add_get("/metrics", figures)
    return app


class _Question(Generic[T]):
    """Something that is asked at most every few seconds and never twice at a time: whoever does not
    answer is not pressed.
    """

    def __init__(self, ask: Callable[[], Awaitable[T]]) -> None:
        self._ask = ask
        self._task: asyncio.Task[T] | None = None
        self._good_until = 0.0

    async def answer(self) -> T:
        """Raises TimeoutError where there is none, and whatever the question does."""
        if self._task is None or (self._task.done() and monotonic() >= self._good_until):
            self._task = asyncio.create_task(self._run())
        done, _ = await asyncio.wait({self._task}, timeout=PATIENCE)
        if not done:
            raise TimeoutError
        return self._task.result()

    async def _run(self) -> T:
        try:
            return await self._ask()
        finally:
            self._good_until = monotonic() + FRESH

    def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            # nobody may have wanted the answer
            self._task.add_done_callback(lambda task: task.cancelled() or task.exception())


class Probes:
    """The questions to a county's neighbours. The database is asked in a thread of its own, so that
    one that hangs takes none from the look-ups.
    """

    def __init__(self, bot: Watched) -> None:
        self.bot = bot
        self.waiting: Waiting | None = None
        self._thread = ThreadPoolExecutor(1, "probe")
        self._database = _Question(self._look)
        self._others: dict[str, _Question[Any]] = {
            "evidence": _Question(lambda: in_thread(bot.blobs.reach)),
            "telegram": _Question(lambda: bot.post.call("getMe", {})),
        }

    async def reached(self) -> dict[str, str]:
        """Return "ok" for each neighbour that answers, or in a word why it does not."""
        asked = {"database": self._database, **self._others}
        said = await asyncio.gather(*map(_word, asked.values()))
        return dict(zip(asked, said, strict=True))

    async def count(self) -> None:
        """Find out what waits, None where the database does not say."""
        try:
            self.waiting = await self._database.answer()
        except Exception:  # noqa: BLE001 - whatever it is, it does not say
            self.waiting = None

    def close(self) -> None:
        for question in (self._database, *self._others.values()):
            question.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _look(self) -> Waiting:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self.bot.reader.now, backlogs.look)


async def _word(question: _Question[Any]) -> str:
    try:
        await question.answer()
    except Exception as error:  # noqa: BLE001 - whatever it is, it cannot be reached
        return type(error).__name__
    return "ok"


class _Figures(Collector):
    """Makes Prometheus' figures of what was counted, each family with all counties in it."""

    def __init__(self, probes: Sequence[Probes]) -> None:
        self._probes = probes

    def collect(self) -> Iterator[Metric]:
        yield from self._waiting()
        yield from self._counted()
        yield from self._writing()

    def _waiting(self) -> Iterator[Metric]:
        up = _gauge("database_up", "Whether the database answers")
        waiting = _gauge("waiting", "What waits in inbox and outbox", "what")
        oldest = _gauge("waiting_oldest_seconds", "Age of the oldest that could be done", "what")
        failed = _gauge("failed", "What was given up in inbox and outbox", "what")
        errands = _gauge("errands_waiting", "Errands on the list", "kind")
        late = _gauge("errands_oldest_seconds", "Age of the oldest that could be done", "kind")
        for each in self._probes:
            county, found = each.bot.county, each.waiting
            up.add_metric([county], found is not None)
            if found is None:
                continue
            for what, backlog in (("inbox", found.inbox), ("outbox", found.outbox)):
                waiting.add_metric([county, what], backlog.waiting)
                oldest.add_metric([county, what], backlog.oldest.total_seconds())
                failed.add_metric([county, what], backlog.failed)
            for kind, backlog in found.errands.items():
                errands.add_metric([county, kind], backlog.waiting)
                late.add_metric([county, kind], backlog.oldest.total_seconds())
        yield from (up, waiting, oldest, failed, errands, late)

    def _counted(self) -> Iterator[Metric]:
        leads = _gauge("leads", "Whether this process leads")
        updates = _counter("updates", "Updates taken in")
        messages = _counter("messages", "Attempts to send: sent, later, failed", "outcome")
        errands = _counter("errands", "Errands run, fetches among them", "kind", "outcome")
        jobs = _counter("jobs", "Jobs that the clock started", "job")
        for each in self._probes:
            bot, county = each.bot, each.bot.county
            leads.add_metric([county], bot.peers.leads)
            updates.add_metric([county], bot.intake.received)
            for outcome, n in list(bot.messages.items()):
                messages.add_metric([county, outcome], n)
            for kind_and_outcome, n in list(bot.errands.items()):
                errands.add_metric([county, *kind_and_outcome], n)
            for job, n in list(bot.jobs.items()):
                jobs.add_metric([county, job], n)
        yield from (leads, updates, messages, errands, jobs)

    def _writing(self) -> Iterator[Metric]:
        waits = _lengths("step_wait_seconds", "How long steps waited for the writer")
        commits = _lengths("commit_seconds", "How long the writer's commits took")
        for each in self._probes:
            waits.add_metric([each.bot.county], *_buckets(each.bot.step_waits))
            commits.add_metric([each.bot.county], *_buckets(each.bot.commits))
        yield from (waits, commits)


def _gauge(name: str, about: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"xietiao_{name}", about, labels=["county", *labels])


def _counter(name: str, about: str, *labels: str) -> CounterMetricFamily:
    return CounterMetricFamily(f"xietiao_{name}", about, labels=["county", *labels])


def _lengths(name: str, about: str) -> HistogramMetricFamily:
    return HistogramMetricFamily(f"xietiao_{name}", about, labels=["county"])


def _buckets(lengths: Lengths) -> tuple[list[tuple[str, float]], float]:
    """Return the buckets as Prometheus has them, each with all that are shorter, and the total."""
    so_far, buckets = 0, []
    for bound, n in zip((*map(str, lengths.bounds), "+Inf"), lengths.counted, strict=True):
        so_far += n
        buckets.append((bound, float(so_far)))
    return buckets, lengths.total
