"""Every button that is drawn is somebody's; whatever has another shape is nobody's."""

import re

import pytest

from bot.handlers import reporting, reviewing, router

OPS = [*(("d", op) for op in reporting._OPS), *(("r", op) for op in reviewing._OPS)]


@pytest.mark.parametrize(("card", "op"), OPS)
def test_every_operation_of_a_card_has_a_shape_that_reaches_it(card: str, op: str) -> None:
    """One that is added to the card and forgotten here would be a dead button."""
    tails = ("", ":1", ":x", ":1:plan", ":x:y", ":return", ":return:1", ":draft7")
    shapes = [f"{card}:{op}:12:34{tail}" for tail in tails]
    assert [s for s in shapes if any(re.match(p, s) for p in router._BUTTONS)]
