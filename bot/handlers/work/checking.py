"""Checking: what is to be covered on a file before a copy of it leaves the bot (§4.2)."""

from collections.abc import Sequence

import structlog

from bot.errors import Away, Refused
from bot.handlers.desk import Desk
from bot.rules.papers.numbers import Checked, Cover
from bot.rules.papers.reading import Reading
from bot.storage.work import readings
from bot.storage.work.readings import KINDS

log = structlog.get_logger()


async def checked(desk: Desk, sha256: str, kind: str, name: str, mime: str) -> Checked | None:
    """Return what is known of a file. One from before papers were read, that others have been
    waiting before, or that could not be read last time, is read now. None where nothing is known:
    papers are not read here, or not files of this kind. Raises Away where the file cannot be had
    now: whoever makes a copy tries again.
    """
    if kind not in KINDS:
        return None
    known = await desk.reader.do(readings.checked, sha256)
    if desk.read is None or (known is not None and known.covers is not None):
        return known
    return await desk.writer.do(readings.note, sha256, await read_file(desk, sha256, name, mime))


async def covers(desk: Desk, sha256: str) -> Sequence[Cover] | None:
    """Return the places that are to be covered on a photo, None where it could not be read: its
    copies are coarse.
    """
    known = await checked(desk, sha256, "photo", "", "image/*")
    if desk.read is not None and known is not None and known.covers is None:
        return None
    return () if known is None else known.places


async def read_file(desk: Desk, sha256: str, name: str, mime: str) -> Reading | None:
    """Return what is read; None of what cannot be, or is lost. A file that is broken or locked
    makes the libraries that open it raise what they like. What keeps the file or the reader away
    for now is raised: it says nothing about the file.
    """
    if desk.read is None or not sha256:
        return None
    try:
        async with desk.local(sha256) as path:
            try:
                return await desk.read(path, name, mime)
            except Away:
                raise
            except Refused:
                return None
            except Exception as trouble:  # noqa: BLE001 - it may quote the file
                log.warning("paper not read", kind=mime, trouble=type(trouble).__name__)
                return None
    except FileNotFoundError:
        return None
