"""Making a backup while people work: the rows of one moment, and the files they name, in one sealed
file.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, MetaData

from bot.errors import Refused
from bot.storage import schema
from bot.storage.blobs import Blobs
from bot.storage.crypto import Vault
from bot.storage.databases import Database
from bot.storage.moving import files, records, rows
from bot.storage.moving.files import Names, Show
from bot.storage.moving.records import Head, Hearing, Saying
from bot.storage.moving.sealed import Opening, Sealing
from bot.texts import moving as t

_SOME: Final = 200


@dataclass(slots=True)
class Made:
    """What a backup holds: how many rows and files; how many files are in an earlier one; and those
    that were missing.
    """

    rows: int = 0
    files: int = 0
    earlier: int = 0
    lacking: tuple[str, ...] = ()


class Backup:
    """Makes one backup: of what, and with which key."""

    def __init__(self, database: Database, blobs: Blobs, key: bytes, show: Show) -> None:
        self._database, self._blobs, self._show = database, blobs, show
        self._key, self._vault = key, Vault(key)

    def save(self, path: Path, now: datetime, since: Path | None = None) -> Made:
        """Make a backup; with `since` only of the files that were not in that one. By the end it is
        safe under its name, before that there is only `path` with `.part`. Raises Refused.
        """
        if path.exists():
            raise Refused(t.TAKEN.format(path=path))
        with closing(Names()) as before, closing(Names()) as wanted, closing(Names()) as known:
            base = _earlier(since, self._key, before) if since else None
            with _arriving(path) as file:
                sealing = Sealing(file, self._key)
                saying = Saying(sealing)
                saying.head(_head(now, base, since))
                made = Made(rows=self._rows(saying, wanted, known))
                self._files(saying, made, wanted, known, before)
                saying.end()
        return made

    def _rows(self, saying: Saying, wanted: Names, known: Names) -> int:
        """Write the rows of this moment, and note the files they name."""
        kind = type(self._database)
        engine = self._database.reading()
        with engine.connect() as db, db.begin(), kind.as_it_lies(db):
            counts = write_rows(db, saying, self._show)
            known.add(files.referred(db))
            wanted.add(known)
            wanted.add(files.mentioned(db, self._vault))
        engine.dispose()
        return sum(counts.values())

    def _files(
        self, saying: Saying, made: Made, wanted: Names, known: Names, before: Names
    ) -> None:
        names = iter(wanted)
        while some := list(islice(names, 1000)):
            saying.say(records.LISTED, some)
        missing, total = [], len(wanted)
        for done, sha256 in enumerate(wanted):
            self._show(t.FILES, done, total)
            if sha256 in before:
                made.earlier += 1
            elif self._file(saying, sha256):
                made.files += 1
            else:
                missing.append(sha256)
        saying.say(records.MISSING, missing)
        made.lacking = tuple(name for name in missing if name in known)

    def _file(self, saying: Saying, sha256: str) -> bool:
        """Write one file; return whether it was there and whole."""
        found = hashlib.sha256()
        with (
            suppress(FileNotFoundError),
            self._blobs.local(sha256) as path,
            path.open("rb") as file,
        ):
            saying.say(records.BEGINS, sha256)
            while piece := file.read(files.PIECE):
                found.update(piece)
                saying.raw(records.PIECE, piece)
            saying.say(records.ENDS, found.hexdigest() == sha256)
        return found.hexdigest() == sha256


def write_rows(
    db: Connection, saying: Saying, show: Show, of: MetaData = rows.NEWEST
) -> dict[str, int]:
    """Write all rows; return how many there are of each table."""
    counts = {}
    for table in rows.tables(of):
        saying.say(records.TABLE, {"name": table.name, "columns": [c.name for c in table.columns]})
        whole, done, found = rows.count(db, table), 0, rows.read(db, table)
        while some := list(islice(found, _SOME)):
            show(table.name, done, whole)
            saying.say(records.ROWS, [[records.said(value) for value in row] for row in some])
            done += len(some)
        counts[table.name] = done
    given = {name: records.said(most) for name, most in rows.numbers(db, of).items()}
    saying.say(records.COUNTS, {"rows": counts, "given": given})
    return counts


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[Hearing]:
    """Open a backup. Raises Refused for what is none, or of another key."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused(t.NO_FILE.format(path=path, why=error.strerror)) from None
    with file:
        yield Hearing(Opening(file, key, path), path)


def is_whole(path: Path, key: bytes) -> bool:
    """Whether a backup goes on to its end; what is in between is not read."""
    try:
        with path.open("rb") as file:
            Opening(file, key, path).prove_last()
    except (OSError, Refused):
        return False
    return True


def _earlier(path: Path, key: bytes, names: Names) -> Head:
    """Return an earlier backup's head, and note which files are in it or in those before it. Raises
    Refused for one that is not whole.
    """
    with opened(path, key) as hearing:
        for kind, said in hearing.records():
            if kind == records.LISTED:
                names.add(said)
            elif kind in {records.BEGINS, records.MISSING}:
                break
    if not is_whole(path, key):
        raise Refused(t.CUT_OFF.format(path=path))
    return hearing.head


def _head(now: datetime, base: Head | None, since: Path | None) -> Head:
    made = Head(secrets.token_hex(16), now.isoformat(), schema.HEAD)
    if base is None or since is None:
        return made
    return Head(made.id, made.at, made.form, base.id, since.name, base.at)


@contextmanager
def _arriving(path: Path) -> Iterator["_Part"]:
    """Give a file to write into, which gets its name at the end of the block, when it is on disk;
    after an error nothing is left. Raises Refused where it cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(t.NO_PLACE.format(path=path, why=error.strerror)) from None
    try:
        with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123 - a descriptor, no path
            made = _Part(file, path)
            yield made
            made.finish(part)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


class _Part:
    """A file of which it is told in a sentence that no more can be written."""

    def __init__(self, file: Any, path: Path) -> None:
        self._file, self._path = file, path

    def write(self, data: bytes) -> int:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise Refused(t.UNWRITTEN.format(path=self._path, why=error.strerror)) from None
        return len(data)

    def finish(self, part: Path) -> None:
        """Give the file its name, once it is on disk."""
        try:
            os.fsync(self._file.fileno())
            part.replace(self._path)
            _sync(self._path.parent)
        except OSError as error:
            raise Refused(t.UNWRITTEN.format(path=self._path, why=error.strerror)) from None


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
