"""The reader: one process that reads papers, a file at a time, with what is left of the machine."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from importlib.util import find_spec
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from bot.errors import Away
from bot.evidence.reading.pages import read_file
from bot.evidence.workers import Crashed, Limits, limited, server, settle_in
from bot.rules.papers.reading import Reading
from bot.texts import evidence as texts

IDLE: Final = 180.0
"""Seconds after which a reader that has nothing to do ends and gives its memory back."""
LIMITS: Final = Limits(memory=1 << 30, seconds=120)
"""A file of ten pages takes under 450 MB and 20 s; beyond this it is a bomb."""
_NICER: Final = 9
_PARTS: Final = ("rapidocr", "onnxruntime", "pypdfium2")


def is_installed() -> bool:
    """Whether `xietiao[reading]` is there. Loads nothing."""
    return all(find_spec(part) is not None for part in _PARTS)


class PaperReader:
    """Reads papers in a process of its own, which is started when first needed and ends when it has
    been idle for a while. One file is read at a time, whoever asks.
    """

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._pool: ProcessPoolExecutor | None = None
        self._one_at_a_time = asyncio.Lock()
        self._ends: asyncio.TimerHandle | None = None

    async def read(self, path: Path, name: str, mime: str) -> Reading:
        """Read a file, see `read_file`. A process that is killed at it reads once more. Raises
        what a broken file makes the reading raise, ``Crashed`` when the process died twice, and
        ``Away`` when none can be started now.
        """
        async with self._one_at_a_time:
            self._stay()
            work = partial(limited, LIMITS.seconds, read_file, path, name, mime)
            try:
                for _ in range(2):
                    try:
                        return await self._asked(work)
                    except BrokenProcessPool:
                        self.close()
                raise Crashed(texts.CRASHED)
            finally:
                self._end_later()

    def close(self) -> None:
        """End the process; a page that is being read is read again another time."""
        for process in self._processes():  # it may be amid a page
            process.terminate()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    @property
    def is_running(self) -> bool:
        return self._pool is not None

    @property
    def pids(self) -> list[int]:
        """The process ids; one while it runs."""
        return [process.pid for process in self._processes() if process.pid is not None]

    def _processes(self) -> list[BaseProcess]:
        known = self._pool and self._pool._processes  # noqa: SLF001 - a pool does not tell
        return list((known or {}).values())

    async def _asked(self, work: Callable[[], Reading]) -> Reading:
        try:
            read = await asyncio.to_thread(self._started().submit, work)
        except OSError as trouble:
            self.close()
            raise Away(texts.NO_PROCESS) from trouble
        return await asyncio.wrap_future(read)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, server(), _settle_in)
        return self._pool

    def _stay(self) -> None:
        if self._ends is not None:
            self._ends.cancel()
            self._ends = None

    def _end_later(self) -> None:
        self._stay()
        self._ends = asyncio.get_running_loop().call_later(self._idle, self.close)


def _settle_in() -> None:
    settle_in(LIMITS.memory)
    os.nice(_NICER)
    os.environ["OMP_NUM_THREADS"] = "1"
