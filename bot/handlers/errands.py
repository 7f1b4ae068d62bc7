"""What is done after a commit besides talking: contact sheets, originals, reports, menus."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

from bot.actions import catch_up
from bot.actions.review import batch as batches
from bot.actions.score import score, summarise
from bot.actions.work import alike, attach, lay_out
from bot.evidence.batch import Cell, batch_picture
from bot.evidence.copies import clean_copy
from bot.evidence.likeness import fingerprints, resembling
from bot.evidence.sheet import contact_sheet
from bot.evidence.signatures import Kind
from bot.evidence.tiles import Tile
from bot.evidence.workers import Crashed
from bot.handlers.review import batch, reviewing
from bot.handlers.say import Say, write
from bot.handlers.score import quarter
from bot.handlers.work import reporting
from bot.reports.score_card import score_card
from bot.reports.summary_picture import summary_picture
from bot.reports.summary_workbook import summary_filename, summary_workbook
from bot.rules.permissions import Act, Subject, may
from bot.rules.quarters import Quarter
from bot.storage import errands
from bot.storage.blobs import Blobs
from bot.storage.errands import Due
from bot.storage.people import accounts, persons
from bot.storage.reader import Reader
from bot.storage.session import Session
from bot.storage.work import entries, evidence
from bot.storage.work.evidence import Piece
from bot.storage.writer import Writer
from bot.texts.review import review as review_texts
from bot.texts.score import quarter as quarter_texts

Run = Callable[..., Awaitable[Any]]


class Desk:
    """Does the errands that need pictures or workbooks, in worker processes by `run`."""

    def __init__(self, writer: Writer, reader: Reader, blobs: Blobs, run: Run) -> None:
        self._writer, self._reader, self._blobs, self._run = writer, reader, blobs, run

    async def sheet(self, errand: Due) -> None:
        """The contact sheet of a draft, for whoever reviews it."""
        shown = await self._reader.do(lay_out.to_draw, errand.subject)
        if not shown.pieces or any(piece.state != "ready" for piece in shown.pieces):
            await self._writer.do(drop, errand)
            return
        drawable = await asyncio.to_thread(tiles, shown, self._blobs)
        sha256 = await self._kept(await self._run(contact_sheet, drawable))
        await self._writer.do(_drawn, errand, sha256, shown.signature)

    async def originals(self, errand: Due) -> None:
        """The pieces themselves, photos as clean copies without place and device."""
        pieces, number = await self._reader.do(_pieces_of_entry, errand.asked["entry"])
        said = [Say(review_texts.ORIGINALS_SENT.format(number=number))]
        for n, piece in enumerate(pieces, 1):
            if piece.kind == evidence.LINK:
                said.append(Say(f"{n} {piece.name}"))
            if piece.sha256 is None:
                continue
            if piece.kind == "photo":
                copy = await self._run(clean_copy, self._blobs.path(piece.sha256))
                sha256 = await self._kept(copy)
                said.append(Say(str(n), kind="photo", file=sha256, filename=f"{number}-{n}.jpg"))
            else:
                name = piece.name or f"{number}-{n}"
                said.append(Say(str(n), kind="document", file=piece.sha256, filename=name))
        await self._writer.do(_say_originals, errand, said)

    async def likeness(self, errand: Due) -> None:
        """What a piece looks like anywhere in the county, for the reviewers of both."""
        found = await self._reader.do(alike.suspects, errand.subject)
        confirmed = await self._confirmed(found) if found.near else []
        await self._writer.do(_likened, errand, found, confirmed)

    async def catch_up(self, errand: Due) -> None:
        """A few photos from before likeness was looked for, while there is nothing else to do."""
        few = await self._reader.do(catch_up.next_few)
        if few is None:
            await self._writer.do(catch_up.put_off, errand)
            return
        thumbnails = [await asyncio.to_thread(self._seen, sha256) for _, sha256 in few]
        try:
            prints = await self._run(fingerprints, thumbnails) if few else []
        except Crashed:
            prints = [None] * len(few)
        await self._writer.do(catch_up.caught_up, errand, few, prints)

    async def summary(self, errand: Due) -> None:
        """The bureau's quarter: picture and workbook."""
        which = _quarter(errand)
        force = errand.asked.get("force")
        rows = await self._reader.do(summarise.summary, which, force)
        picture = await self._kept(await self._run(summary_picture, rows))
        workbook = await self._kept(await self._run(summary_workbook, rows))
        scope = await self._reader.do(_scope, force)
        t = quarter_texts
        mark = t.DRAFT if rows.draft else ""
        caption = t.CAPTION.format(
            quarter=which.label,
            scope=scope,
            mark=mark,
            people=len(rows.people),
            scored=rows.scored,
            outstanding=rows.outstanding or t.NOTHING_OWED,
        )
        done = t.DONE.format(quarter=which.label, scope=scope, mark=mark)
        name = summary_filename(which, draft=rows.draft)
        said = [
            Say(done, (), handle=quarter.MAKING),
            Say(caption, kind="photo", file=picture, filename="summary.png"),
            Say("", kind="document", file=workbook, filename=name),
        ]
        await self._writer.do(_say_summary, errand, said)

    async def score(self, errand: Due) -> None:
        """A coordinator's own quarter as a picture."""
        which = _quarter(errand)
        card = await self._reader.do(score.picture_of, errand.asked["person"], which)
        picture = await self._kept(await self._run(score_card, card))
        caption = quarter_texts.SCORE_HEAD.format(quarter=which.label)
        said = [Say(caption, kind="photo", file=picture, filename="score.png")]
        await self._writer.do(_say_score, errand, said)

    async def tell(self, errand: Due) -> None:
        """The author hears of an approval that was not taken back."""
        await self._writer.do(reviewing.tell, errand)

    async def batch(self, errand: Due) -> None:
        """The sheets of what may be approved together, as one picture."""
        heads = await self._reader.do(batches.to_draw, errand.subject)
        cells = [Cell(head, self._blobs.path(sheet)) for head, sheet in heads if sheet]
        sha256 = await self._kept(await self._run(batch_picture, cells)) if cells else ""
        await self._writer.do(batch.drawn, errand, sha256)

    async def tell_batch(self, errand: Due) -> None:
        """The authors hear of what was approved together and not taken back."""
        await self._writer.do(batch.tell, errand)

    async def _confirmed(self, found: alike.Suspects) -> list[alike.Suspect]:
        """Those whose thumbnails show the same, too."""
        own = await asyncio.to_thread(self._blobs.read, found.thumbnail)
        others = [
            (await asyncio.to_thread(self._blobs.read, near.thumbnail), near.mirrored)
            for near in found.near
        ]
        verdicts = await self._run(resembling, own, others)
        return [near for near, is_so in zip(found.near, verdicts, strict=True) if is_so]

    def _seen(self, thumbnail: str) -> bytes:
        """A thumbnail, or nothing where the file has been lost."""
        try:
            return self._blobs.read(thumbnail)
        except OSError:
            return b""

    async def _kept(self, data: bytes) -> str:
        return await asyncio.to_thread(self._blobs.keep, data)


def tiles(shown: lay_out.ToDraw, blobs: Blobs) -> list[Tile]:
    """What a contact sheet is drawn from."""
    return [
        Tile(
            number=n,
            kind=cast("Kind", piece.kind),
            thumbnail=blobs.read(piece.thumbnail) if piece.thumbnail else None,
            taken_at=lay_out.taken_time(piece),
            label=shown.labels.get(piece.slot, ""),
            name=piece.name,
            year=shown.year,
        )
        for n, piece in enumerate(shown.pieces, 1)
    ]


def finish_fetch(session: Session, errand: Due, verdict: Any) -> None:
    """The last step of the errand `fetch`."""
    finished = attach.finish(session, errand, verdict)
    if finished is not None:
        write(session, finished.card.draft.chat_id, reporting.settled(session, finished))


def _drawn(session: Session, errand: Due, sha256: str, signature: str) -> None:
    entry_id = lay_out.drawn(session, errand, sha256, signature)
    if entry_id is not None:
        write(session, 0, reviewing.refresh(session, entry_id))


def _likened(
    session: Session, errand: Due, found: alike.Suspects, confirmed: list[alike.Suspect]
) -> None:
    flagged = alike.noted(session, errand, found, confirmed)
    own = None if flagged is None else alike.compared(session, errand.subject)
    for entry_id in sorted({*(flagged or ()), *([] if own is None else [own])}):
        write(session, 0, reviewing.refresh(session, entry_id))


def drop(session: Session, errand: Due) -> None:
    """Off the list: done, or nothing to do."""
    errands.done(session, errand)


def _say_originals(session: Session, errand: Due, said: list[Say]) -> None:
    chat, entry = errand.asked["chat"], entries.get(session, errand.asked["entry"])
    if entry is not None and _may_have(session, chat, Act.SEE, entry.subject):
        said = [*said, *reviewing.follow(session, chat)]
    else:
        said = []
    _say(session, errand, chat, said)


def _say_summary(session: Session, errand: Due, said: list[Say]) -> None:
    subject = Subject(task_force_id=errand.asked.get("force"))
    is_theirs = _may_have(session, errand.subject, Act.SUMMARY, subject)
    _say(session, errand, errand.subject, said if is_theirs else [])


def _say_score(session: Session, errand: Due, said: list[Say]) -> None:
    is_theirs = accounts.chat_of(session, errand.asked["person"]) == errand.subject
    _say(session, errand, errand.subject, said if is_theirs else [])


def _say(session: Session, errand: Due, chat_id: int, said: list[Say]) -> None:
    if errands.done(session, errand):
        write(session, chat_id, said)


def _may_have(session: Session, chat_id: int, act: Act, subject: Subject) -> bool:
    """Whether who asked may still: they may have left by now, or have another role or phone."""
    actor = accounts.load(session, chat_id).actor
    return actor is not None and may(actor, act, subject)


def _pieces_of_entry(session: Session, entry_id: int) -> tuple[list[Piece], str]:
    entry = entries.get(session, entry_id)
    if entry is None:
        return [], ""
    shown = lay_out.to_draw(session, entry.draft_id)
    return [piece for piece in shown.pieces if piece.state == "ready"], entry.number


def _scope(session: Session, force: int | None) -> str:
    known = (f for f in persons.task_forces(session) if f.id == force)
    return quarter.scope_of(next(known, None))


def _quarter(errand: Due) -> Quarter:
    year, number = str(errand.asked["quarter"]).split("Q")
    return Quarter(int(year), int(number))
