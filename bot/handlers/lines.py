"""Lines that fit a phone: texts cut to a width, or put side by side, so that no line wraps. Widths
are counted in Chinese characters.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

LINE: Final = 19.0
"""How much one line of a bubble holds on a phone 390 pixels wide, in widths of a Chinese
character.
"""
JOINT: Final = " · "
_THIN: Final = frozenset(" .,:;!|/'()[]ijlrtf")
_CUT: Final = "…"
# Of what has to be cut, less than this tells nobody anything.
_LEAST: Final = 4.0


class _Widths(dict[str, float]):
    """The width of each character, found out the first time it is seen."""

    def __missing__(self, character: str) -> float:
        if unicodedata.east_asian_width(character) in "WFA":
            wide = 1.0
        else:
            wide = 0.35 if character in _THIN else 0.7 if character.isupper() else 0.57
        self[character] = wide
        return wide


_WIDTHS: Final = _Widths()


def width(text: str) -> float:
    """Return how wide a text is when shown, in widths of a Chinese character."""
    return sum(map(_WIDTHS.__getitem__, text))


def cut(text: str, most: float = LINE) -> str:
    """Return the text on one line; where it is wider than `most`, its end is replaced by …"""
    if len(text) <= most and text.isprintable():  # no character is wider than one
        return text
    text = " ".join(text.splitlines())
    if width(text) <= most:
        return text
    room, kept = most - width(_CUT), 0
    while room >= 0:
        room -= _WIDTHS[text[kept]]
        kept += 1
    return text[: kept - 1].rstrip() + _CUT


def folded(text: str, lines: int) -> list[str]:
    """Return the text on at most so many lines; where they do not hold it, its end is replaced
    by …
    """
    rest, begun = " ".join(text.splitlines()), list[str]()
    while width(rest) > LINE and len(begun) < lines - 1:
        kept = len(rest)
        while width(rest[:kept]) > LINE:
            kept -= 1
        begun.append(rest[:kept])
        rest = rest[kept:]
    return [*begun, cut(rest)]


def packed(parts: Iterable[str], joint: str = JOINT) -> list[str]:
    """Return lines with the parts in their order, as many to a line as fit. A part too wide for
    that stands alone, uncut.
    """
    lines: list[str] = []
    used, between = LINE, width(joint)
    for part in parts:
        wide = width(part)
        if used + between + wide <= LINE:
            lines[-1] += joint + part
            used += between + wide
        else:
            lines.append(part)
            used = wide
    return lines


def one_line(parts: Sequence[str], most: float = LINE) -> str:
    """Return one line with as many of the parts as fit. The last is cut, or left out where too
    little of it would remain to tell anything.
    """
    line = ""
    for part in parts:
        joint = JOINT if line else ""
        room = most - width(line + joint)
        if width(part) > room:
            return line + joint + cut(part, room) if room >= _LEAST else line
        line += joint + part
    return line
