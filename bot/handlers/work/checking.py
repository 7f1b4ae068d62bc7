"""Checking: what is to be covered on a file before a copy of it leaves the bot (§4.2)."""

from collections.abc import Sequence

import structlog

from bot.errors import Refused
from bot.handlers.desk import Desk
from bot.rules.papers.numbers import Checked, Cover
from bot.rules.papers.reading import Reading
from bot.storage.work import readings
from bot.storage.work.readings import KINDS

log = structlog.get_logger()


async def checked(desk: Desk, sha256: str, kind: str, name: str, mime: str) -> Checked | None:
    """Return what is known of a file. One from before papers were read, or that others have been
    waiting before, is read now. None where nothing is known: papers are not read here, or not
    files of this kind.
    """
    if kind not in KINDS:
        return None
    known = await desk.reader.do(readings.checked, sha256)
    if known is not None or desk.read is None:
        return known
    return await desk.writer.do(readings.note, sha256, await read_file(desk, sha256, name, mime))


async def covers(desk: Desk, sha256: str) -> Sequence[Cover]:
    """Return the places that are to be covered on a photo."""
    known = await checked(desk, sha256, "photo", "", "image/*")
    return () if known is None else known.places


async def read_file(desk: Desk, sha256: str, name: str, mime: str) -> Reading | None:
    """Return what is read; None of what cannot be: a person looks at it then, as before. A file
    that is broken or locked makes the libraries that open it raise what they like.
    """
    if desk.read is None or not sha256:
        return None
    try:
        async with desk.local(sha256) as path:
            return await desk.read(path, name, mime)
    except (Refused, FileNotFoundError):
        return None
    except Exception as trouble:  # noqa: BLE001 - see above; what it says may quote the file
        log.warning("paper not read", kind=mime, trouble=type(trouble).__name__)
        return None
