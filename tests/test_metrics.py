"""The port of METRICS_LISTEN: whether the bot lives, can work, and how it is doing."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from bot import app as bot_app
from bot.counts import Lengths
from bot.errors import Misconfigured
from bot.sandbox.phone import Phone
from bot.settings import Settings
from bot.storage import errands, schema
from bot.storage.blobs import open_blobs
from bot.storage.reader import Reader
from bot.transport import metrics
from bot.watched import Watch
from tests.conftest import Town, photo
from tests.servers import postgres
from tests.servers.bucket import Door
from tests.test_app import free_port

Figures = dict[tuple[str, ...], float]


async def ask(port: int, path: str) -> tuple[int, Any]:
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        is_json = answer.content_type == "application/json"
        return answer.status, await (answer.json() if is_json else answer.text())


async def figures(port: int) -> Figures:
    """Every sample, by its name and the values of its labels in order of their names."""
    status, text = await ask(port, "/metrics")
    assert status == 200
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@asynccontextmanager
async def watched(address: str, bots: Mapping[str, bot_app.Bot | None]) -> AsyncIterator[None]:
    """These bots in one process, by their counties' names."""
    watch = Watch(address)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(watch.listening())
        for county, bot in bots.items():
            assert bot is not None
            await stack.enter_async_context(watch.seeing(county, bot))
        yield


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody counts as away because the machine is busy."""
    monkeypatch.setattr(metrics, "PATIENCE", 30.0)


async def test_what_a_bot_does_is_counted_and_nobody_is_named(town: Town, mei: Phone) -> None:
    assert town.bot is not None
    port, before = free_port(), {family.name for family in REGISTRY.collect()}
    async with watched(f"127.0.0.1:{port}", {"甲县": town.bot}):
        assert await ask(port, "/healthz") == (200, "ok")
        said = {"database": "ok", "evidence": "ok", "telegram": "ok"}
        assert await ask(port, "/readyz") == (200, {"ready": True, "counties": {"甲县": said}})
        await mei.send_photo(photo(), caption="宣传")
        await mei.quiet()
        found = await figures(port)
        _, text = await ask(port, "/metrics")
    assert found["xietiao_updates_total", "甲县"] >= 2
    assert found["xietiao_messages_total", "甲县", "sent"] >= 2
    assert found["xietiao_errands_total", "甲县", "fetch", "done"] == 1
    assert found["xietiao_jobs_total", "甲县", "nudge"] >= 1
    assert found["xietiao_leads", "甲县"] == 1
    assert found["xietiao_database_up", "甲县"] == 1
    assert found["xietiao_waiting", "甲县", "inbox"] == 0
    steps, commits = (f"xietiao_{name}_seconds_count" for name in ("step_wait", "commit"))
    assert found[steps, "甲县"] >= found[commits, "甲县"] > 4
    assert found["process_resident_memory_bytes",] > 0
    for private in (str(mei.user.id), "李梅", "宣传", "xietiao_bot"):
        assert private not in text
    assert {family.name for family in REGISTRY.collect()} == before


async def test_what_waits_is_told_with_its_age(town: Town, mei: Phone) -> None:
    await town.stop()
    assert town.bot is not None
    town.do(errands.ask, "fetch", 404)
    town.clock.advance(timedelta(hours=2))
    await town.bot.post.initialize()
    port = free_port()
    async with watched(f"127.0.0.1:{port}", {"甲县": town.bot}):
        found = await figures(port)
    await town.bot.post.shutdown()
    assert found["xietiao_errands_waiting", "甲县", "fetch"] == 1
    assert found["xietiao_errands_oldest_seconds", "甲县", "fetch"] == pytest.approx(7200, abs=1)


async def test_counties_of_one_process_stand_side_by_side(town: Town) -> None:
    assert town.bot is not None
    port = free_port()
    async with watched(f"127.0.0.1:{port}", {"甲县": town.bot, "乙县": town.bot}):
        found, (_, text) = await figures(port), await ask(port, "/metrics")
        _, said = await ask(port, "/readyz")
    assert {labels[1] for labels in found if labels[0] == "xietiao_leads"} == {"甲县", "乙县"}
    assert text.count("# TYPE xietiao_leads ") == 1
    assert [*said["counties"]] == ["甲县", "乙县"]


async def test_telegram_that_is_silent_is_told_and_not_pressed(
    town: Town, mei: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert town.bot is not None
    monkeypatch.setattr(metrics, "PATIENCE", 1.0)
    port = free_port()
    async with watched(f"127.0.0.1:{port}", {"甲县": town.bot}):
        town.world.faults.delay(3600, "getMe", times=9)
        (silent,) = town.world.faults.due
        for _ in range(3):
            status, said = await ask(port, "/readyz")
            assert status == 503
            assert said["counties"]["甲县"] == {
                "database": "ok", "evidence": "ok", "telegram": "TimeoutError",
            }  # fmt: skip
        assert await ask(port, "/healthz") == (200, "ok")
        async with asyncio.timeout(30):
            while silent.times == 9:  # on its way
                await asyncio.sleep(0.01)
        assert silent.times == 9 - 1, "it was asked once, however often we asked"


@pytest.mark.parametrize(("seconds", "asked", "then"), [(3600.0, 1, 200), (0.0, 10, 503)])
async def test_an_answer_is_good_for_a_while_and_no_longer(
    town: Town,
    mei: Phone,
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
    asked: int,
    then: int,
) -> None:
    assert town.bot is not None
    monkeypatch.setattr(metrics, "FRESH", seconds)
    port = free_port()
    async with watched(f"127.0.0.1:{port}", {"甲县": town.bot}):
        town.calls.clear()
        for _ in range(10):
            assert (await ask(port, "/readyz"))[0] == 200
        assert [method for method, _ in town.calls].count("getMe") == asked
        town.world.faults.reset("getMe", times=None)
        assert (await ask(port, "/readyz"))[0] == then


async def test_a_bucket_that_is_away_is_told(town: Town, door: Door) -> None:
    assert town.bot is not None
    blobs = open_blobs(
        Settings(_env_file=None, evidence_url="s3://county/metrics")  # type: ignore[call-arg]
    )
    town.bot.blobs, kept = blobs, town.bot.blobs
    port = free_port()
    try:
        for is_open in (True, False):
            if not is_open:
                door.shut()
            async with watched(f"127.0.0.1:{port}", {"甲县": town.bot}):
                status, said = await ask(port, "/readyz")
            assert (status, said["counties"]["甲县"]["evidence"]) == (
                (200, "ok") if is_open else (503, "Away")
            )
    finally:
        town.bot.blobs = kept


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    made = postgres.Server()
    yield made
    made.close()


async def test_a_database_that_goes_and_comes_is_told(town: Town, server: postgres.Server) -> None:
    from bot.storage import databases

    assert town.bot is not None
    await town.settled()  # who is still starting would look into the other database
    await town.stop()  # its own work does not go on without a database of its own
    database = databases.at(server.create("county"))
    schema.upgrade(database)
    bot = town.bot
    await bot.post.initialize()
    bot.reader, kept = Reader(database.reading(), bot.reader._vault, bot.reader._county,
                              town.clock.now), bot.reader  # fmt: skip
    port, up = free_port(), ("xietiao_database_up", "甲县")
    with ExitStack() as after, pytest.MonkeyPatch.context() as patch:
        after.callback(setattr, bot, "reader", kept)
        patch.setattr(metrics, "FRESH", 0.0)
        async with watched(f"127.0.0.1:{port}", {"甲县": bot}):
            assert (await figures(port))[up] == 1
            await asyncio.to_thread(server.stop)
            found = await figures(port)
            assert found[up] == 0
            assert ("xietiao_waiting", "甲县", "inbox") not in found
            status, said = await ask(port, "/readyz")
            assert (status, said["counties"]["甲县"]["database"]) == (503, "OperationalError")
            assert (await ask(port, "/healthz"))[0] == 200
            await asyncio.to_thread(server.start)
            assert (await figures(port))[up] == 1
            assert (await ask(port, "/readyz"))[0] == 200
    await bot.post.shutdown()


async def test_a_port_that_is_taken_is_one_sentence(town: Town) -> None:
    assert town.bot is not None
    port = free_port()
    async with watched(f"127.0.0.1:{port}", {"甲县": town.bot}):
        with pytest.raises(Misconfigured, match="METRICS_LISTEN"):
            async with watched(f"127.0.0.1:{port}", {"乙县": town.bot}):
                raise AssertionError


async def test_a_bot_that_waits_for_telegram_lives_and_is_not_ready(town: Town) -> None:
    await town.stop()
    town.world.faults.reset("getMe", times=None)
    port, stop = free_port(), asyncio.Event()
    settings = town.settings.model_copy(update={"metrics_listen": f"127.0.0.1:{port}"})
    running = asyncio.create_task(bot_app.serve(settings, stop, town.clock.now))
    for _ in range(100):
        try:
            assert await ask(port, "/healthz") == (200, "ok")
            break
        except OSError:
            await asyncio.sleep(0.05)
    status, said = await ask(port, "/readyz")
    ((county, reached),) = said["counties"].items()
    assert county.startswith("county")
    assert (status, reached["database"], reached["telegram"]) == (503, "ok", "Unreachable")
    stop.set()
    await running


def test_without_a_port_nothing_is_loaded() -> None:
    asked = "import sys, bot.app; sys.exit('prometheus_client' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked], check=True)


def test_lengths_are_counted_by_their_bounds() -> None:
    lengths = Lengths((0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 7.0):
        lengths.add(seconds)
    assert metrics._buckets(lengths) == ([("0.1", 2.0), ("1.0", 3.0), ("+Inf", 4.0)], 7.65)


def test_a_county_s_name_is_its_database_s_alone() -> None:
    from bot.storage import databases

    for url in ("sqlite:////srv/x/wenshang.db", "postgresql://clerk:secret@127.0.0.1/wenshang"):
        assert databases.at(url).county == "wenshang"
