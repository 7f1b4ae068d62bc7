"""The one thread that writes: all steps that wait are done in one transaction, with one fsync."""

import asyncio
import contextlib
import itertools
import queue
import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import structlog
from sqlalchemy import Connection, Engine

from bot.counts import Lengths
from bot.rules.county import County
from bot.rules.tries import growing
from bot.storage import audit, databases
from bot.storage.crypto import Vault
from bot.storage.session import Session

GROUP: Final = 64
# For so many seconds a database that is away is waited for before whoever waits is told.
_AT_MOST: Final = 600

P = ParamSpec("P")
T = TypeVar("T")
Job = Callable[[Session], Any]
log = structlog.get_logger()


@dataclass(slots=True)
class _Waiting:
    future: asyncio.Future[Any]
    job: Job
    since: float


@dataclass(slots=True, frozen=True)
class _Done:
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Runs steps, up to 64 at a time, each `(session, …) → result`, and answers once committed.

    When a step raises, the group is rolled back and run again with a savepoint each, so that one
    person's failure is nobody else's. `on_wake` is called in the loop's thread after a commit,
    with what the steps said has work now. `waits` and `commits` tell how long steps waited for
    their turn, and how long it took until what was done together was on disk.
    """

    def __init__(
        self,
        engine: Engine,
        vault: Vault,
        county: County,
        clock: Callable[[], datetime],
        on_wake: Callable[[set[str]], None] = lambda _: None,
    ) -> None:
        self._engine, self._vault, self._county, self._clock = engine, vault, county, clock
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self.on_wake = on_wake
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped, self._hurries = False, threading.Event()
        self._database = databases.kind(engine)
        self.waits, self.commits = Lengths(), Lengths()
        self._thread = threading.Thread(name="writer", daemon=True)

    def start(self) -> None:
        """Start the thread. Its log says of which county it is, as the caller's does."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(
            target=copy_context().run, args=(self._run,), name="writer", daemon=True
        )
        self._thread.start()

    async def stop(self) -> None:
        """Stop once everything that was asked for before is done; nothing can be asked for then."""
        self._stopped = True
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def hasten(self) -> None:
        """Wait no longer for a database that is away; whoever waits for a step is told."""
        self._hurries.set()

    def do(
        self, step: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> asyncio.Future[T]:
        """Have a step run; await the result, which comes once it is on disk. Raises what the step
        raised.
        """
        if self._loop is None or self._stopped:
            raise RuntimeError("the writer has not been started, or is stopped")
        future: asyncio.Future[T] = self._loop.create_future()
        waiting = _Waiting(
            future, lambda session: step(session, *args, **kwargs), time.perf_counter()
        )
        self._queue.put(waiting)
        return future

    def _run(self) -> None:
        connected = _Connected(self._engine)
        stop = False
        while not stop and (first := self._queue.get()) is not None:
            group = [first]
            while len(group) < GROUP and not self._queue.empty():
                item = self._queue.get()
                if item is None:
                    stop = True
                    break
                group.append(item)
            now = time.perf_counter()
            for item in group:
                self.waits.add(now - item.since)
            self._settle(*self._certainly(connected, group))
        connected.close()

    def _certainly(
        self, connected: "_Connected", group: list[_Waiting]
    ) -> tuple[list[_Done], set[str]]:
        """Answer whoever waits, whatever happens: a thread that ends leaves them waiting."""
        try:
            return self._persistently(connected, group)
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            return [_Done(item.future, error=error) for item in group], set()

    def _persistently(
        self, connected: "_Connected", group: list[_Waiting]
    ) -> tuple[list[_Done], set[str]]:
        """Work on a group until the database is there to take it. Where it went away in the middle
        of a commit the steps may be on disk already: run again they find that they are.
        """
        ends = time.monotonic() + _AT_MOST
        for tries in itertools.count():
            try:
                return self._work(connected.db, group)
            except Exception as error:
                is_away = self._database.is_away(error) or connected.is_lost
                if not is_away or self._hurries.is_set() or time.monotonic() > ends:
                    log.exception("commit failed", steps=len(group))
                    return [_Done(item.future, error=error) for item in group], set()
                if tries in {0, 10, 100}:
                    log.warning("the database is away", why=type(error).__name__, tries=tries)
                connected.close()
                self._hurries.wait(growing(tries, 0.05, 1.0))
        raise AssertionError

    def _work(self, db: Connection, group: list[_Waiting]) -> tuple[list[_Done], set[str]]:
        try:
            return self._together(db, group)
        except Exception as error:
            if self._is_gone(db, error):
                raise
            db.rollback()  # whose it was shows when each runs alone
        try:
            return self._apart(db, group)
        except Exception as error:
            if not self._is_gone(db, error):
                db.rollback()
            raise

    def _together(self, db: Connection, group: list[_Waiting]) -> tuple[list[_Done], set[str]]:
        wake: set[str] = set()
        with db.begin():
            done = [_Done(item.future, _told(item.job, self._session(db, wake))) for item in group]
            worked = time.perf_counter()
        self.commits.add(time.perf_counter() - worked)
        return done, wake

    def _apart(self, db: Connection, group: list[_Waiting]) -> tuple[list[_Done], set[str]]:
        done, wake = [], set[str]()
        with db.begin():
            for item in group:
                session = self._session(db, set())
                try:
                    with db.begin_nested():
                        done.append(_Done(item.future, _told(item.job, session)))
                except Exception as error:
                    if self._is_gone(db, error):
                        raise
                    session.untold.clear()
                    done.append(_Done(item.future, error=error))
                else:
                    wake |= session.wake
        return done, wake

    def _is_gone(self, db: Connection, error: BaseException) -> bool:
        """Whether the database was lost on the way, whatever the error that showed it."""
        return self._database.is_away(error) or self._database.is_lost(db)

    def _session(self, db: Connection, wake: set[str]) -> Session:
        return Session(db, self._vault, self._county, self._clock(), wake=wake)

    def _settle(self, done: list[_Done], wake: set[str]) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._tell, done, wake)

    def _tell(self, done: list[_Done], wake: set[str]) -> None:
        for item in done:
            if item.future.done():  # whoever waited was cancelled; the step is done all the same
                continue
            if item.error is None:
                item.future.set_result(item.result)
            elif isinstance(item.error, StopIteration):  # which no future takes
                item.future.set_exception(RuntimeError("a step raised StopIteration"))
            else:
                item.future.set_exception(item.error)
        if wake:
            self.on_wake(wake)


class _Connected:
    """The writer's connection, made when it is needed, and anew when it was lost."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._db: Connection | None = None

    @property
    def db(self) -> Connection:
        if self._db is None:
            self._db = self._engine.connect()
        return self._db

    @property
    def is_lost(self) -> bool:
        return self._db is not None and databases.kind_of(self._db).is_lost(self._db)

    def close(self) -> None:
        if self._db is not None:
            with contextlib.suppress(Exception):  # it is lost already
                self._db.invalidate()
                self._db.close()
            self._db = None


def _told(job: Job, session: Session) -> Any:
    result = job(session)
    audit.settle(session)
    return result
