"""Papers of other hands than the corpus's, and what they say: see `other_hands.toml` and
`strangers.toml`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Told:
    """An entry's papers, each a mapping of slot and text, and what they say."""

    name: str
    kind: str
    papers: Sequence[Mapping[str, str]]
    truth: Mapping[str, object] = field(default_factory=dict)
    marks: Sequence[str] = ()
    hidden: Sequence[str] = ()
    sure: float = 0.99

    @property
    def texts(self) -> list[str]:
        return [paper["text"] for paper in self.papers]

    @property
    def slots(self) -> list[str]:
        return [paper["slot"] for paper in self.papers]


def _all() -> list[Told]:
    tables = (Path(__file__).with_name(name) for name in ("other_hands.toml", "strangers.toml"))
    return [
        Told(**entry)
        for table in tables
        for entry in tomllib.loads(table.read_text("utf-8"))["entry"]
    ]


ALL: Final = _all()
