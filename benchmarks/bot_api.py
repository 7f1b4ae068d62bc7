"""A Bot API that costs next to nothing, so that it is the bot that is measured: raw HTTP on the
loopback.
"""

import asyncio
import json
import re
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl

TOKEN: Final = "100001:BENCHMARK"
_ME: Final = {"id": 100001, "is_bot": True, "first_name": "协调通", "username": "xietiao_bot"}
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_FIELD: Final = re.compile(rb'name="(\w+)"[^\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([^\r]*)\r\n')
_LIMIT: Final = 100

Call = dict[str, Any]


class BotApi:
    """The stand-in: it hands updates out and takes calls. `on_call` is told of every call but
    getUpdates, as it arrives; a send is answered after `lag` seconds.
    """

    def __init__(self, lag: float = 0.0) -> None:
        self.lag = lag
        self.on_call: Callable[[str, Call], None] = lambda _method, _call: None
        self.files: dict[str, bytes] = {}
        self.polled = asyncio.Event()
        self._updates: deque[tuple[int, Any]] = deque()
        self._parked: _Connection | None = None
        self._next_update, self._next_message = 1, 1_000_000

    def send(self, *updates: dict[str, Any]) -> float:
        """Give the bot these updates; return the time since when they wait to be fetched."""
        for update in updates:
            self._updates.append((self._next_update, update | {"update_id": self._next_update}))
            self._next_update += 1
        parked, self._parked = self._parked, None
        now = perf_counter()
        if parked is not None:
            parked.say({"ok": True, "result": self._waiting()})
        return now

    def get_updates(self, connection: "_Connection", call: Call) -> None:
        """Hand out the updates that wait, or hold the request until there are some."""
        self.polled.set()
        offset = int(call.get("offset") or 0)
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        if self._updates:
            connection.say({"ok": True, "result": self._waiting()})
            return
        self._parked = connection
        hold = float(call.get("timeout") or 0)
        asyncio.get_running_loop().call_later(hold, self._give_up, connection)

    def result(self, method: str, call: Call) -> Any:
        self.on_call(method, call)
        if method == "getMe":
            return _ME
        if method == "getFile":
            return {"file_id": call["file_id"], "file_unique_id": "u", "file_path": call["file_id"]}
        if method.startswith(("send", "edit")):
            return self._message(method, call)
        return True

    def _waiting(self) -> list[Any]:
        return [self._updates[n][1] for n in range(min(_LIMIT, len(self._updates)))]

    def _give_up(self, connection: "_Connection") -> None:
        if self._parked is connection:
            self._parked = None
            connection.say({"ok": True, "result": []})

    def _message(self, method: str, call: Call) -> dict[str, Any]:
        self._next_message += 1
        chat = int(call["chat_id"])
        message = {
            "message_id": int(call.get("message_id") or self._next_message),
            "date": 1_790_000_000,
            "chat": {"id": chat, "type": "private", "first_name": str(chat)},
            "from": _ME,
        }
        if method in {"sendPhoto", "editMessageMedia"}:
            name = f"sent-{self._next_message}"
            size = {"file_id": name, "file_unique_id": name, "width": 1, "height": 1}
            return message | {"photo": [size]}
        return message | {"text": str(call.get("text", ""))}


class _Connection(asyncio.Protocol):
    """One kept-alive connection; requests come one after another, as HTTP clients send them."""

    def __init__(self, api: BotApi) -> None:
        self._api, self._received = api, bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._received[:end])
            found = _LENGTH.search(head)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self._received) < whole:
                if b"100-continue" in head:
                    self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                return
            body = bytes(self._received[end + 4 : whole])
            del self._received[:whole]
            self._serve(head, body)

    def _serve(self, head: bytes, body: bytes) -> None:
        path = head.split(b" ", 2)[1].decode().partition("?")[0]
        name = path.rpartition("/")[2]
        if path.startswith("/file/"):
            self._write(b"application/octet-stream", self._api.files[name])
            return
        call = _read(head, body)
        if name == "getUpdates":
            self._api.get_updates(self, call)
        elif self._api.lag and name.startswith(("send", "edit")):
            answer = {"ok": True, "result": self._api.result(name, call)}
            asyncio.get_running_loop().call_later(self._api.lag, self.say, answer)
        else:
            self.say({"ok": True, "result": self._api.result(name, call)})

    def say(self, answer: dict[str, Any]) -> None:
        self._write(b"application/json", json.dumps(answer).encode())

    def _write(self, kind: bytes, body: bytes) -> None:
        if not self._transport.is_closing():
            head = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
            self._transport.write(head % (kind, len(body)) + body)


def _read(head: bytes, body: bytes) -> Call:
    """Return the call with its parameters, in whichever of the three ways the client wrote them."""
    if body.startswith(b"{"):
        return json.loads(body)  # type: ignore[no-any-return]
    if b"multipart/form-data" in head:
        return {m[1].decode(): m[2].decode("utf-8", "replace") for m in _FIELD.finditer(body)}
    return dict(parse_qsl(body.decode()))


Api = TypeVar("Api", bound=BotApi)


@asynccontextmanager
async def serving(api: Api) -> AsyncIterator[tuple[Api, str]]:
    """Serve on a free port of the loopback while the block runs; gives the API and its address."""
    server = await asyncio.get_running_loop().create_server(
        lambda: _Connection(api), "127.0.0.1", 0
    )
    async with server:
        yield api, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
