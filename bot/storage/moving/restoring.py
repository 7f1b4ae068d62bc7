"""A county from its backup, on a machine that has nothing but the key: whole, or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table

from bot.errors import Refused
from bot.storage import databases, schema
from bot.storage.blobs import Blobs
from bot.storage.databases import Database
from bot.storage.moving import backup, files, records, rows
from bot.storage.moving.files import Damaged, Names, Show
from bot.storage.moving.records import Head, Hearing
from bot.texts import moving as t


@dataclass(slots=True)
class Restored:
    """How many rows and files came back, and from when they are."""

    head: Head
    rows: int = 0
    files: int = 0


def chain(paths: Sequence[Path], key: bytes) -> list[tuple[Path, Head]]:
    """Return the backups of one restoring: first the one whose rows count, then those in which its
    older files are. Raises Refused where one is missing, damaged at its beginning, of another key,
    or of a newer program.
    """
    found: dict[str, tuple[Path, Head]] = {}
    for path in paths:
        with backup.opened(path, key) as hearing:
            found[hearing.head.id] = path, hearing.head
    earlier = {head.base for _, head in found.values()}
    tips = sorted(
        (each for name, each in found.items() if name not in earlier), key=lambda each: each[1].at
    )
    path, head = tips[-1]
    if head.form not in schema.forms():
        raise Refused(t.NEWER.format(path=path, made=head.form, known=schema.HEAD))
    chained = [(path, head)]
    while head.base:
        if head.base not in found:
            at = records.said_moment(head.base_at)
            raise Refused(t.EARLIER.format(path=path, base=head.base_name, at=at))
        path, head = found[head.base]
        chained.append((path, head))
    for path, _ in found.values():
        if path not in {each for each, _ in chained}:
            raise Refused(t.UNRELATED.format(path=path, tip=chained[0][0]))
    return chained


class Restoring:
    """Restores into one database and one place for files."""

    def __init__(self, database: Database, blobs: Blobs, key: bytes, show: Show) -> None:
        self._database, self._blobs, self._key, self._show = database, blobs, key, show

    def restore(self, chained: Sequence[tuple[Path, Head]]) -> Restored:
        """Restore in one transaction: killed at any moment, nothing is there but files that nobody
        names. Raises Refused.
        """
        done = Restored(chained[0][1])
        with ExitStack() as stack:
            wanted, lacking, here = (stack.enter_context(closing(Names())) for _ in range(3))
            db = stack.enter_context(self._database.filling().connect())
            with db.begin():
                if databases.kind_of(db).parts(db):
                    raise Refused(t.FULL.format(name=self._database.name))
                schema.migrate(db, done.head.form)
                for n, (path, _) in enumerate(chained):
                    hearing = stack.enter_context(backup.opened(path, self._key))
                    taking = _Taking(db, self._blobs, hearing, self._show, wanted, lacking, here)
                    done.rows += taking.take(only_files=n > 0)
                done.files = len(here)
                if missing := sum(name not in here and name not in lacking for name in wanted):
                    raise Refused(t.MISSING_FILES.format(count=missing))
                if done.head.form != schema.HEAD:
                    schema.migrate(db)
        return done


@dataclass(slots=True)
class _Taking:
    """Takes what one file says."""

    db: Connection
    blobs: Blobs
    hearing: Hearing
    show: Show
    wanted: Names
    lacking: Names
    here: Names
    table: Table | None = None
    order: list[int] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def take(self, *, only_files: bool) -> int:
        """Take everything, or only those files that are wanted and not here yet; return the number
        of rows.
        """
        of = MetaData() if only_files else self._tables()
        heard = self.hearing.records()
        for kind, said in heard:
            if kind == records.BEGINS:
                self._file(said, heard)
            elif kind == records.MISSING:
                self.lacking.add(said)
            elif only_files:
                continue
            elif kind == records.TABLE:
                self._begin(of, said)
            elif kind == records.ROWS:
                self._rows(said)
            elif kind == records.COUNTS:
                self._prove(of, said)
            elif kind == records.LISTED:
                self.wanted.add(said)
        return sum(self.counts.values())

    def _tables(self) -> MetaData:
        """Return the tables as they were when the backup was made."""
        if self.hearing.head.form == schema.HEAD:
            return rows.NEWEST
        made = MetaData()
        made.reflect(self.db)
        return made

    def _begin(self, of: MetaData, said: Any) -> None:
        name, columns = said["name"], said["columns"]
        if name not in of.tables:
            raise self.hearing.unknown(name)
        self.table = of.tables[name]
        known = [column.name for column in self.table.columns]
        if set(known) != set(columns):
            raise self.hearing.unknown(f"{name}: {'、'.join(set(known) ^ set(columns))}")
        self.order = [columns.index(column) for column in known]
        self.counts[name] = 0

    def _rows(self, said: Any) -> None:
        if self.table is None:
            raise self.hearing.unknown(repr(records.ROWS))
        some = [tuple(records.meant(row[place]) for place in self.order) for row in said]
        self.show(self.table.name, self.counts[self.table.name], 0)
        rows.write(self.db, self.table, some)
        self.counts[self.table.name] += len(some)

    def _prove(self, of: MetaData, said: Any) -> None:
        """Compare how many rows came with how many there were, and go on numbering after them."""
        for name, count in said["rows"].items():
            if self.counts.get(name) != count or rows.count(self.db, of.tables[name]) != count:
                raise Refused(t.WRONG_COUNT.format(path=self.hearing.path, table=name))
        rows.number_on(self.db, {name: records.meant(most) for name, most in said["given"].items()})

    def _file(self, sha256: str, heard: Iterator[tuple[bytes, Any]]) -> None:
        """Take a file, or go past one that was damaged or that nobody needs."""
        self.show(t.FILES, len(self.here), 0)
        if sha256 not in self.wanted or sha256 in self.here:
            _past(heard)
            return
        is_whole = False
        try:
            with files.arriving(self.blobs, sha256) as part:
                for kind, said in heard:
                    if kind == records.ENDS:
                        is_whole = said
                        break
                    part.write(said)
        except Damaged:
            if is_whole:
                raise Refused(t.DAMAGED.format(path=self.hearing.path)) from None
        else:
            self.here.add([sha256])


def _past(heard: Iterator[tuple[bytes, Any]]) -> None:
    while next(heard)[0] != records.ENDS:
        pass
