"""📦 佐证包: evidence as archives that Telegram takes, packed after the commit, with progress."""

from contextlib import suppress
from dataclasses import replace
from time import monotonic
from typing import Final

from bot.actions.score import archive as wanting
from bot.actions.score.archive import Wanted
from bot.errors import Refused
from bot.evidence.copies import clean_copy
from bot.handlers.conversation import At, Conversation, Entrance
from bot.handlers.desk import Desk, deliver
from bot.handlers.press import NUMBER, QUARTER, Press
from bot.handlers.say import Answer, Say, write
from bot.handlers.turn import Turn
from bot.handlers.work.checking import checked, covers
from bot.handlers.work.copies import paper_of
from bot.reports.archive import LARGEST_PART, Archive, Item, Part, Put, index_workbook
from bot.rules.papers.numbers import without_numbers
from bot.rules.quarters import Quarter
from bot.rules.roles import Role
from bot.storage import errands
from bot.storage.blobs import in_thread
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.texts.score import archive as t

ARCHIVE: Final = "archive"
ASK: Final = ("archive", 0)
MAKING: Final = ("packing", 0)
GO: Final = Press("arc", "go", QUARTER, NUMBER)
STOP: Final = Press("arc", "stop")
MOST_PARTS: Final = 10
_EVERY: Final = 2.0
"""Seconds between two changes of the message that tells how far it is."""


def begin(turn: Turn) -> Answer:
    """/archive with what is wanted; alone, it offers this quarter and the last."""
    if turn.event.text.startswith("/") and turn.event.rest:
        return _make(turn, wanting.read(turn.session, turn.actor, turn.event.rest))
    current = Quarter.of(turn.session.today)
    force = turn.actor.task_force_id
    wanting.of_quarter(turn.actor, current, force)
    row = [
        GO.button(t.THIS.format(q=current), current, force or 0),
        GO.button(t.LAST.format(q=current.previous()), current.previous(), force or 0),
    ]
    return [Say(t.ASK, [row], handle=ASK, renew=True)]


def _go(turn: Turn, quarter: Quarter, force_id: int) -> Answer:
    return _make(turn, wanting.of_quarter(turn.actor, quarter, force_id or None))


def _make(turn: Turn, wanted: Wanted) -> Answer:
    """Ask for the archive as an errand; there is one a chat."""
    errands.ask(turn.session, ARCHIVE, turn.event.chat_id, **wanted.asked)
    title = wanting.title(turn.session, wanted)
    return [_making(t.MAKING.format(title=title), renew=True)]


def _making(text: str, *, renew: bool = False) -> Say:
    return Say(text, [[STOP.button(t.CANCEL)]], handle=MAKING, renew=renew)


def _stop(turn: Turn) -> Answer:
    _ = turn.actor
    stopped = errands.cancel(turn.session, ARCHIVE, turn.event.chat_id)
    return [Say(t.CANCELLED, (), handle=MAKING)] if stopped else []


async def make(desk: Desk, errand: Due) -> None:
    """Pack what was asked for and deliver it, unless it was called off or is too large."""
    archive = await desk.reader.do(wanting.archive, Wanted.of(errand.asked))
    if not archive.files:
        await _deliver(desk, errand, [Say(t.NOTHING.format(title=archive.title))])
    elif archive.size > MOST_PARTS * LARGEST_PART:
        await _deliver(desk, errand, [_too_large(archive)])
    else:
        packing = _Packing(desk, errand, archive)
        try:
            if await packing.pack():
                await _deliver(desk, errand, await packing.said())
        finally:
            await in_thread(packing.clear)


class _Packing:
    """Fills one part after another, in the folder of files on their way in, which is cleared of
    what a crash leaves there. They are stored once all are there and still wanted.
    """

    def __init__(self, desk: Desk, errand: Due, archive: Archive) -> None:
        self._desk, self._errand, self._archive = desk, errand, archive
        self._part: Part | None = None
        self._parts: list[Part] = []
        self._puts: list[Put] = []
        self._told = monotonic()

    async def pack(self) -> bool:
        """Pack everything; return False when it was called off meanwhile."""
        total = len(self._archive.files)
        for item in self._archive.items:
            put = await self._put(item) if item.sha256 else Put(item)
            if item.sha256:  # an address leads nowhere without its figures
                put = replace(put, item=replace(put.item, name=without_numbers(put.item.name)))
            self._puts.append(put)
            if monotonic() - self._told > _EVERY:
                self._told = monotonic()
                done = sum(1 for put in self._puts if put.item.sha256)
                text = t.PROGRESS.format(title=self._archive.title, done=done, total=total)
                if not await self._desk.writer.do(_tell, self._errand, text):
                    return False
        await self._finish_part()
        return True

    async def said(self) -> list[Say]:
        """Return the messages with the index and the parts."""
        title, of = self._archive.title, len(self._parts)
        index = await self._desk.run(index_workbook, self._archive, self._puts)
        held = sum(1 for put in self._puts if put.item.note.endswith(t.HELD))
        lost = sum(1 for put in self._puts if put.item.sha256 and not put.path) - held
        files = sum(1 for put in self._puts if put.path)
        done = t.DONE.format(title=title, files=files, parts=of)
        if lost:
            done = f"{done}\n{t.MISSING.format(n=lost)}"
        if held:
            done = f"{done}\n{t.NOT_PUT.format(n=held)}"
        said = [
            Say(done, (), handle=MAKING),
            Say(
                "",
                kind="document",
                file=await self._desk.keep(index),
                filename=t.INDEX_NAME.format(title=title),
            ),
        ]
        for n, part in enumerate(self._parts, 1):
            sha256 = await in_thread(self._desk.blobs.adopt, part.path)
            name = t.NAME if of == 1 else t.NAME_OF_PART
            caption = t.PART.format(n=n, of=of, sums=t.SUMS)
            filename = name.format(title=title, n=n)
            said.append(Say(caption, kind="document", file=sha256, filename=filename))
        return said

    async def _put(self, item: Item) -> Put:
        """Put one piece in: a photo as a copy without place and device, which the original keeps;
        a paper with numbers of people as pictures of its pages; anything else as it came.
        """
        try:
            if item.kind == "photo":
                places = await covers(self._desk, item.sha256)
                async with self._desk.local(item.sha256) as path:
                    copy = await self._desk.run(clean_copy, path, covers=places)
                return await self._add(item.as_copy(), copy)
            known = await checked(self._desk, item.sha256, item.kind, item.name, item.mime)
            if known is not None:
                made = await paper_of(self._desk, item.sha256, item.mime, known)
                if made.is_held:
                    return Put(item.noted(t.HELD))
                if made.pages is not None:
                    note = t.AS_PAGES.format(n=known.pages, of=known.of)
                    return await self._add(item.noted(note), made.pages)
            async with self._desk.local(item.sha256) as path:
                return await self._add(item, await in_thread(path.read_bytes))
        except FileNotFoundError:
            return Put(replace(item, note=t.LOST))
        except Refused:
            return Put(replace(item, note=t.UNREADABLE))

    async def _add(self, item: Item, data: bytes) -> Put:
        if self._part is not None and self._part.size + len(data) > LARGEST_PART:
            await self._finish_part()
        if self._part is None:
            path = self._desk.blobs.incoming / f"archive-{self._errand.id}-{len(self._parts)}.zip"
            self._part = await in_thread(Part, path, f"{self._archive.title}-{len(self._parts)}")
        return await in_thread(self._part.add, item, data)

    async def _finish_part(self) -> None:
        if self._part is not None:
            part, self._part = self._part, None
            await in_thread(part.close)
            self._parts.append(part)

    def clear(self) -> None:
        """Throw away what was not finished."""
        if self._part is not None:
            with suppress(OSError):
                self._part.close()
            self._parts.append(self._part)
        for part in self._parts:
            part.path.unlink(missing_ok=True)


def _too_large(archive: Archive) -> Say:
    size, most = (f"{n / 1e6:,.0f} MB" for n in (archive.size, MOST_PARTS * LARGEST_PART))
    when, _, whose = archive.title.partition("-")
    what = " ".join((when, whose) if whose != t.COUNTY else (when,))
    text = t.TOO_LARGE.format(title=archive.title, size=size, most=most, what=what)
    return Say(text, (), handle=MAKING)


def _tell(session: Session, errand: Due, text: str) -> bool:
    """Say how far it is; return whether it is still wanted."""
    if not errands.is_asked(session, ARCHIVE, errand.subject):
        return False
    write(session, errand.subject, [_making(text)])
    return True


async def _deliver(desk: Desk, errand: Due, said: list[Say]) -> None:
    await desk.writer.do(_say, errand, said)


def _say(session: Session, errand: Due, said: list[Say]) -> None:
    actor = accounts.load(session, errand.subject).actor
    is_theirs = actor is not None and wanting.is_seen_by(session, actor, Wanted.of(errand.asked))
    deliver(session, errand, errand.subject, said if is_theirs else [])


CONVERSATION: Final = Conversation(
    entrances=(
        Entrance(
            t.COMMAND,
            begin,
            t.ABOUT,
            places={role: At(90, t.HELP, on_menu=False) for role in (Role.LIAISON, Role.BUREAU)},
            words=t.WORDS,
        ),
    ),
    presses={GO: _go, STOP: _stop},
    errands={ARCHIVE: make},
)
