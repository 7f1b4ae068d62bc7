"""The sample county's history, filled in behind people who use their phones already."""

import asyncio
import contextlib
import errno
import logging
import os
import shutil
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.sandbox.preparation import Preparation

if TYPE_CHECKING:
    from bot.settings import Settings

MAKING: Final = "正在准备样例县的往期工作"
FILLING: Final = "正在把往期工作放进样例县"
USABLE: Final = "　手机现在就能用"
NOT_MADE: Final = (
    "样例县的往期工作没有备好：{why}。手机照常可用；"
    "要看往期工作，请按 Ctrl+C 结束，再运行一次 make demo。"
)
LEFT_OUT: Final = "往期工作有 {n} 项没能放进来，其余都在；再运行一次 make demo 就是完整的。"
UNKNOWN: Final = "出了意外，详情在运行它的窗口里"
DAMAGED: Final = "备好的文件不完整"
CAUSES: Final[dict[int | None, str]] = {
    errno.ENOSPC: "磁盘空间不够",
    errno.EDQUOT: "磁盘空间不够",
    errno.EACCES: "存放的目录不能写入",
    errno.EPERM: "存放的目录不能写入",
    errno.EROFS: "存放的目录不能写入",
    errno.EEXIST: "存放的目录用不了，那里是一个文件",
    errno.ENOTDIR: "存放的目录用不了，那里是一个文件",
}
log = logging.getLogger(__name__)


def cause(error: Exception) -> str:
    """Say what went wrong in words for people who do not program."""
    number = error.errno if isinstance(error, OSError) else None
    return CAUSES.get(number, UNKNOWN)


class NotMade(Exception):
    """Raised when the snapshot could not be made; its text says why."""


@dataclass(frozen=True)
class History:
    """The history of the sample county as of the day of `now`. Snapshots are kept in `kept`;
    `shown` is told how far it has come.
    """

    kept: Path
    now: datetime
    shown: Preparation

    async def make(self, note: str = "") -> None:
        """Have a process of its own make the snapshot. Raises NotMade."""
        self.shown.tell(MAKING, note=note)
        command = ("-m", "bot.sandbox.sample", str(self.kept), self.now.isoformat())
        maker = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=PIPE, env=os.environ | {"PYTHONIOENCODING": "utf-8"}
        )
        try:
            why = await self._follow(maker, note)
            if await maker.wait():
                raise NotMade(why or UNKNOWN)
        finally:
            with contextlib.suppress(ProcessLookupError):
                maker.kill()
            await maker.wait()

    async def fill_in(
        self, settings: "Settings", stop: asyncio.Event, woken: Callable[[], None]
    ) -> None:
        """Make the snapshot and fill its history into a county that is in use. Whatever goes wrong
        is said on the page, and nothing else suffers from it.
        """
        try:
            await self.make(USABLE)
            self.shown.tell(FILLING, note=USABLE)
            loop = asyncio.get_running_loop()

            def told(done: int, of: int) -> None:
                tell = partial(self.shown.tell, FILLING, done, of, note=USABLE)
                loop.call_soon_threadsafe(tell)

            left_out = await asyncio.to_thread(self._fill_in, settings, stop, told)
        except NotMade as reason:
            self.shown.fail(NOT_MADE.format(why=reason))
        except Exception as error:
            log.exception("history")
            self.shown.fail(NOT_MADE.format(why=cause(error)))
        else:
            if left_out:
                self.shown.fail(LEFT_OUT.format(n=left_out))
            else:
                self.shown.end()
        woken()

    def _fill_in(
        self, settings: "Settings", stop: asyncio.Event, told: Callable[[int, int], object]
    ) -> int:
        from bot.sandbox.sample.playing import play_behind
        from bot.sandbox.sample.snapshot import take_out
        from bot.storage import databases

        aside = databases.at(settings.database_url).beside.with_name("played")
        try:
            if not take_out(aside, self.now, self.kept):
                raise NotMade(DAMAGED)
            return play_behind(settings, self.now, aside, stop.is_set, told)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    async def _follow(self, maker: Process, note: str) -> str:
        """Pass on how far the maker's process has come; return what it said when it gave up, "" if
        it did not.
        """
        why = ""
        if maker.stdout is None:
            return UNKNOWN
        async for line in maker.stdout:
            done, _, of = line.decode().strip().partition(" ")
            if of.isdecimal():
                self.shown.tell(MAKING, int(done), int(of), note=note)
            else:
                why = done
        return why
