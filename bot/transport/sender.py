"""The sender: it sends what the outbox holds, in order per chat, paced, until Telegram has it."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

import structlog

from bot.errors import Away
from bot.rules.tries import growing
from bot.storage import outgoing
from bot.storage.blobs import Blobs, in_thread
from bot.storage.crypto import Vault
from bot.storage.outgoing import Due, Shown
from bot.storage.people import accounts
from bot.storage.reader import Reader
from bot.storage.session import Session
from bot.storage.writer import Writer
from bot.transport import album, message
from bot.transport.http import Declined, Post
from bot.transport.turns import Turns

# How many messages are on their way at once, at the least and at the most. This bounds what a kill
# repeats: a message that was sent and not yet marked so goes twice.
IN_FLIGHT: Final = 16
_MOST: Final = 256
_TAKES: Final = 0.25
"""Seconds that a message may take without holding up the next."""

log = structlog.get_logger()


class Sender:
    """Sends the rows of the outbox.

    What was sent is marked there and nowhere else, so a restart goes on where the rows say.
    `counts` tells what became of what was tried: sent, later, failed. `on_new` is told of each new
    message: in which chat, and of which conversation. `on_closed` is the writer's step for a chat
    that takes no message any more.
    """

    def __init__(
        self,
        post: Post,
        writer: Writer,
        reader: Reader,
        blobs: Blobs,
        vault: Vault,
        turns: Turns,
        in_flight: int = IN_FLIGHT,
    ) -> None:
        self._post, self._writer, self._reader, self._blobs = post, writer, reader, blobs
        self._vault, self._turns, self._in_flight = vault, turns, in_flight
        self.on_new: Callable[[int, str], None] = lambda _chat, _of: None
        self.on_closed: Callable[[Session, int], None] = accounts.unreachable
        self._wake = asyncio.Event()
        self._busy: dict[asyncio.Task[None], int] = {}
        self._trouble: dict[int, int] = {}
        self.counts: Counter[str] = Counter()

    def wake(self) -> None:
        """Look at the outbox at once."""
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until told to stop; what is on its way then is still finished."""
        try:
            while not stop.is_set():
                self._wake.clear()
                wait = await self._round()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), wait)
        finally:
            await asyncio.gather(*self._busy, return_exceptions=True)

    async def _round(self) -> float:
        """Start sending what may go now; return the seconds until something else might."""
        chats = set(self._busy.values())
        picked, wait = await self._turns.messages(chats, self._in_flight - len(self._busy))
        for go in picked:
            task = asyncio.create_task(self._deliver(go.row, go.delay))
            self._busy[task] = go.row.chat_id
            task.add_done_callback(self._delivered)
        return wait

    def _delivered(self, task: asyncio.Task[None]) -> None:
        del self._busy[task]
        self._wake.set()

    async def _deliver(self, row: Due, delay: float) -> None:
        try:
            if delay:
                await asyncio.sleep(delay)
            await self._send(row)
        except Exception:
            log.exception("a message could not be sent, nor given up", outbox_id=row.id)
            self.counts["later"] += 1
            await self._turns.hold(row, 30)
        finally:
            self._turns.over(row)

    async def _send(self, row: Due) -> None:
        payload: dict[str, Any] = {}
        try:
            payload = row.payload(self._vault)
            said = message.read(payload)
            shown = await self._say(row, said)
        except Away as trouble:
            await self._back_off(row, str(trouble))
        except Declined as no:
            await self._declined(row, payload, no)
        except FileNotFoundError as gone:
            log.warning("a file is gone", outbox_id=row.id, why=str(gone))
            await self._refused(row, payload, type(gone).__name__)
        except Exception as error:  # it does not open: it blocks nobody
            log.exception("a message cannot be sent", outbox_id=row.id)
            await self._refused(row, payload, type(error).__name__)
        else:
            left = album.after_first(payload) if said.apart else None
            await self._writer.do(outgoing.sent, row, shown, left)
            self.counts["sent"] += 1
            if shown.message_id not in (None, row.message_id):  # a new one, no edit
                self.on_new(row.chat_id, payload.get("of", ""))
            self._trouble.pop(row.chat_id, None)

    async def _declined(self, row: Due, payload: dict[str, Any], no: Declined) -> None:
        if no.code == 429:
            self.counts["later"] += 1
            await self._turns.pause(row, no.retry_after or 1)
        elif no.code in {401, 404}:
            await self._back_off(row, f"{no} (BOT_TOKEN?)")
        elif no.code == 403:
            log.info("a chat is closed to us", chat=row.chat_id)
            self.counts["failed"] += 1
            await self._writer.do(self.on_closed, row.chat_id)
        elif message.is_bad_file(no) and await self._unknow(message.read(payload)):
            await self._turns.hold(row, 0)  # at once, and with the bytes
        else:
            log.error("a message was refused", outbox_id=row.id, why=str(no))
            await self._refused(row, payload, str(no))

    async def _unknow(self, said: message.Message) -> bool:
        """The bytes are sent the next time; whether any file_id was known."""
        first = said.pieces[:1] if said.apart else said.pieces
        files = [(one.file, one.kind) for one in first or [said]]
        return any([await self._writer.do(outgoing.unknow_file, *file) for file in files])

    async def _refused(self, row: Due, payload: dict[str, Any], why: str) -> None:
        """Never to be taken as it is; an album's other pieces go all the same."""
        self.counts["failed"] += 1
        left = album.after_refusal(payload) if payload.get("pieces") else None
        if left is None:
            await self._writer.do(outgoing.failed, row, why)
        else:
            await self._writer.do(outgoing.rewrite, row, left)

    async def _back_off(self, row: Due, trouble: str) -> None:
        self.counts["later"] += 1
        tries = self._trouble[row.chat_id] = self._trouble.get(row.chat_id, 0) + 1
        pause = growing(tries, 0.25, 60)
        log.warning("send again later", outbox_id=row.id, trouble=trouble, seconds=pause)
        await self._turns.hold(row, pause)

    async def _say(self, row: Due, said: message.Message) -> Shown:
        """Make the chat show this: delete a message, edit the one that stands there, or send a new
        one.
        """
        if said.delete:
            await self._delete(row.chat_id, said.delete)
            return Shown(None, said.kind)
        if row.message_id is None:
            return await self._new(row, said)
        if row.kind != said.kind or said.renew or said.kind == "contact":  # none can be edited
            return replace(await self._new(row, said), replaced=row.message_id)
        try:
            return await self._edit(row, row.message_id, said)
        except Declined as no:
            if message.is_unmodified(no):
                return Shown(row.message_id, said.kind, said.file)
            if message.is_gone(no):
                return await self._new(row, said)
            raise

    async def _new(self, row: Due, said: message.Message) -> Shown:
        if said.apart:
            return await self._new(row, said.pieces[0])
        if said.pieces:
            return await self._album(row, said)
        answer = await self._call(message.SEND[said.kind], {"chat_id": row.chat_id}, said)
        return _shown(answer, said)

    async def _edit(self, row: Due, message_id: int, said: message.Message) -> Shown:
        target = {"chat_id": row.chat_id, "message_id": message_id}
        if said.file and said.file != row.sha256:
            return _shown(await self._call("editMessageMedia", target, said), said)
        method = "editMessageCaption" if said.file else "editMessageText"
        await self._post.call(method, target | said.parameters(method, {}))
        return Shown(message_id, said.kind, said.file)

    async def _album(self, row: Due, said: message.Message) -> Shown:
        """All pieces in one call, those that Telegram knows by reference."""
        self._turns.take(row.chat_id, len(said.pieces) - 1)  # one was taken for the row
        media: list[tuple[message.Message, str]] = []
        files: dict[str, tuple[str, bytes]] = {}
        for n, piece in enumerate(said.pieces):
            known = await self._reader.do(outgoing.known_file, piece.file, piece.kind)
            if not known:
                data = await in_thread(self._blobs.read, piece.file)
                files[f"file{n}"] = (piece.filename or "photo.jpg", data)
            media.append((piece, known or f"attach://file{n}"))
        target = {"chat_id": row.chat_id, "media": album.media_of(media)}
        answers = await self._post.call(album.METHOD, target, files or None)
        known_now = album.file_ids(said.pieces, answers)
        return Shown(answers[0]["message_id"], said.kind, files=known_now)

    async def _call(self, method: str, target: dict[str, Any], said: message.Message) -> Any:
        if not said.file:
            return await self._post.call(method, target | said.parameters(method, {}))
        known = await self._reader.do(outgoing.known_file, said.file, said.kind)
        if known:
            return await self._post.call(method, target | said.parameters(method, {"ref": known}))
        data = await in_thread(self._blobs.read, said.file)
        files = {"file0": (said.filename or "photo.jpg", data)}
        parameters = said.parameters(method, {"ref": "attach://file0"})
        return await self._post.call(method, target | parameters, files)

    async def _delete(self, chat_id: int, message_id: int) -> None:
        """Take a message away, or only its buttons when Telegram no longer lets us delete it."""
        try:
            await self._post.call("deleteMessage", {"chat_id": chat_id, "message_id": message_id})
        except Declined as no:
            if no.code != 400:
                raise
            log.info("a message stays, without its buttons", chat=chat_id, why=str(no))
            with suppress(Declined):
                await self._post.call(
                    "editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id}
                )


def in_flight(send_rate: float) -> int:
    """Return how many messages have to be on their way for so many to go in a second."""
    return min(max(IN_FLIGHT, int(send_rate * _TAKES)), _MOST)


def _shown(answer: dict[str, Any], said: message.Message) -> Shown:
    return Shown(answer["message_id"], said.kind, said.file, message.file_id_in(answer, said.kind))
