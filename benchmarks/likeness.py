"""What looking for photos that look alike, among a hundred thousand, costs the writer and a
reader.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.county import make, settings_of, writing
from benchmarks.figures import Table, tail
from bot.actions.work import alike
from bot.storage.session import Session

PHOTOS: Final = 100_000
TRIES: Final = 200
PAPERS: Final = 0.3
"""The share of photos that are of papers, whose fingerprints have few bits set."""

_EVIDENCE: Final = (
    "INSERT INTO evidence (id, draft_id, slot, kind, state, file_id, unique_id, name, mime, size,"
    " message_id, album, received_at, sha256, thumbnail, fingerprint, mirrored, located, late,"
    " refusal) VALUES (?, 1, 'photos', 'photo', 'ready', 'f', 'u', '', '', 1, 1, '',"
    " '2026-01-01', ?, ?, ?, ?, 0, 0, '')"
)
_BAND: Final = "INSERT INTO likeness_band (band, value, piece_id, fingerprint) VALUES (?, ?, ?, ?)"


def measure(table: Table) -> None:
    """Measure a photo becoming ready, and the look-up that follows its commit."""
    with tempfile.TemporaryDirectory() as name:
        folder = make(Path(name) / "county", 2, ()).folder
        with writing(settings_of(folder)) as session:
            _fill(session)
        with writing(settings_of(folder)) as session:
            newest = range(PHOTOS + 1, PHOTOS + TRIES + 1)
            _add(session, newest)
            watched = [_seconds(partial(alike.watch, session, piece)) for piece in newest]
            looked = [_seconds(partial(alike.suspects, session, piece)) for piece in newest]
    table.add(f"in the writer, a photo beside {PHOTOS:,}", tail(watched))
    table.add("in a reader, its look-up", tail(looked))


def _fill(session: Session) -> None:
    prints = _add(session, range(1, PHOTOS + 1))
    bands = (
        (band, value, n, f"{p:016x}")
        for n, p in prints.items()
        for band, value in enumerate(p.to_bytes(8, "big"))
    )
    driver: Any = session.db.connection.dbapi_connection
    driver.executemany(_BAND, sorted(bands))  # in the index's own order: minutes less


def _add(session: Session, pieces: range) -> dict[int, int]:
    """Add photos that no look-up finds yet; return piece → fingerprint."""
    driver: Any = session.db.connection.dbapi_connection
    prints = dict(zip(pieces, _fingerprints(pieces[0]), strict=False))
    driver.executemany(
        _EVIDENCE,
        [(n, f"{n:064x}", f"{n:064x}", f"{p:016x}", f"{p ^ 0xFF:016x}") for n, p in prints.items()],
    )
    return prints


def _fingerprints(seed: int) -> Iterator[int]:
    chance = random.Random(seed)
    while True:
        photo = chance.getrandbits(64)
        is_paper = chance.random() < PAPERS
        yield photo & chance.getrandbits(64) & chance.getrandbits(64) if is_paper else photo


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
