"""A workbook from somebody's disk: what it is and how much is in it, known before it is opened."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from bot.errors import Refused
from bot.texts import workbooks as texts

MOST_PACKED: Final = 32_000_000
"""Bytes of the file. A ledger of 5,000 people has 2 million; scans pasted into it need the rest."""
MOST_UNPACKED: Final = 128_000_000
"""Bytes of all its parts. 5,000 people are 18 million as we write them, some 40 as others do."""
MOST_ROWS: Final = 100_000
"""Of all sheets together: 12,500 people of eight lines, more than any county has."""
MOST_CELLS: Final = 2_000_000
"""Rows times columns of all sheets, empty cells counted, since a reader makes room for those too:
twenty columns in the most rows. The form has fourteen."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = b"PK"
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*")
_BOX: Final = b"ftyp"
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED: Final = 1
_SHEETS: Final = "xl/worksheets/"
_PIECE: Final = 1 << 18
_LONGEST_TAG: Final = 1 << 10
# A cell with something in it; one that is only formatted ends in `/>` and needs no room.
_CELL: Final = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")


class _Extent:
    """How far down and to the right a sheet is filled, seen piece by piece."""

    def __init__(self) -> None:
        self.rows = 0
        self._right = (0, b"")
        self._rest = b""

    def see(self, piece: bytes) -> None:
        """Look at the tags of the next piece; one that is cut off waits for the piece after."""
        whole, tag, cut = (self._rest + piece).rpartition(b"<")
        self._rest = (tag + cut)[:_LONGEST_TAG]
        for column, row in _CELL.findall(whole):
            self.rows = max(self.rows, int(row))
            self._right = max(self._right, (len(column), column))

    @property
    def column(self) -> str:
        """The last one, as Excel names it."""
        return self._right[1].decode()

    @property
    def columns(self) -> int:
        """Z is 26, AA 27."""
        number = 0
        for letter in self._right[1]:
            number = number * 26 + letter - ord("A") + 1
        return number


def content(path: Path) -> bytes:
    """The bytes of a file of modest size. Raises Refused for anything else, with an example."""
    if path.is_dir():
        raise Refused(texts.FOLDER.format(path=path))
    if not path.is_file():
        raise Refused(texts.MISSING.format(path=path))
    try:
        if (size := path.stat().st_size) > MOST_PACKED:
            raise Refused(texts.large(size, MOST_PACKED))
        return path.read_bytes()
    except OSError as error:
        raise Refused(texts.CLOSED.format(path=path, why=error.strerror)) from error


def require_modest_workbook(data: bytes) -> None:
    """Raise Refused unless this is an .xlsx workbook of a size that a ledger may have.

    All of it is unpacked once, piece by piece, to count, and nothing is kept. The reader that
    comes after may find more in a file made to mislead: it runs with a limit of memory of its own.
    """
    _require_workbook(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            _require_few_cells(_measured(parts, _entries(parts)))
    except Refused:
        raise
    except Exception as broken:  # zipfile raises whatever crooked bytes provoke
        raise Refused(texts.BROKEN) from broken


def _require_workbook(data: bytes) -> None:
    """Told by the first bytes, whatever the file is called."""
    if not data:
        raise Refused(texts.EMPTY)
    if data.startswith(_OLE):
        raise Refused(texts.LOCKED if _ENCRYPTED in data else texts.OLD)
    if data.startswith(_PICTURES) or data[4:8] == _BOX:
        raise Refused(texts.PICTURE)
    if not data.startswith(_ZIP):
        raise Refused(texts.NOT_A_WORKBOOK if _is_binary(data) else texts.PLAIN_TEXT)


def _is_binary(data: bytes) -> bool:
    return data.startswith(b"%PDF-") or re.search(rb"[\0-\x08\x0e-\x1f]", data[:4096]) is not None


def _entries(parts: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What the file says is in it, if that is a workbook open to anybody, and not too much."""
    entries = parts.infolist()
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise Refused(texts.LOCKED)
    if not any(_is_sheet(entry) for entry in entries):
        raise Refused(texts.NOT_A_WORKBOOK)
    said = sum(entry.file_size for entry in entries)
    if said > MOST_UNPACKED:
        raise Refused(texts.swells(MOST_UNPACKED))
    return entries


def _is_sheet(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.replace("\\", "/").lower().startswith(_SHEETS)


def _measured(parts: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> list[_Extent]:
    """How far each sheet is filled. Never unpacks more than allowed, whatever the file said."""
    left, sheets = MOST_UNPACKED, []
    for entry in entries:
        extent = _Extent()
        for piece in _unpacked(parts, entry, left):
            left -= len(piece)
            if left < 0:
                raise Refused(texts.swells(MOST_UNPACKED))
            if _is_sheet(entry):
                extent.see(piece)
        sheets.append(extent)
    return sheets


def _unpacked(parts: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """A part piece by piece, up to its packed end, somewhat beyond `most` bytes at the most."""
    if entry.compress_type not in _PACKINGS:
        raise Refused(texts.BROKEN)
    # zipfile stops at the size that the file told; it may have told a smaller one.
    entry.file_size = most + 2 * _PIECE
    with parts.open(entry) as part:
        while piece := part.read(_PIECE):
            yield piece


def _require_few_cells(sheets: list[_Extent]) -> None:
    rows = sum(sheet.rows for sheet in sheets)
    if rows > MOST_ROWS:
        raise Refused(texts.too_many_rows(rows, MOST_ROWS))
    if sum(sheet.rows * sheet.columns for sheet in sheets) > MOST_CELLS:
        widest = max(sheets, key=lambda sheet: sheet.columns)
        raise Refused(texts.too_wide(widest.column))
