"""Webhooks: the secret travels, failures are tried again, order holds within a chat."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web

from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from tests.sandbox.conftest import Client


class Hook:
    """A bot's end of a webhook: keeps what it gets, answers what it is told to."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.secrets: set[str | None] = set()
        self.statuses: list[int] = []
        self.reply: dict[str, object] = {}
        self.url = ""
        self.came = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.received.append((await request.json())["message"]["text"])
        self.came.set()
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply, status=status)

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not holds():
                self.came.clear()
                await self.came.wait()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(client: Client, phone: Phone, hook: Hook) -> None:
    await client.result("setWebhook", url=hook.url, secret_token="s-1")
    await phone.send("一")
    await hook.until(lambda: hook.received == ["/start", "一"])
    assert hook.secrets == {"s-1"}
    async with asyncio.timeout(30):
        while (await client.result("getWebhookInfo"))["pending_update_count"]:
            pass


async def test_an_update_is_posted_again_until_it_is_taken(
    client: Client, phone: Phone, hook: Hook
) -> None:
    hook.statuses = [500, 404]
    await client.result("setWebhook", url=hook.url)
    await phone.send("一")
    await hook.until(lambda: hook.received == ["/start", "/start", "/start", "一"])
    info = await client.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"


async def test_the_answer_may_itself_be_a_call(client: Client, phone: Phone, hook: Hook) -> None:
    hook.reply = {"method": "sendMessage", "chat_id": 1001, "text": "随答"}
    await client.result("setWebhook", url=hook.url)
    await phone.until("随答")


async def test_chats_do_not_wait_for_each_other(
    client: Client, phone: Phone, world: World, hook: Hook
) -> None:
    hook.statuses = [500] * 4
    await client.result("setWebhook", url=hook.url)
    await hook.until(lambda: len(hook.received) == 1)
    hook.statuses = []
    other = Phone(world, world.add_user("王强"))
    for text in "一二三四五":
        await other.send(text)
    await hook.until(lambda: "五" in hook.received)
    assert [text for text in hook.received if text in "一二三四五"] == list("一二三四五")


async def test_polling_and_a_webhook_exclude_each_other(
    client: Client, phone: Phone, hook: Hook, polled: asyncio.Event
) -> None:
    start = (await client.result("getUpdates"))[0]["update_id"]
    poll = asyncio.create_task(client.refusal("getUpdates", offset=start + 1, timeout=30))
    await polled.wait()
    await client.result("setWebhook", url=hook.url)
    assert await poll == "409 Conflict: terminated by setWebhook request"
    assert "webhook is active" in await client.refusal("getUpdates")
    await client.result("deleteWebhook")
    assert await client.result("getUpdates") == []


async def test_what_was_not_delivered_can_be_polled_or_dropped(
    client: Client, phone: Phone, hook: Hook
) -> None:
    hook.statuses = [500] * 100
    await client.result("setWebhook", url=hook.url)
    await phone.send("一")
    await hook.until(lambda: len(hook.received) == 2)
    assert (await client.result("getWebhookInfo"))["pending_update_count"] == 2
    await client.result("deleteWebhook")
    assert len(await client.result("getUpdates")) == 2
    await client.result("setWebhook", url=hook.url, drop_pending_updates=True)
    assert (await client.result("getWebhookInfo"))["pending_update_count"] == 0


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"url": "ftp://127.0.0.1/"}, "An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org/"}, "the sandbox delivers to this machine only"),
        ({"url": "http://127.0.0.1/", "secret_token": "钥"}, "secret token contains unallowed"),
        ({"url": "http://127.0.0.1/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(
    client: Client, params: dict[str, str], refusal: str
) -> None:
    assert refusal in await client.refusal("setWebhook", **params)
