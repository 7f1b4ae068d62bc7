"""docs/coverage.md names tests and places that there are, and leaves no row of the requirements
out.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs/coverage.md").read_text("utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)))
PLACES = sorted(set(re.findall(r"`(bot/[\w/.]+)`", TEXT)))
ROWS = re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)


def test_every_row_of_the_requirements_stands_there_once() -> None:
    assert [int(number) for number in ROWS] == list(range(1, 28))


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_every_test_that_is_named_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    defined = {
        each.name
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    tests = {each for each in defined if each.startswith("test_")}
    assert tests
    assert not name or name in tests


@pytest.mark.parametrize("place", PLACES)
def test_every_place_that_is_named_is_there(place: str) -> None:
    assert (ROOT / place).exists()


def test_a_row_without_a_test_says_that_it_is_not_served_yet() -> None:
    for line in TEXT.splitlines():
        if re.match(r"\| \d+ \|", line) and "`tests/" not in line:
            assert "not served yet" in line
