"""The list itself adds up: by a second formulation of the seven lines, apart from the product's."""

import re

import pytest

from tests.year import expected as by_hand

EACH, CAP = 5, {"P": 20, "O": 10, "X": 10, "R": 10, "W": 10, "G": 10}
LOST = {"f": 5, "F": 10}


def reckoned(base: int | None, work: dict[str, int]) -> int:
    """What §8.3 makes of a quarter, without a line of the product's."""
    raw = base or 0
    for letter, most in CAP.items():
        raw += min(most, EACH * work.get(letter, 0))
    for letter, points in LOST.items():
        raw -= points * work.get(letter, 0)
    return max(0, min(100, raw))


def read(line: str) -> tuple[int | None, dict[str, int], int]:
    """Base, work, and total of one line of the list."""
    said, _, total = line.partition("→")
    base, _, work = said.partition("|")
    counts = {letter: int(n) for letter, n in re.findall(r"([A-Za-z])(\d+)", work)}
    return None if base.strip() == "-" else int(base), counts, int(total)


@pytest.mark.parametrize("quarter", by_hand.QUARTERS)
def test_every_line_of_the_list_adds_up(quarter: int) -> None:
    lines = {**by_hand.QUARTERS[quarter], "": by_hand.QUIET, " ": by_hand.LEADING}
    for name, line in lines.items():
        base, work, total = read(line)
        assert reckoned(base, work) == total, name


def test_thirty_people_are_ranked_barred_or_gone() -> None:
    members = {name for names in by_hand.MEMBERS.values() for name in names}
    everyone = members | set(by_hand.LIAISONS.values())
    assert len(everyone) == 30
    assert {*by_hand.YEAR, *by_hand.BARRED, by_hand.GONE} == everyone
