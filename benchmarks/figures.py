"""The table of figures: what was measured, what it came to, and whether that reaches our goal."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `met` is None where there is no goal."""

    what: str
    figure: str
    goal: str = ""
    met: bool | None = None


@dataclass(slots=True)
class Table:
    rows: list[Row] = field(default_factory=list)

    def add(self, what: str, figure: str, goal: str = "", *, met: bool | None = None) -> None:
        self.rows.append(Row(what, figure, goal, met))
        print(self._line(self.rows[-1]), flush=True)

    def __str__(self) -> str:
        return "\n".join(map(self._line, self.rows))

    def _line(self, row: Row) -> str:
        mark = {True: "yes", False: "NO", None: ""}[row.met]
        return f"{row.what:<58} {row.figure:>26}  {row.goal:<14} {mark}".rstrip()


def percentile(values: Sequence[float], of: float) -> float:
    """Return the value that this share (0–1) of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * of))]


def tail(seconds: Sequence[float]) -> str:
    """Return median and 99th percentile of times, such as `p50 3.1 · p99 6.2 ms`."""
    return (
        f"p50 {percentile(seconds, 0.5) * 1e3:.1f} · p99 {percentile(seconds, 0.99) * 1e3:.1f} ms"
    )


median = statistics.median
