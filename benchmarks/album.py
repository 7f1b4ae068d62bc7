"""Somebody sends an album of four papers out of the blue: when is the card filled in, and how long
do fifty others wait meanwhile?

Nothing is pinned here, as in `benchmarks.taps`. The first album starts the reader, the second finds
it running; they are of different papers, since what was read once is not read again.
"""

import asyncio
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from benchmarks import updates
from benchmarks.bot_api import BotApi, serving
from benchmarks.county import FIRST_CHAT, JUST_BEGUN, County, join, make, settings_of, writing
from benchmarks.figures import Table, percentile, tail
from benchmarks.processes import children, memory, running
from benchmarks.taps import PEOPLE, Crowd, Waits, waits
from bot.evidence.reading.reader import is_installed
from bot.storage.people import task_forces
from bot.texts.work import reading as t
from tests.handlers.work.papers import case_album

_DAYS: Final = (date(2026, 11, 12), date(2026, 11, 16))
_MANY: Final = 4


class Sender:
    """Somebody who sends one album, and waits for the card that says what is in it."""

    def __init__(self, api: BotApi, chat: int, album: list[bytes]) -> None:
        self._api, self._chat, self._album = api, chat, album
        self._sent = 0.0
        self.noticed = self.filled = 0.0
        self.done = asyncio.Event()

    def send(self) -> None:
        names = {f"{self._chat}-{n}": data for n, data in enumerate(self._album)}
        self._api.files |= names
        album = str(self._chat)
        self._sent = self._api.send(
            *(updates.photo(self._chat, name, len(data), album) for name, data in names.items())
        )

    def hear(self, call: dict[str, Any]) -> None:
        if int(call.get("chat_id") or 0) != self._chat or not self._sent:
            return
        since, text = perf_counter() - self._sent, str(call.get("text", ""))
        self.noticed = self.noticed or since
        if t.MARK in text and t.READING.partition("{")[0] not in text:
            self.filled = since
            self.done.set()


def county(folder: Path) -> County:
    """Make a county of fifty people who tap, and two who have begun nothing."""
    made = make(folder, PEOPLE, JUST_BEGUN)
    with writing(settings_of(folder)) as session:
        for n in range(len(_DAYS)):
            join(session, FIRST_CHAT + PEOPLE + n, f"来人{n}", task_forces.every(session)[0].id)
    return made


async def measure(table: Table, seconds: float) -> None:
    """Measure so many seconds of taps alone, then as long as two albums take to be read."""
    if not is_installed():
        table.add("album of papers: left out", "xietiao[reading] is missing")
        return
    with tempfile.TemporaryDirectory() as name:
        made = county(Path(name) / "county")
        async with serving(BotApi()) as (api, url):
            environment = made.environment(url) | {"READ_PAPERS": "auto"}
            async with running(
                "bot", "run", folder=Path(name), environment=environment, core=None
            ) as pid:
                await asyncio.wait_for(api.polled.wait(), 30)
                await _play(table, api, pid, seconds)


async def _play(table: Table, api: BotApi, pid: int, seconds: float) -> None:
    crowd = Crowd(api)
    senders = [Sender(api, FIRST_CHAT + PEOPLE + n, case_album(day)) for n, day in enumerate(_DAYS)]

    def hear(method: str, call: dict[str, Any]) -> None:
        crowd.hear(method, call)
        for sender in senders:
            sender.hear(call)

    api.on_call = hear
    acting = asyncio.create_task(crowd.act())
    await asyncio.sleep(2)
    _tell(table, "", await waits(crowd, asyncio.sleep(seconds)))
    for sender, what in zip(senders, ("reader not running", "reader running"), strict=True):
        sender.send()
        busy = await waits(crowd, asyncio.wait_for(sender.done.wait(), 120))
        _tell(table, f", album of {_MANY} papers, {what}", busy)
        table.add(f"… its sender hears of it, {what}", f"{sender.noticed * 1e3:.0f} ms")
        met = sender.filled <= 8
        table.add(f"… card filled in, {what}", f"{sender.filled:.1f} s", "≤ 8 s", met=met)
    acting.cancel()
    most = max(memory(child)[1] for child in children(pid))
    table.add("memory of the largest process beside the bot", f"{most:.0f} MB", "< 450 MB",
              met=most < 450)  # fmt: skip


def _tell(table: Table, what: str, waited: Waits) -> None:
    for which, seconds in (("answered", waited.answered), ("card changed", waited.edited)):
        met = percentile(seconds, 0.99) < 0.1
        table.add(f"tap → {which}{what}", tail(seconds), "p99 < 100 ms", met=met)
