"""The recipes are followed to the letter in a scratch copy, and their own tests see the result."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.recipes.recipe import Unclear, follow

ROOT = Path(__file__).parent.parent.parent
RECIPES = sorted((ROOT / "docs" / "recipes").glob("add-*.md"))
COPIED = ("bot", "tests", "pyproject.toml", "requirements.in", ".env.example")


def test_the_readme_names_every_recipe() -> None:
    listed = (ROOT / "docs" / "recipes" / "README.md").read_text("utf-8")
    assert RECIPES
    assert [r.name for r in RECIPES if f"({r.name})" not in listed] == []


def test_whoever_follows_the_recipes_sees_the_result_in_a_chat(tmp_path: Path) -> None:
    for name in COPIED:
        here = ROOT / name
        if here.is_dir():
            shutil.copytree(here, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(here, tmp_path / name)
    tests = [test for recipe in RECIPES for test in follow(recipe, tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) >= len(tests)


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
