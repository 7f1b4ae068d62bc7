"""The sandbox's clock: it can be moved forward, never back."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.errors import Refused

Heard = Callable[[], None]


class Clock:
    """`Clock()` ticks from the machine's time on; `Clock(start, ticking=False)` stands still."""

    def __init__(self, start: datetime | None = None, *, ticking: bool = True) -> None:
        self._base = start.astimezone(UTC) if start else datetime.fromtimestamp(time.time(), UTC)
        self._ticking = ticking
        self._anchor = time.monotonic()
        self.moved: list[Heard] = []

    def now(self) -> datetime:
        """The moment in the sandbox, aware, in UTC."""
        if not self._ticking:
            return self._base
        return self._base + timedelta(seconds=time.monotonic() - self._anchor)

    def timestamp(self) -> int:
        """Whole seconds since 1970, as Telegram dates its messages."""
        return int(self.now().timestamp())

    def move_to(self, moment: datetime) -> None:
        """Jump to a later moment. Raises `Refused` for an earlier or a naive one."""
        if moment.tzinfo is None:
            raise Refused("时间要带时区，例如 2026-11-19T15:00:00+08:00。")
        if moment < self.now():
            raise Refused(
                f"时钟只能往后拨，例如 {self.now() + timedelta(days=1):%Y-%m-%dT%H:%MZ}。"
            )
        self._base, self._anchor = moment.astimezone(UTC), time.monotonic()
        for heard in self.moved:
            heard()

    def advance(self, by: timedelta | float) -> None:
        """Move forward by a duration, or by seconds."""
        step = by if isinstance(by, timedelta) else timedelta(seconds=by)
        self.move_to(self.now() + step)
