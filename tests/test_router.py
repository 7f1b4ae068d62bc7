"""Every button that is drawn is somebody's; whatever has another shape is nobody's."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms.form import CAPTION, GAP, HEARD
from bot.forms.kinds import FORMS
from bot.handlers import router
from bot.handlers.press import KEY, NUMBER, WORD, Part, Press, one_of
from bot.handlers.work import buttons

PRESSES = list(router.presses())
HANDLERS = Path(router.__file__).parent
LINES = [
    key
    for form in FORMS.values()
    for key in (*(step.key for step in form.steps), *(slot.key for slot in form.slots))
]
KEYS = [head + key for key in LINES for head in ("", GAP, HEARD, CAPTION)]


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
@given(data=st.data())
def test_whatever_a_button_may_carry_reaches_its_handler_alone(
    press: Press, data: st.DataObject
) -> None:
    carried = data.draw(st.from_regex(press.pattern))
    assert meant_by(carried) == [press]
    assert len(press.told(carried) or ()) == len(press.takes)


@pytest.mark.parametrize("press", PRESSES, ids=repr)
def test_a_button_with_the_largest_numbers_still_fits(press: Press) -> None:
    samples: dict[Part, object] = {NUMBER: 10**9, KEY: max(KEYS, key=len), WORD: "2026-11-05"}
    told = [samples.get(part, part.shape) for part in press.takes if part in samples]
    if len(told) == len(press.takes):
        assert press.told(press.data(*told)) == tuple(told)


def test_a_dead_button_cannot_be_made() -> None:
    press = Press("t", "try", NUMBER, one_of("in", "out"))
    assert press.told(press.data(7, "in")) == (7, "in")
    for told in ((7,), (7, "up"), ("x", "in"), (7, "in", 1), (7, "in\n")):
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
        f"{path.name}: {ast.unparse(node)}"
        for path in HANDLERS.rglob("*.py")
        if path.name not in {"press.py", "router.py"}
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if _splits(node) or _formats(node)
    }
    assert by_hand == set()


def _splits(node: ast.AST) -> bool:
    """`….data.split(…)` and its kin."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "data"
    )


def _formats(node: ast.AST) -> bool:
    """`f"r:ok:{…}"`: short words parted by colons, before a number."""
    if not isinstance(node, ast.JoinedStr) or not isinstance(node.values[0], ast.Constant):
        return False
    return re.match(r"[a-z]{1,5}:([a-z]+:)*$", str(node.values[0].value)) is not None
