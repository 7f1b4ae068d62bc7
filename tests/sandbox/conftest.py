"""A world with one bot and two people, its server, and a bare client for it."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, FormData
from PIL import Image

from bot.sandbox.accounts import User
from bot.sandbox.phone import Phone
from bot.sandbox.server import running
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.wire import Json
from bot.sandbox.world import World
from tests.sandbox.spec import ABSENT, Spec

TOKEN = "7000000001:sandbox"


class Client:
    """Calls methods of the bot as its own HTTP client would, and returns whole answers."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def call(self, method: str, **params: Any) -> Json:
        """POST a method with a JSON body; the whole answer."""
        url = f"{self.url}/bot{TOKEN}/{method}"
        async with self.session.post(url, json=params) as response:
            answer: Json = await response.json()
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return answer

    async def result(self, method: str, **params: Any) -> Any:
        """The result of a call that has to succeed."""
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        """`400 Bad Request: …` of a call that has to fail."""
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def upload(self, method: str, files: dict[str, bytes], **params: Any) -> Json:
        """POST a multipart body; the whole answer."""
        form = FormData()
        for name, value in params.items():
            form.add_field(name, str(value))
        for name, data in files.items():
            form.add_field(name, data, filename=f"{name}.jpg")
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", data=form) as response:
            answer: Json = await response.json()
            return answer


@pytest.fixture
def world() -> World:
    """One bot, nobody else."""
    world = World(seed=7)
    world.add_bot(TOKEN, "xietiao_bot", "协调通")
    return world


@pytest.fixture
def limei(world: World) -> User:
    """A coordinator."""
    return world.add_user("李梅", "limei")


@pytest.fixture
async def phone(world: World, limei: User) -> Phone:
    """Her phone, with the chat begun."""
    phone = Phone(world, limei)
    await phone.start()
    return phone


@pytest.fixture
def polled(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once a long poll has begun to wait."""
    begun, wait = asyncio.Event(), UpdateQueue.wait

    async def waits(queue: UpdateQueue, seconds: float) -> None:
        begun.set()
        await wait(queue, seconds)

    monkeypatch.setattr(UpdateQueue, "wait", waits)
    return begun


@pytest.fixture
def seen() -> list[tuple[str, Json, Json]]:
    """Every call the server has answered: method, parameters, answer."""
    return []


@pytest.fixture
async def url(world: World, seen: list[tuple[str, Json, Json]]) -> AsyncIterator[str]:
    """The sandbox, serving."""

    def observe(method: str, params: Json, answer: Json) -> None:
        seen.append((method, params, answer))

    async with running(world, observer=observe) as url:
        yield url


@pytest.fixture
async def client(url: str) -> AsyncIterator[Client]:
    """The bot's HTTP client."""
    async with ClientSession() as session:
        yield Client(session, url)


@pytest.fixture(scope="session")
def spec() -> Spec:
    """The Bot API as data."""
    spec = Spec.beside_checkout()
    if spec is None:
        pytest.skip(ABSENT)
    return spec


def jpeg(width: int = 1600, height: int = 1200, colour: str = "teal", *, turned: int = 1) -> bytes:
    """A picture with EXIF: a camera's name, and how the camera was held."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera", turned
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()
