"""A foreign Bot API server, written from the Bot API's own rules and nothing of the project's."""

import asyncio
import contextlib
import itertools
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.rig.chats import Chat, Refusal
from tests.rig.methods import Methods, Upload


class Messenger:
    """Users' chats with one bot, and the queue of updates the bot fetches by long polling.

    An update stays until `getUpdates` comes with a higher offset; after that it is gone for good.
    `lag` is the most seconds an answer takes on its way back, when all has been done already.
    """

    def __init__(self, token: str, user_name: str, seed: int, lag: float = 0.0) -> None:
        self.token = token
        bot_id = int(token.partition(":")[0])
        self.bot: dict[str, Any] = {"id": bot_id, "is_bot": True, "first_name": user_name}
        self.methods = Methods(self.bot | {"username": user_name})
        self.confirmed: list[int] = []
        self.polled = asyncio.Event()
        self._random = random.Random(seed)
        self._lag = lag
        self._numbers = itertools.count(self._random.randrange(10**8, 10**9))
        self._queue: list[dict[str, Any]] = []
        self._news = asyncio.Event()
        self._polls = 0
        self._users = itertools.count(700_001)

    def new_chat(self, name: str) -> Chat:
        chat = Chat({"id": next(self._users), "is_bot": False, "first_name": name})
        self.methods.chats[chat.id] = chat
        return chat

    def post(self, kind: str, what: dict[str, Any]) -> None:
        """Somebody did something: an update for the bot."""
        self._queue.append({"update_id": next(self._numbers), kind: what})
        self._news.set()

    def began(self) -> None:
        """The bot's process is started, once more."""
        self.methods.life += 1
        self.polled.clear()

    def repeated(self) -> int:
        """Messages that one life of the bot sent and the next one said again."""
        last: dict[int, Any] = {}
        count = 0
        for sent in self.methods.sent:
            before = last.get(sent.chat_id)
            count += before is not None and before.look == sent.look and before.life < sent.life
            last[sent.chat_id] = sent
        return count

    async def get_updates(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        self._confirm(int(given.get("offset") or 0))
        self._polls += 1
        mine, limit = self._polls, int(given.get("limit") or 100)
        self.polled.set()
        ends = asyncio.get_running_loop().time() + float(given.get("timeout") or 0)
        while not self._queue:
            left = ends - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(left, 0.5))
            if mine != self._polls:
                raise Refusal(409, "Conflict: terminated by other getUpdates request")
        return self._queue[:limit]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            raise Refusal(400, "Bad Request: negative offsets are not for this bot")
        gone = [update["update_id"] for update in self._queue if update["update_id"] < offset]
        self.confirmed += gone
        del self._queue[: len(gone)]

    async def answer(self, request: web.Request) -> web.Response:
        """POST or GET /bot<token>/<method>."""
        name = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _no(401, "Unauthorized")
        given = await _given(request)
        try:
            if name == "getUpdates":
                result = await self.get_updates(given)
            else:
                result = self.methods.call(name, given)
                await asyncio.sleep(self._random.uniform(0, self._lag))
        except Refusal as refusal:
            return _no(refusal.code, refusal.description)
        except KeyError as error:
            known = name in {"getUpdates", *self.methods._known}
            return _no(400, f"Bad Request: {error} is missing") if known else _no(404, "Not Found")
        return web.json_response({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.Response:
        """GET /file/bot<token>/<file path>."""
        file = self.methods.files.at(request.match_info["path"])
        if request.match_info["token"] != self.token or file is None:
            return _no(404, "Not Found")
        return web.Response(body=file.data, content_type="application/octet-stream")


async def _given(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    given: dict[str, Any] = dict(request.query)
    for name, value in (await request.post()).items():
        is_file = isinstance(value, web.FileField)
        given[name] = Upload(value.filename, value.file.read()) if is_file else value  # type: ignore[union-attr]
    return given


def _no(code: int, description: str) -> web.Response:
    said = {"ok": False, "error_code": code, "description": description}
    return web.json_response(said, status=code)


@asynccontextmanager
async def serving(messenger: Messenger) -> AsyncIterator[str]:
    """The messenger answers on loopback; its address."""
    app = web.Application(client_max_size=60 << 20)
    app.router.add_route("*", "/bot{token}/{method}", messenger.answer)
    app.router.add_get("/file/bot{token}/{path:.+}", messenger.download)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
