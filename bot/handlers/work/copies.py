"""Copies: a piece of evidence as it may leave the bot, without place and device, and with numbers
of people covered where papers are read (§4.2).
"""

from pathlib import PurePath

from bot.evidence.copies import Copied, clean_copy, paper_copy
from bot.handlers.desk import Desk
from bot.handlers.say import Piece as Sent
from bot.handlers.work.checking import checked
from bot.rules.papers.numbers import Checked, without_numbers
from bot.storage.work.evidence import Piece
from bot.texts import evidence as t


async def copy_of(desk: Desk, piece: Piece, name: str, text: str, instead: str) -> Sent:
    """Return a piece that is there as part of an album: a photo as a clean copy, a paper as it came
    or as pictures of its pages, anything else as it came. `name` is what it is called unless it
    has a name of its own, `text` stands under it, `instead` is sent where Telegram does not take
    it. A paper that may not leave is a sentence.
    """
    sha256 = str(piece.sha256)
    known = await checked(desk, sha256, piece.kind, piece.name, piece.mime)
    if piece.kind == "photo":
        async with desk.local(sha256) as path:
            copy = await desk.run(clean_copy, path, covers=known.places if known else ())
        return Sent(text, "photo", await desk.keep(copy), f"{name}.jpg", len(copy), instead)
    if known is None:
        return Sent(text, "document", sha256, piece.name or name, piece.size, instead)
    made = await paper_of(desk, sha256, piece.mime, known)
    own = without_numbers(piece.name or name)
    if made.is_held:
        return Sent(f"{text}：{t.HELD}", "text", "", "", 0, instead)
    if made.pages is None:
        return Sent(text, "document", sha256, own, piece.size, instead)
    text = f"{text}：{t.as_pages(known.pages, known.of)}"
    data = made.pages
    return Sent(text, "document", await desk.keep(data), pdf_name(own), len(data), instead)


async def paper_of(desk: Desk, sha256: str, mime: str, known: Checked) -> Copied:
    """Return what may leave of a paper that was looked through."""
    async with desk.local(sha256) as path:
        made: Copied = await desk.run(paper_copy, path, mime, known)
    return made


def pdf_name(name: str) -> str:
    """Return what a paper is called whose pages were drawn."""
    return f"{PurePath(name).stem}.pdf"
