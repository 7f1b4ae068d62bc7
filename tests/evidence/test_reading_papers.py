"""Papers that are photographed are read and understood, as the corpus has them."""

from pathlib import Path

import pytest

from bot.evidence.reading.pages import read_file
from bot.evidence.reading.reader import is_installed
from tests.papers.corpus import Entry, entries
from tests.papers.judging import RIGHT, judged

PAPERS = {entry.seed: entry for entry in entries()}
READ = ("mediation in view 0", "risk in view 4")
"""Two of them: turned each way, tilted by 11°, with a seal, a table with two heads on a row."""


@pytest.mark.skipif(not is_installed(), reason="needs xietiao[reading]")
@pytest.mark.parametrize("entry", [PAPERS[seed] for seed in READ], ids=lambda entry: entry.seed)
def test_photographed_papers_are_understood_without_a_fault(entry: Entry, tmp_path: Path) -> None:
    readings = {}
    for n, piece in enumerate(entry.pieces):
        path = tmp_path / f"{n}.jpg"
        path.write_bytes(piece.picture())
        readings[n] = read_file(path, path.name, "image/jpeg")

    found = judged(entry, readings)

    assert [each for each in found.verdicts if each.outcome != RIGHT] == []


def test_a_paper_is_drawn_the_same_whenever_it_is_drawn() -> None:
    piece = PAPERS["risk in view 4"].pieces[0]

    assert piece.picture() == piece.picture()
    assert sum(len(entry.pieces) for entry in PAPERS.values()) >= 200
