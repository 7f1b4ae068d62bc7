"""Files that pass for a ledger workbook until they are opened."""

import struct
import zipfile
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from itertools import repeat
from pathlib import Path
from string import ascii_uppercase

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?><worksheet '
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
MILLION = 1_000_000


def with_sheet(body: Iterable[bytes], merges: bytes = b"") -> bytes:
    """A workbook as anybody makes it, the rows of its only sheet replaced."""
    plain, made = BytesIO(), BytesIO()
    with xlsxwriter.Workbook(plain, {"in_memory": True}) as book:
        book.add_worksheet("名册")
    with (
        zipfile.ZipFile(plain) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
        with new.open(SHEET, "w") as part:
            for piece in (HEAD, *body, b"</sheetData>", merges, b"</worksheet>"):
                part.write(piece)
    return made.getvalue()


def cells(*addresses: str) -> list[bytes]:
    """One row a cell, with something in each."""
    rows = ((name.lstrip(ascii_uppercase), name) for name in addresses)
    made = (f'<row r="{row}"><c r="{name}"><v>1</v></c></row>' for row, name in rows)
    return [row.encode() for row in made]


@cache
def swollen(megabytes: int) -> bytes:
    """A sheet that is nearly nothing but white space: it packs to a thousandth."""
    return with_sheet(repeat(b" " * MILLION, megabytes))


def lying(data: bytes, size: int = 1_000) -> bytes:
    """The same file, its directory saying that every part unpacks to so many bytes."""
    told, at = bytearray(data), 0
    while (at := told.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<I", told, at + 24, size)
        at += 4
    return bytes(told)


def crowded(thousands: int) -> bytes:
    """Cells that do not say where they stand, as many thousands as told."""
    row = b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"
    return with_sheet(repeat(row * 10, thousands))


def saved(folder: Path, data: bytes, name: str = "台账.xlsx") -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)
