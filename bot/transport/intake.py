"""Intake: updates are written down and committed, and only then acknowledged."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.errors import Misconfigured
from bot.rules.tries import growing
from bot.storage import inbox
from bot.storage.reader import Reader
from bot.storage.writer import Writer
from bot.transport.dispatch import Dispatch
from bot.transport.http import Declined, Post, Unreachable, patiently

HOLD: Final = 25
LEFT: Final = timedelta(seconds=2)
"""What nobody has worked on for so long is anybody's."""
ALLOWED: Final = ["message", "callback_query", "my_chat_member"]
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name

# Seconds between two looks of a process that does not poll whether it is to.
_FOLLOWING: Final = 0.5

Receiver = Callable[[web.Request], Awaitable[web.Response]]
log = structlog.get_logger()


class Intake:
    """Takes in updates, whether polled or posted to the webhook.

    They are written down first and then handed over to be worked on; until `recover` is called they
    are only written down. `received` counts those that were new.
    """

    def __init__(self, writer: Writer, reader: Reader, dispatch: Dispatch) -> None:
        self._writer, self._reader, self._dispatch = writer, reader, dispatch
        self._working = False
        self.received = 0

    async def recover(self) -> None:
        """Begin to hand updates over, those that are undone first.

        A former process left them undone, or a webhook took them in while Telegram was away and the
        start waited for it.
        """
        waiting = await self._writer.do(inbox.undone)
        self._working = True
        if waiting:
            log.info("going on with what was undone", updates=len(waiting))
        self._dispatch.take(waiting)

    async def catch_up(self, stop: asyncio.Event) -> None:
        """Take over, until told to stop, what another process wrote down and did not get to, or
        what this one could not hand over.
        """
        while not stop.is_set():
            await patiently(LEFT.total_seconds(), stop)
            if self._working and not self._dispatch.is_full:
                try:
                    self._dispatch.take(await self._reader.do(inbox.left, LEFT))
                except Exception:
                    log.exception("what is left could not be looked for, tried again")

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Write updates down, and return once they are on disk."""
        new = await self._writer.do(inbox.write_down, updates)
        self.received += len(new)
        if self._working:
            self._dispatch.take(new)

    async def space(self) -> None:
        await self._dispatch.space()


async def poll(post: Post, intake: Intake, stop: asyncio.Event, leads: Callable[[], bool]) -> None:
    """Fetch updates by long polling until told to stop, while this process leads.

    The offset tells Telegram what need not come again, so it only moves past what is on disk.
    """
    offset, trouble = 0, 0
    while not stop.is_set():
        if not leads():
            offset = 0
            await patiently(_FOLLOWING, stop)
            continue
        await intake.space()
        asking = {"offset": offset, "timeout": HOLD, "allowed_updates": ALLOWED}
        try:
            updates = await _unless(stop, post.call("getUpdates", asking, wait=HOLD))
        except (Unreachable, Declined) as error:
            trouble += 1
            log.warning("getUpdates", trouble=str(error), tries=trouble)
            pause = error.retry_after if isinstance(error, Declined) else 0
            await patiently(pause or growing(trouble, 0.5, 30), stop)
            continue
        try:
            if updates:
                await intake.receive(updates)
                offset = updates[-1]["update_id"] + 1
            trouble = 0
        except Exception:  # a full disk, a locked database: Telegram still has them
            trouble += 1
            log.exception("updates could not be written down", tries=trouble)
            await patiently(growing(trouble, 0.5, 30), stop)


async def _unless(stop: asyncio.Event, call: Awaitable[Any]) -> Any:
    """Return the call's result, or an empty list when told to stop meanwhile."""
    asked = asyncio.ensure_future(call)
    stopped = asyncio.ensure_future(stop.wait())
    await asyncio.wait({asked, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if asked.done():
        return asked.result()
    asked.cancel()
    return []


def receiver(secret: str, intake: Intake) -> Receiver:
    """Return what takes the updates that Telegram posts, the other way in beside polling.

    It answers 200 after the commit, so that Telegram sends again what was not written down, and 403
    to whoever does not know the secret.
    """

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode()):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
            int(update["update_id"])
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        await intake.space()
        await intake.receive([update])
        return web.Response()

    return receive


def webhook(url: str, secret: str, intake: Intake) -> web.Application:
    """Make the web application to which Telegram posts updates."""
    return posted_to(urlsplit(url).path or "/", receiver(secret, intake))


def posted_to(path: str, receive: Receiver) -> web.Application:
    """Make a web application that takes what is posted to a path."""
    app = web.Application(client_max_size=4 << 20)
    app.router.add_post(path, receive)
    return app


async def choose(post: Post, url: str, secret: str, stop: asyncio.Event) -> None:
    """Tell Telegram how updates are to come: posted to `url`, or polled when that is "".

    Until Telegram has taken this in none would come, so it is told again until it answers. Raises
    Misconfigured when it does not take the address.
    """
    method, payload = "deleteWebhook", dict[str, Any]()
    if url:
        method = "setWebhook"
        payload = {"url": url, "secret_token": secret, "allowed_updates": ALLOWED}
    tries = 0
    while not stop.is_set():
        try:
            await post.call(method, payload)
        except Declined as no:
            if no.code != 429:
                raise Misconfigured(
                    f"Telegram 不接受 WEBHOOK_URL={url}（{no.description}），"
                    "例如：WEBHOOK_URL=https://bot.example.cn/telegram"
                ) from None
            await patiently(no.retry_after or 1, stop)
        except Unreachable as trouble:
            tries += 1
            log.warning(method, trouble=str(trouble), tries=tries)
            await patiently(growing(tries, 0.5, 30), stop)
        else:
            return


async def listen(app: web.Application, address: str, stop: asyncio.Event) -> None:
    """Serve the webhook until told to stop. `address` is `host:port`.

    Raises Misconfigured when nothing can listen there.
    """
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    host, _, port = address.rpartition(":")
    try:
        await web.TCPSite(runner, host.strip("[]") or "127.0.0.1", int(port)).start()
        await stop.wait()
    except OSError as error:
        raise Misconfigured(
            f"不能在 LISTEN={address} 上接收（{error.strerror}），请换一个空闲的端口，"
            "例如：LISTEN=127.0.0.1:8443"
        ) from None
    finally:
        await runner.cleanup()
