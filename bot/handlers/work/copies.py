"""Copies: a piece of evidence as it may leave the bot, without place and device."""

from bot.evidence.copies import clean_copy
from bot.handlers.desk import Desk
from bot.handlers.say import Piece as Sent
from bot.storage.work.evidence import Piece


async def copy_of(desk: Desk, piece: Piece, name: str, text: str, instead: str) -> Sent:
    """Return a piece that is there as part of an album: a photo as a clean copy, anything else as
    it came. `name` is what it is called unless it has a name of its own, `text` stands under it,
    `instead` is sent where Telegram does not take it.
    """
    sha256 = str(piece.sha256)
    if piece.kind != "photo":
        return Sent(text, "document", sha256, piece.name or name, piece.size, instead)
    async with desk.local(sha256) as path:
        copy = await desk.run(clean_copy, path)
    return Sent(text, "photo", await desk.keep(copy), f"{name}.jpg", len(copy), instead)
