"""Papers that read themselves: the errand that reads one, and what is said of it."""

from typing import Final

from bot.actions.work import read_papers
from bot.errors import Refused
from bot.handlers.conversation import Conversation
from bot.handlers.desk import Desk, drop
from bot.rules.papers.reading import Reading
from bot.storage.errands import Due
from bot.storage.work import evidence


async def read(desk: Desk, errand: Due) -> None:
    """Read the piece that the errand is about; where papers are not read, there is nothing to
    do.
    """
    piece = await desk.reader.do(evidence.get, errand.subject)
    if desk.read is None or piece.state != "ready" or not piece.sha256:
        await desk.writer.do(drop, errand)
        return
    await desk.writer.do(read_papers.finish, errand, await _read(desk, piece))


async def _read(desk: Desk, piece: evidence.Piece) -> Reading | None:
    """Return what is read; None of what cannot be: a person looks at it then, as before."""
    if desk.read is None or not piece.sha256:
        return None
    try:
        async with desk.local(piece.sha256) as path:
            return await desk.read(path, piece.name, piece.mime)
    except (Refused, FileNotFoundError):
        return None


CONVERSATION: Final = Conversation(errands={read_papers.READ: read})
