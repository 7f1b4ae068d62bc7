"""What a stage pack is made of: sections with sentences, tables, charts and photos. Workbook and
document show the same ones, so that their figures cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the first heading is what the rows are about. `name` is its sheet's in
    the workbook. `widths` are the columns' in proportion. `in_short` is how many of the rows the
    document shows at most: None for all of them, 0 for a table that only the workbook has.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    in_short: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar for each row of a table: the columns of `headings`, one upon the other, named by the
    row's first column. `unit` is what is counted.
    """

    title: str
    table: Table
    headings: Sequence[str]
    unit: str

    @property
    def labels(self) -> list[str]:
        return [str(row[0]) for row in self.table.rows]

    @property
    def columns(self) -> list[int]:
        """The places of the columns in the table."""
        return [list(self.table.headings).index(heading) for heading in self.headings]

    @property
    def bars(self) -> list[list[float]]:
        """For each row what each of the columns adds to its bar; nothing where a cell is empty."""
        return [[float(row[at] or 0) for at in self.columns] for row in self.table.rows]


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo by the SHA-256 of its file, with what stands below it."""

    sha256: str
    caption: str


@dataclass(frozen=True, slots=True)
class Section:
    """One subject of the pack. `headline` is its sentence among those at the beginning, `lines` are
    its paragraphs.
    """

    title: str
    headline: str
    lines: Sequence[str] = ()
    tables: Sequence[Table] = ()
    charts: Sequence[Chart] = ()
    photos: Sequence[Photo] = ()


@dataclass(frozen=True, slots=True)
class StagePack:
    """A county's stage; `as_of` is in the county's local time."""

    county: str
    bureau: str
    stage: str
    as_of: datetime
    sections: Sequence[Section] = field(default_factory=list)
