"""Evidence files from one place to another: a folder, a bucket, a backup."""

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Connection, select

from bot.errors import Misconfigured
from bot.storage import databases
from bot.storage.blobs import Blobs
from bot.storage.crypto import Vault
from bot.storage.models import Draft, Evidence, Outbox, Sheet
from bot.texts import moving as t

Show = Callable[[str, int, int], None]

PIECE: Final = 1 << 20
_AT_ONCE: Final = 8
_SOME: Final = 1000
_SHA256: Final = re.compile(r"\b[0-9a-f]{64}\b")
_e, _s, _o, _d = (model.__table__.c for model in (Evidence, Sheet, Outbox, Draft))
_NAMED: Final = (_e.sha256, _e.thumbnail, _s.sha256)
_SEALED: Final = (
    (select(_o.payload_sealed, _o.chat_id), "outbox:{}"),
    (select(_d.facts_sealed, _d.id), "draft.facts:{}"),
)


class Damaged(Exception):
    """A file is not what its name says."""


class Names:
    """Any number of files' names, kept on disk where they do not fit into memory, and gone with the
    block.
    """

    def __init__(self) -> None:
        self._db: Any = databases.scratch()
        self._db.execute("CREATE TABLE name (sha256 TEXT PRIMARY KEY) WITHOUT ROWID")

    def add(self, names: Iterable[str]) -> None:
        self._db.executemany("INSERT OR IGNORE INTO name VALUES (?)", ((name,) for name in names))

    def __contains__(self, name: str) -> bool:
        found = self._db.execute("SELECT 1 FROM name WHERE sha256 = ?", (name,))
        return found.fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        for (name,) in self._db.execute("SELECT sha256 FROM name ORDER BY sha256"):
            yield name

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM name").fetchone()[0])

    def close(self) -> None:
        self._db.close()


@contextmanager
def arriving(target: Blobs, sha256: str) -> Iterator[IO[bytes]]:
    """Give a file to write into; at the end of the block it is kept, if it is what its name says.
    Raises Damaged when it is not.
    """
    with tempfile.NamedTemporaryFile(dir=target.incoming, delete=False) as file:
        path = Path(file.name)
    try:
        with path.open("wb+") as part:
            yield part
            part.seek(0)
            found = hashlib.file_digest(part, "sha256").hexdigest()
        if found != sha256:
            raise Damaged(sha256)
        target.adopt(path)
    finally:
        path.unlink(missing_ok=True)


def carry(source: Blobs, target: Blobs, show: Show) -> int:
    """Copy every file that is not there yet, some at a time; return how many there are. A damaged
    one stays behind: `verify` names it at either place.
    """
    with closing(Names()) as there, ThreadPoolExecutor(_AT_ONCE) as threads:
        there.add(target.all())
        done, found = 0, source.all()
        while some := list(islice(found, 4 * _AT_ONCE)):
            show(t.FILES, done, 0)
            missing = [name for name in some if name not in there]
            list(threads.map(partial(_carry, source, target), missing))
            done += len(some)
    return done


def prove(place: Blobs, name: str) -> None:
    """Raise Misconfigured where nothing can be kept there."""
    try:
        place.prove()
        place.tidy()
    except OSError as error:
        raise Misconfigured(t.FILE_TROUBLE.format(name=name, why=error.strerror)) from None


def referred(db: Connection) -> Iterator[str]:
    """Yield the SHA-256 of every file that rows name in the open."""
    for column in _NAMED:
        wanted = select(column).where(column.is_not(None)).execution_options(yield_per=_SOME)
        for name in db.execute(wanted).scalars():
            if isinstance(name, str) and _SHA256.fullmatch(name):
                yield name


def mentioned(db: Connection, vault: Vault) -> Iterator[str]:
    """Yield what may be a file of a message that waits or of a draft: they name theirs under
    seal.
    """
    for wanted, context in _SEALED:
        for what, row in db.execute(wanted.execution_options(yield_per=_SOME)):
            with suppress(Misconfigured, TypeError):  # `verify` is for what was tampered with
                yield from _SHA256.findall(vault.open(bytes(what), context.format(row)))


def _carry(source: Blobs, target: Blobs, sha256: str) -> None:
    with ExitStack() as lent:
        try:
            path = lent.enter_context(source.local(sha256))
            file = lent.enter_context(path.open("rb"))
        except FileNotFoundError:
            return
        with suppress(Damaged), arriving(target, sha256) as part:
            while piece := file.read(PIECE):
                part.write(piece)
