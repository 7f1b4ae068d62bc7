"""What they photographed, taken in as anybody's photos are: fetched, inspected, laid out."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.actions import attach
from bot.evidence.inspect import inspect
from bot.evidence.sheet import contact_sheet
from bot.handlers.errands import tiles
from bot.rules.permissions import Actor
from bot.sandbox.sample import pictures
from bot.sandbox.sample.works import Work
from bot.storage import accounts, errands
from bot.storage.blobs import Blobs
from bot.storage.errands import Due
from bot.storage.evidence import Sent
from bot.storage.session import Session
from bot.transport.fetcher import Verdict


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as its sender sees it, and what the inspection will say of it."""

    kind: str
    name: str
    mime: str
    size: int
    verdict: Verdict


class Camera:
    """Takes the photos of each piece of work, two at a time, while the county is being set up."""

    def __init__(self, blobs: Blobs, works: Sequence[tuple[Work, date]]) -> None:
        self.blobs = blobs
        self.messages = 0
        self._lab = ThreadPoolExecutor(2)
        self._roll = {
            work: [self._lab.submit(self._develop, *each) for each in _files(work, day)]
            for work, day in works
        }

    def close(self) -> None:
        """Nothing is written any more, however far it had come."""
        self._lab.shutdown(cancel_futures=True)

    def attach(self, session: Session, actor: Actor, draft: int, work: Work) -> None:
        """Hand in all of it, up to the contact sheet that its reviewer sees."""
        for developing in self._roll[work]:
            self._hand_in(session, actor, draft, developing.result())
        self._draw_sheet(session, draft)

    def _develop(self, kind: str, name: str, mime: str, make: Callable[[], bytes]) -> Taken:
        data = make()
        sha256 = self.blobs.keep(data)
        seen = inspect(self.blobs.path(sha256), name, mime)
        thumbnail = self.blobs.keep(seen.thumbnail) if seen.thumbnail else ""
        return Taken(kind, name, mime, len(data), Verdict(sha256, thumbnail, seen))

    def _hand_in(self, session: Session, actor: Actor, draft: int, taken: Taken) -> None:
        self.messages += 1
        unique = f"sample-{self.messages}"
        sent = Sent(
            taken.kind, unique, unique, taken.name, taken.mime, taken.size, self.messages, ""
        )
        account = accounts.load(session, actor.chat_id)
        attach.attach(session, actor, account, sent, answering=draft)
        errand = _asked(session, attach.FETCH)
        attach.finish(session, errand, taken.verdict)

    def _draw_sheet(self, session: Session, draft: int) -> None:
        errand = _asked(session, attach.SHEET)
        shown = attach.to_draw(session, draft)
        sha256 = self.blobs.keep(contact_sheet(tiles(shown, self.blobs)))
        attach.drawn(session, errand, sha256, shown.signature)


def _files(work: Work, day: date) -> Iterator[tuple[str, str, str, Callable[[], bytes]]]:
    """Kind, name, type and content, a quarter of an hour between the photos."""
    for place, scene in enumerate(work.scenes.split()):
        taken = datetime.combine(day, time(9, 12)) + timedelta(minutes=16 * place)
        make = partial(pictures.photo, scene, f"{work.theme}宣传", taken)
        yield "photo", f"IMG_{taken:%Y%m%d_%H%M%S}.jpg", "image/jpeg", make
    if work.has_plan:
        lines = [
            f"时间：{day.year}年{day.month}月{day.day}日",
            f"地点：{work.place}",
            f"主题：{work.theme}",
            f"方式：{work.way}",
            f"对象：{work.reach}职工，约{work.turnout}人",
        ]
        make = partial(pictures.plan, "宣传活动方案", lines)
        yield "paper", work.plan, "application/pdf", make


def _asked(session: Session, kind: str) -> Due:
    (errand,) = (errand for errand in errands.due(session) if errand.kind == kind)
    return errand
