"""What it costs to take a county of 5,000 people in from a workbook, with three quarters of
figures each, and to write its ledger: with the commands, each in a process of its own.

`python -m benchmarks people ledger`.
"""

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.county import make, settings_of, writing
from benchmarks.figures import Table, median
from benchmarks.processes import ROOT
from bot.reports.ledger import Ledger, LedgerPerson, ledger_workbook
from bot.reports.marks import Marks
from bot.rules.personal import IdNumber
from bot.storage.people import task_forces

SIZES: Final = (1_000, 2_500, 5_000)
MOST_SECONDS: Final = 20.0
MOST_MB: Final = 300
# A process that is small itself, for a child is counted from the size of its parent on.
_MEASURED: Final = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run([sys.executable, "-m", "bot", *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
took = resource.getrusage(resource.RUSAGE_CHILDREN)
busy = took.ru_utime + took.ru_stime
print(json.dumps([time.perf_counter() - began, busy, took.ru_maxrss / 1024]))
"""


def measure_people(table: Table, rounds: int) -> None:
    """Import a new county each time, then the same workbook once more."""
    people = SIZES[-1]
    new, again = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            county = make(Path(name) / "county", 1, ())
            book = _workbook(county.folder, people)
            new.append(run(county.folder, "roster", "import", str(book)))
            again.append(run(county.folder, "roster", "import", str(book)))
    seconds, busy, most = (median(each) for each in zip(*new, strict=True))
    table.add(
        f"import of {people:,} people, three quarters each",
        f"{seconds:.1f} s, {busy:.1f} s CPU",
        f"< {MOST_SECONDS:.0f} s",
        met=seconds < MOST_SECONDS,
    )
    table.add("the same workbook again", f"{median([one[0] for one in again]):.1f} s")
    table.add("memory, at most", f"{most:.0f} MB", f"< {MOST_MB} MB", met=most < MOST_MB)


def measure_ledger(table: Table, rounds: int) -> None:
    """Write the ledger of counties of growing size."""
    for people in SIZES:
        with tempfile.TemporaryDirectory() as name:
            county = make(Path(name) / "county", 1, ())
            run(county.folder, "roster", "import", str(_workbook(county.folder, people)))
            out = str(county.folder / "out.xlsx")
            took = [
                run(county.folder, "report", "ledger", "2026", "--out", out) for _ in range(rounds)
            ]
        seconds, busy, most = (median(each) for each in zip(*took, strict=True))
        each = busy / people * 1e3
        table.add(f"ledger, {people:,} people", f"{seconds:.1f} s, {each:.2f} ms CPU each")
        table.add("memory, at most", f"{most:.0f} MB", f"< {MOST_MB} MB", met=most < MOST_MB)


def run(folder: Path, *words: str) -> list[float]:
    """Run a command on a county; return its seconds, seconds of processor time, and megabytes."""
    settings = settings_of(folder)
    environment = {
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": settings.database_url,
        "DATA_KEY": settings.data_key,
    }
    command = [sys.executable, "-c", _MEASURED, *words]
    done = subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    took: list[float] = json.loads(done.stdout)
    return took


def _workbook(folder: Path, people: int) -> Path:
    """A ledger of the year 2026 as of the end of September, over all task forces."""
    with writing(settings_of(folder)) as session:
        forces = [force.name for force in task_forces.every(session)]
    everybody = [_person(n) for n in range(people)]
    ledgers = [Ledger(f, tuple(everybody[n :: len(forces)])) for n, f in enumerate(forces)]
    path = folder / "ledger.xlsx"
    path.write_bytes(ledger_workbook(ledgers, "汶上县", date(2026, 9, 30)))
    return path


def _person(n: int) -> LedgerPerson:
    base, publicity, mediation = 20 + n % 10, 5 * (n % 4), 5 * (n // 4 % 4)
    total = base + publicity + mediation
    marks = Marks(base, publicity, mediation, 0, 0, 0, 0, total)
    return LedgerPerson(
        name=f"协调员{n}",
        id_number=IdNumber(""),
        kind="规模企业专职劳动关系协调员",
        education="大学本科",
        employer=f"第{n}服装有限公司 人事主管",
        years="5",
        phone=f"138{n:08}",
        quarters=(marks, marks, marks, None),
    )
