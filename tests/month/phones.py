"""Phones over HTTP only: what the page of phones can do, a person can do; nothing else is known."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from aiohttp import ClientSession, FormData, WSMsgType

COUNTY: Final = ZoneInfo("Asia/Shanghai")
PATIENCE: Final = 60.0

Json = dict[str, Any]
Found = TypeVar("Found")


class Stuck(AssertionError):
    """Somebody waited for what never came."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it stands on the screen; `turn` counts what has happened on the phone."""

    body: Json
    turn: int

    @property
    def id(self) -> int:
        return int(self.body["message_id"])

    @property
    def text(self) -> str:
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def is_own(self) -> bool:
        return bool(self.body.get("outgoing"))

    @property
    def buttons(self) -> dict[str, str]:
        """Label → what it carries."""
        rows = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return {each["text"]: each.get("callback_data", "") for row in rows for each in row}

    def label(self, wanted: str) -> str | None:
        """The label that is meant: the very same, else one that begins so, else one with it."""
        return _meant(wanted, list(self.buttons))

    @property
    def file_name(self) -> str:
        return str(self.body.get("document", {}).get("file_name", ""))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message of the bot's as it rang: when in the county, what it said, with or without a
    sound.
    """

    at: datetime
    text: str
    silent: bool

    @property
    def hour(self) -> str:
        """`12-11 09`."""
        return f"{self.at:%m-%d %H}"


@dataclass
class Phone:
    """One person's phone. What is waited for is what changed since their own last action."""

    network: "Network"
    name: str
    id: int
    letters: dict[int, Letter] = field(default_factory=dict)
    arrivals: list[Arrival] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    keyboard: list[str] = field(default_factory=list)
    actions: int = 0
    _turn: int = 0
    _acted: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self, payload: str = "") -> None:
        await self._do("start", payload=payload)

    async def send(self, text: str) -> None:
        await self._do("text", text=text)

    async def press(self, label: str, on: Letter | None = None) -> None:
        """The button on the newest message that has it, else on the keyboard below the chat."""
        letter = on or await self._until_shown(label)
        if isinstance(letter, str):
            await self.send(letter)
            return
        meant = letter.label(label)
        assert meant is not None, (label, letter.buttons)
        await self._do("press", message_id=letter.id, data=letter.buttons[meant])

    async def photos(
        self, pictures: list[bytes], caption: str = "", reply_to: Letter | None = None
    ) -> None:
        """One photo, or several as an album."""
        named = [(f"{n}.jpg", data, "image/jpeg") for n, data in enumerate(pictures)]
        await self._upload(named, "photo", caption, reply_to)

    async def file(self, data: bytes, name: str, mime: str) -> None:
        await self._upload([(name, data, mime)], "file", "", None)

    async def until(
        self, wanted: str, button: str | None = None, *, seconds: float = PATIENCE
    ) -> Letter:
        """The newest message that says so (and has such a button, "" for any), once there is one
        that is new or has changed since one's last action.
        """

        def look() -> Letter | None:
            for letter in self._newest():
                says = wanted in letter.text or wanted in letter.file_name
                if letter.turn > self._acted and says and (button is None or letter.label(button)):
                    return letter
            return None

        return await self._until(look, f"{wanted} [{button}]", seconds)

    async def until_any(self, wanted: list[str]) -> Letter:
        """The same for the last line of a message that says one of these."""

        def look() -> Letter | None:
            for letter in self._newest():
                last = letter.text.rpartition("\n")[2]
                if letter.turn > self._acted and any(each in last for each in wanted):
                    return letter
            return None

        return await self._until(look, "、".join(wanted))

    def find(self, wanted: str) -> Letter:
        """The newest message of the bot's on the screen that says so, however old."""
        found = next((letter for letter in self._newest() if wanted in letter.text), None)
        assert found is not None, f"{self.name}: no {wanted} in\n{self.screen()}"
        return found

    def screen(self) -> str:
        """The end of the chat, to read in a failed test."""
        lines = [f"── {self.name} ──"]
        for letter in [*self.letters.values()][-14:]:
            who = "我" if letter.is_own else "机"
            files = letter.file_name or ("〔照片〕" if "photo" in letter.body else "")
            lines.append(f"#{letter.id} {who}: {files}{letter.text}")
            lines += [f"    {' '.join(f'[{x}]' for x in letter.buttons)}"] * bool(letter.buttons)
        return "\n".join(lines)

    def hear(self, news: Json) -> None:
        """What the network tells this phone."""
        kind = news["kind"]
        self._turn += 1
        if kind in ("message", "edit"):
            letter = Letter(news["message"], self._turn)
            self.letters[letter.id] = letter
            if not letter.is_own:
                self.seen.update((letter.text, *letter.buttons))
            if kind == "message" and not letter.is_own:
                at = datetime.fromtimestamp(letter.body["date"], COUNTY)
                self.arrivals.append(Arrival(at, letter.text, bool(news["silent"])))
        elif kind == "delete":
            self.letters.pop(news["message_id"], None)
        elif kind == "keyboard":
            self.keyboard = [label for row in news["keyboard"] or [] for label in row]
        elif kind == "toast":
            self.seen.add(news.get("text") or "")
        self._news.set()

    def _newest(self) -> Iterator[Letter]:
        return (letter for letter in reversed(self.letters.values()) if not letter.is_own)

    def _newest_with(self, label: str) -> Letter | str | None:
        inline = next((letter for letter in self._newest() if letter.label(label)), None)
        return inline or _meant(label, self.keyboard)

    async def _until_shown(self, label: str) -> Letter | str:
        return await self._until(lambda: self._newest_with(label), f"[{label}]")

    async def _until(
        self, look: Callable[[], Found | None], what: str, seconds: float = PATIENCE
    ) -> Found:
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            self._news.clear()
            if found := look():
                return found
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                raise Stuck(f"{self.name} waited {seconds:.0f} s for {what}:\n{self.screen()}")
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                continue

    async def _do(self, what: str, **body: Any) -> None:
        self._act()
        await self.network.post(f"/api/chats/{self.id}/{what}", **body)

    async def _upload(
        self,
        files: list[tuple[str, bytes, str]],
        kind: str,
        caption: str,
        reply_to: Letter | None,
    ) -> None:
        form = FormData(quote_fields=False)
        for name, data, mime in files:
            form.add_field("files", data, filename=name, content_type=mime)
        form.add_field("as", kind)
        form.add_field("caption", caption)
        form.add_field("reply_to", str(reply_to.id) if reply_to else "")
        self._act()
        await self.network.upload(f"/api/chats/{self.id}/media", form)

    def _act(self) -> None:
        self.actions += 1
        self._acted = self._turn


class Network:
    """The sandbox's page API: everybody's phone, and one stream of all that happens."""

    def __init__(self, http: ClientSession, url: str) -> None:
        self.phones: dict[int, Phone] = {}
        self.heard = 0
        self.connected = asyncio.Event()
        self._http, self._url = http, url

    async def phone(self, name: str) -> Phone:
        """A new phone."""
        added = await self.post("/api/people", name=name)
        phone = Phone(self, name, int(added["id"]))
        self.phones[phone.id] = phone
        return phone

    async def move_clock(self, moment: datetime) -> None:
        await self.post("/api/clock", to=moment.isoformat())

    async def advance_clock(self, seconds: float) -> None:
        await self.post("/api/clock", advance=seconds)

    async def download(self, letter: Letter) -> bytes:
        """The document of a message."""
        file_id = letter.body["document"]["file_id"]
        async with self._http.get(f"{self._url}/api/files/{file_id}") as response:
            assert response.status == 200
            return await response.read()

    async def post(self, path: str, **body: Any) -> Json:
        async with self._http.post(self._url + path, json=body) as response:
            return await _answer(path, response.status, await response.text())

    async def upload(self, path: str, form: FormData) -> None:
        async with self._http.post(self._url + path, data=form) as response:
            await _answer(path, response.status, await response.text())

    async def quiet(self, seconds: float) -> None:
        """Until nothing has happened on any phone for that long."""
        heard = -1
        while heard != self.heard:
            heard = self.heard
            await asyncio.sleep(seconds)

    async def listen(self) -> None:
        """Pass on what happens, until cancelled."""
        async with self._http.ws_connect(f"{self._url}/api/events") as stream:
            self.connected.set()
            async for raw in stream:
                if raw.type is not WSMsgType.TEXT:
                    break
                news = json.loads(raw.data)
                if news["kind"] == "typing":
                    continue
                self.heard += 1
                if phone := self.phones.get(news["user"] or 0):
                    phone.hear(news)


@asynccontextmanager
async def on_the_network(url: str) -> AsyncIterator[Network]:
    """Connected while the block runs."""
    async with ClientSession() as http:
        network = Network(http, url)
        listening = asyncio.create_task(network.listen())
        try:
            await network.connected.wait()
            yield network
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def _answer(path: str, status: int, text: str) -> Json:
    assert status == 200, (path, status, text)
    answer: Json = json.loads(text)
    return answer


def _meant(wanted: str, labels: list[str]) -> str | None:
    if wanted in labels:
        return wanted
    starting = (label for label in labels if label.startswith(wanted))
    return next(starting, next((label for label in labels if wanted in label), None))
