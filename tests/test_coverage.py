"""docs/coverage.md names tests that pytest finds, places that there are, and leaves no row of the
requirements out.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs/coverage.md").read_text("utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)))
PLACES = sorted(set(re.findall(r"`(bot/[\w/.]+)`", TEXT)))
OWN_SETTINGS = ("XIETIAO_TEST_", "PYTEST_")
"""Of this run, not of the one that looks: which database, which worker."""
ROWS = re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)


def test_every_row_of_the_requirements_stands_there_once() -> None:
    assert [int(number) for number in ROWS] == list(range(1, 28))


@pytest.fixture(scope="module")
def collected() -> frozenset[str]:
    """All that pytest itself finds in the files that are named, on the database that plays every
    test; parameters left out.
    """
    files = sorted({file for file, _ in TESTS})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(OWN_SETTINGS)}
    found = subprocess.run(
        [*command, *files], cwd=ROOT, env=clean, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
    return frozenset(re.findall(r"^(tests/[\w/]+\.py::\w+)", found.stdout, re.MULTILINE))


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_every_test_that_is_named_is_found_by_pytest(
    collected: frozenset[str], file: str, name: str
) -> None:
    """They are run where they stand, once, with all others: CI plays the whole suite, and takes a
    test that was skipped for a failure.
    """
    if name:
        assert f"{file}::{name}" in collected
    else:
        assert any(each.startswith(f"{file}::") for each in collected)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_that_is_named_is_there(place: str) -> None:
    assert (ROOT / place).exists()


def test_no_row_is_left_without_a_place_and_a_test() -> None:
    rows = [line for line in TEXT.splitlines() if re.match(r"\| \d+ \|", line)]
    assert len(rows) == 27
    for line in rows:
        assert "`bot/" in line, line
        assert "`tests/" in line, line
        assert "not served" not in line, line
