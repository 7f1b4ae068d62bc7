"""How a bot on PostgreSQL ends: when it is told to, and when something of it has failed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.app import Bot
from bot.clock import utc_now
from bot.sandbox.phone import PATIENCE
from bot.settings import Settings
from bot.storage import databases, schema
from tests.rig.foreign import Messenger, serving
from tests.rig.office import KEY, TOKEN, Office
from tests.servers.postgres import Server


@dataclass
class Place:
    """A messenger, and a PostgreSQL with a county's database."""

    messenger: Messenger
    url: str
    server: Server
    database: str


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    server, messenger = Server(), Messenger(TOKEN, "county_bot", seed=7)
    try:
        async with serving(messenger) as url:
            yield Place(messenger, url, server, server.create("county"))
    finally:
        server.close()


@pytest.mark.parametrize("table", ["errand", "lane"])
async def test_a_process_of_which_a_task_fails_ends_and_says_so(
    place: Place, tmp_path: Path, table: str
) -> None:
    """Whoever looks after it starts another; one that goes on would send or do nothing any more."""
    office = Office(tmp_path, place.url, place.database)
    await office.succeed("init")
    process = await office.run()
    await asyncio.wait_for(place.messenger.polled.wait(), PATIENCE)
    place.server.sql(f"DROP TABLE {table} CASCADE", "county")
    assert await asyncio.wait_for(process.wait(), PATIENCE) == 1
    assert f'relation "{table}" does not exist' in office.log.read_text("utf-8")


async def test_one_that_is_told_to_stop_while_it_starts_waits_for_no_database(
    place: Place, tmp_path: Path
) -> None:
    schema.upgrade(databases.at(place.database))
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        bot_token=TOKEN,
        bot_api_url=place.url,
        database_url=place.database,
        evidence_url=f"file://{tmp_path}/evidence",
        data_key=KEY,
    )
    place.server.stop()
    bot, stop = Bot(settings, utc_now), asyncio.Event()
    with capture_logs() as log:
        running = asyncio.create_task(bot.run(stop))
        async with asyncio.timeout(PATIENCE):
            while sum(line["event"] == "the database is away" for line in log) < 2:
                await asyncio.sleep(0.005)
            stop.set()
            with pytest.raises(ExceptionGroup) as caught:
                await running
    assert caught.group_contains(OperationalError)
