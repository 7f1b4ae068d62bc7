"""The only composition root: takes the settings and wires a running bot."""

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import Any, Final

import structlog
from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes

from bot import jobs
from bot.actions.work import attach
from bot.clock import Clock, utc_now
from bot.errors import Away, Misconfigured, place_of
from bot.evidence.inspect import inspect
from bot.evidence.reading.reader import PaperReader, is_installed
from bot.evidence.workers import Workers, get_ready
from bot.handlers import conversation, failing, menu, router
from bot.handlers.closed import closed
from bot.handlers.desk import Desk, Voice, drop
from bot.handlers.turn import Handler, take
from bot.handlers.update import event_of
from bot.handlers.work.material import finish_fetch
from bot.handlers.work.reading import put_off
from bot.opening import claim, prepare, read_county
from bot.rules.county import County
from bot.rules.tries import growing
from bot.settings import Settings
from bot.storage import databases, inbox
from bot.storage.blobs import Blobs, in_thread, open_blobs
from bot.storage.crypto import Vault
from bot.storage.databases import Database, Postgres
from bot.storage.inbox import Received
from bot.storage.moving import nightly
from bot.storage.own_folder import own_folder
from bot.storage.reader import Reader
from bot.storage.writer import Writer
from bot.texts import menu as labels
from bot.texts.work import report as report_texts
from bot.transport.counting import Counting
from bot.transport.dispatch import Dispatch
from bot.transport.errands import Errands
from bot.transport.fetcher import Fetcher
from bot.transport.http import Declined, Post, Unreachable, patiently
from bot.transport.in_turn import InTurn
from bot.transport.intake import Intake, choose, listen, poll, webhook
from bot.transport.pace import Pace
from bot.transport.peers import Nobody, Others, Peers
from bot.transport.reception import Reception
from bot.transport.sender import Sender, in_flight
from bot.transport.turns import Alone, Together, Turns
from bot.watched import Watch

log = structlog.get_logger()

Telegram = Application[Any, Any, Any, Any, Any, Any]


@dataclass
class Working:
    """Which update is being worked on, and what became of it: python-telegram-bot itself tells
    neither whether a handler matched nor whether it raised. It `waits` when it is not its turn.
    """

    row: Received
    settled: bool = False
    waits: bool = False
    error: BaseException | None = None


@dataclass(frozen=True)
class House:
    """What counties that run in one process share."""

    workers: Workers
    papers: PaperReader
    reception: Reception
    watch: Watch


_WORKING: Final[ContextVar[Working]] = ContextVar("working")


class Bot:
    """Everything that runs, wired together once."""

    def __init__(
        self, settings: Settings, clock: Clock = utc_now, house: House | None = None
    ) -> None:
        self.settings, self._house = settings, house
        self._reads = settings.read_papers == "auto" and is_installed()
        county, vault = _reading(read_county(settings), reads=self._reads), Vault(settings.key)
        self.blobs = open_blobs(settings)
        database = databases.at(settings.database_url)
        self.writer = Writer(database.writing(), vault, county, clock, self._wake)
        reading = database.reading(few=house is not None)
        self.reader = Reader(reading, vault, county, clock)
        self.post = Post(settings.bot_api_url, settings.token, settings.proxy_url)
        self.workers = house.workers if house else Workers()
        self.papers = house.papers if house else PaperReader()
        self.dispatch = Dispatch(InTurn(self.reader, self._do).work)
        self.intake = Intake(self.writer, self.reader, self.dispatch)
        self.agreeing, self.turns, self.peers = self._company(database, vault, county, clock)
        self.sender = Sender(
            self.post, self.writer, self.reader, self.blobs, vault, self.turns,
            in_flight(settings.send_rate),
        )  # fmt: skip
        self.counting = Counting(self.writer, clock)
        self.sender.on_new = self.counting.sent
        self.sender.on_closed = closed
        self.errands = Errands(self.writer, self.turns, self._doers(), put_off)
        backup = partial(nightly.in_a_process, settings, clock) if settings.backup_dir else None
        self.jobs = jobs.Jobs(
            self.writer, self.reader, _reminders(), lambda: self.peers.leads, backup
        )
        self.telegram = self._telegram()
        self._answers: set[asyncio.Task[None]] = set()

    def _company(
        self, database: Database, vault: Vault, county: County, clock: Clock
    ) -> tuple[Writer | None, Turns, Peers]:
        """Return what this process agrees on with others on the same database, where there can be
        any.
        """
        rates = self.settings.send_rate, self.settings.chat_rate
        if not isinstance(database, Postgres):
            return None, Alone(self.reader, Pace(*rates, monotonic), clock), Nobody()
        me = secrets.randbelow(1 << 31)
        agreeing = Writer(database.agreeing(me), vault, county, clock)
        turns = Together(agreeing, me, rates, clock)
        return agreeing, turns, Others(agreeing, turns)

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set; what is being worked on is finished, the rest goes on next
        time.
        """
        self.blobs.tidy()
        await self.post.initialize()
        for writer in self._writers():
            writer.start()
        try:
            await self._receive(stop)
        finally:
            stop.set()
            await self.jobs.stop()
            await self.dispatch.idle()
            await self.counting.write_down()
            for writer in self._writers():
                await writer.stop()
            if self._house is None:
                self.workers.close()
                self.papers.close()
            self.reader.close()
            await self.post.shutdown()

    def _writers(self) -> list[Writer]:
        return [self.writer, *([self.agreeing] if self.agreeing else [])]

    def woken(self) -> None:
        """Let everything that waits for its time look again, since the clock has jumped."""
        self._wake({"outbox", "errands"})
        self.jobs.wake()

    async def _receive(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._hasten(stop))
            try:
                await self._at_work(tasks, stop)
            finally:  # also where one of the tasks has failed: the others end by themselves
                stop.set()

    async def _at_work(self, tasks: asyncio.TaskGroup, stop: asyncio.Event) -> None:
        tasks.create_task(asyncio.to_thread(get_ready))
        tasks.create_task(self.peers.run(stop, self.jobs.wake))
        tasks.create_task(self.sender.run(stop))
        if self.settings.webhook_url:
            tasks.create_task(self._listen(stop))
        await self._greet(stop)
        if stop.is_set():
            return
        await self.intake.recover()
        for way in conversation.at_start():
            if await self.reader.do(way.is_due):
                await self.writer.do(way.send)
        self.jobs.start()
        tasks.create_task(self.errands.run(stop))
        tasks.create_task(self.counting.run(stop))
        if self.agreeing:
            tasks.create_task(self.intake.catch_up(stop))
        log.info("ready", bot=self.telegram.bot.username)
        if not self.settings.webhook_url:
            tasks.create_task(poll(self.post, self.intake, stop, lambda: self.peers.leads))
        await stop.wait()

    async def _hasten(self, stop: asyncio.Event) -> None:
        """Once it is to stop, also while it still starts, wait for no database any longer that is
        away: what is written down goes on next time.
        """
        try:
            await stop.wait()
        finally:
            for writer in self._writers():
                writer.hasten()
            self.reader.hasten()
            self._wake({"outbox", "errands"})

    async def _listen(self, stop: asyncio.Event) -> None:
        url, secret = self.settings.webhook_url, self.settings.webhook_secret
        if self._house is None:
            await listen(webhook(url, secret, self.intake), self.settings.listen, stop)
            return
        with self._house.reception.open(url, secret, self.intake):
            await stop.wait()

    async def _greet(self, stop: asyncio.Event) -> None:
        """Call getMe until Telegram answers; then the niceties, which may be refused safely."""
        tries = 0
        while not stop.is_set():
            try:
                await self.telegram.initialize()
                break
            except InvalidToken as error:
                raise Misconfigured(
                    "BOT_TOKEN 不被 Telegram 接受，请向 @BotFather 核对，例如：123456:ABC-DEF"
                ) from error
            except TelegramError as error:
                tries += 1
                log.warning("getMe", trouble=type(error).__name__, tries=tries)
                await patiently(growing(tries, 0.5, 30), stop)
        await choose(self.post, self.settings.webhook_url, self.settings.webhook_secret, stop)
        for method, payload in self._niceties():
            with contextlib.suppress(Declined, Unreachable):
                await self.post.call(method, payload)

    def _niceties(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            ("setMyCommands", {"commands": commands(("help",))}),
            ("setMyShortDescription", {"short_description": labels.SHORT_DESCRIPTION}),
            ("setMyDescription", {"description": labels.DESCRIPTION}),
        ]

    def _telegram(self) -> Telegram:
        api = self.settings.bot_api_url
        builder = Application.builder().token(self.settings.token)
        builder = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
        builder = builder.request(self.post).get_updates_request(self.post)
        app: Telegram = builder.updater(None).job_queue(None).build()
        router.register(app, self._durable)
        app.add_error_handler(_note_error)
        return app

    def _durable(self, handler: Handler) -> router.Callback:
        """Wrap a handler for python-telegram-bot: one step of the writer, then the toast."""

        async def callback(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
            working = _WORKING.get()
            event = event_of(update, working.row.id, working.row.meant_for)
            taken = await self.writer.do(take, handler, event, router.takes_masked)
            working.settled = taken is not None
            working.waits = taken is None
            if taken is None:
                return
            if update.callback_query is not None:
                self._answer(update.callback_query.id, taken.toast)
            if update.my_chat_member is None:
                album = event.sent.album if event.sent else ""
                self.counting.acted(event.chat_id, taken.conversation, album)

        return callback

    async def _do(self, row: Received) -> bool:
        """Work on an update now; return False when it is another's turn. Where no handler takes it,
        it is settled all the same, or it would be replayed at every start; where one raises, it is
        marked as failed.
        """
        working = Working(row)
        _WORKING.set(working)
        try:
            update = Update.de_json(row.update, self.telegram.bot)
            await self.telegram.process_update(update)
        except Exception as error:  # noqa: BLE001 - an update that does not parse is a failed row
            working.error = error
        if working.error is not None:
            kind, where = type(working.error).__name__, place_of(working.error)
            log.error("update failed", inbox_id=row.id, error=kind, where=where)
            await self.writer.do(failing.fail, row, working.error)
        elif not (working.settled or working.waits):
            working.waits = not await self.writer.do(inbox.settle, row.id, "ignored")
        return not working.waits

    def _answer(self, query_id: str, toast: str) -> None:
        """Answer a button. It may come too late or never: the only call outside the outbox."""
        task = asyncio.get_running_loop().create_task(self._answer_query(query_id, toast))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer_query(self, query_id: str, toast: str) -> None:
        payload = {"callback_query_id": query_id}
        if toast:
            payload["text"] = toast[:190]
        with contextlib.suppress(Declined, Unreachable):
            await self.post.call("answerCallbackQuery", payload)

    def _wake(self, what: set[str]) -> None:
        if "outbox" in what:
            self.sender.wake()
        if "errands" in what:
            self.errands.wake()

    def _doers(self) -> dict[str, Callable[[Any], Awaitable[None]]]:
        """Return who does each kind of errand: the conversations; two need Telegram itself."""
        run = self.workers.run
        desk = Desk(
            Voice(self.writer), self.reader, self.blobs, run, self._called,
            self.counting.write_down, self.papers.read if self._reads else None,
        )  # fmt: skip
        fetcher = Fetcher(
            self.post, self.writer, self.reader, self.blobs, run, inspect, finish_fetch,
            report_texts.FILE_GONE,
        )  # fmt: skip
        return conversation.doers(desk) | {
            attach.FETCH: fetcher.fetch,
            menu.MENU: self._set_commands,
        }

    def _called(self) -> str:
        """Return the bot's user name, as links name it."""
        return str(self.telegram.bot.username)

    async def _set_commands(self, errand: Any) -> None:
        """Do the errand `MENU`: the command list of a chat shows what its person can do."""
        names = await self.reader.do(menu.commands_of, errand.subject)
        scope = {"type": "chat", "chat_id": errand.subject}
        with contextlib.suppress(Declined):
            await self.post.call("setMyCommands", {"commands": commands(names), "scope": scope})
        await self.writer.do(drop, errand)


async def _note_error(_: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    _WORKING.get().error = context.error


def commands(names: tuple[str, ...]) -> list[dict[str, str]]:
    """Return commands as setMyCommands takes them."""
    return [{"command": name, "description": menu.about(name)} for name in names]


def _reading(county: County, *, reads: bool) -> County:
    """Return the county's rules with whether papers are read here."""
    return replace(county, papers=replace(county.papers, are_read=reads))


def _reminders() -> list[jobs.Reminder]:
    return [(way.is_due, way.send) for way in conversation.reminders()]


async def _prove(blobs: Blobs) -> None:
    """Raise Misconfigured when evidence cannot be kept. A bucket that is merely away is waited for,
    as Telegram is: what people send meanwhile is fetched later.
    """
    try:
        await in_thread(blobs.prove)
    except Away as away:
        log.warning("evidence", trouble=str(away))


async def serve(
    settings: Settings, stop: asyncio.Event, clock: Clock = utc_now, house: House | None = None
) -> None:
    """Run the bot on its database. On one that is not shared no other may run at the same time. In
    a `house` with other counties, whoever keeps it has a folder for temporary files.
    """
    if settings.county_name:
        structlog.contextvars.bind_contextvars(county=settings.county_name)
    await asyncio.to_thread(prepare, settings)
    database = databases.at(settings.database_url)
    room = nullcontext() if house else own_folder(database.beside, database.others_beside())
    with database.alone(), room:
        await asyncio.to_thread(claim, settings, clock())
        bot = Bot(settings, clock, house)
        name = settings.county_name or database.county
        async with AsyncExitStack() as stack:
            watch = house.watch if house else Watch(settings.metrics_listen)
            if house is None:
                await stack.enter_async_context(watch.listening())
            await stack.enter_async_context(watch.seeing(name, bot))
            await _prove(bot.blobs)
            await bot.run(stop)
