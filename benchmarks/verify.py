"""What it costs to verify a county of a hundred thousand decisions: the trail, and every row it
tells of.
"""

import resource
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.county import make, settings_of, writing
from benchmarks.figures import Table
from bot.actions.verify import verify
from bot.storage import audit, databases
from bot.storage.blobs import Folder
from bot.storage.people import persons, roles, task_forces
from bot.storage.session import Session
from bot.storage.work import drafts, entries, evidence
from bot.storage.work.evidence import Sent

DECISIONS: Final = 100_000
GOAL: Final = 60.0
_MB: Final = 1024


def measure(table: Table) -> None:
    """Make entries that were submitted with a photo each and approved; then measure `xietiao
    verify`.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = make(Path(name) / "county", 1, ()).folder
        settings = settings_of(folder)
        blobs = Folder(folder / "evidence")
        sha256 = blobs.keep(b"a photo")
        with writing(settings) as session:
            _decide(session, sha256)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with databases.reading(settings.database_url).begin() as db:
            session = Session(db, session.vault, session.county, session.now)
            began, busy = time.perf_counter(), time.process_time()
            wrong = list(verify(session, blobs))
            seconds, busy = time.perf_counter() - began, time.process_time() - busy
        if wrong:
            raise AssertionError(wrong[:3])
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        size = databases.at(settings.database_url).beside.stat().st_size // _MB // _MB
    table.add(
        f"verify, {DECISIONS:,} decisions ({size} MB)",
        f"{seconds:.1f} s, {busy:.1f} s CPU",
        f"< {GOAL:.0f} s",
        met=seconds < GOAL,
    )
    table.add("memory that it takes", f"{more // _MB} MB")


def _decide(session: Session, sha256: str) -> None:
    force = task_forces.every(session)[0].id
    liaison = roles.liaison(session, force)
    who = max(person.id for person in persons.of_task_force(session, force))
    for n in range(DECISIONS):
        draft = drafts.add(session, who, 1, "publicity", {}, state="submitted").id
        photo = Sent("photo", f"a file of Telegram's {n}", f"u{n}", "", "image/jpeg", 99, n, "")
        piece = evidence.add(session, draft, "photos", photo)
        entry = entries.submit(
            session,
            draft,
            who,
            None,
            task_force_id=force,
            line="publicity",
            share="",
            day=date(2026, 11, 1 + n % 30),
            counts=True,
            why_not="",
            facts={"place": "宏达服装厂", "theme": "劳动合同法", "people": 60},
            reviewer="liaison",
            open_slots="",
        )
        if entry is None or piece is None:
            raise AssertionError(n)
        audit.record(session, who, "submit", f"entry:{entry.id}")
        evidence.refuse(session, piece, sha256, "")
        entries.move(session, entry, "approve", by=liaison, reason="")
        audit.record(session, liaison, "approve", f"entry:{entry.id}")
