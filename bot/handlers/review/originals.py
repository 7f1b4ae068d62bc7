"""原图: the pieces of an entry themselves, photos as clean copies without place and device."""

from typing import Final

from bot.actions.work import lay_out
from bot.evidence.copies import clean_copy
from bot.handlers.desk import Desk, deliver, may_have
from bot.handlers.review.live import follow
from bot.handlers.say import Say
from bot.rules.permissions import Act
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.work import entries, evidence
from bot.storage.work.evidence import Piece
from bot.texts.review import review as t

ORIGINALS: Final = "originals"


async def originals(desk: Desk, errand: Due) -> None:
    """Fetch, clean and send them to the chat that asked; the live card follows."""
    pieces, number = await desk.reader.do(_pieces_of_entry, errand.asked["entry"])
    said = [Say(t.ORIGINALS_SENT.format(number=number))]
    for n, piece in enumerate(pieces, 1):
        if piece.kind == evidence.LINK:
            said.append(Say(f"{n} {piece.name}"))
        if piece.sha256 is None:
            continue
        if piece.kind == "photo":
            sha256 = await desk.keep(await desk.run(clean_copy, desk.blobs.path(piece.sha256)))
            said.append(Say(str(n), kind="photo", file=sha256, filename=f"{number}-{n}.jpg"))
        else:
            name = piece.name or f"{number}-{n}"
            said.append(Say(str(n), kind="document", file=piece.sha256, filename=name))
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
    shown = lay_out.to_draw(session, entry.draft_id)
    return [piece for piece in shown.pieces if piece.state == "ready"], entry.number
