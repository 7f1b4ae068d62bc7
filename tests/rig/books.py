"""Reading what the bot left behind with other people's tools: calamine, and SQLAlchemy alone."""

import hashlib
import io
from collections.abc import Sequence
from typing import Any, Final

from python_calamine import CalamineWorkbook
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

SHEETS: Final = ("人员", "专班")
DRIVERS: Final = {"postgresql": "postgresql+psycopg", "sqlite": "sqlite"}


def tables(workbook: bytes) -> dict[str, list[dict[str, Any]]]:
    """Both sheets of a summary workbook, a dictionary a row by the headings in row 1."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    read = {}
    for name in SHEETS:
        head, *rows = book.get_sheet_by_name(name).to_python()
        read[name] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return read


def _rows(database: str, asked: str, **params: Any) -> Sequence[Any]:
    """What a query finds; nothing is written."""
    url = make_url(database)
    engine = create_engine(url.set(drivername=DRIVERS[url.get_backend_name()]), poolclass=NullPool)
    with engine.connect() as db:
        return db.execute(text(asked), params).all()


def numbers(database: str) -> set[str]:
    """Every entry by its number."""
    return {f"X{row}" for (row,) in _rows(database, "SELECT id FROM entry")}


def acts(database: str, act: str) -> dict[str, int]:
    """How often the audit trail has an act, by the entry's number."""
    asked = "SELECT subject, count(*) FROM audit WHERE act = :act GROUP BY subject"
    return {f"X{of.partition(':')[2]}": n for of, n in _rows(database, asked, act=act)}


def written_down(database: str) -> set[int]:
    """The updates in the inbox."""
    return {row for (row,) in _rows(database, "SELECT update_id FROM inbox")}


def kept(database: str) -> dict[str, int]:
    """The evidence in use: how often each SHA-256."""
    asked = "SELECT sha256, count(*) FROM evidence WHERE state = 'ready' GROUP BY sha256"
    return dict(_rows(database, asked))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
