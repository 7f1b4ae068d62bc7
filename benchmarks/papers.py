"""What is understood of drawn, photographed papers: right, wrong or asked, line by line; and what
reading a page costs.

Readings are kept in the folder that `PAPERS_KEPT` names, so that rules can be tried without reading
again.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from benchmarks.figures import Table, percentile
from bot.evidence.reading.reader import is_installed
from bot.forms.kinds import FORMS
from bot.rules.papers.reading import Reading
from tests.papers.corpus import IN_VIEW, Entry, Piece, entries
from tests.papers.drawing import HAS_SONG
from tests.papers.judging import ASKED, RIGHT, WRONG, Judged, Verdict, judged

KEPT: Final = "PAPERS_KEPT"
LEAST_RIGHT, MOST_WRONG = 0.95, 0.01
_OF_PAPERS: Final = ("kind of work", "slot", "cases")
_EVERY: Final = 8
"""Of so many entries `--quick` takes one."""


class Cost(NamedTuple):
    """What a page took: seconds on the clock and of the processor, and the most memory of the
    process that far, in MB.
    """

    seconds: float
    cpu: float
    memory: float


@dataclass(slots=True)
class Pages:
    """Reads pictures in one process, one at a time: see `benchmarks.page`."""

    costs: list[Cost] = field(default_factory=list)
    _reader: "subprocess.Popen[str] | None" = None

    def read(self, piece: Piece) -> Reading:
        picture = piece.picture()
        kept = _kept(picture)
        if kept is not None and kept.exists():
            return Reading.load(kept.read_text("utf-8"))
        with TemporaryDirectory() as folder:
            path = Path(folder) / "paper.jpg"
            path.write_bytes(picture)
            dumped, *cost = self._ask(path)
        self.costs.append(Cost(*cost))
        if kept is not None:
            kept.write_text(dumped, "utf-8")
        return Reading.load(dumped)

    def close(self) -> None:
        if self._reader is not None:
            self._reader.communicate()

    def _ask(self, path: Path) -> Any:
        if self._reader is None:
            self._reader = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.page"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
                text=True,
            )
        assert self._reader.stdin
        assert self._reader.stdout
        print(path, file=self._reader.stdin, flush=True)
        return json.loads(self._reader.stdout.readline())


def measure(table: Table, *, quick: bool) -> None:
    """Read the corpus, understand each entry, and count how its lines come out."""
    if not is_installed():
        table.add("papers: left out", "xietiao[reading] is missing")
        return
    chosen = [entry for n, entry in enumerate(entries()) if not quick or n % _EVERY == 0]
    pages = Pages()
    try:
        found = [_understood(entry, pages) for entry in chosen]
    finally:
        pages.close()
    many = sum(len(entry.pieces) for entry in chosen)
    table.add("papers drawn", f"{many}, {'with' if HAS_SONG else 'without'} Song")
    for layout in dict.fromkeys(entry.layout for entry in chosen):
        _add(table, layout, [each for each in found if each.entry.layout == layout])
    _add_cost(table, pages.costs)


def _understood(entry: Entry, pages: Pages) -> Judged:
    readings = {n: pages.read(piece) for n, piece in enumerate(entry.pieces)}
    return judged(entry, readings)


def _add(table: Table, layout: str, found: Sequence[Judged]) -> None:
    """Add the figures of a layout, those of the lines in view with the goal."""
    of_lines: dict[str, Counter[str]] = defaultdict(Counter)
    for form, verdict in _verdicts(found):
        where = verdict.what if verdict.what in _OF_PAPERS else f"{form}: {verdict.what}"
        of_lines[where][verdict.outcome] += 1
        of_lines["all lines"][verdict.outcome] += verdict.what not in _OF_PAPERS
    for what in sorted(of_lines, key=lambda what: (what != "all lines", ":" in what, what)):
        counted = of_lines[what]
        is_goal = what == "all lines" and layout == IN_VIEW
        table.add(
            f"papers {layout}, {what}",
            _shares(counted),
            "≥ 95 %, ≤ 1 %" if is_goal else "",
            met=_is_met(counted) if is_goal else None,
        )


def _verdicts(found: Sequence[Judged]) -> Iterator[tuple[str, Verdict]]:
    order = list(FORMS)
    for each in sorted(found, key=lambda one: order.index(one.entry.form)):
        for verdict in each.verdicts:
            yield each.entry.form, verdict


def _shares(counted: Mapping[str, int]) -> str:
    right, wrong, asked = (counted.get(each, 0) for each in (RIGHT, WRONG, ASKED))
    whole = right + wrong + asked
    return f"{right / whole:.1%} right · {wrong} wrong · {asked} asked"


def _is_met(counted: Mapping[str, int]) -> bool:
    whole = sum(counted.values())
    return counted[RIGHT] >= LEAST_RIGHT * whole and counted[WRONG] <= MOST_WRONG * whole


def _add_cost(table: Table, costs: Sequence[Cost]) -> None:
    if not costs:
        table.add("reading a page", f"all from {os.environ[KEPT]}")
        return
    for what, each in (
        ("seconds", [cost.seconds for cost in costs]),
        ("processor", [cost.cpu for cost in costs]),
    ):
        figure = f"p50 {percentile(each, 0.5):.1f} · p99 {percentile(each, 0.99):.1f} s"
        table.add(f"reading a page, {what}", figure)
    most = max(cost.memory for cost in costs)
    table.add("reading, memory at most", f"{most:.0f} MB", "< 450 MB", met=most < 450)


def _kept(picture: bytes) -> Path | None:
    folder = os.environ.get(KEPT)
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) / hashlib.sha256(picture).hexdigest()
