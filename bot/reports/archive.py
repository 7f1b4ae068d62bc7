"""An archive of evidence (佐证包): readable names, an index workbook, checksums."""

import hashlib
import mimetypes
import re
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.reports.workbook import Book
from bot.texts.score import archive as t

LARGEST_PART: Final = 45_000_000
"""The most bytes of a part: Telegram takes 50 MB in one message."""
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST: Final = 40
_SUFFIX: Final = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_SHEET_WIDTHS: Final = (8, 12, 9, 10, 11, 30, 8, 9, 16, 14, 5, 60, 30, 19, 10, 66, 24)
_MOMENT: Final = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of evidence of an entry. `nth` counts an entry's pieces from 1, as on its contact
    sheet. `name` is what it was called where it came from, or the link; `sha256` is "" for a link.
    `note` says what is to be known of it.
    """

    number: str
    task_force: str
    person: str
    line: str
    day: str
    about: str
    state: str
    reviewer: str
    decided_at: datetime | None
    slot: str
    nth: int
    kind: str
    name: str
    mime: str
    taken_at: str
    size: int
    sha256: str
    note: str = ""

    @property
    def path(self) -> str:
        """Where it lies in the archive: task force, person, entry, then its place and slot."""
        entry = f"{self.number} {self.line} {self.day} {self.about}"
        file = f"{self.nth:02} {self.slot}"
        folders = (_fit(each) for each in (self.task_force, self.person, entry, file))
        return "/".join(folders) + self._suffix

    @property
    def _suffix(self) -> str:
        known = mimetypes.guess_extension(self.mime) if self.mime else None
        said = _SUFFIX.search(self.name)
        return known or (said[0].lower() if said else "")

    def as_copy(self) -> "Item":
        """Return this photo as its clean copy is put into an archive that leaves the server."""
        return replace(self, mime="image/jpeg").noted(t.COPY)

    def noted(self, note: str) -> "Item":
        """Return this piece with one more thing to be known of it."""
        return replace(self, note=_joined(self.note, note))


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive is to hold, under a `title` such as 2026Q4-服装制造."""

    county: str
    title: str
    as_of: datetime
    items: Sequence[Item]

    @property
    def files(self) -> list[Item]:
        """What has bytes: all but the links."""
        return [item for item in self.items if item.sha256]

    @property
    def size(self) -> int:
        """The bytes of all originals."""
        return sum(item.size for item in self.files)


@dataclass(frozen=True, slots=True)
class Put:
    """Where a piece came to lie, with the bytes and the checksum it has there; "" for what is in no
    part, which its item's note explains.
    """

    item: Item
    path: str = ""
    size: int = 0
    sha256: str = ""


class Part:
    """A zip file being filled. What is in it is packed already, so nothing is squeezed further."""

    def __init__(self, path: Path, title: str) -> None:
        self.path, self.size = path, 0
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_STORED)
        # Telegram would give the same bytes the name under which it has them already.
        self._zip.comment = title.encode()
        self._sums: list[str] = []

    def add(self, item: Item, content: Path | bytes) -> Put:
        """Put a file in, as it is, and return where it lies."""
        data = content if isinstance(content, bytes) else content.read_bytes()
        self._zip.writestr(zipfile.ZipInfo(item.path, _zip_time(item.taken_at)), data)
        put = Put(item, item.path, len(data), hashlib.sha256(data).hexdigest())
        self._sums.append(sum_line(put))
        self.size += len(data) + 4 * len(item.path)
        return put

    def close(self) -> None:
        """Add the checksums and finish the file."""
        self._zip.writestr(t.SUMS, "".join(self._sums))
        self._zip.close()


def copy_out(item: Item, source: Path, folder: Path) -> Put:
    """Copy an original into a folder of the server; the checksum is of what was written."""
    target = folder / item.path
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Put(item, item.path, target.stat().st_size, sha256)


def sum_line(put: Put) -> str:
    """Return the line by which `sha256sum -c` proves a file."""
    return f"{put.sha256}  {put.path}\n"


def index_workbook(archive: Archive, puts: Iterable[Put]) -> bytes:
    """One sheet, one row a piece, links and what is missing included."""
    title = f"{t.INDEX}-{archive.title}"
    with Book(title, archive.county, archive.as_of, in_order=True) as book:
        sheet = book.sheet(t.INDEX)
        for column, width in enumerate(_SHEET_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(t.HEADINGS):
            sheet.write_string(0, column, heading, book.style(bold=True))
        left = book.style(align="left", text_wrap=False)
        for n, put in enumerate(puts, 1):
            for column, value in enumerate(_row(put)):
                if isinstance(value, int):
                    sheet.write_number(n, column, value, left)
                else:  # a name that begins with = stays a name
                    sheet.write_string(n, column, value, left)
    return book.content


def _row(put: Put) -> tuple[str | int, ...]:
    item = put.item
    decided = item.decided_at.strftime(_MOMENT) if item.decided_at else ""
    return (
        *(item.number, item.task_force, item.person, item.line, item.day, item.about, item.state),
        *(item.reviewer, decided, item.slot, item.nth, put.path, item.name),
        *(item.taken_at.replace("T", " "), put.size, put.sha256, item.note),
    )


def _fit(name: str) -> str:
    """Return a name as every system takes it for a folder or file, and no path can climb by it."""
    return _UNFIT.sub("_", name)[:_LONGEST].strip(" .") or "_"


def _zip_time(taken_at: str) -> tuple[int, int, int, int, int, int]:
    """Return when a photo was taken, as far as a zip file can say it; the same each time."""
    if not taken_at or taken_at < "1980-01-02":
        return (1980, 1, 1, 0, 0, 0)
    at = datetime.fromisoformat(taken_at)
    return (at.year, at.month, at.day, at.hour, at.minute, at.second)


def _joined(*notes: str) -> str:
    return "；".join(filter(None, notes))
