"""The desk at which errands are done: work that needs pictures, workbooks, or more than one
step.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.handlers.say import Say, write
from bot.rules.papers.reading import Reading
from bot.rules.permissions import Act, Subject, may
from bot.storage import errands
from bot.storage.blobs import Blobs, in_thread
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.reader import Reader
from bot.storage.session import Session
from bot.storage.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Voice:
    """The writer, as one conversation uses it: what its steps say is counted to its `name`."""

    writer: Writer
    name: str = ""

    def do(
        self, step: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> asyncio.Future[T]:
        """Have a step run, as `Writer.do` does."""

        def named(session: Session) -> T:
            session.conversation = self.name
            return step(session, *args, **kwargs)

        return self.writer.do(named)


@dataclass(frozen=True, slots=True)
class Desk:
    """The tools an errand is done with: writer, reader, files; `run` calls a function in a worker
    process, `called` returns the bot's own user name, `counted` writes down what was counted in
    memory of what the bot costs people, `read` reads a paper (file, name, media type), None where
    papers are not read.
    """

    writer: Voice
    reader: Reader
    blobs: Blobs
    run: Callable[..., Awaitable[Any]]
    called: Callable[[], str]
    counted: Callable[[], Awaitable[None]]
    read: Callable[[Path, str, str], Awaitable[Reading]] | None = None

    async def keep(self, data: bytes) -> str:
        """Store a picture or workbook and return its SHA-256, by which a message refers to it."""
        return await in_thread(self.blobs.keep, data)

    @asynccontextmanager
    async def local(self, sha256: str) -> AsyncIterator[Path]:
        """Lend a file as a path, for a worker to open while the block runs."""
        lent = self.blobs.local(sha256)
        path = await in_thread(lent.__enter__)
        try:
            yield path
        finally:
            await in_thread(lent.__exit__, None, None, None)


def drop(session: Session, errand: Due) -> None:
    """Take an errand off the list: it is done, or there is nothing to do."""
    errands.done(session, errand)


def deliver(session: Session, errand: Due, chat_id: int, said: list[Say]) -> None:
    """End an errand that was asked for in a chat: take it off the list and say the result there.
    Nothing is said if it was called off or asked for anew meanwhile.
    """
    if errands.done(session, errand):
        write(session, chat_id, said)


def may_have(session: Session, chat_id: int, act: Act, subject: Subject) -> bool:
    """Whether the person who asked in a chat may still have the result: they may have left by now,
    or have another role or phone.
    """
    actor = accounts.load(session, chat_id).actor
    return actor is not None and may(actor, act, subject)
