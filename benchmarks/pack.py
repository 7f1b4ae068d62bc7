"""What the stage pack of a county of 500 costs: a year of it, with the command.

`python -m benchmarks pack`.
"""

import tempfile
from pathlib import Path
from typing import Final

from benchmarks.county import make
from benchmarks.figures import Table, median
from benchmarks.people import run
from benchmarks.summary import fill
from bot.rules.quarters import Quarter

PEOPLE: Final = 500
ENTRIES: Final = 10_000
MOST_SECONDS: Final = 15
_QUARTER: Final = Quarter(2025, 4)


def measure(table: Table, rounds: int) -> None:
    """Make workbook and document of a whole year, in a process of its own each time."""
    with tempfile.TemporaryDirectory() as name:
        county = make(Path(name) / "county", 1, ())
        fill(county.folder, PEOPLE, ENTRIES, _QUARTER)
        took = [
            run(county.folder, "report", "pack", f"{_QUARTER.year}年", "--out", "packed")
            for _ in range(rounds)
        ]
    seconds, busy, most = (median(each) for each in zip(*took, strict=True))
    what = f"stage pack of {PEOPLE} people, {ENTRIES:,} entries, a year"
    said = f"{seconds:.1f} s, {busy:.1f} s CPU"
    table.add(what, said, f"< {MOST_SECONDS} s", met=seconds < MOST_SECONDS)
    table.add("memory, at most", f"{most:.0f} MB")
