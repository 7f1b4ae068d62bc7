"""The sample county's history, filled in behind people who use their phones already."""

import asyncio
import contextlib
import logging
import shutil
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.sandbox.preparation import Preparation

if TYPE_CHECKING:
    from bot.settings import Settings

MAKING: Final = "正在准备样例县的往期工作"
USABLE: Final = MAKING + "，手机现在就能用"
FILLING: Final = "正在把往期工作放进样例县，手机照常可用"
NOT_MADE: Final = (
    "样例县的往期工作没有备好（{why}）。手机照常可用；"
    "要看往期工作，请按 Ctrl+C 结束，再运行一次 make demo。"
)
LEFT_OUT: Final = "往期工作有 {n} 项没能放进来，其余都在；再运行一次 make demo 就是完整的。"
UNKNOWN: Final = "原因不明"
DAMAGED: Final = "备好的文件不完整"
log = logging.getLogger(__name__)


class NotMade(Exception):
    """The snapshot could not be made; says why."""


@dataclass(frozen=True)
class History:
    """Of one moment's day; `kept` is where snapshots are kept, `shown` who is told."""

    kept: Path
    now: datetime
    shown: Preparation

    async def make(self, what: str) -> None:
        """Have a process of its own make the snapshot. Raises NotMade."""
        self.shown.tell(what, 0, 0)
        command = ("-m", "bot.sandbox.sample", str(self.kept), self.now.isoformat())
        maker = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=PIPE, stderr=PIPE
        )
        try:
            why = await self._follow(maker, what)
            if await maker.wait():
                raise NotMade(why or UNKNOWN)
        finally:
            with contextlib.suppress(ProcessLookupError):
                maker.kill()
            await maker.wait()

    async def fill_in(
        self, settings: "Settings", stop: asyncio.Event, woken: Callable[[], None]
    ) -> None:
        """Into a county that is in use. Whatever goes wrong is said on the page; nothing else
        suffers from it.
        """
        try:
            await self.make(USABLE)
            self.shown.tell(FILLING, 0, 0)
            left_out = await asyncio.to_thread(self._fill_in, settings, stop)
        except NotMade as reason:
            self.shown.fail(NOT_MADE.format(why=reason))
        except Exception as error:
            log.exception("history")
            why = error.strerror if isinstance(error, OSError) else None
            self.shown.fail(NOT_MADE.format(why=why or UNKNOWN))
        else:
            if left_out:
                self.shown.fail(LEFT_OUT.format(n=left_out))
            else:
                self.shown.end()
        woken()

    def _fill_in(self, settings: "Settings", stop: asyncio.Event) -> int:
        from bot.sandbox.sample.playing import play_behind
        from bot.sandbox.sample.snapshot import take_out

        aside = settings.database.with_name("played")
        try:
            if not take_out(aside, self.now, self.kept):
                raise NotMade(DAMAGED)
            return play_behind(settings, self.now, aside, stop.is_set)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    async def _follow(self, maker: Process, what: str) -> str:
        """Pass on how far it has come; the last thing it complained of."""
        if maker.stdout is None or maker.stderr is None:
            raise NotMade(UNKNOWN)
        complaints = asyncio.create_task(maker.stderr.read())
        async for line in maker.stdout:
            done, of = line.split()
            self.shown.tell(what, int(done), int(of))
        lines = (await complaints).decode().split("\n")
        return next((line for line in reversed(lines) if line.strip()), "")
