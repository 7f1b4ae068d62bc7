"""Several processes on one PostgreSQL: each thing is done by one of them, none is forgotten when
one dies or hangs, and all of them together keep to the pace.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest
from structlog.testing import capture_logs

from bot.sandbox.phone import PATIENCE
from bot.storage import databases, errands, handles, inbox, outbox, outgoing, schema, shared
from bot.storage.errands import Due as Errand
from bot.storage.outgoing import Due, Shown
from bot.storage.shared import Go
from bot.storage.writer import Writer
from bot.transport import peers
from bot.transport.dispatch import Dispatch
from bot.transport.http import Post
from bot.transport.in_turn import InTurn
from bot.transport.intake import Intake, poll
from bot.transport.peers import BEAT
from bot.transport.sender import Sender
from tests.conftest import TOKEN
from tests.places import only_postgres
from tests.storage.conftest import Store
from tests.transport.conftest import FAST, Hold, Line, Process, heard

pytestmark = only_postgres

ROOM: Final = {"fetch": 3}
NOW: Final = "timezone('utc', clock_timestamp())"
SLOW: Final = 0.0001
"""Messages a second in a chat: after what it may have at once none more, however long a test is."""

Begin = Callable[..., Process]


@pytest.fixture
async def begin(store: Store) -> AsyncIterator[Begin]:
    """Begin one more process; what still lives at the end of the test is ended."""
    begun: list[Process] = []

    def begin(rates: tuple[float, float] = FAST) -> Process:
        begun.append(Process(store, rates))
        return begun[-1]

    yield begin
    for process in begun:
        if process.agreeing._thread.is_alive():
            await process.dies()


@pytest.fixture
async def both(begin: Begin) -> tuple[Process, Process]:
    return begin(), begin()


@dataclass
class Watch:
    """The clock by which a process is missing; it stands until it is moved."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(peers, "monotonic", watch)
    return watch


def say(store: Store, *chats: int) -> None:
    for chat in chats:
        store.do(outbox.put, chat, {"text": "好"})


async def take(process: Process, room: int = 16) -> list[Due]:
    picked, _ = await process.turns.messages(set(), room)
    return [go.row for go in picked]


async def take_all(process: Process, others: int = 2) -> list[Errand]:
    due, _ = await process.turns.errands((), ROOM, others)
    return due


def sent(store: Store, process: Process, row: Due) -> None:
    store.do(outgoing.sent, row, Shown(1, "text"))
    process.turns.over(row)


def takers(store: Store, table: str = "outbox") -> list[int | None]:
    return [row[0] for row in store.sql(f"SELECT taken_by FROM {table} ORDER BY id")]


def left(store: Store, table: str = "outbox") -> list[float]:
    """For how many seconds more each thing is its taker's."""
    lasts = f"SELECT extract(epoch FROM taken_until - {NOW}) FROM {table} ORDER BY id"
    return [float(row[0]) for row in store.sql(lasts)]


def almost_over(store: Store, table: str = "outbox") -> None:
    store.sql(f"UPDATE {table} SET taken_until = {NOW} + interval '1 second'")


def run_out(store: Store, table: str = "outbox") -> None:
    store.sql(f"UPDATE {table} SET taken_until = {NOW} - interval '1 second'")


def pass_by(store: Store, seconds: float) -> None:
    """So much later all lanes are: nobody moves PostgreSQL's clock."""
    store.sql(f"UPDATE lane SET free_at = free_at - interval '{seconds} seconds'")


async def look(*processes: Process) -> None:
    """The beat of these processes, one after the other."""
    for process in processes:
        await process.peers._look(lambda: None)


async def gone(process: Process, other: Process) -> None:
    """The process dies, and the server has noticed."""
    await process.dies()
    async with asyncio.timeout(PATIENCE):
        while await other.agreeing.do(_lives, process.me):
            await asyncio.sleep(0.005)


def _lives(session: Any, me: int) -> bool:
    return me in {row.objid for row in session.rows(databases.LIVING)}


# Whose a thing is.


async def test_a_message_is_taken_by_one_of_two(store: Store, both: tuple[Process, ...]) -> None:
    say(store, *range(1, 41))
    taken: list[int] = []
    while len(taken) < 40:
        rows = await asyncio.gather(*(take(process, 7) for process in both))
        taken += [row.chat_id for each in rows for row in each]
    assert sorted(taken) == list(range(1, 41))
    assert [await take(process) for process in both] == [[], []]
    assert set(takers(store)) == {process.me for process in both}


async def test_of_a_chat_one_message_is_under_way_whoever_has_it(
    store: Store, both: tuple[Process, Process]
) -> None:
    one, other = both
    say(store, 7, 7, 8)
    (first, beside) = await take(one)
    assert (first.chat_id, beside.chat_id) == (7, 8)
    assert await take(other) == []
    sent(store, one, first)
    (second,) = await take(other)
    assert (second.chat_id, second.id > first.id) == (7, True)


async def test_a_message_may_take_the_name_of_one_that_is_on_its_way(
    store: Store, both: tuple[Process, Process]
) -> None:
    one, other = both
    decided, live = ("decided", 1), ("review", 0)
    store.do(outbox.put, 7, {"text": "旧"}, handle=decided)
    (old,) = await take(one)
    store.do(outbox.put, 7, {"text": "新"}, handle=live)
    store.do(outbox.rename, 7, live, decided)
    sent(store, one, old)
    (new,) = await take(other)
    assert new.handle_id == store.do(handles.find, 7, *decided) != old.handle_id
    sent(store, other, new)
    assert takers(store) == []
    assert store.do(handles.is_shown, 7, *decided)


async def test_an_errand_is_taken_by_one_of_two_as_many_as_there_is_room_for(
    store: Store, both: tuple[Process, ...]
) -> None:
    for n in range(4):
        store.do(errands.ask, "fetch", n)
        store.do(errands.ask, "sheet", n)
    rows = await asyncio.gather(*(take_all(process) for process in both))
    taken = [(errand.kind, errand.subject) for each in rows for errand in each]
    assert len(taken) == len(set(taken))
    assert all(sum(e.kind == "fetch" for e in each) <= ROOM["fetch"] for each in rows)
    assert all(sum(e.kind == "sheet" for e in each) <= 2 for each in rows)
    for process, each in zip(both, rows, strict=True):
        for errand in each:
            store.do(errands.done, errand)
            await process.turns.ran(errand)
        taken += [(errand.kind, errand.subject) for errand in await take_all(process)]
    assert sorted(taken) == [(kind, n) for kind in ("fetch", "sheet") for n in range(4)]


async def test_papers_are_read_one_at_a_time_whichever_process_does_it(
    store: Store, both: tuple[Process, ...]
) -> None:
    for n in range(3):
        store.do(errands.ask, shared.ALONE, n)
    read = []
    for _ in range(3):
        rows = await asyncio.gather(*(take_all(process) for process in both))
        (taken,) = [(process, e) for process, each in zip(both, rows, strict=True) for e in each]
        assert [await take_all(process) for process in both] == [[], []]
        process, errand = taken
        read.append(errand.subject)
        store.do(errands.done, errand)
        await process.turns.ran(errand)
    assert sorted(read) == [0, 1, 2]


async def test_what_a_reader_that_died_had_taken_is_read_by_another(
    store: Store, both: tuple[Process, Process], watch: Watch
) -> None:
    one, other = both
    store.do(errands.ask, shared.ALONE, 1)
    (errand,) = await take_all(one)
    await gone(one, other)
    await look(other)
    assert await take_all(other) == []
    watch.now += peers._MISSED
    await look(other)
    assert [each.id for each in await take_all(other)] == [errand.id]


async def test_an_errand_that_failed_is_anybodys(
    store: Store, both: tuple[Process, Process]
) -> None:
    one, other = both
    store.do(errands.ask, "fetch", 1)
    (errand,) = await take_all(one)
    assert await take_all(other) == []
    store.do(errands.later, errand)
    await one.turns.ran(errand)
    assert await take_all(other) == []
    store.clock.advance(1)
    (again,) = await take_all(other)
    assert (again.subject, again.tries) == (1, 1)


async def test_an_update_is_done_by_one_of_two_and_after_those_before_it(store: Store) -> None:
    writers = [store.writer(), store.writer()]
    for writer in writers:
        writer.start()
    updates = [
        {"update_id": n, "message": {"message_id": n, "chat": {"id": 7}, "text": f"{n}"}}
        for n in (5, 6)
    ]
    new = await asyncio.gather(*(writer.do(inbox.write_down, updates) for writer in writers))
    first, second = sorted((row for each in new for row in each), key=lambda row: row.id)
    assert await _settled(writers, second.id) == [False, False], "an earlier one is open"
    assert sorted(await _settled(writers, first.id)) == [False, True]
    assert sorted(await _settled(writers, second.id)) == [False, True]
    for writer in writers:
        await writer.stop()


async def _settled(writers: list[Writer], row: int) -> list[bool]:
    return list(await asyncio.gather(*(writer.do(inbox.settle, row) for writer in writers)))


# Who hangs, and who dies.


async def test_what_is_held_is_renewed_and_what_was_forgotten_is_given_back(
    store: Store, both: tuple[Process, Process]
) -> None:
    one, other = both
    say(store, 1, 2)
    for n in (1, 2):
        store.do(errands.ask, "fetch", n)
    kept, forgotten = await take(one)
    errand, dropped = await take_all(one)
    await take(one), await take_all(one)  # the last look took nothing
    for table in ("outbox", "errand"):
        almost_over(store, table)
    one.turns.over(forgotten)  # its end could not be written down
    del one.turns._run[dropped.id]
    await look(one)
    assert takers(store) == [one.me, None]
    assert takers(store, "errand") == [one.me, None]
    assert left(store)[0] > shared.LEASE.total_seconds() - 20
    assert left(store, "errand")[0] > shared.LEASE.total_seconds() - 20
    await look(other)
    assert [row.id for row in await take(other)] == [forgotten.id]
    assert [each.id for each in await take_all(other)] == [dropped.id]
    sent(store, one, kept)
    store.do(errands.done, errand)
    await one.turns.ran(errand)
    assert takers(store) == [other.me]


async def test_what_the_last_look_took_is_not_taken_for_forgotten(
    store: Store, begin: Begin
) -> None:
    """Its commit is done, and the process has not heard of it yet."""
    one = begin()
    say(store, 1)
    store.do(errands.ask, "fetch", 1)
    await one.agreeing.do(one.turns._take_out, 16)
    await one.agreeing.do(one.turns._take_about, ROOM, 2)
    await look(one)
    assert (takers(store), takers(store, "errand")) == ([one.me], [one.me])


class OfOneThread(Counter[int]):
    """Counts, and by which threads it was gone through."""

    def __init__(self) -> None:
        super().__init__()
        self.by = set[int]()

    def __iter__(self) -> Iterator[int]:
        self.by.add(threading.get_ident())
        return super().__iter__()

    def items(self) -> Any:
        self.by.add(threading.get_ident())
        return super().items()


async def test_what_it_has_is_gone_through_where_it_changes(store: Store, begin: Begin) -> None:
    """A beat that meets a sender in the middle would fail, and whoever leads lead no longer."""
    one = begin()
    one.turns._held, one.turns._run = held, run = OfOneThread(), OfOneThread()
    say(store, 1)
    store.do(errands.ask, "fetch", 1)
    await take(one), await take_all(one)
    await look(one)
    assert held.by | run.by == {threading.get_ident()}
    assert (takers(store), takers(store, "errand")) == ([one.me], [one.me])


async def test_what_is_over_is_no_longer_counted(store: Store, begin: Begin) -> None:
    one = begin()
    say(store, 1)
    store.do(errands.ask, "fetch", 1)
    (row,), (errand,) = await take(one), await take_all(one)
    assert (list(one.turns._held), list(one.turns._run)) == ([row.id], [errand.id])
    sent(store, one, row)
    await one.turns.ran(errand)
    assert (list(one.turns._held), list(one.turns._run)) == ([], [])


async def test_what_was_taken_in_a_commit_of_which_nobody_heard_is_given_back(
    store: Store, begin: Begin
) -> None:
    one = begin()
    say(store, 1)
    store.sql(f"UPDATE outbox SET taken_by = {one.me}, taken_until = {NOW} + interval '1 hour'")
    assert await take(one) == []
    await look(one)
    assert [row.chat_id for row in await take(one)] == [1]


async def test_what_a_process_that_hangs_has_is_anybodys_when_its_lease_has_run_out(
    store: Store, both: tuple[Process, Process]
) -> None:
    hung, other = both
    say(store, 1)
    store.do(errands.ask, "fetch", 1)
    (mine,), (own,) = await take(hung), await take_all(hung)
    for table in ("outbox", "errand"):
        almost_over(store, table)
    await look(other)
    assert (await take(other), await take_all(other)) == ([], [])
    for table in ("outbox", "errand"):
        run_out(store, table)
    with capture_logs() as log:
        await look(other)
    assert [line["given_back"] for line in log if line["event"] == "taken for too long"] == [2]
    (theirs,), (errand,) = await take(other), await take_all(other)
    assert (theirs.id, errand.id) == (mine.id, own.id)
    await hung.turns.keep()  # it goes on: what it had is another's
    await hung.turns.hold(mine, 3600)
    await hung.turns.ran(own)
    assert (takers(store), takers(store, "errand")) == ([other.me], [other.me])


async def test_what_a_dead_process_had_is_anybodys(
    store: Store, both: tuple[Process, Process], watch: Watch
) -> None:
    dead, other = both
    say(store, 1)
    store.do(errands.ask, "fetch", 1)
    await take(dead), await take_all(dead)
    await gone(dead, other)
    await look(other)
    assert (await take(other), await take_all(other)) == ([], []), "it may come back"
    watch.now += peers._MISSED
    await look(other)
    assert [row.chat_id for row in await take(other)] == [1]
    assert [errand.subject for errand in await take_all(other)] == [1]


async def test_who_agrees_with_others_waits_for_no_step(store: Store, begin: Begin) -> None:
    """A step may wait for what they have changed: each would wait for the other."""
    one = begin()
    say(store, 1, 2)
    for n in (1, 2):
        store.do(errands.ask, "fetch", n)
    (stays, _), (errand, _) = await take(one), await take_all(one)
    with databases.writing(store.url).begin() as step:
        for table in ("outbox", "errand"):
            step.exec_driver_sql(f"UPDATE {table} SET version = version + 1 WHERE taken_by > 0")
        async with asyncio.timeout(PATIENCE):
            await look(one)
            await one.turns.hold(stays, 0)
            await one.turns.ran(errand)
    one.turns.over(stays)
    await take(one), await take_all(one)
    await look(one)
    assert [taker is None for taker in takers(store)] == [True, False]
    assert [taker is None for taker in takers(store, "errand")] == [True, False]


async def test_a_process_whose_connection_was_cut_is_not_dead(
    store: Store, both: tuple[Process, Process], watch: Watch
) -> None:
    one, other = both
    say(store, 1)
    await take(one)
    cut(store, one)
    await look(other)
    await look(one)  # on a connection of its own again
    watch.now += peers._MISSED
    await look(other)
    assert takers(store) == [one.me]


def cut(store: Store, process: Process) -> None:
    """The process's session ends, as when a firewall forgets it."""
    pids = f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = {process.me}"
    ended = store.sql(f"SELECT pg_terminate_backend(pid, 5000) FROM ({pids}) AS its")
    assert [row[0] for row in ended] == [True]


async def test_what_a_county_of_another_schema_has_is_no_business_of_ours(
    store: Store, begin: Begin
) -> None:
    """Its processes are seen to live there, and not here."""
    one = begin()
    store.sql("CREATE SCHEMA other")
    there = Store(f"{store.url}?options=-csearch_path%3Dother", store.clock, store.vault)
    schema.upgrade(databases.at(there.url))
    with databases.at(there.url).reading().connect() as db:
        assert not databases.Postgres.is_worked_on(db)
    with databases.at(store.url).reading().connect() as db:
        assert not databases.Postgres.is_worked_on(db)
        await one.agreeing.do(shared.lead)
        assert databases.Postgres.is_worked_on(db)
    beside = Process(there)
    try:
        assert await beside.agreeing.do(shared.lead), "each schema has somebody who leads"
        assert not await beside.agreeing.do(_lives, one.me)
        assert await beside.agreeing.do(_lives, beside.me)
    finally:
        await beside.dies()


# Who leads.


async def test_one_leads_and_when_it_dies_another_does_within_ten_seconds(
    both: tuple[Process, Process],
) -> None:
    first, second = both
    began: list[str] = []
    for _ in range(2):
        await first.peers._look(lambda: began.append("first"))
        await second.peers._look(lambda: began.append("second"))
    assert (first.peers.leads, second.peers.leads, began) == (True, False, ["first"])
    await gone(first, second)
    await second.peers._look(lambda: began.append("second"))  # the next beat
    assert (second.peers.leads, began) == (True, ["first", "second"])
    assert BEAT < 10


async def test_who_led_and_was_cut_off_follows(store: Store, both: tuple[Process, Process]) -> None:
    first, second = both
    await look(first, second)
    cut(store, first)
    await look(second, first)
    assert (first.peers.leads, second.peers.leads) == (False, True)


async def test_who_cannot_ask_does_not_lead(store: Store, begin: Begin) -> None:
    one = begin()
    await look(one)
    store.sql("ALTER TABLE errand RENAME TO elsewhere")
    stop = asyncio.Event()
    running = asyncio.create_task(one.peers.run(stop, lambda: None))
    async with asyncio.timeout(PATIENCE):
        while one.peers.leads:
            await asyncio.sleep(0.005)
    store.sql("ALTER TABLE elsewhere RENAME TO errand")
    stop.set()
    await running
    await look(one)
    assert one.peers.leads


class Counted(Post):
    """A way to Telegram that counts how often updates were asked for."""

    polls = 0

    async def call(self, method: str, *args: Any, **kwargs: Any) -> Any:
        self.polls += method == "getUpdates"
        return await super().call(method, *args, **kwargs)


@dataclass
class Poller:
    """A process that polls while it leads."""

    process: Process
    post: Counted
    intake: Intake
    came: list[str]

    @classmethod
    async def begun(cls, line: Line, process: Process) -> "Poller":
        came: list[str] = []

        async def work(row: inbox.Received) -> bool:
            if await line.writer.do(inbox.settle, row.id):
                came.append(row.update["message"].get("text", "?"))
            return True

        post = Counted(line.url, TOKEN)
        await post.initialize()
        dispatch = Dispatch(InTurn(line.reader, work).work)
        intake = Intake(line.writer, line.reader, dispatch)
        await intake.recover()
        return cls(process, post, intake, came)

    async def poll(self, stop: asyncio.Event) -> None:
        await poll(self.post, self.intake, stop, lambda: self.process.peers.leads)


async def test_only_who_leads_polls(quiet_line: Line, both: tuple[Process, Process]) -> None:
    line, stop = quiet_line, asyncio.Event()
    one, other = [await Poller.begun(line, process) for process in both]
    await look(*both)
    tasks = [asyncio.create_task(each.poll(stop)) for each in (one, other)]
    phone = await line.phone()
    await phone.send("一")
    await line.until(lambda: "一" in one.came)
    await gone(one.process, other.process)
    one.process.peers.leads = False
    await look(other.process)
    assert (one.post.polls > 0, other.post.polls) == (True, 0)
    await line.until(lambda: other.post.polls > 0)
    await phone.send("二")
    await line.until(lambda: "二" in (*one.came, *other.came))
    stop.set()
    await asyncio.gather(*tasks)
    said = [text for text in (*one.came, *other.came) if text in {"一", "二"}]
    assert sorted(said) == ["一", "二"]
    for each in (one, other):
        await each.intake._dispatch.idle()
        await each.post.shutdown()


# How fast.


async def test_the_pace_over_all_chats_is_kept_by_all_together(store: Store, begin: Begin) -> None:
    """Thirty a second, and what is given away in advance is a fifth of a second's."""
    processes = [begin((30, 1000)), begin((30, 1000))]
    say(store, *range(1, 31))
    ((began,),) = store.sql(f"SELECT {NOW}")
    each = 1 / (30 * 0.99)
    taken, went = 0, list[Go]()
    while taken < 30:
        for process in processes:
            picked, _ = await process.turns.messages(set(), 16)
            taken, went = taken + len(picked), [*went, *picked]
            free = store.sql(f"SELECT free_at, {NOW} FROM lane WHERE chat_id = 0")[0]
            assert (free[0] - began).total_seconds() > taken * each - 0.001
            assert (free[0] - free[1]).total_seconds() < shared.AHEAD + each
    assert len({go.row.id for go in went}) == 30
    assert all(0 <= go.delay < shared.AHEAD + each for go in went)


async def test_the_pace_in_a_chat_is_kept_by_both_together(store: Store, begin: Begin) -> None:
    """Five at once, whoever sends them, and then one when its time has come."""
    both = [begin((1000, SLOW)), begin((1000, SLOW))]
    say(store, *(7 for _ in range(8)))
    spoken = 0
    for turn in range(12):
        for row in await take(both[turn % 2]):
            sent(store, both[turn % 2], row)
            spoken += 1
    assert spoken == 5
    pass_by(store, 1 / SLOW)
    assert [len(await take(process)) for process in both] == [1, 0]


async def test_a_chat_told_to_wait_is_left_alone_by_both(
    store: Store, both: tuple[Process, Process]
) -> None:
    one, other = both
    say(store, 7)
    (row,) = await take(one)
    await one.turns.pause(row, 3600)
    say(store, 7, 8)
    assert [row.chat_id for each in both for row in await take(each)] == [8]
    pass_by(store, 3600)
    assert [each.id for each in await take(other)] == [row.id], "the first of the chat still"


async def test_when_two_chats_are_told_to_wait_all_do_whichever_processes_were_told(
    store: Store, both: tuple[Process, Process]
) -> None:
    one, other = both
    say(store, 7, 8)
    mine, theirs = await take(one, 1), await take(other, 1)
    await one.turns.pause(mine[0], 600)
    await other.turns.pause(theirs[0], 3600)
    say(store, 9)
    for process in both:
        picked, wait = await process.turns.messages(set(), 16)
        assert picked == []
        assert 3000 < wait < 3600, "nothing can go before"
    pass_by(store, 3600)
    assert {row.chat_id for row in await take(one)} == {7, 8, 9}


async def test_a_chat_that_is_told_so_again_pauses_itself_only(
    store: Store, both: tuple[Process, Process]
) -> None:
    one, other = both
    say(store, 7)
    (row,) = await take(one)
    await one.turns.pause(row, 600)
    pass_by(store, 600)
    (row,) = await take(other)
    await other.turns.pause(row, 600)
    say(store, 8)
    assert [row.chat_id for row in await take(one)] == [8]


async def test_a_chat_that_is_free_soon_is_looked_for_then_although_another_is_paused(
    store: Store, begin: Begin
) -> None:
    one = begin()
    say(store, 7, 8, 9)
    paused, held, later = await take(one)
    await one.turns.pause(paused, 3600)
    await one.turns.hold(later, 3600)
    await one.turns.hold(held, 0.2)
    picked, wait = await one.turns.messages(set(), 16)
    if not picked:
        assert 0 < wait <= 0.2
        await asyncio.sleep(wait)
        picked, _ = await one.turns.messages(set(), 16)
    assert [go.row.id for go in picked] == [held.id]


# Two senders.


@pytest.fixture
async def senders(quiet_line: Line, both: tuple[Process, Process]) -> AsyncIterator[Line]:
    """Both processes send."""
    line = quiet_line
    made = [
        Sender(line.post, line.writer, line.reader, line.blobs, line.store.vault, each.turns)
        for each in both
    ]

    def wake(_: set[str]) -> None:
        for sender in made:
            sender.wake()

    line.writer.on_wake = wake
    tasks = [asyncio.create_task(sender.run(line.stop)) for sender in made]
    yield line
    line.stop.set()
    wake(set())
    await asyncio.gather(*tasks)


async def test_two_that_send_keep_every_chats_order_and_say_nothing_twice(senders: Line) -> None:
    phones = [await senders.phone(f"员{n}") for n in range(12)]
    for text in "一二三四五六":
        await asyncio.gather(*(senders.say(phone, text) for phone in phones))
    await senders.delivered()
    assert [heard(phone) for phone in phones] == [list("一二三四五六")] * 12


async def test_a_message_on_its_way_stays_its_processs_own_however_long_it_takes(
    senders: Line, both: tuple[Process, Process], hold: Hold
) -> None:
    phone, held = await senders.phone(), hold("sendMessage")
    await senders.say(phone, "一")
    await held.came.wait()
    (taker,) = takers(senders.store)
    for _ in range(3):
        almost_over(senders.store)
        await look(*sorted(both, key=lambda each: each.me != taker))
        assert takers(senders.store) == [taker]
        assert left(senders.store)[0] > shared.LEASE.total_seconds() - 20
    held.go.set()
    await senders.delivered()
    assert heard(phone) == ["一"]


async def test_a_file_that_telegram_no_longer_knows_is_sent_as_bytes_by_whoever_comes_next(
    senders: Line,
) -> None:
    phone, paper = await senders.phone(), senders.blobs.keep(b"%PDF-1.4 a plan")
    senders.store.sql(
        f"INSERT INTO upload (sha256, kind, file_id) VALUES ('{paper}', 'document', 'STALE')"
    )
    await senders.say(phone, "方案", kind="document", file=paper, filename="方案.pdf")
    await senders.say(phone, "好")
    await senders.delivered()
    assert heard(phone) == ["方案", "好"]
    assert phone.messages[-2].document() == b"%PDF-1.4 a plan"
    assert senders.store.do(outgoing.known_file, paper, "document") not in (None, "STALE")
    assert senders.called("sendDocument") == 2


async def test_a_flood_is_waited_for_by_both(senders: Line) -> None:
    mei, wang = await senders.phone("李梅"), await senders.phone("王强")
    for phone in (mei, wang):
        senders.world.faults.flood(1, chat_id=phone.user.id)
    for text in "一二":
        await asyncio.gather(senders.say(mei, text), senders.say(wang, text))
    await senders.delivered()
    assert [heard(mei), heard(wang)] == [["一", "二"], ["一", "二"]]
