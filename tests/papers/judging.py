"""Judges what was understood of an entry's papers against the truth about them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.resources import files
from typing import Final, NamedTuple

from bot.forms.kinds import FORMS
from bot.forms.papers.understanding import Told, Understood, understand
from bot.rules.county import load_county
from bot.rules.halfwidth import compact
from bot.rules.papers.reading import Reading
from bot.rules.papers.tables import PaperWords
from tests.papers.corpus import Entry
from tests.papers.stories import TODAY

WORDS: Final = load_county((files("bot.rules") / "county.toml").read_text("utf-8")).papers
"""The words for papers that a county has which names none of its own."""
RIGHT, WRONG, ASKED = "right", "wrong", "asked"
_LIKE: Final = 0.85
"""From this likeness on an account of what was done is the one on the paper."""
_ACCOUNTS: Final = {"measures", "effect"}
_SIGNS: Final = re.compile(r"[\s，。；：、“”\"',.;:·《》（）()\-—]")


class Verdict(NamedTuple):
    """How one line, slot or kind of work came out; `told` and `truth` for whoever looks into it."""

    what: str
    outcome: str
    told: object = None
    truth: object = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry, what was understood of it, and how each line came out."""

    entry: Entry
    understood: Understood
    verdicts: tuple[Verdict, ...]


def judged(
    entry: Entry, readings: Mapping[int, Reading], words: PaperWords = WORDS, form: str = ""
) -> Judged:
    """Understand an entry's readings, piece → reading, and judge what is told."""
    given = {n: (entry.pieces[n].kind, reading) for n, reading in readings.items()}
    understood = understand(given, words, entry.who, TODAY, form)
    return Judged(entry, understood, tuple(_verdicts(entry, understood)))


def _verdicts(entry: Entry, understood: Understood) -> Iterator[Verdict]:
    kind = RIGHT if understood.form == entry.form else WRONG if understood.form else ASKED
    yield Verdict("kind of work", kind, understood.form, entry.form)
    for n, piece in enumerate(entry.pieces):
        slot = understood.slots.get(n)
        outcome = RIGHT if slot == piece.slot else WRONG if slot else ASKED
        yield Verdict("slot", outcome, slot, piece.slot)
    if understood.cases:
        yield Verdict("cases", WRONG, understood.cases)
    told = understood.told if understood.form == entry.form else {}
    for step in FORMS[entry.form].steps:
        truth = entry.truth.get(step.key, ())
        if step.key == "account":
            yield _account(entry, told.get("account"))
        elif truth or told.get(step.key):
            yield _line(step.key, truth, told.get(step.key))


def _line(key: str, truth: tuple[object, ...], told: Told | None) -> Verdict:
    """A line of which papers tell nothing is right when nothing is told, and then is no verdict."""
    if told is None or told.fact is None:
        return Verdict(key, ASKED, told.readings if told else None, truth)
    right = any(_same(key, told.fact, each) for each in truth)
    return Verdict(key, RIGHT if right else WRONG, told.fact, truth)


def _same(key: str, fact: object, truth: object) -> bool:
    if not isinstance(fact, str) or not isinstance(truth, str):
        return fact == truth
    a, b = (_SIGNS.sub("", compact(each)) for each in (fact, truth))
    if key in _ACCOUNTS:
        return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _LIKE
    return a == b


def _account(entry: Entry, told: Told | None) -> Verdict:
    if told is None or told.fact is None:
        return Verdict("account", ASKED, told.readings if told else None, entry.account)
    fact = str(told.fact)
    leaks = [each for each in entry.hidden if each in fact]
    keeps = any(mark in fact for mark in entry.account)
    return Verdict("account", RIGHT if keeps and not leaks else WRONG, fact, (entry.account, leaks))
