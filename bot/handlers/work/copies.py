"""Copies: a piece of evidence as it may leave the bot, without place and device, and with numbers
of people covered where papers are read (§4.2).
"""

from collections.abc import Sequence
from pathlib import PurePath

from bot.actions.work import lay_out
from bot.evidence.copies import Copied, clean_copy, paper_copy
from bot.handlers.desk import Desk
from bot.handlers.say import Piece as Sent
from bot.handlers.say import Say, albums
from bot.handlers.work.checking import checked, covers
from bot.rules.papers.numbers import Checked, without_numbers
from bot.storage.session import Session
from bot.storage.work.evidence import LINK, Piece
from bot.texts import evidence as t
from bot.texts.work import originals as o


async def copies_of(desk: Desk, pieces: Sequence[Piece], called: str, head: str) -> list[Say]:
    """Return all pieces of what is `called` so, under a head: links in that message, the files in
    as few albums as they fit. A piece's number is its place on the contact sheet.
    """
    numbered = list(enumerate(pieces, 1))
    links = [o.LINK.format(n=n, link=p.name) for n, p in numbered if p.kind == LINK]
    files = [
        await copy_of(desk, piece, f"{called}-{n}", str(n), o.REFUSED.format(n=n))
        for n, piece in numbered
        if piece.sha256
    ]
    return [Say("\n".join([head, *links])), *albums(files)]


def pieces_of(session: Session, draft_id: int) -> list[Piece]:
    """Return the pieces of a draft that are there, as they are numbered on its contact sheet."""
    return [p for p in lay_out.to_draw(session, draft_id).pieces if p.state == "ready"]


async def copy_of(desk: Desk, piece: Piece, name: str, text: str, instead: str) -> Sent:
    """Return a piece that is there as part of an album: a photo as a clean copy, a paper as it came
    or as pictures of its pages, anything else as it came. `name` is what it is called unless it
    has a name of its own, `text` stands under it, `instead` is sent where Telegram does not take
    it. A paper that may not leave is a sentence.
    """
    sha256 = str(piece.sha256)
    if piece.kind == "photo":
        places = await covers(desk, sha256)
        async with desk.local(sha256) as path:
            copy = await desk.run(clean_copy, path, covers=places)
        return Sent(text, "photo", await desk.keep(copy), f"{name}.jpg", len(copy), instead)
    own = without_numbers(piece.name or name)
    known = await checked(desk, sha256, piece.kind, piece.name, piece.mime)
    if known is None:
        return Sent(text, "document", sha256, own, piece.size, instead)
    made = await paper_of(desk, sha256, piece.mime, known)
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
