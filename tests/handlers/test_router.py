"""Every button that is drawn is somebody's; whatever has another shape is nobody's."""

import re

import pytest

from bot.forms.form import CAPTION, GAP, HEARD
from bot.forms.kinds import FORMS
from bot.handlers import router
from bot.handlers.review import reviewing
from bot.handlers.turn import Handler
from bot.handlers.work import reporting

OPS = [*(("d", op) for op in reporting._OPS), *(("r", op) for op in reviewing._OPS)]


LINES = [
    key
    for form in FORMS.values()
    for key in (*(step.key for step in form.steps), *(slot.key for slot in form.slots))
]
KEYS = [head + key for key in LINES for head in ("", GAP, HEARD, CAPTION)]


@pytest.mark.parametrize("key", KEYS)
def test_every_line_of_a_card_may_be_asked_for(key: str) -> None:
    assert handler_of(f"d:ask:1:2:{key}") is reporting.press


@pytest.mark.parametrize(
    "data",
    [
        "d:ask:1:2:?day=zz",
        "d:ask:1:2:?change",
        "d:page:1:2:?day",
        "d:skip:1:2:Day",
        "d:a:1:2:day=2026-11:x",
        "d:mv:1:2:3:?photos",
    ],
)
def test_a_line_that_no_card_has_is_nobodys_button(data: str) -> None:
    assert handler_of(data) is None


def handler_of(data: str) -> Handler | None:
    return next((of for shape, of in router._BUTTONS.items() if re.match(shape, data)), None)


@pytest.mark.parametrize(("card", "op"), OPS)
def test_every_operation_of_a_card_has_a_shape_that_reaches_it(card: str, op: str) -> None:
    """One that is added to the card and forgotten here would be a dead button."""
    tails = ("", ":1", ":x", ":1:plan", ":x:y", ":return", ":return:1", ":draft7")
    shapes = [f"{card}:{op}:12:34{tail}" for tail in tails]
    assert [s for s in shapes if any(re.match(p, s) for p in router._BUTTONS)]
