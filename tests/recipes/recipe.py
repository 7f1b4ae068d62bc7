"""Reads a recipe of `docs/recipes` and does what it says to a checkout."""

import re
from pathlib import Path

_STEP = re.compile(
    r"^(?:New file `(?P<new>[^`]+)`|In `(?P<file>[^`]+)`, (?P<where>below|in place of) "
    r"`(?P<line>[^`]+)`):\n\n```\w*\n(?P<code>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
_BLOCK = re.compile(r"^```\w+\n", re.MULTILINE)


class Unclear(Exception):
    """A recipe that cannot be followed to the letter."""


def follow(recipe: Path, checkout: Path) -> list[str]:
    """Do every step of a recipe; the test files it adds. Raises Unclear."""
    text = recipe.read_text("utf-8")
    steps = list(_STEP.finditer(text))
    if len(steps) != len(_BLOCK.findall(text)) or not steps:
        raise Unclear(f"{recipe.name}: a block of code without a place")
    tests = []
    for step in steps:
        code = step["code"]
        if step["new"]:
            _add(checkout / step["new"], code)
            if Path(step["new"]).name.startswith("test_"):
                tests.append(step["new"])
        else:
            _change(checkout / step["file"], step["where"], step["line"], code)
    if not tests:
        raise Unclear(f"{recipe.name}: no test shows that it works")
    return tests


def _add(file: Path, code: str) -> None:
    if file.exists():
        raise Unclear(f"{file} is there already")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(code, "utf-8")


def _change(file: Path, where: str, line: str, code: str) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True)
    found = [n for n, each in enumerate(lines) if each.strip() == line.strip()]
    if len(found) != 1:
        raise Unclear(f"{file}: {len(found)} lines read {line!r}")
    n = found[0]
    kept = lines[: n + 1] if where == "below" else lines[:n]
    file.write_text("".join([*kept, code, *lines[n + 1 :]]), "utf-8")
