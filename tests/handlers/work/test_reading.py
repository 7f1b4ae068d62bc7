"""Papers that read themselves: sent in any order, they fill in the card."""

import pytest

from bot.sandbox.phone import Phone
from tests.conftest import Town
from tests.handlers.playing import begun, hand_in
from tests.handlers.work.papers import case_album


@pytest.fixture
def read_papers() -> str:
    return "auto"


async def test_an_album_of_a_case_fills_in_the_card(town: Town, mei: Phone) -> None:
    await mei.send_album(case_album())
    card = await mei.until("五个要做到了哪些")
    print(mei.screen())
    print(begun(town, mei)[0].facts)
    await mei.press("全部做到")
    await hand_in(mei)
    print(mei.screen())
