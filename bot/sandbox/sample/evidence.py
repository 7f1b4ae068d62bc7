"""What they photographed, taken in as anybody's photos are: fetched, inspected, laid out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import cast

from bot.actions import attach
from bot.evidence.inspect import inspect
from bot.evidence.sheet import contact_sheet
from bot.evidence.signatures import Kind
from bot.evidence.tiles import Tile
from bot.rules.permissions import Actor
from bot.sandbox.sample import pictures
from bot.sandbox.sample.works import Work
from bot.storage import accounts, errands, evidence
from bot.storage.blobs import Blobs
from bot.storage.errands import Due
from bot.storage.evidence import Sent
from bot.storage.session import Session
from bot.transport.fetcher import Verdict

File = tuple[str, str, str, bytes]


@dataclass
class Camera:
    """Takes the photos of a piece of work and hands them in. Counts the messages they would be."""

    blobs: Blobs
    messages: int = 0

    def attach(self, session: Session, actor: Actor, draft: int, work: Work, day: date) -> None:
        """All of it, up to the contact sheet that its reviewer sees."""
        for kind, name, mime, data in _files(work, day):
            self._take_in(session, actor, draft, kind, name, mime, data)
        self._draw_sheet(session, draft)

    def _take_in(  # noqa: PLR0913, PLR0917 - a file as Telegram describes it
        self, session: Session, actor: Actor, draft: int, kind: str, name: str, mime: str,
        data: bytes,
    ) -> None:  # fmt: skip
        self.messages += 1
        unique = f"sample-{self.messages}"
        sent = Sent(kind, unique, unique, name, mime, len(data), self.messages, "")
        attach.attach(session, actor, accounts.load(session, actor.chat_id), sent, draft)
        errand = _asked(session, attach.FETCH)
        sha256 = self.blobs.keep(data)
        seen = inspect(self.blobs.path(sha256), name, mime)
        thumbnail = self.blobs.keep(seen.thumbnail) if seen.thumbnail else ""
        piece = evidence.get(session, errand.subject)
        attach.finish(session, errand, piece, Verdict(sha256, thumbnail, seen))

    def _draw_sheet(self, session: Session, draft: int) -> None:
        errand = _asked(session, attach.SHEET)
        pieces, labels, signature = attach.to_draw(session, draft)
        tiles = [
            Tile(
                number=number,
                kind=cast("Kind", piece.kind),
                thumbnail=self.blobs.read(piece.thumbnail) if piece.thumbnail else None,
                taken_at=attach.taken_time(piece),
                label=labels.get(piece.slot, ""),
                name=piece.name,
            )
            for number, piece in enumerate(pieces, 1)
        ]
        sha256 = self.blobs.keep(contact_sheet(tiles))
        attach.drawn(session, errand, sha256, signature)


def _files(work: Work, day: date) -> Iterator[File]:
    """Kind, name, type and content, a quarter of an hour between the photos."""
    for place, scene in enumerate(work.scenes.split()):
        taken = datetime.combine(day, time(9, 12)) + timedelta(minutes=16 * place)
        picture = pictures.photo(scene, f"{work.theme}宣传", taken)
        yield "photo", f"IMG_{taken:%Y%m%d_%H%M%S}.jpg", "image/jpeg", picture
    if work.has_plan:
        lines = [
            f"时间：{day.year}年{day.month}月{day.day}日",
            f"地点：{work.place}",
            f"主题：{work.theme}",
            f"方式：{work.way}",
            f"对象：{work.reach}职工，约{work.turnout}人",
        ]
        yield "paper", work.plan, "application/pdf", pictures.plan("宣传活动方案", lines)


def _asked(session: Session, kind: str) -> Due:
    return next(errand for errand in errands.due(session) if errand.kind == kind)
