"""Fifty people tap through their reports, and in the middle of it a large album comes: how long do
they wait?

Nothing is pinned here: bot, image workers and the people share the machine, as they do in life.
"""

import asyncio
import io
import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from PIL import Image

from benchmarks import updates
from benchmarks.bot_api import BotApi, serving
from benchmarks.county import (
    FIRST_CHAT,
    JUST_BEGUN,
    LIAISON_CHAT,
    ONLY_PHOTOS_LACK,
    County,
    begin,
    join,
    make,
    message_of,
    settings_of,
    writing,
)
from benchmarks.figures import Table, percentile, tail
from benchmarks.processes import children, memory, running
from bot.storage.people import task_forces

PEOPLE: Final = 50
ALBUM: Final = 10
_EDITS: Final = {"editMessageText", "editMessageCaption", "sendMessage"}


@dataclass(slots=True)
class Thumb:
    """One person: taps a button of the card that is shown, waits for its change, thinks, taps."""

    chat: int
    draft: int
    buttons: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    tapped_at: float = 0
    query: str = ""


@dataclass(slots=True)
class Waits:
    """Seconds from each tap to its answer, and to the card's change."""

    answered: list[float] = field(default_factory=list)
    edited: list[float] = field(default_factory=list)


class Crowd:
    """Fifty people who tap all the time."""

    def __init__(self, api: BotApi) -> None:
        self._api, self._random = api, random.Random(7)
        self.thumbs = {
            FIRST_CHAT + n: Thumb(FIRST_CHAT + n, n + 1, [f"d:change:{n + 1}:0"])
            for n in range(PEOPLE)
        }
        self.waits = Waits()

    async def act(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            for thumb in self.thumbs.values():
                tasks.create_task(self._tap_on(thumb))

    async def _tap_on(self, thumb: Thumb) -> None:
        while True:
            await asyncio.sleep(self._random.uniform(0.05, 0.15))
            button = self._random.choice(thumb.buttons)
            tap = updates.tapped(thumb.chat, message_of(thumb.draft - 1), button)
            thumb.query = tap["callback_query"]["id"]
            thumb.changed.clear()
            thumb.tapped_at = self._api.send(tap)
            await asyncio.wait_for(thumb.changed.wait(), 30)

    def hear(self, method: str, call: dict[str, Any]) -> None:
        if method == "answerCallbackQuery":
            thumb = self._by_query.get(call["callback_query_id"])
            if thumb is not None:
                self.waits.answered.append(perf_counter() - thumb.tapped_at)
        elif method in _EDITS and (thumb := self.thumbs.get(int(call["chat_id"]))):
            self.waits.edited.append(perf_counter() - thumb.tapped_at)
            thumb.buttons = _on(call) or thumb.buttons
            thumb.changed.set()

    @property
    def _by_query(self) -> dict[str, Thumb]:
        return {thumb.query: thumb for thumb in self.thumbs.values()}


def _on(call: dict[str, Any]) -> list[str]:
    """Return the data of a card's buttons that may be tapped: all but those that end the
    conversation.
    """
    rows = (call.get("reply_markup") or {}).get("inline_keyboard", [])
    found = [button["callback_data"] for row in rows for button in row]
    return [data for data in found if data.split(":")[1] not in {"park", "submit", "nop"}]


class Reporter:
    """Somebody who sends an album and submits at once, and the liaison who opens the entry at
    once.
    """

    def __init__(self, api: BotApi, draft: int) -> None:
        self._api, self._draft, self._chat = api, draft, FIRST_CHAT + PEOPLE
        self._sent = 0.0
        self.acknowledged = self.shown = 0.0
        self.done = asyncio.Event()

    def send(self) -> None:
        photos = [
            updates.photo(self._chat, name, len(data), "album")
            for name, data in self._api.files.items()
        ]
        self._sent = self._api.send(*photos)

    def hear(self, method: str, call: dict[str, Any]) -> None:
        chat = int(call.get("chat_id") or 0)
        if chat == self._chat and method in _EDITS and not self.acknowledged:
            self.acknowledged = perf_counter() - self._sent
            self._soon(self._chat, f"d:submit:{self._draft}:0")
        elif chat == LIAISON_CHAT and method == "sendMessage" and "待审核" in call["text"]:
            self._soon(LIAISON_CHAT, "review")
        elif chat == LIAISON_CHAT and method in {"sendPhoto", "editMessageMedia"}:
            self.shown = perf_counter() - self._sent
            self.done.set()

    def _soon(self, chat: int, data: str) -> None:
        tap = updates.tapped(chat, message_of(PEOPLE), data)
        asyncio.get_running_loop().call_soon(self._api.send, tap)


def photo(seed: int) -> bytes:
    """A photo of 12 megapixels and some three megabytes, as phones take them."""
    random.seed(seed)
    grain = [Image.effect_noise((1000, 750), 40 + seed) for _ in range(3)]
    out = io.BytesIO()
    picture = Image.merge("RGB", grain).resize((4000, 3000), Image.Resampling.BICUBIC)
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def county(folder: Path) -> County:
    """Make a county of fifty people who tap, and one whose report lacks only its photos."""
    made = make(folder, PEOPLE, JUST_BEGUN)
    with writing(settings_of(folder)) as session:
        join(session, FIRST_CHAT + PEOPLE, "李梅", task_forces.every(session)[0].id)
        begin(session, FIRST_CHAT + PEOPLE, message_of(PEOPLE), ONLY_PHOTOS_LACK)
    return made


async def measure(table: Table, seconds: float) -> None:
    """Measure so many seconds of taps alone, then as many with the album, then the memory used."""
    album = {f"photo{n}": photo(n) for n in range(ALBUM)}
    with tempfile.TemporaryDirectory() as name:
        made = county(Path(name) / "county")
        async with serving(BotApi()) as (api, url):
            api.files = album
            environment = made.environment(url)
            async with running(
                "bot", "run", folder=Path(name), environment=environment, core=None
            ) as pid:
                await asyncio.wait_for(api.polled.wait(), 30)
                crowd, reporter = Crowd(api), Reporter(api, PEOPLE + 1)

                def hear(method: str, call: dict[str, Any]) -> None:
                    crowd.hear(method, call)
                    reporter.hear(method, call)

                api.on_call = hear
                acting = asyncio.create_task(crowd.act())
                await asyncio.sleep(2)
                quiet = await waits(crowd, asyncio.sleep(seconds))
                reporter.send()
                busy = await waits(crowd, asyncio.wait_for(reporter.done.wait(), 60))
                acting.cancel()
                _tell(table, quiet, busy, reporter, len(quiet.edited) / seconds)
                _weigh(table, pid)


async def waits(crowd: Crowd, until: Any) -> Waits:
    """Return the waits of the crowd while something else (`until`) goes on."""
    crowd.waits = Waits()
    await until
    return crowd.waits


def _tell(table: Table, quiet: Waits, busy: Waits, reporter: Reporter, rate: float) -> None:
    for what, waits in (("", quiet), (", with an album coming in", busy)):
        for which, seconds in (("answered", waits.answered), ("card changed", waits.edited)):
            met = percentile(seconds, 0.99) < 0.1
            table.add(f"tap → {which}{what}", tail(seconds), "p99 < 100 ms", met=met)
    table.add(f"… by {PEOPLE} people", f"{rate:,.0f} taps/s")
    at_once = reporter.acknowledged
    table.add(
        f"album of {ALBUM} × 12 megapixels: card changed", f"{at_once * 1e3:.0f} ms", "at once",
        met=at_once < 0.5,
    )  # fmt: skip
    table.add(
        "… contact sheet in front of the liaison", f"{reporter.shown:.1f} s", "≤ 3 s",
        met=reporter.shown <= 3,
    )  # fmt: skip


def _weigh(table: Table, pid: int) -> None:
    most = memory(pid)[1]
    table.add("memory of the bot, at most", f"{most:.0f} MB", "< 150 MB", met=most < 150)
    for n, child in enumerate(sorted(children(pid)), 1):
        command = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ")
        most = memory(child)[1]
        what = "resource tracker" if b"resource_tracker" in command else "fork server or worker"
        table.add(f"memory of child {n} ({what})", f"{most:.0f} MB", "< 300 MB", met=most < 300)
