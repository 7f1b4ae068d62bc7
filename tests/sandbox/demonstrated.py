"""The demonstration in this process, and what its page asks for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.sandbox.demo import demonstrate
from bot.sandbox.wire import Json


class Page:
    """What the page of phones asks for."""

    def __init__(self, http: ClientSession, url: str) -> None:
        self._http, self._url = http, url

    async def post(self, path: str, **body: Any) -> Json:
        async with self._http.post(f"{self._url}/api/{path}", json=body) as answer:
            found: Json = await answer.json()
            assert answer.status == 200, found
            return found

    async def get(self, path: str) -> Any:
        async with self._http.get(f"{self._url}/api/{path}") as answer:
            return await answer.json()

    async def until(self, user: int, text: str, seconds: float = 30) -> Json:
        """The newest message of a chat that contains the text, once there is one."""
        async with asyncio.timeout(seconds):
            while True:
                for message in reversed((await self.get(f"chats/{user}"))["messages"]):
                    said = message.get("text") or message.get("caption") or ""
                    if text in said and not message.get("outgoing"):
                        return dict(message)
                await asyncio.sleep(0.05)

    async def press(self, user: int, message: Json, label: str) -> None:
        rows = message["reply_markup"]["inline_keyboard"]
        keys = (key for row in rows for key in row if key["text"].startswith(label))
        data = next(keys)["callback_data"]
        await self.post(f"chats/{user}/press", message_id=message["message_id"], data=data)


@asynccontextmanager
async def demonstrated(folder: Path, kept: Path, *, lasts: bool = False) -> AsyncIterator[Page]:
    """From the moment its phones are there."""
    stop, lines = asyncio.Event(), list[str]()
    running = asyncio.create_task(
        demonstrate(0, folder, stop, lines.append, kept=kept, lasts=lasts)
    )
    async with asyncio.timeout(60), ClientSession() as http:
        while len(lines) < 3 and not running.done():
            await asyncio.sleep(0.05)
        if running.done():
            running.result()
        try:
            yield Page(http, lines[0].split()[-1])
        finally:
            stop.set()
            await running
