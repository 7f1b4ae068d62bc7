"""The Bot API over HTTP: an answer, a refusal, or nothing; and never the token in an error."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.transport.http import Declined, Post, Unreachable, reaching

TOKEN = "123:SECRET"


class Odd:
    """A server that answers what it is told to."""

    def __init__(self) -> None:
        self.status, self.body, self.url = 200, b"", ""

    async def answer(self, _request: web.Request) -> web.Response:
        return web.Response(status=self.status, body=self.body)


@pytest.fixture
async def odd() -> AsyncIterator[Odd]:
    odd = Odd()
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", odd.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    odd.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield odd
    await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>Sign in to the office network</html>"),
        (200, b"[]"),
        (200, b'"ok"'),
        (200, b"\xff\xfe"),
        (502, b"Bad Gateway"),
        (500, b'{"ok": false, "error_code": 500, "description": "Internal Server Error"}'),
        (200, b""),
    ],
)
async def test_what_is_no_answer_of_telegrams_counts_as_none(
    odd: Odd, status: int, body: bytes
) -> None:
    odd.status, odd.body = status, body
    async with reaching(Post(odd.url, TOKEN)) as post:
        with pytest.raises(Unreachable) as caught:
            await post.call("getMe", {})
    assert TOKEN not in str(caught.value)


async def test_a_refusal_says_why_and_how_long_to_wait(odd: Odd) -> None:
    odd.status = 429
    odd.body = b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}'
    async with reaching(Post(odd.url, TOKEN)) as post:
        with pytest.raises(Declined) as caught:
            await post.call("sendMessage", {})
    assert (caught.value.code, caught.value.retry_after) == (429, 7)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://no-such-host.invalid"])
async def test_nobody_there_is_no_answer_and_the_error_holds_no_token(address: str) -> None:
    async with reaching(Post(address, TOKEN)) as post:
        with pytest.raises(Unreachable) as caught:
            await post.call("getMe", {})
        assert TOKEN not in f"{caught.value!r}{caught.value.__cause__!r}"
        with pytest.raises(Unreachable):
            await post.fetch("photos/1.jpg", Path("/dev/null"))


async def test_a_file_that_is_not_there_is_declined(odd: Odd, tmp_path: Path) -> None:
    odd.status, odd.body = 404, b'{"ok":false,"error_code":404,"description":"Not Found"}'
    async with reaching(Post(odd.url, TOKEN)) as post:
        with pytest.raises(Declined):
            await post.fetch("photos/1.jpg", tmp_path / "part")
    assert not (tmp_path / "part").exists()
