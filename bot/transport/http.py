"""The Bot API over aiohttp: for python-telegram-bot's own calls, and for ours without it."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.errors import Away

_UNSAFE: Final = re.compile(r'["\\\x00-\x1f]')
_PIECE: Final = 1 << 16
_ANSWER: Final = aiohttp.ClientTimeout(total=30, connect=10)
_FILE: Final = aiohttp.ClientTimeout(total=300, connect=10, sock_read=30)


class Unreachable(Away):
    """Telegram did not answer, or answered with a fault of its own: try again later."""


class Declined(Exception):
    """Telegram answered, and the answer is no. `retry_after` is in seconds, 0 for none."""

    def __init__(self, code: int, description: str, retry_after: float = 0) -> None:
        super().__init__(f"{code} {description}")
        self.code, self.description, self.retry_after = code, description, retry_after


class Post(BaseRequest):
    """One connection pool to the Bot API.

    python-telegram-bot calls `do_request`; intake, sender and fetcher call `call` and `fetch`.
    """

    def __init__(self, base_url: str, token: str, proxy: str = "") -> None:
        self._methods = f"{base_url}/bot{token}/"
        self._files = f"{base_url}/file/bot{token}/"
        self._proxy = proxy or None
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return _ANSWER.total

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=100, ttl_dns_cache=60)
            self._session = aiohttp.ClientSession(connector=connector, timeout=_ANSWER)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a request for python-telegram-bot; return the answer's status and body.

        Raises that library's own TimedOut and NetworkError, as it expects of a backend.
        """
        form = aiohttp.FormData(
            request_data.json_parameters if request_data else {}, quote_fields=False
        )
        for name, (filename, data, mime) in (
            (request_data.multipart_data or {}) if request_data else {}
        ).items():
            form.add_field(name, data, filename=filename, content_type=mime)
        try:
            async with self._pool.request(method, url, data=form, proxy=self._proxy) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error

    async def call(
        self,
        method: str,
        payload: Mapping[str, Any],
        files: Mapping[str, tuple[str, bytes]] | None = None,
        wait: float = 0,
    ) -> Any:
        """Call a method of the Bot API and return its result.

        `files` are (file name, bytes) by field; `wait` is how many seconds the method itself may
        take beyond the usual (long polling).

        Raises Declined when Telegram says no, Unreachable when it does not say anything.
        """
        body: dict[str, Any] = {"json": payload}
        if files:
            body = {"data": _multipart(payload, files)}
        timeout = aiohttp.ClientTimeout(total=30 + wait + (120 if files else 0), connect=10)
        try:
            async with self._pool.post(
                self._methods + method, proxy=self._proxy, timeout=timeout, **body
            ) as answer:
                return _result(answer.status, await answer.read())
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # only the kind: the text of some errors holds the address, and that holds the token
            raise Unreachable(type(error).__name__) from None

    async def fetch(self, file_path: str, target: Path) -> int:
        """Download a file to `target` and return its size in bytes. Raises like `call`."""
        try:
            async with self._pool.get(
                self._files + file_path, proxy=self._proxy, timeout=_FILE
            ) as answer:
                if answer.status != 200:
                    _result(answer.status, await answer.read())
                size = 0
                with target.open("wb") as file:
                    async for piece in answer.content.iter_chunked(_PIECE):
                        size += file.write(piece)
                return size
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable(type(error).__name__) from None

    @property
    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise Unreachable("not started")
        return self._session


@asynccontextmanager
async def reaching(post: Post) -> AsyncIterator[Post]:
    """Open the pool for the length of a `with` block, for commands that make a call or two."""
    await post.initialize()
    try:
        yield post
    finally:
        await post.shutdown()


def _multipart(
    payload: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]
) -> aiohttp.FormData:
    # Telegram takes a file's name as it stands, not percent-encoded
    form = aiohttp.FormData(quote_fields=False)
    for name, value in payload.items():
        form.add_field(
            name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        )
    for name, (filename, data) in files.items():
        form.add_field(name, data, filename=_UNSAFE.sub("_", filename))
    return form


def _result(status: int, body: bytes) -> Any:
    try:
        answer = json.loads(body)
    except ValueError:
        raise Unreachable(f"HTTP {status} without JSON") from None
    if not isinstance(answer, dict):  # a proxy's, not Telegram's
        raise Unreachable(f"HTTP {status} without an answer")
    if answer.get("ok"):
        return answer["result"]
    code = int(answer.get("error_code", status))
    if code >= 500:
        raise Unreachable(f"HTTP {code}")
    retry_after = float(answer.get("parameters", {}).get("retry_after", 0))
    raise Declined(code, str(answer.get("description", "")), retry_after)


async def patiently(seconds: float, stop: asyncio.Event) -> None:
    """Sleep for so many seconds, or until told to stop, whichever comes first."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
