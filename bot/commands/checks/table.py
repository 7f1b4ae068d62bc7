"""A finding as a line: folded to the terminal, or with tabs between its parts for a script."""

import sys
from collections.abc import Iterator
from shutil import get_terminal_size
from typing import Final
from unicodedata import east_asian_width

from bot.commands.checks.finding import Finding
from bot.texts import doctor as t

_LABEL: Final = 11
_NARROWEST, _WIDEST = 24, 100


def line(what: str, finding: Finding) -> str:
    do = [t.DO + each for each in finding.do.splitlines()]
    if not sys.stdout.isatty():
        first = "\t".join((finding.mark, what, *finding.how))
        return "\n".join((first, *(f"\t\t{each}" for each in do)))
    room = min(max(get_terminal_size().columns, _NARROWEST), _WIDEST) - _LABEL - 3
    label = f"{finding.mark} {what}{' ' * (_LABEL - cells(what))}"
    lines = [each for text in (t.AND.join(finding.how), *do) for each in folded(text, room)]
    return label + ("\n" + " " * (_LABEL + 2)).join(lines)


def folded(text: str, room: int) -> Iterator[str]:
    """Yield a text in lines of at most so many cells. Chinese breaks anywhere; a word and what
    closes a phrase stay with what is before them where there is room.
    """
    start = taken = 0
    good = 0  # the last place at which a line may end
    for n, char in enumerate(text):
        if _may_break(text, n):
            good = n
        if taken + cells(char) > room:
            end = good if good > start else n
            yield text[start:end].rstrip()
            start = end
            taken = cells(text[start:n])
        taken += cells(char)
    yield text[start:]


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _may_break(text: str, n: int) -> bool:
    before, char = text[n - 1 : n], text[n]
    if char in "，。；：、）？！” " or before in "（“":
        return False
    return before in "，。；：、 " or not (_is_narrow(before) and _is_narrow(char))


def _is_narrow(char: str) -> bool:
    return char != "" and cells(char) == 1
