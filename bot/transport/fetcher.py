"""The fetcher: a file people sent comes from Telegram to where it is kept, proven readable."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

from bot.errors import Refused
from bot.storage.blobs import Blobs, in_thread
from bot.storage.errands import Due
from bot.storage.reader import Reader
from bot.storage.work import evidence
from bot.storage.writer import Writer
from bot.transport.http import Declined, Post, Unreachable

Run = Callable[..., Awaitable[Any]]
Finish = Callable[..., None]


class Verdict(NamedTuple):
    """What became of a file: it is kept under its SHA-256 with what was seen in it, or refused.

    `refusal` is the sentence for the person who sent it. All is empty for a piece of evidence that
    was no longer waiting to be fetched.
    """

    sha256: str = ""
    thumbnail: str = ""
    inspection: Any = None
    refusal: str = ""


class Fetcher:
    """Does the errand `fetch`: one piece of evidence comes from Telegram and is inspected and kept.

    `inspect` runs in a worker process, by `run`; `finish` is a step of the writer. `gone` is the
    refusal for a file that Telegram does not give.
    """

    def __init__(  # noqa: PLR0913 - the composition root hands it every part
        self,
        post: Post,
        writer: Writer,
        reader: Reader,
        blobs: Blobs,
        run: Run,
        inspect: Callable[[Path, str, str], Any],
        finish: Finish,
        gone: str,
    ) -> None:
        self._post, self._writer, self._reader, self._blobs = post, writer, reader, blobs
        self._run, self._inspect, self._finish, self._gone = run, inspect, finish, gone

    async def fetch(self, errand: Due) -> None:
        """Fetch the piece that the errand is about. Raises Away when it is to be tried later."""
        piece = await self._reader.do(evidence.get, errand.subject)
        verdict = await self._fetch(piece) if piece.state == "waiting" else Verdict()
        await self._writer.do(self._finish, errand, verdict)

    async def _fetch(self, piece: evidence.Piece) -> Verdict:
        part = self._blobs.incoming / f"evidence-{piece.id}"
        try:
            found = await self._post.call("getFile", {"file_id": piece.file_id})
            await self._post.fetch(found["file_path"], part)
        except Declined as no:
            if no.code in {401, 429}:
                raise Unreachable(str(no)) from no
            return Verdict(refusal=self._gone)
        # looked at while it is still here: where it is kept may be another machine
        try:
            seen = await self._run(self._inspect, part, piece.name, piece.mime)
        except Refused as refusal:
            sha256 = await in_thread(self._blobs.adopt, part)
            return Verdict(sha256=sha256, refusal=refusal.sentence)
        sha256 = await in_thread(self._blobs.adopt, part)
        thumbnail = ""
        if seen.thumbnail:
            thumbnail = await in_thread(self._blobs.keep, seen.thumbnail)
        return Verdict(sha256, thumbnail, seen)
