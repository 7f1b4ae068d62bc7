"""The evidence of the sample county: what its people photographed, taken in as anybody's files are:
fetched, inspected, laid out.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date

from bot.actions.work import alike, attach, fill_in, lay_out
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

    slot: str
    kind: str
    name: str
    mime: str
    size: int
    verdict: Verdict
    is_shared: bool


@dataclass(slots=True)
class Album:
    """All that was drawn for one piece of work, so that it need not be drawn twice: its files, the
    contact sheet ("" before there is one), and which two thumbnails show one scene.
    """

    taken: Sequence[Taken]
    sheet: str = ""
    same: dict[tuple[str, str, bool], bool] = field(default_factory=dict)


Albums = Mapping[Deed, Album]


class Camera:
    """Takes the photos of each piece of work, two at a time, while the county is being set up;
    those that are in an album already are not taken again.
    """

    def __init__(
        self, blobs: Blobs, deeds: Sequence[tuple[Deed, date]], albums: Albums | None = None
    ) -> None:
        self.blobs = blobs
        self.messages = 0
        self.albums = dict(albums or {})
        self._lab = ThreadPoolExecutor(2)
        self._roll: dict[Deed, list[Future[Taken]]] = {
            deed: [self._lab.submit(self._develop, shot) for shot in deed.shots(day)]
            for deed, day in deeds
            if deed not in self.albums
        }

    def close(self) -> None:
        """Stop, however far it has come: nothing is written any more."""
        self._lab.shutdown(cancel_futures=True)

    def attach(self, session: Session, actor: Actor, draft: int, deed: Deed) -> None:
        """Hand in the evidence of a piece of work, and draw the contact sheet that its reviewer
        sees.
        """
        if deed not in self.albums:
            self.albums[deed] = Album([developing.result() for developing in self._roll[deed]])
        album = self.albums[deed]
        for taken in album.taken:
            self._hand_in(session, actor, draft, taken, album)
        self._draw_sheet(session, draft, album)

    def _develop(self, shot: Shot) -> Taken:
        data = shot.make()
        sha256 = self.blobs.keep(data)
        with self.blobs.local(sha256) as path:
            seen = inspect(path, shot.name, shot.mime)
        thumbnail = self.blobs.keep(seen.thumbnail) if seen.thumbnail else ""
        verdict = Verdict(sha256, thumbnail, replace(seen, thumbnail=None))
        of = (shot.slot, shot.kind, shot.name, shot.mime)
        return Taken(*of, len(data), verdict, shot.is_shared)

    def _hand_in(
        self, session: Session, actor: Actor, draft: int, taken: Taken, album: Album
    ) -> None:
        """Hand one file in for its slot, which is asked for by name first."""
        self.messages += 1
        unique = f"sample-{self.messages}"
        of = (taken.kind, unique, unique, taken.name, taken.mime, taken.size)
        account = accounts.load(session, actor.chat_id)
        fill_in.ask(session, actor, draft, taken.slot)
        sent = Sent(*of, self.messages, "")
        attach.attach(session, actor, account, sent, answering=draft)
        attach.finish(session, _asked(session, attach.FETCH)[-1], taken.verdict)
        for errand in _asked(session, alike.LIKENESS):
            self._compare(session, errand, album if taken.is_shared else None)

    def _compare(self, session: Session, errand: Due, album: Album | None) -> None:
        """Compare a piece with whatever in the county may be like it. That takes a while; so only
        pictures of shared scenes are looked at, which come with an album. All others were drawn
        alone and are known to be like nothing else.
        """
        found = alike.suspects(session, errand.subject)
        near = found.near if album else ()
        sure = [each for each in near if album and self._is_same(found.thumbnail, each, album)]
        alike.noted(session, errand, found, sure)

    def _is_same(self, thumbnail: str, other: alike.Suspect, album: Album) -> bool:
        pair = (thumbnail, other.thumbnail, other.mirrored)
        if pair not in album.same:
            picture = (self.blobs.read(other.thumbnail), other.mirrored)
            (album.same[pair],) = resembling(self.blobs.read(thumbnail), [picture])
        return album.same[pair]

    def _draw_sheet(self, session: Session, draft: int, album: Album) -> None:
        errand = _asked(session, lay_out.SHEET)[-1]
        shown = lay_out.to_draw(session, draft)
        if not album.sheet:
            album.sheet = self.blobs.keep(contact_sheet(tiles(shown, self.blobs)))
        # Nothing of the sample shows a number of anybody's.
        lay_out.drawn(session, errand, album.sheet, shown.signature, covered=True)


def _asked(session: Session, kind: str) -> list[Due]:
    return [errand for errand in errands.due(session) if errand.kind == kind]
