"""What looking for the same paper costs the writer and a reader, among a million pages, on both
databases.
"""

import random
import struct
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, text

from benchmarks.county import make, settings_of, writing
from benchmarks.figures import Table, percentile, tail
from bot.actions.work import same_text
from bot.rules.papers.sketches import BANDS, MOST, Sketch
from bot.storage.session import Session
from bot.storage.work import sketches
from tests.servers.postgres import MISSING, Server, binaries

PAGES: Final = 1_000_000
TRIES: Final = 200
COPIES: Final = 4
"""One in so many of the pages that come anew is a page that is there already, a seventh misread."""
FORMS: Final = 300
"""How many printed forms there are, each with some text that stands on all of its pages."""
_PRINTED: Final = 10
_GOAL: Final = 0.05

_EVIDENCE: Final = (
    "INSERT INTO evidence (id, draft_id, slot, kind, state, file_id, unique_id, name, mime, size,"
    " message_id, album, received_at, sha256, located, late, refusal)"
    " SELECT n, {draft}, 'record', 'photo', 'ready', 'f', 'u', '', '', 1, 1, '', '2026-01-01',"
    " {sha}, false, false, '' FROM {numbers}"
)
_NUMBERS: Final = {
    "sqlite": "(WITH RECURSIVE c(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM c WHERE n <"
    " {last}) SELECT n FROM c) AS numbers",
    "postgresql": "generate_series({first}, {last}) AS n",
}
_SHA: Final = {"sqlite": "printf('%064x', n)", "postgresql": "lpad(to_hex(n), 64, '0')"}
_STAGE: Final = "CREATE TEMPORARY TABLE stage (value BIGINT, piece_id BIGINT)"
_SORTED: Final = (
    "INSERT INTO text_band (value, piece_id, page) SELECT value, piece_id, 0 FROM stage"
    " ORDER BY value, piece_id"
)


def measure(table: Table) -> None:
    """Measure a page's sketch being kept, and the look-up that follows its commit."""
    with tempfile.TemporaryDirectory() as name:
        _on(table, "SQLite", Path(name) / "county", None)
        if binaries() is None:
            table.add("PostgreSQL: left out", MISSING)
            return
        server = Server(keeps=True)
        try:
            _on(table, "PostgreSQL", Path(name) / "county_pg", server)
        finally:
            server.close()


def _on(table: Table, called: str, folder: Path, server: Server | None) -> None:
    settings = settings_of(folder, make(folder, 2, (), server).url)
    with writing(settings) as session:
        _fill(session.db)
    with writing(settings) as session:
        session.db.execute(text("ANALYZE"))
    newest = range(PAGES + 1, PAGES + TRIES + 1)
    with writing(settings) as session:
        _add_evidence(session.db, newest, draft=2)
        made = {piece: _anew(piece) for piece in newest}
        kept = [_seconds(partial(_keep, session, piece, made[piece])) for piece in newest]
        looked: list[float] = []
        found = 0
        for piece in newest:
            others: list[int] = []
            looked.append(_seconds(partial(_look, session, piece, others)))
            found += others == [_original(piece)]
        plan = _plan(session)
    slowest = percentile(looked, 0.99)
    table.add(f"{called}, in the writer, a page beside {PAGES:,}", tail(kept))
    table.add(f"{called}, in a reader, its look-up", tail(looked), "< 50 ms", met=slowest < _GOAL)
    copies = sum(_original(piece) > 0 for piece in newest)
    table.add(f"{called}, copies found", f"{found} of {copies}", met=found == copies)
    table.add(f"{called}, plan", plan, "by the key", met="Seq Scan" not in plan)


def _fill(db: Connection) -> None:
    """Fill the tables, in the order of their own keys: minutes less."""
    _add_evidence(db, range(1, PAGES + 1), draft=1)
    db.execute(text(_STAGE))
    bands = ((value, n) for n in range(1, PAGES + 1) for value in _told(n))
    kept = ((n, 0, _sketch(n).dump()) for n in range(1, PAGES + 1))
    driver: Any = db.connection.dbapi_connection
    if db.dialect.name == "sqlite":
        driver.executemany("INSERT INTO stage VALUES (?, ?)", bands)
        driver.executemany("INSERT INTO text_sketch VALUES (?, ?, ?)", kept)
    else:
        cursor = driver.cursor()
        with cursor.copy("COPY stage FROM STDIN") as copy:
            for row in bands:
                copy.write_row(row)
        with cursor.copy("COPY text_sketch FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "int8", "bytea"])
            for page in kept:
                copy.write_row(page)
    db.execute(text(_SORTED))
    db.execute(text("DROP TABLE stage"))


def _told(n: int) -> Iterator[int]:
    """Yield the hashes under which a page stands: what is printed on its form only while few pages
    of that form are there.
    """
    values = _sketch(n).values
    printed = _printed(n) if n // FORMS > sketches.COMMON else set()
    yield from [value for value in values if value not in printed][:BANDS]


def _sketch(n: int) -> Sketch:
    own = struct.unpack(f">{MOST}I", random.Random(n).randbytes(4 * MOST))
    return Sketch(tuple(sorted({*own[_PRINTED:], *_printed(n)})))


def _printed(n: int) -> set[int]:
    return set(struct.unpack(f">{_PRINTED}I", random.Random(-n % FORMS).randbytes(4 * _PRINTED)))


def _original(piece: int) -> int:
    """Return the page that a new one is a copy of, 0 for none."""
    return 0 if piece % COPIES else random.Random(piece).randrange(1, PAGES + 1)


def _anew(piece: int) -> Sketch:
    original = _original(piece)
    if not original:
        return _sketch(piece)
    chance = random.Random(piece)
    values = {
        v if chance.random() < 0.86 else chance.getrandbits(32) for v in _sketch(original).values
    }
    return Sketch(tuple(sorted(values)))


def _add_evidence(db: Connection, pieces: range, draft: int) -> None:
    kind = db.dialect.name
    numbers = _NUMBERS[kind].format(first=pieces[0], last=pieces[-1])
    db.execute(text(_EVIDENCE.format(draft=draft, sha=_SHA[kind], numbers=numbers)))


def _keep(session: Session, piece: int, sketch: Sketch) -> None:
    sketches.put(session, piece, {0: sketch})


def _look(session: Session, piece: int, others: list[int]) -> None:
    others += same_text.look(session, piece)


def _plan(session: Session) -> str:
    """Return how the database looks pages up, in a word or two."""
    is_sqlite = session.db.dialect.name == "sqlite"
    asked = sketches.look_up(_sketch(1)).compile(
        session.db.engine, compile_kwargs={"literal_binds": True}
    )
    rows = session.db.exec_driver_sql(
        f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{asked}"
    ).fetchall()
    lines = [str(row[-1]).strip(" ->") for row in rows]
    told = next((line for line in lines if "Scan" in line or "SEARCH" in line), lines[0])
    return told.partition("  (")[0].partition(" (")[0][:60]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
