"""A county with some of everything, wherever it lies, and what of it can be compared."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import JSON, Boolean, Date, LargeBinary, String, Text, delete, insert

from bot.commands.transaction import environment, write
from bot.storage import databases
from bot.storage.blobs import open_blobs
from bot.storage.models import Base
from bot.storage.models.base import Moment
from bot.storage.moving import rows
from bot.storage.session import Session
from bot.storage.trail import KEPT
from tests.storage.kept_rows import a_county

TABLES: Final = Base.metadata.tables
LOOSE: Final = [
    table.name for table in Base.metadata.sorted_tables if table.name not in {*KEPT, "audit"}
]
"""Tables of which the trail hears nothing: they can be filled with anything."""
_THEN: Final = datetime(2026, 11, 1, 23, 59, 59, 123456, tzinfo=UTC)
_TEXTS: Final = (
    "现场",
    "",
    '\'; -- "quoted" \\ back',
    "🌟\t\n",
    "Ünïcödé",
    "zZ",
    "Z",
    "a-b",
    "a_b",
)


def some_of_everything(many: int = 25) -> None:
    """Fill the county that the settings lead to: through the program what the trail hears of, and
    the other tables with whatever they can hold. The highest numbers are given and gone again.
    """
    blobs = open_blobs(environment())
    write(environment(), a_county, blobs.keep)
    write(environment(), _fill, many, blobs.keep)
    write(environment(), _remove_the_last)


def _fill(session: Session, many: int, keep: Callable[[bytes], str]) -> None:
    chance = random.Random(many)
    kept = [keep(f"picture {n}".encode() * 99) for n in range(many)]
    for name in LOOSE:
        if name == "owner":  # `init` has said so, once and for all
            continue
        for n in range(min(many, _MOST.get(name, many))):
            session.db.execute(insert(TABLES[name]).values(_row(name, n, chance, kept)))


def _row(name: str, n: int, chance: random.Random, kept: list[str]) -> dict[str, Any]:
    made = {
        column.name: _value(column, n, chance)
        for column in TABLES[name].columns
        if column.name != "id"
    }
    made |= {key.parent.name: 1 for key in TABLES[name].foreign_keys}
    if name == "sheet":
        made["sha256"] = kept[n]
    return made | (_FITTING[name](n) if name in _FITTING else {})


_MOST: Final = {"reading": 6}
"""Of tables with one row for each of another, which has no more."""
_FITTING: Final[dict[str, Callable[[int], dict[str, Any]]]] = {
    "sheet": lambda n: {"draft_id": 1 + n},
    "application": lambda n: {"chat_id": n, "state": ("asking", "taken", "refused")[n % 3]},
    "likeness": lambda n: {"piece_id": 1 + n % 6, "other_id": 1 + n // 6},
    "reading": lambda n: {"piece_id": 1 + n},
    "text_sketch": lambda n: {"piece_id": 1, "page": n},
    "text_band": lambda n: {"piece_id": 1, "page": n},
    "likeness_band": lambda n: {"piece_id": 1, "value": n},
    "outbox": lambda n: {"handle_id": 1 + n},
    "upload": lambda n: {"kind": "zZaA_-9"[n % 7] + str(n)},
}


def _value(column: Any, n: int, chance: random.Random) -> Any:
    if column.nullable and chance.random() < 0.3:
        return None
    if column.name == "subject":
        return n
    return next(make for kind, make in _MADE if isinstance(column.type, kind))(n, chance)


_Made = Callable[[int, random.Random], Any]
_MADE: Final[tuple[tuple[Any, _Made], ...]] = (
    (Moment, lambda n, by: _THEN + timedelta(microseconds=by.randrange(10**15) * (n % 2))),
    (Date, lambda n, by: date(2026, 11, 1)),
    (Boolean, lambda n, by: bool(n % 2)),
    (JSON, lambda n, by: {"z": _TEXTS[n % len(_TEXTS)], "a": [1, None, 2.5, {"是": True}]}),
    (LargeBinary, lambda n, by: by.randbytes(n * 11) + bytes(range(n % 256))),
    (String | Text, lambda n, by: f"{_TEXTS[n % len(_TEXTS)]}{n}"),
    (object, lambda n, by: by.choice((n, -n, n + 2**40))),
)


def _remove_the_last(session: Session) -> None:
    for name in ("inbox", "nudge", "errand"):
        table = TABLES[name]
        last = session.db.scalars(table.select().order_by(table.c.id.desc())).first()
        session.db.execute(delete(table).where(table.c.id == last))


def contents(url: str) -> dict[str, Any]:
    """Every row of a county as Python values, and the numbers that were given."""
    database = databases.at(url)
    with database.reading().connect() as db, db.begin(), database.as_it_lies(db):
        found: dict[str, Any] = {table.name: list(rows.read(db, table)) for table in rows.tables()}
        return found | {"numbers": rows.numbers(db)}


def as_sqlalchemy_reads(url: str) -> dict[str, Any]:
    """Every row, not by the program's own way of moving them."""
    with databases.reading(url).connect() as db, db.begin():
        return {
            table.name: sorted(map(repr, db.execute(table.select()).all()))
            for table in Base.metadata.sorted_tables
        }


def files(url: str) -> dict[str, bytes]:
    """Every file that a place holds."""
    blobs = open_blobs(environment(evidence_url=url))
    return {name: blobs.read(name) for name in blobs.all()}
