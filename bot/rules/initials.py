"""The letter that a character's pinyin begins with, by which people type what they look for: gsbx
is 工伤保险.

GB 2312 keeps its commoner characters in the order of their pinyin, so where each letter begins is
all that has to be known; what it keeps otherwise, and characters read in two ways, stand below.
"""

from bisect import bisect_right
from functools import lru_cache
from itertools import islice, product
from typing import Final

_BEGINS: Final = {
    0xB0A1: "a", 0xB0C5: "b", 0xB2C1: "c", 0xB4EE: "d", 0xB6EA: "e", 0xB7A2: "f", 0xB8C1: "g",
    0xB9FE: "h", 0xBBF7: "j", 0xBFA6: "k", 0xC0AC: "l", 0xC2E8: "m", 0xC4C3: "n", 0xC5B6: "o",
    0xC5BE: "p", 0xC6DA: "q", 0xC8BB: "r", 0xC8F6: "s", 0xCBFA: "t", 0xCDDA: "w", 0xCEF4: "x",
    0xD1B9: "y", 0xD4D1: "z",
}  # fmt: skip
_PLACES: Final = tuple(_BEGINS)
_LETTERS: Final = tuple(_BEGINS.values())
_AFTER: Final = 0xD7FA
"""Where the characters in the order of their pinyin end."""

_BESIDES: Final = {
    "z": "重长曾仲赈赃鏊",
    "c": "重长曾参称",
    "d": "调都得地大单",
    "t": "调挑",
    "h": "行还会和",
    "x": "行系降校",
    "s": "厦数率参单什",
    "l": "率乐绿",
    "j": "解系降校期劲",
    "k": "会卡",
    "q": "期区",
    "w": "汶",
    "y": "乐鱿",
    "b": "薄",
}
"""Characters that are read in more ways than one, or stand elsewhere in GB 2312, by letter."""
_MOST: Final = 16


@lru_cache(maxsize=8192)
def letters(character: str) -> frozenset[str]:
    """Return the letters that a character's pinyin may begin with; empty where that is not known.
    A letter or digit stands for itself.
    """
    if character.isascii():
        return frozenset(character.lower())
    found = {letter for letter, those in _BESIDES.items() if character in those}
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return frozenset(found)
    if _PLACES[0] <= code < _AFTER:
        found.add(_LETTERS[bisect_right(_PLACES, code) - 1])
    return frozenset(found)


def initials(text: str) -> tuple[str, ...]:
    """Return the ways in which the initials of a text may be typed, 16 at most; () for a text with
    a character whose pinyin is not known.
    """
    ways = [sorted(letters(character)) for character in text]
    return tuple("".join(way) for way in islice(product(*ways), _MOST))
