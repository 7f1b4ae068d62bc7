"""Every button that is drawn is somebody's; whatever has another shape is nobody's."""

import ast
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms.fields import Known
from bot.forms.form import CAPTION, GAP, HEARD
from bot.forms.kinds import FORMS
from bot.handlers import menu, router
from bot.handlers.conversation import gathered
from bot.handlers.guide import pages
from bot.handlers.press import (
    CODE,
    KEY,
    MONTH,
    NUMBER,
    PERIOD,
    QUARTER,
    STAGE,
    WORD,
    YEAR,
    Part,
    Press,
    one_of,
)
from bot.handlers.review import case
from bot.handlers.work import buttons
from bot.rules.months import Month
from bot.rules.periods import Period
from bot.rules.quarters import Quarter
from bot.rules.stages import Stage

PRESSES = list(router.presses())
DRAWS = int(os.environ.get("XIETIAO_DRAWS", "100"))
"""Fewer where every recipe's tests look at all buttons once more."""
HANDLERS = Path(router.__file__).parent
LINES = [
    key
    for form in FORMS.values()
    for key in (*(step.key for step in form.steps), *(slot.key for slot in form.slots))
]
KEYS = [head + key for key in LINES for head in ("", GAP, HEARD, CAPTION)]


BIGGEST = next(10**n - 1 for n in range(30) if not re.fullmatch(NUMBER.shape, str(10**n)))
"""The largest number that a button may carry."""
LARGEST: dict[str, object] = {
    NUMBER.shape: BIGGEST,
    case.CONFIRM.takes[-1].shape: f"draft{BIGGEST}",
    KEY.shape: max(KEYS, key=len),
    MONTH.shape: Month(2099, 12),
    PERIOD.shape: Period.of(Quarter(2099, 4)),
    QUARTER.shape: Quarter(2099, 4),
    STAGE.shape: Stage(date(2099, 1, 1), date(2100, 1, 1)),
    YEAR.shape: 2099,
    CODE.shape: "-" * 16,
}


def codes() -> Iterator[str]:
    """What buttons that answer a card's question carry: the codes of every field, and of a text."""
    day = date(2026, 11, 26)
    for form in FORMS.values():
        for step in form.lines():
            for known in (Known(day), Known(day, fact=[])):
                yield from (code for code, _ in step.field.options(known))
    yield "#" + "f" * 10  # key_of a text of one's own: ten digits at the most


LONGEST_WORDS = {
    buttons.ANSWER: max(codes(), key=len),
    menu.PRESS: max(
        (way.label for each in gathered() for way in each.entrances),
        key=lambda label: len(label.encode()),
    ),
    pages.HIT: "字" * (pages.MOST_ASKED // 3),
    pages.FOUND: "字" * (pages.MOST_ASKED // 3),
}


def meant_by(data: str) -> list[Press]:
    return [press for press in PRESSES if re.match(press.pattern, data)]


@pytest.mark.parametrize("key", KEYS)
def test_every_line_of_a_card_may_be_asked_for(key: str) -> None:
    assert meant_by(f"d:ask:1:2:{key}") == [buttons.ASK]


@pytest.mark.parametrize(
    "data",
    [
        "d:ask:1:2:?day=zz",
        "d:ask:1:2:?change",
        "d:page:1:2:?day",
        "d:skip:1:2:Day",
        "d:a:1:2:day=2026-11:x",
        "d:mv:1:2:3:?photos",
        "d:submit:1:2\n",
        "r:ok:1",
        "r:ok:-1:2",
        "rec:none:0",
        "x:month:2026-13",
        "b:of:2026Q5",
    ],
)
def test_a_shape_that_no_button_has_is_nobodys(data: str) -> None:
    assert meant_by(data) == []


@pytest.mark.parametrize("press", PRESSES, ids=repr)
@settings(max_examples=DRAWS, deadline=None)
@given(data=st.data())
def test_whatever_a_button_may_carry_reaches_its_handler_alone(
    press: Press, data: st.DataObject
) -> None:
    carried = data.draw(st.from_regex(press.pattern))
    assert meant_by(carried) == [press]
    assert len(press.told(carried) or ()) == len(press.takes)


@pytest.mark.parametrize("press", PRESSES, ids=repr)
def test_a_button_with_the_most_it_may_be_told_still_fits(press: Press) -> None:
    told = tuple(most_of(press, part) for part in press.takes)
    assert press.told(press.data(*told)) == told


def most_of(press: Press, part: Part) -> object:
    """The longest that a button is told at this place."""
    if part is WORD:
        return LONGEST_WORDS[press]
    if part.shape in LARGEST:
        return LARGEST[part.shape]
    longest = max(part.shape.removeprefix("(?:").removesuffix(")").split("|"), key=len)
    assert re.fullmatch("[a-z]+", longest), f"{part} is none of a few words"
    return longest


def test_a_dead_button_cannot_be_made() -> None:
    press = Press("t", "try", NUMBER, one_of("in", "out"))
    assert press.told(press.data(7, "in")) == (7, "in")
    for told in ((7,), (7, "up"), ("x", "in"), (7, "in", 1), (7, "in\n"), (BIGGEST + 1, "in")):
        with pytest.raises(ValueError, match="does not fit"):
            press.data(*told)
    with pytest.raises(ValueError, match="64 bytes"):
        Press("t", "say", WORD).data("说" * 30)
    assert press.told("t:tried:7:in") is None


def test_no_handler_reads_or_writes_button_data_by_hand() -> None:
    """One place does: `press.py`. The router hands it over, `turn` and the cards ask whether a
    button was pressed at all.
    """
    by_hand = {
        f"{path.relative_to(HANDLERS)}: {ast.unparse(node)}"
        for path in HANDLERS.rglob("*.py")
        if path.name != "press.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if is_by_hand(node)
    }
    assert by_hand == set()


@pytest.mark.parametrize(
    "code",
    [
        "turn.event.data.split(sign)",
        "verb, *told = data.split(':')",
        "told.partition(':')[2]",
        "told.rpartition(sep=':')",
        "import re",
        "from re import compile",
        "Part('(?:draft)?[0-9]+')",
        "press.Part('[0-9]+')",
        "f'r:ok:{entry}'",
    ],
)
def test_what_counts_as_by_hand(code: str) -> None:
    assert any(map(is_by_hand, ast.walk(ast.parse(code))))


@pytest.mark.parametrize(
    "code",
    ["text.partition(' ')", "mime.partition('/')", "f'{name}：{points}'", "Press('r', 'ok')"],
)
def test_what_does_not(code: str) -> None:
    assert not any(map(is_by_hand, ast.walk(ast.parse(code))))


def is_by_hand(node: ast.AST) -> bool:
    return _splits(node) or _matches(node) or _formats(node)


def _splits(node: ast.AST) -> bool:
    """`….data.split(…)` and its kin; and whatever is cut at colons."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "data"
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    signs = [*node.args[:1], *(word.value for word in node.keywords)]
    cuts = node.func.attr in {"split", "rsplit", "partition", "rpartition"}
    return cuts and any(isinstance(sign, ast.Constant) and sign.value == ":" for sign in signs)


def _matches(node: ast.AST) -> bool:
    """A regular expression, or a part with one of its own."""
    if isinstance(node, ast.Import):
        return any(name.name == "re" for name in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.module == "re"
    called = node.func if isinstance(node, ast.Call) else None
    return "Part" in (getattr(called, "id", ""), getattr(called, "attr", ""))


def _formats(node: ast.AST) -> bool:
    """`f"r:ok:{…}"`: short words parted by colons, before a number."""
    if not isinstance(node, ast.JoinedStr) or not isinstance(node.values[0], ast.Constant):
        return False
    return re.match(r"[a-z]{1,5}:([a-z]+:)*$", str(node.values[0].value)) is not None
