"""What has been approved before the month's tests begin."""

import pytest

from bot.sandbox.phone import Phone
from bot.storage.work.entries import Entry
from tests.conftest import Town
from tests.handlers.month.at_the_desk import move
from tests.handlers.playing import counted


@pytest.fixture
def december(town: Town, mei: Phone, wang: Phone) -> Entry:
    """An approved entry of the 7th; it is the evening of the 10th, and nobody was reminded yet."""
    move(town, 12, 10, 20, 30)
    return counted(town, mei, wang, "2026-12-07")
