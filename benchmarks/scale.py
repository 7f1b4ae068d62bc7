"""From one county to the country: what a year brings, worked out from unit costs that were
measured, and drawn into docs/scale.svg. Run as `python -m benchmarks.scale`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log10
from pathlib import Path
from typing import Final

PICTURE: Final = Path(__file__).parent.parent / "docs" / "scale.svg"

# What people do in a year. Four publicity events and one mediation a quarter would be full marks;
# half of that is a busy county.
ENTRIES: Final = 12
UPDATES: Final = 16
"""Of one entry, from the first tap to the decision: eleven actions, an album, a decision."""
SENDS: Final = 14
PHOTOS: Final = 3
# The last evening of a quarter: a tenth of its entries within four hours.
PEAK: Final = 0.1 / 4 / (4 * 3600)

# What each costs, as measured (docs/performance.md; the sample county's tables and files).
CPU_UPDATE: Final = 0.92e-3
CPU_PHOTO: Final = 0.035
CPU_SHEET: Final = 0.15
ROWS: Final = 46
"""Of an entry: itself, its draft, three photos with eight bands each, two lines of the trail,
sheet, handles. Inbox and outbox empty themselves.
"""
BYTES_ROWS: Final = 10_000
BYTES_FILES: Final = PHOTOS * 300_000 + 100_000
STEPS: Final = 700
"""Steps a second that one PostgreSQL takes, since they follow one another (a county's do)."""
PLATFORM: Final = 30
"""Messages a second that Telegram takes from one bot."""


@dataclass(frozen=True)
class Size:
    """How many coordinators there are, in how many counties."""

    name: str
    people: int
    counties: int


SIZES: Final = (
    Size("a county", 500, 1),
    Size("a large county", 2_500, 1),
    Size("a province", 150_000, 60),
    Size("the country", 2_000_000, 2_800),
)


@dataclass(frozen=True)
class Load:
    """What a size brings: a year's sums, and how much of each thing the peak takes."""

    updates: float
    sends: float
    rows: float
    row_bytes: float
    file_bytes: float
    peak_updates: float
    peak_sends: float
    cores: float
    of_platform: float
    of_steps: float


def load(size: Size) -> Load:
    """Work out a year and its busiest evening."""
    entries = size.people * ENTRIES
    peak = entries * PEAK
    each = peak / size.counties
    return Load(
        updates=entries * UPDATES,
        sends=entries * SENDS,
        rows=entries * ROWS,
        row_bytes=entries * BYTES_ROWS,
        file_bytes=entries * BYTES_FILES,
        peak_updates=peak * UPDATES,
        peak_sends=peak * SENDS,
        cores=peak * (UPDATES * CPU_UPDATE + PHOTOS * CPU_PHOTO + CPU_SHEET),
        of_platform=each * SENDS / PLATFORM,
        of_steps=each * (UPDATES + SENDS) / STEPS,
    )


def table() -> str:
    """Return the figures as a Markdown table."""
    names = (
        "", "people", "updates", "sends", "rows", "tables", "files", "updates/s", "sends/s",
        "cores", "of Telegram's 30/s", "of steps",
    )  # fmt: skip
    head = f"| {' | '.join(names)} |"
    lines = [head, "|---" * 12 + "|"]
    for size in SIZES:
        of = load(size)
        cells = (
            f"{size.name} ({size.counties:,})", f"{size.people:,}", f"{of.updates / 1e6:,.1f} m",
            f"{of.sends / 1e6:,.1f} m", f"{of.rows / 1e6:,.1f} m", f"{of.row_bytes / 1e9:,.2f} GB",
            f"{of.file_bytes / 1e9:,.0f} GB", f"{of.peak_updates:,.2f}", f"{of.peak_sends:,.2f}",
            f"{of.cores:,.2f}", f"{of.of_platform:.1%}", f"{of.of_steps:.2%}",
        )  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


_WIDE, _HIGH, _LEFT, _BELOW = 720, 400, 70, 50
_LINES: Final[tuple[tuple[str, str, Callable[[Load], float]], ...]] = (
    ("files a year, GB", "#b34700", lambda of: of.file_bytes / 1e9),
    ("rows a year, million", "#1f5fa8", lambda of: of.rows / 1e6),
    ("updates/s at the peak", "#2a7d3f", lambda of: of.peak_updates),
    ("cores at the peak", "#7a3fa0", lambda of: of.cores),
)


def picture() -> str:
    """Return the lines over the number of people, both on logarithmic scales, as SVG."""
    people = [10 ** (2 + n / 10) for n in range(46)]
    low, high = -3.0, 5.0

    def x(of: float) -> float:
        return _LEFT + (log10(of) - 2) / 4.5 * (_WIDE - _LEFT - 20)

    def y(of: float) -> float:
        return _HIGH - _BELOW - (log10(of) - low) / (high - low) * (_HIGH - _BELOW - 20)

    said = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}">',
        '<g font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="white"/>',
    ]
    for power in range(int(low), int(high) + 1):
        at = y(10.0**power)
        said.append(
            f'<line x1="{_LEFT}" x2="{_WIDE - 20}" y1="{at:.0f}" y2="{at:.0f}" stroke="#ddd"/>'
        )
        said.append(
            f'<text x="{_LEFT - 8}" y="{at + 4:.0f}" text-anchor="end">{10.0**power:g}</text>'
        )
    for size in SIZES:
        at = x(size.people)
        said.append(
            f'<line x1="{at:.0f}" x2="{at:.0f}" y1="20" y2="{_HIGH - _BELOW}" stroke="#bbb"/>'
        )
        said.append(f'<text x="{at:.0f}" y="{_HIGH - 30}" text-anchor="middle">{size.name}</text>')
        said.append(
            f'<text x="{at:.0f}" y="{_HIGH - 14}" text-anchor="middle">{size.people:,}</text>'
        )
    for n, (name, colour, of) in enumerate(_LINES):
        points = " ".join(f"{x(p):.1f},{y(of(load(Size('', int(p), 1)))):.1f}" for p in people)
        said.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        said.append(f'<text x="{_LEFT + 12}" y="{40 + 18 * n}" fill="{colour}">{name}</text>')
    return "\n".join([*said, "</g></svg>"]) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8")
    print(table())
