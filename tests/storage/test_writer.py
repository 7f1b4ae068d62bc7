"""One writer: many steps, one commit; each step's failure is its own."""

import asyncio
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.sandbox.phone import PATIENCE
from bot.storage import databases, errands, outbox, outgoing, schema
from bot.storage import writer as written
from bot.storage.databases import sqlite
from bot.storage.session import Session
from bot.storage.writer import GROUP, Writer
from tests.places import only_postgres, only_sqlite
from tests.servers import postgres
from tests.storage.conftest import Store

COUNT = text("SELECT count(*) FROM outbox")


def say(session: Session, chat: int, words: str = "好") -> int:
    outbox.put(session, chat, {"text": words})
    return chat


def fail(session: Session, chat: int, error: Exception) -> None:
    say(session, chat)
    raise error


async def kept_busy(writer: Writer) -> threading.Event:
    """The writer is busy until this is set, so that what is asked for meanwhile waits together."""
    begun, gate = threading.Event(), threading.Event()

    def hold(_session: Session) -> None:
        begun.set()
        gate.wait(5)

    writer.do(hold)
    await asyncio.to_thread(begun.wait)
    return gate


def said(store: Store) -> list[int]:
    return [row[0] for row in store.sql("SELECT chat_id FROM outbox ORDER BY id")]


async def test_results_come_in_order_and_after_the_commit(store: Store, writer: Writer) -> None:
    assert await writer.do(say, 1) == 1
    assert said(store) == [1]
    assert await asyncio.gather(*(writer.do(say, n) for n in range(2, 9))) == list(range(2, 9))
    assert said(store) == list(range(1, 9))


async def test_what_waits_is_done_in_one_commit(store: Store, writer: Writer) -> None:
    gate, others = await kept_busy(writer), store.reader()
    seen: list[int] = []

    def look(session: Session, chat: int) -> None:
        say(session, chat)
        seen.append(others.now(lambda beside: beside.value(COUNT)))

    waiting = [writer.do(look, n) for n in range(GROUP + 3)]
    gate.set()
    await asyncio.gather(*waiting)
    assert set(seen[:GROUP]) == {0}
    assert set(seen[GROUP:]) == {GROUP}


async def test_a_step_that_fails_fails_alone(store: Store, writer: Writer) -> None:
    gate = await kept_busy(writer)
    steps: list[Any] = [
        writer.do(say, 1),
        writer.do(fail, 2, ValueError("坏了")),
        writer.do(say, 3),
    ]
    gate.set()
    done = await asyncio.gather(*steps, return_exceptions=True)
    assert [done[0], done[2]] == [1, 3]
    assert isinstance(done[1], ValueError)
    assert said(store) == [1, 3]


async def test_even_an_error_that_no_future_takes_leaves_nobody_waiting(
    store: Store, writer: Writer
) -> None:
    gate = await kept_busy(writer)
    steps: list[Any] = [writer.do(fail, 1, StopIteration()), writer.do(say, 2)]
    gate.set()
    async with asyncio.timeout(30):
        done = await asyncio.gather(*steps, return_exceptions=True)
    assert isinstance(done[0], RuntimeError)
    assert done[1] == 2
    assert said(store) == [2]


async def test_a_failed_step_wakes_nobody(store: Store) -> None:
    woken: list[set[str]] = []
    writer = store.writer()
    writer.on_wake = woken.append
    writer.start()
    with pytest.raises(ValueError, match="坏了"):
        await writer.do(fail, 1, ValueError("坏了"))
    assert woken == []
    await writer.do(say, 1)
    await writer.do(lambda session: errands.ask(session, "fetch", 1))
    await writer.stop()
    assert woken == [{"outbox"}, {"errands"}]


async def test_a_step_is_done_even_if_whoever_asked_has_gone(store: Store, writer: Writer) -> None:
    gate = await kept_busy(writer)
    gone = writer.do(say, 1)
    gone.cancel()
    gate.set()
    assert await writer.do(say, 2) == 2
    assert said(store) == [1, 2]


async def test_what_was_asked_for_before_the_stop_is_done(store: Store) -> None:
    writer = store.writer()
    writer.start()
    waiting = [writer.do(say, n) for n in range(200)]
    await writer.stop()
    assert await asyncio.gather(*waiting) == list(range(200))
    assert len(said(store)) == 200


@only_sqlite
async def test_a_locked_database_is_an_error_and_not_the_end(
    store: Store, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MS", 50)
    impatient = store.writer()
    impatient.start()
    with databases.writing(store.url).connect() as other:
        other.execute(COUNT)  # BEGIN IMMEDIATE
        with pytest.raises(Exception, match="locked"):
            await impatient.do(say, 1)
    assert await impatient.do(say, 2) == 2
    await impatient.stop()
    assert said(store) == [2]


async def test_an_unstarted_writer_says_so(store: Store) -> None:
    with pytest.raises(RuntimeError, match="has not been started"):
        store.writer().do(say, 1)


@only_sqlite
def test_a_commit_is_on_disk_before_it_is_told(store: Store) -> None:
    for made in (databases.writing(store.url), databases.reading(store.url)):
        with made.connect() as db:

            def pragma(name: str, db: Any = db) -> Any:
                return db.exec_driver_sql(f"PRAGMA {name}").scalar()

            assert pragma("journal_mode") == "wal"
            assert pragma("synchronous") == 2  # FULL
            assert pragma("foreign_keys") == 1
            assert pragma("busy_timeout") >= 10_000


@only_sqlite
def test_every_writing_transaction_takes_the_lock_at_its_beginning(store: Store) -> None:
    with databases.writing(store.url).connect() as one:
        one.execute(COUNT)
        with databases.writing(store.url).connect() as two:
            two.connection.driver_connection.execute("PRAGMA busy_timeout=0")  # type: ignore[union-attr]
            with pytest.raises(Exception, match="locked"):
                two.execute(COUNT)


@only_postgres
def test_a_promise_is_kept_by_a_server_that_loses_its_power(store: Store) -> None:
    """Nothing that we set on a connection lets it tell of a commit that is not on disk."""
    with databases.writing(store.url).connect() as db:
        ours = db.exec_driver_sql(
            "SELECT name FROM pg_settings WHERE source IN ('client', 'session')"
        )
        assert not {"fsync", "synchronous_commit", "full_page_writes"} & set(ours.scalars())


@pytest.fixture
def server(store: Store) -> Iterator[postgres.Server]:
    """A PostgreSQL that keeps what it promises and can be taken away; the store is on it."""
    made = postgres.Server(keeps=True)
    store.url = made.create("county")
    schema.upgrade(databases.at(store.url))
    yield made
    made.close()


@only_postgres
async def test_a_database_that_is_away_is_waited_for_and_each_step_is_done_once(
    store: Store, server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In groups of three, as many as there must be."""
    monkeypatch.setattr(written, "GROUP", 3)
    writer = store.writer()
    writer.start()
    await writer.do(say, 1)
    server.stop()
    with capture_logs() as log:
        waiting = [writer.do(say, n) for n in range(2, 12)]
        await told_away(log)
        server.start()
        assert await asyncio.gather(*waiting) == list(range(2, 12))
    assert said(store) == list(range(1, 12))
    assert sum(writer.commits.counted) >= 1 + 10 / 3
    await writer.stop()


@only_postgres
async def test_a_database_that_stays_away_is_an_error_and_not_the_end(
    store: Store, server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is kept waiting for longer than the deadline, which is over at once here."""
    monkeypatch.setattr(written, "_AT_MOST", 0)
    writer = store.writer()
    writer.start()
    await writer.do(say, 1)
    server.stop()
    with capture_logs() as log:
        done = await asyncio.gather(*(writer.do(say, n) for n in (2, 3)), return_exceptions=True)
    assert [type(each) for each in done] == [OperationalError] * 2
    assert "commit failed" in [line["event"] for line in log]
    server.start()
    assert await writer.do(say, 4) == 4
    await writer.stop()
    assert said(store) == [1, 4]


@only_postgres
async def test_who_is_told_to_hasten_waits_for_no_database(
    store: Store, server: postgres.Server
) -> None:
    writer = store.writer()
    writer.start()
    await writer.do(say, 1)
    server.stop()
    with capture_logs() as log:
        waiting = writer.do(say, 2)
        await told_away(log)
        writer.hasten()
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(OperationalError):
                await waiting
            await writer.stop()
    server.start()
    assert said(store) == [1]


async def told_away(log: list[EventDict]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not any(line["event"] == "the database is away" for line in log):
            await asyncio.sleep(0.005)


def test_writers_follow_one_another_whoever_they_are(store: Store) -> None:
    """What a step has read is still so when it writes."""
    began, written = threading.Event(), list[int]()

    def count_and_say(who: int) -> None:
        with databases.writing(store.url).begin() as db:
            session = Session(db, store.vault, store.county, store.clock.now())
            there = session.value(COUNT)
            began.set()
            time.sleep(0.05)
            written.append(there)
            say(session, who)

    threads = [threading.Thread(target=count_and_say, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    began.wait(5)
    for thread in threads:
        thread.join(30)
    assert written == [0, 1, 2, 3]
    assert sorted(said(store)) == [0, 1, 2, 3]


def test_a_reader_sees_the_last_commit_and_cannot_write(store: Store) -> None:
    store.do(say, 1)
    reader = store.reader()
    assert reader.now(lambda session: session.value(COUNT)) == 1
    with databases.writing(store.url).connect() as db:
        db.execute(COUNT)
        assert reader.now(lambda session: session.value(COUNT)) == 1  # nobody is kept waiting
    with pytest.raises(Exception, match=r"readonly|read-only"):
        reader.now(say, 2)


def test_a_moment_without_a_time_zone_is_refused_instead_of_guessed(store: Store) -> None:
    store.clock = type(store.clock)(ticking=False)
    store.clock.now = lambda: datetime(2026, 11, 23, 9, 0)  # type: ignore[method-assign] # noqa: DTZ001
    with pytest.raises(Exception, match="without a time zone"):
        store.do(say, 1)


def test_moments_come_back_in_utc(store: Store) -> None:
    store.do(say, 1)
    (row,) = store.do(outgoing.due)
    assert row.chat_id == 1
    store.do(outbox.put, 2, {"text": "以后"}, delay=timedelta(minutes=1))
    assert store.do(outgoing.next_due) == datetime(2026, 11, 23, 1, 1, tzinfo=UTC)


@only_sqlite
def test_sqlite_is_the_newer_one_where_there_is_a_wheel(tmp_path: Path) -> None:
    pytest.importorskip("pysqlite3", reason="pysqlite3 has no wheel for this platform")
    assert tuple(map(int, databases.SQLITE_VERSION.split("."))) > (3, 40)
