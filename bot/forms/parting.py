"""Parting: a text that answers two lines of a card at once, each getting its part of it."""

import re
from collections.abc import Callable, Mapping
from typing import Final

Parts = Callable[[str], Mapping[str, str]]
"""Gives what a text says to each line it answers, by the lines' keys; {} when it is one answer."""

_TITLE: Final = re.compile(r"\s*(?P<before>[^《》]*[^《》\s])\s*《(?P<title>[^《》]+)》[\s。.]*")


def at_word(word: str, first: str, second: str) -> Parts:
    """Part a text where the word begins what it says to the `second` line: `…；成效：…`."""
    mark = re.compile(rf"[\s，,；;。.]+{word}(?:是|[:：，,\s])\s*")

    def part(text: str) -> Mapping[str, str]:
        halves = mark.split(text.strip(), maxsplit=1)
        return dict(zip((first, second), halves, strict=True)) if _are_two(halves) else {}

    return part


def at_title(first: str, title: str) -> Parts:
    """Part a text that ends with a title in its brackets: `济宁日报《…》`."""

    def part(text: str) -> Mapping[str, str]:
        found = _TITLE.fullmatch(text)
        return {first: found["before"], title: found["title"]} if found else {}

    return part


def _are_two(halves: list[str]) -> bool:
    return len(halves) == 2 and all(half.strip() for half in halves)
