"""Reading what the bot left behind with other people's tools: calamine, and SQLite's own."""

import hashlib
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineWorkbook

SHEETS: Final = ("人员", "专班")


def tables(workbook: bytes) -> dict[str, list[dict[str, Any]]]:
    """Both sheets of a summary workbook, a dictionary a row by the headings in row 1."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    read = {}
    for name in SHEETS:
        head, *rows = book.get_sheet_by_name(name).to_python()
        read[name] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return read


@contextmanager
def looking(database: Path) -> Iterator[sqlite3.Connection]:
    """The database, read only."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        yield db


def numbers(database: Path) -> set[str]:
    """Every entry by its number."""
    with looking(database) as db:
        return {f"X{row}" for (row,) in db.execute("SELECT id FROM entry")}


def acts(database: Path, act: str) -> dict[str, int]:
    """How often the audit trail has an act, by the entry's number."""
    asked = "SELECT subject, count(*) FROM audit WHERE act = ? GROUP BY subject"
    with looking(database) as db:
        return {f"X{of.partition(':')[2]}": n for of, n in db.execute(asked, (act,))}


def written_down(database: Path) -> set[int]:
    """The updates in the inbox."""
    with looking(database) as db:
        return {row for (row,) in db.execute("SELECT update_id FROM inbox")}


def kept(database: Path) -> dict[str, int]:
    """The evidence in use: how often each SHA-256."""
    asked = "SELECT sha256, count(*) FROM evidence WHERE state = 'ready' GROUP BY sha256"
    with looking(database) as db:
        return dict(db.execute(asked).fetchall())


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
