"""原图: the pieces of an entry themselves, photos as clean copies without place and device."""

from typing import Final

from bot.handlers.desk import Desk, deliver, may_have
from bot.handlers.review.live import follow
from bot.handlers.say import Say
from bot.handlers.work.copies import copies_of, pieces_of
from bot.rules.permissions import Act
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.work import entries
from bot.storage.work.evidence import Piece
from bot.texts.review import review as t

ORIGINALS: Final = "originals"


async def originals(desk: Desk, errand: Due) -> None:
    """Send the pieces of an entry to the chat that asked; the live card follows below them."""
    pieces, number = await desk.reader.do(_pieces_of_entry, errand.asked["entry"])
    said = await copies_of(desk, pieces, number, t.ORIGINALS_SENT.format(number=number))
    await desk.writer.do(_say, errand, said)


def _say(session: Session, errand: Due, said: list[Say]) -> None:
    chat, entry = errand.asked["chat"], entries.get(session, errand.asked["entry"])
    if entry is not None and may_have(session, chat, Act.SEE, entry.subject):
        said = [*said, *follow(session, chat)]
    else:
        said = []
    deliver(session, errand, chat, said)


def _pieces_of_entry(session: Session, entry_id: int) -> tuple[list[Piece], str]:
    entry = entries.get(session, entry_id)
    if entry is None:
        return [], ""
    return pieces_of(session, entry.draft_id), entry.number
