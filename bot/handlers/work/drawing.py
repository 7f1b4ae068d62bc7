"""Drawing: the errands that draw a draft's contact sheet, and that look for other photos in the
county that look like its own.
"""

from collections.abc import Mapping, Sequence
from typing import Final, cast

from bot.actions.work import alike, catch_up, lay_out
from bot.evidence.likeness import fingerprints, resembling
from bot.evidence.sheet import contact_sheet
from bot.evidence.signatures import Kind
from bot.evidence.tiles import Tile
from bot.evidence.workers import Crashed
from bot.handlers.conversation import Conversation, Reminder
from bot.handlers.desk import Desk, drop
from bot.handlers.say import write
from bot.handlers.work.checking import covers
from bot.handlers.work.news import EntryChanged
from bot.rules.papers.numbers import Cover
from bot.storage.blobs import Blobs, in_thread
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.texts import conversations

_NOTHING: Final[Mapping[int, Sequence[Cover] | None]] = {}


async def sheet(desk: Desk, errand: Due) -> None:
    """Draw the contact sheet of a draft, for whoever reviews it. Nothing is drawn while a piece is
    still on its way: the last one to come asks again. Numbers of people on photos are covered.
    """
    shown = await desk.reader.do(lay_out.to_draw, errand.subject)
    if not shown.pieces or any(piece.state != "ready" for piece in shown.pieces):
        await desk.writer.do(drop, errand)
        return
    places = {
        piece.id: await covers(desk, piece.sha256)
        for piece in shown.pieces
        if piece.kind == "photo" and piece.sha256
    }
    drawable = await in_thread(tiles, shown, desk.blobs, places)
    sha256 = await desk.keep(await desk.run(contact_sheet, drawable))
    await desk.writer.do(_drawn, errand, sha256, shown.signature, covered=desk.read is not None)


async def likeness(desk: Desk, errand: Due) -> None:
    """Find out what one piece looks like anywhere in the county; the reviewers of both entries are
    shown it.
    """
    found = await desk.reader.do(alike.suspects, errand.subject)
    confirmed = await _confirmed(desk, found) if found.near else []
    await desk.writer.do(_likened, errand, found, confirmed)


async def older(desk: Desk, errand: Due) -> None:
    """Fingerprint a few photos from before likeness was looked for, while nothing else is to be
    done.
    """
    few = await desk.reader.do(catch_up.next_few)
    if few is None:
        await desk.writer.do(catch_up.put_off, errand)
        return
    thumbnails = [await in_thread(_seen, desk.blobs, sha256) for _, sha256 in few]
    try:
        prints = await desk.run(fingerprints, thumbnails) if few else []
    except Crashed:
        prints = [None] * len(few)
    await desk.writer.do(catch_up.caught_up, errand, few, prints)


def tiles(
    shown: lay_out.ToDraw, blobs: Blobs, places: Mapping[int, Sequence[Cover] | None] = _NOTHING
) -> list[Tile]:
    """Return the tiles that a contact sheet is drawn from, numbered from 1; `places` are what is to
    be covered, by piece.
    """
    return [
        Tile(
            number=n,
            kind=cast("Kind", piece.kind),
            thumbnail=_seen(blobs, piece.thumbnail) if piece.thumbnail else None,
            taken_at=lay_out.taken_time(piece),
            label=shown.labels.get(piece.slot, ""),
            name=piece.name,
            year=shown.year,
            covers=places.get(piece.id, ()),
        )
        for n, piece in enumerate(shown.pieces, 1)
    ]


async def _confirmed(desk: Desk, found: alike.Suspects) -> list[alike.Suspect]:
    """Return those suspects whose thumbnails show the same thing, too: a near fingerprint alone
    proves nothing.
    """
    own = await in_thread(_seen, desk.blobs, found.thumbnail)
    others = [
        (await in_thread(_seen, desk.blobs, near.thumbnail), near.mirrored) for near in found.near
    ]
    verdicts = await desk.run(resembling, own, others)
    return [near for near, is_so in zip(found.near, verdicts, strict=True) if is_so]


def _seen(blobs: Blobs, thumbnail: str) -> bytes:
    """Return a thumbnail's bytes, b"" where the file has been lost: nobody's card or comparison
    waits for ever for one that no longer comes.
    """
    try:
        return blobs.read(thumbnail)
    except FileNotFoundError:
        return b""


def _drawn(session: Session, errand: Due, sha256: str, signature: str, *, covered: bool) -> None:
    entry_id = lay_out.drawn(session, errand, sha256, signature, covered=covered)
    if entry_id is not None:
        write(session, 0, [EntryChanged(entry_id)])


def _likened(
    session: Session, errand: Due, found: alike.Suspects, confirmed: list[alike.Suspect]
) -> None:
    flagged = alike.noted(session, errand, found, confirmed)
    own = None if flagged is None else alike.compared(session, errand.subject)
    changed = sorted({*(flagged or ()), *([] if own is None else [own])})
    write(session, 0, [EntryChanged(entry_id) for entry_id in changed])


CONVERSATION: Final = Conversation(
    name=conversations.REPORTING,
    errands={lay_out.SHEET: sheet, alike.LIKENESS: likeness, catch_up.CATCH_UP: older},
    at_start=(
        Reminder(catch_up.is_owed, catch_up.begin),
        Reminder(lay_out.is_owed, lay_out.draw_anew),
    ),
)
