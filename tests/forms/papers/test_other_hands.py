"""Papers of other hands: hardly anything of what they say is asked, nothing is told wrong, whether
their lines come as they are or as they stand on a page.
"""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

import pytest

from bot.forms.papers.understanding import Understood, understand
from bot.rules.papers.reading import Reading
from tests.forms.papers.other_hands import ALL, Told
from tests.forms.papers.written import WHO, laid_out, read
from tests.papers.judging import WORDS
from tests.papers.stories import TODAY

_LEAST_RIGHT = 0.95
_LIKE = 0.85


def _as_lines(given: Told) -> Understood:
    return _of(given, [read(text.strip(), given.sure) for text in given.texts])


def _on_pages(given: Told) -> Understood:
    headline = str(given.truth.get("headline", ""))
    return _of(given, [laid_out(text, given.sure, headline) for text in given.texts])


def _of(given: Told, readings: Sequence[Reading]) -> Understood:
    return understand({n: ("photo", each) for n, each in enumerate(readings)}, WORDS, WHO, TODAY)


_LOOKED_AT = pytest.mark.parametrize("look", [_as_lines, _on_pages])


@_LOOKED_AT
@pytest.mark.parametrize("given", ALL, ids=lambda given: given.name)
def test_nothing_is_told_wrong(given: Told, look: Callable[[Told], Understood]) -> None:
    told = look(given)

    assert told.form == given.kind
    assert told.cases in ((), [])
    assert {n: slot for n, slot in told.slots.items() if slot != given.slots[n]} == {}
    assert {
        key: fact for key, fact in _facts(told).items() if not _is_right(given, key, fact)
    } == {}


@_LOOKED_AT
def test_hardly_anything_is_asked(look: Callable[[Told], Understood]) -> None:
    asked: list[tuple[str, str]] = []
    n = 0
    for given in ALL:
        told = look(given)
        wanted = [*given.truth, *(["account"] if given.marks else [])]
        slots = [(slot, told.slots.get(at)) for at, slot in enumerate(given.slots) if slot]
        asked += [(given.name, key) for key in wanted if key not in _facts(told)]
        asked += [(given.name, slot) for slot, found in slots if found != slot]
        n += len(wanted) + len(slots)

    assert len(asked) <= (1 - _LEAST_RIGHT) * n, asked


def _facts(told: Understood) -> dict[str, object]:
    return {key: each.fact for key, each in told.told.items() if each.fact is not None}


def _is_right(given: Told, key: str, fact: object) -> bool:
    if any(name in str(fact) for name in given.hidden):
        return False
    if key == "account":
        return any(mark in str(fact) for mark in given.marks)
    truth = given.truth.get(key)
    if key in ("measures", "effect") and truth:
        return SequenceMatcher(None, str(fact), str(truth), autojunk=False).ratio() >= _LIKE
    return fact == truth
