"""Who was there, in one message of names: `张三、李四`, `全部，除 王五`, `未到 赵六`."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.rules.names import Names, tidy

_BREAK: Final = re.compile(r"[\s,，;；、。.:：!！|/]+")
_REMARK: Final = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_NUMBERED: Final = re.compile(r"(?:(?<=^)|(?<=[\s,，、;；。]))\d{1,3}[.、)）．]\s*")
_EVERYBODY: Final = re.compile(
    r"^(?:全部|全体|全员|所有人|大家)(?:人员|成员)?(?:都|均)?(?:已)?(?:到齐|到场|到了|到)?$"
)
_ABSENT: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s,，;；、。]))(?:其中)?(?:除了?|除去|没到|没来|未到|未参加|缺席|缺|请假)[的:：]?"
)
_OUTSIDE: Final = re.compile(r"(?:以外|之外|外|没到|没来|未到|未参加|缺席|请假)$")


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says: whether `everybody` was there, and how often each name is among those
    who were (`there`) or were not (`absent`), as typed.
    """

    everybody: bool
    there: Counter[str]
    absent: Counter[str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that several people bear; `is_absent` tells what was said of it."""

    name: str
    candidates: tuple[int, ...]
    is_absent: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A message read against a ledger: who was `there` and who `absent`, in the ledger's order,
    names that mean several people, names that mean nobody, and names that were said twice.
    """

    there: tuple[int, ...]
    absent: tuple[int, ...]
    doubts: tuple[Doubt, ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]


def split(text: str) -> Said:
    """Take a message apart. Numbers before names and remarks in brackets do not matter."""
    bare = _NUMBERED.sub("", _REMARK.sub(_remark, tidy(text)))
    before, *after = _ABSENT.split(bare, maxsplit=1)
    words = _words(before)
    everybody = any(_EVERYBODY.fullmatch(word) for word in words)
    words = [word for word in words if not _EVERYBODY.fullmatch(word)]
    there = [word for word in words if not _OUTSIDE.search(word)]
    absent = [word for word in words if _OUTSIDE.search(word)] + _words("".join(after))
    if after and not after[0].strip():  # 张三、李四 未到
        there, absent = [], words
    return Said(
        everybody,
        Counter(there),
        Counter(filter(None, (_OUTSIDE.sub("", word) for word in absent))),
    )


def read(text: str, ledger: Sequence[tuple[int, str]]) -> Reading:
    """Read a message against a ledger of (person id, name). Of namesakes all are meant where the
    name is said as often as there are of them.
    """
    names, said = Names(ledger), split(text)
    run = re.compile(f"(?:{names.pattern})+", re.IGNORECASE)
    each = re.compile(names.pattern, re.IGNORECASE)
    order = [person_id for person_id, _ in ledger]
    there, absent = set[int](order if said.everybody else ()), set[int]()
    doubts, unknown, twice = list[Doubt](), list[str](), list[str]()
    for is_absent, words in ((False, said.there), (True, said.absent)):
        counted = Counter[str]()
        for word, n in words.items():
            known = bool(names.bearers(word)) or not run.fullmatch(word)
            for name in [word] if known else each.findall(word):
                counted[name] += n
        for name, n in counted.items():
            bearers = names.bearers(name)
            if not bearers:
                unknown.append(name)
            elif len(bearers) > 1 and n != len(bearers):
                doubts.append(Doubt(name, tuple(bearers), is_absent))
            else:
                (absent if is_absent else there).update(bearers)
                twice += [name] if n > len(bearers) else []
    return Reading(
        tuple(who for who in order if who in there and who not in absent),
        tuple(who for who in order if who in absent),
        tuple(doubts),
        tuple(unknown),
        tuple(twice),
    )


def _remark(found: "re.Match[str]") -> str:
    """Return what remains of a remark in brackets: that somebody was not there."""
    inside = found[0][1:-1].strip()
    return inside if _OUTSIDE.fullmatch(inside) else ""


def _words(text: str) -> list[str]:
    """Return the words of a text; two characters that stand alone beside each other are one name,
    as `李 梅` is.
    """
    words: list[str] = []
    alone = False
    for word in filter(None, _BREAK.split(text)):
        if len(word) == 1 and alone:
            words[-1] += word
            alone = False
        else:
            words.append(word)
            alone = len(word) == 1
    return words
