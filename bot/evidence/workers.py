"""Processes for heavy work: pictures, workbooks, archives; never the event loop's own thread.

Importing this module loads neither Pillow nor any other heavy library into the parent.
"""

import asyncio
import contextlib
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from typing import Final, ParamSpec, TypeVar

from bot.errors import Refused
from bot.texts import evidence as texts

P = ParamSpec("P")
T = TypeVar("T")

_NICE: Final = 10
_PRELOADED: Final = [
    *("bot.evidence.inspect", "bot.evidence.copies", "bot.evidence.sheet"),
    "bot.evidence.reading.reader",
]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take: bytes of memory beyond the program itself, and seconds."""

    memory: int
    seconds: int


PICTURES: Final = Limits(memory=1 << 30, seconds=120)
"""A picture takes under 300 MB, a large report somewhat more; beyond this it is a bomb."""
WORKBOOK: Final = Limits(memory=1 << 28, seconds=120)
"""A ledger of 5,000 people takes 100 MB and 2 seconds to read, one of 12,500 takes 250 MB."""


class Crashed(Refused):
    """The work ended its process: too large, too slow, or a decoder's fault."""


class Workers:
    """Worker processes, as many as there are cores, started when first needed.

    A process that dies (killed, out of memory, over two minutes) takes its neighbours' work down
    with it. Each piece of work is then done once more, in a process by itself, so that only the
    culprit fails.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most or _cores()
        self._pool: ProcessPoolExecutor | None = None
        self._alone = asyncio.Lock()

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a module-level ``function`` in a worker; arguments and result must pickle.

        Raise what it raises, and ``Crashed`` when its process died both times.
        """
        work = partial(limited, PICTURES.seconds, function, *args, **kwargs)
        pool = self._pool = self._pool or _pool(self._most)
        try:
            return await done(pool, work)
        except BrokenProcessPool:
            pool.shutdown(wait=False)
            if self._pool is pool:
                self._pool = None
        async with self._alone:
            cell = _pool(1)
            try:
                return await done(cell, work)
            except BrokenProcessPool as broken:
                raise Crashed(texts.CRASHED) from broken
            finally:
                cell.shutdown(wait=False)

    def close(self) -> None:
        """Finish what is being worked on, drop what waits, end the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def apart(limits: Limits, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a module-level ``function`` once, in a process of its own with limits of its own.

    For a command, which has no event loop and no pool: nothing is preloaded, and nothing stays on
    disk when the command is killed. Raise what it raises, and ``Crashed`` when its process died.
    """
    context = multiprocessing.get_context("spawn")
    cell = ProcessPoolExecutor(
        1, context, initializer=_settle_in_silence, initargs=(limits.memory,)
    )
    work = partial(limited, limits.seconds, function, *args, **kwargs)
    try:
        return cell.submit(work).result()
    except BrokenProcessPool as broken:
        raise Crashed(texts.CRASHED) from broken
    finally:
        cell.shutdown(wait=False)


async def done(pool: ProcessPoolExecutor, work: Callable[[], T]) -> T:
    """Return what a piece of work gives, done by a process of the pool."""
    # Submitting may start a process, which takes as long as an import.
    return await asyncio.wrap_future(await asyncio.to_thread(pool.submit, work))


def server() -> ForkServerContext:
    """Return where processes come from. Not fork: the parent has threads. The fork server has
    nothing of the bot's memory, and imports Pillow once for all of them.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def get_ready() -> None:
    """Start the fork server, so that it has loaded what its processes need before anybody sends a
    photo or a paper: each that loads it for itself takes a tenth of a second of a core, and until
    it has, is no more modest than the bot.
    """
    server()
    forkserver.ensure_running()


def _pool(most: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(most, server(), initializer=settle_in, initargs=(PICTURES.memory,))


def _cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def limited(seconds: int, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a ``function`` that may take so many seconds; its process ends when it takes longer."""
    # Unhandled, the alarm ends the process even inside a decoder that never comes back.
    signal.alarm(seconds)
    try:
        return function(*args, **kwargs)
    finally:
        signal.alarm(0)


def settle_in(memory: int) -> None:
    """Make a worker modest: low priority, bounded memory, gone when its parent is."""
    os.nice(_NICE)
    # Ctrl-C reaches every process of the terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _settle_in_silence(memory: int) -> None:
    """The same for a command: what a library has to say as it dies is not for the one who typed."""
    settle_in(memory)
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a device, no path of anybody's
        os.dup2(nothing.fileno(), 2)


def _end_with_parent() -> None:
    """End when the parent is killed: every worker holds both ends of the queue, and would wait."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
