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
from functools import partial
from typing import Final, ParamSpec, TypeVar

from bot.errors import Refused
from bot.texts import evidence as texts

P = ParamSpec("P")
T = TypeVar("T")

_NICE: Final = 10
# A picture takes under 300 MB, a large workbook somewhat more; beyond this it is a bomb.
_MOST_MEMORY: Final = 1 << 30
_LONGEST_TASK: Final = 120
_PRELOADED: Final = ["bot.evidence.inspect", "bot.evidence.copies", "bot.evidence.sheet"]


class Crashed(Refused):
    """The work ended its process twice: too large, too slow, or a decoder's fault."""


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
        pool = self._pool = self._pool or _pool(self._most)
        try:
            return await _done(pool, function, *args, **kwargs)
        except BrokenProcessPool:
            pool.shutdown(wait=False)
            if self._pool is pool:
                self._pool = None
        async with self._alone:
            cell = _pool(1)
            try:
                return await _done(cell, function, *args, **kwargs)
            except BrokenProcessPool as broken:
                raise Crashed(texts.CRASHED) from broken
            finally:
                cell.shutdown(wait=False)

    def close(self) -> None:
        """Finish what is being worked on, drop what waits, end the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


async def _done(
    pool: ProcessPoolExecutor, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T:
    # Submitting may start a process, which takes as long as an import.
    work = partial(_limited, function, *args, **kwargs)
    return await asyncio.wrap_future(await asyncio.to_thread(pool.submit, work))


def _pool(most: int) -> ProcessPoolExecutor:
    # Not fork: the parent has threads. The fork server imports Pillow once for all workers.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return ProcessPoolExecutor(most, context, initializer=_settle_in)


def _cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _limited(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    # Unhandled, the alarm ends the process even inside a decoder that never comes back.
    signal.alarm(_LONGEST_TASK)
    try:
        return function(*args, **kwargs)
    finally:
        signal.alarm(0)


def _settle_in() -> None:
    """Make a worker modest: low priority, bounded memory, gone when its parent is."""
    os.nice(_NICE)
    # Ctrl-C reaches every process of the terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _MOST_MEMORY if hard == resource.RLIM_INFINITY else min(_MOST_MEMORY, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the parent is killed: every worker holds both ends of the queue, and would wait."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
