"""What they photographed, taken in as anybody's photos are: fetched, inspected, laid out."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from bot.actions.work import alike, attach, lay_out, report
from bot.evidence.inspect import inspect
from bot.evidence.likeness import resembling
from bot.evidence.sheet import contact_sheet
from bot.handlers.work.drawing import tiles
from bot.rules.permissions import Actor
from bot.sandbox.sample.deed import Deed, Shot
from bot.storage import errands
from bot.storage.blobs import Blobs
from bot.storage.errands import Due
from bot.storage.people import accounts
from bot.storage.session import Session
from bot.storage.work.evidence import Sent
from bot.transport.fetcher import Verdict


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as its sender sees it, and what the inspection will say of it."""

    shot: Shot
    size: int
    verdict: Verdict


class Camera:
    """Takes the photos of each piece of work, two at a time, while the county is being set up."""

    def __init__(self, blobs: Blobs, deeds: Sequence[tuple[Deed, date]]) -> None:
        self.blobs = blobs
        self.messages = 0
        self._lab = ThreadPoolExecutor(2)
        self._roll = {
            deed: [self._lab.submit(self._develop, shot) for shot in deed.shots(day)]
            for deed, day in deeds
        }

    def close(self) -> None:
        """Nothing is written any more, however far it had come."""
        self._lab.shutdown(cancel_futures=True)

    def attach(self, session: Session, actor: Actor, draft: int, deed: Deed) -> None:
        """Hand in all of it, up to the contact sheet that its reviewer sees."""
        for developing in self._roll[deed]:
            self._hand_in(session, actor, draft, developing.result())
        self._draw_sheet(session, draft)

    def _develop(self, shot: Shot) -> Taken:
        data = shot.make()
        sha256 = self.blobs.keep(data)
        seen = inspect(self.blobs.path(sha256), shot.name, shot.mime)
        thumbnail = self.blobs.keep(seen.thumbnail) if seen.thumbnail else ""
        return Taken(shot, len(data), Verdict(sha256, thumbnail, seen))

    def _hand_in(self, session: Session, actor: Actor, draft: int, taken: Taken) -> None:
        """To the slot that is asked for by its name."""
        self.messages += 1
        unique, shot = f"sample-{self.messages}", taken.shot
        sent = Sent(shot.kind, unique, unique, shot.name, shot.mime, taken.size, self.messages, "")
        account = accounts.load(session, actor.chat_id)
        report.ask(session, actor, draft, shot.slot)
        attach.attach(session, actor, account, sent, answering=draft)
        (errand,) = _asked(session, attach.FETCH)
        attach.finish(session, errand, taken.verdict)
        for errand in _asked(session, alike.LIKENESS):
            self._compare(session, errand, look=shot.is_shared)

    def _compare(self, session: Session, errand: Due, *, look: bool) -> None:
        """With whatever in the county may be like it. A look takes a while, and all that was
        drawn by itself is known to be like nothing else.
        """
        found = alike.suspects(session, errand.subject)
        others = found.near if look else ()
        pictures = [(self.blobs.read(each.thumbnail), each.mirrored) for each in others]
        same = resembling(self.blobs.read(found.thumbnail), pictures) if pictures else []
        sure = [each for each, is_so in zip(others, same, strict=True) if is_so]
        alike.noted(session, errand, found, sure)

    def _draw_sheet(self, session: Session, draft: int) -> None:
        (errand,) = _asked(session, lay_out.SHEET)
        shown = lay_out.to_draw(session, draft)
        sha256 = self.blobs.keep(contact_sheet(tiles(shown, self.blobs)))
        lay_out.drawn(session, errand, sha256, shown.signature)


def _asked(session: Session, kind: str) -> list[Due]:
    return [errand for errand in errands.due(session) if errand.kind == kind]
