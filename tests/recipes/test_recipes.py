"""Each recipe is followed to the letter in a scratch copy, where its own tests see the result, and
whatever is asked of all that is here holds as well.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.recipes.recipe import Unclear, follow

ROOT = Path(__file__).parent.parent.parent
RECIPES = sorted((ROOT / "docs" / "recipes").glob("add-*.md"))
COPIED = (
    "bot",
    "tests",
    "pyproject.toml",
    "requirements.in",
    "requirements.lock",
    "requirements-test.lock",
    ".env.example",
)
TOOLS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("lint-imports",))
OF_ALL: Final = ("tests/test_router.py", "tests/test_house.py")
"""These look at every module, button and form, so there are more of them after a recipe."""
SHOWN: Final = {
    "add-a-question": (1, 2 * 4),
    "add-a-reminder": (1, 3),
    "add-a-report": (2, 4),
    "add-a-role": (1, 0),
}
"""Recipe → how many tests it ends with, and how many more look at all: one for each new module,
four for each line of a form.
"""


def test_the_readme_names_every_recipe() -> None:
    listed = (ROOT / "docs" / "recipes" / "README.md").read_text("utf-8")
    assert RECIPES
    assert [r.name for r in RECIPES if f"({r.name})" not in listed] == []


def run_in(folder: Path, *command: str) -> str:
    """What a tool of this virtual environment says there, which has to be that all is well."""
    done = subprocess.run(
        [sys.executable, "-m", *command]
        if command[0] == "pytest"
        else [Path(sys.executable).with_name(command[0]), *command[1:]],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "XIETIAO_DRAWS": "20"},
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def before() -> int:
    """How many tests look at all that is here."""
    told = run_in(ROOT, "pytest", "-q", "--collect-only", "-p", "no:cacheprovider", *OF_ALL)
    return sum("::" in line for line in told.splitlines())


def passed(told: str, own: list[str]) -> tuple[int, int]:
    """How many of a recipe's own tests and of the others have passed, by what `pytest -v` says."""
    lines = [line for line in told.splitlines() if "::" in line and " PASSED" in line]
    of_own = sum(line.startswith(tuple(own)) for line in lines)
    return of_own, len(lines) - of_own


def test_every_recipe_is_followed() -> None:
    assert [recipe.stem for recipe in RECIPES] == sorted(SHOWN)


@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.stem for recipe in RECIPES])
def test_whoever_follows_a_recipe_sees_the_result_and_breaks_no_rule(
    recipe: Path, tmp_path: Path, before: int
) -> None:
    for name in COPIED:
        here = ROOT / name
        if here.is_dir():
            shutil.copytree(here, tmp_path / name)  # with bytecode, where there is some
        else:
            shutil.copy(here, tmp_path / name)
    own = follow(recipe, tmp_path)
    for tool in TOOLS:
        run_in(tmp_path, *tool)
    of_own, of_all = SHOWN[recipe.stem]
    told = run_in(tmp_path, "pytest", "-v", "-p", "no:cacheprovider", *own, *OF_ALL)
    assert passed(told, own) == (of_own, before + of_all)


def test_a_step_that_fits_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one\ntwo\n")
    recipe = tmp_path / "add-x.md"
    recipe.write_text("In `a.py`, below `three`:\n\n```python\nfour\n```\n")
    with pytest.raises(Unclear, match="0 lines read 'three'"):
        follow(recipe, tmp_path)
    recipe.write_text("Somewhere:\n\n```python\nfour\n```\n")
    with pytest.raises(Unclear, match="without a place"):
        follow(recipe, tmp_path)
    recipe.write_text("In `a.py`, below `one`:\n\n```python\nfour\n```\n")
    with pytest.raises(Unclear, match="no test"):
        follow(recipe, tmp_path)
    assert (tmp_path / "a.py").read_text() == "one\nfour\ntwo\n"
