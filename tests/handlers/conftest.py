"""After every conversation: nothing was left failed, neither received nor to be said."""

from collections.abc import AsyncIterator

import pytest

from bot.storage import inbox, outbox
from bot.storage.session import Session
from tests.conftest import Town


@pytest.fixture
def troubles() -> list[str]:
    """What a test expects to fail, as the beginnings of the inbox's errors; nothing unless it
    says so.
    """
    return []


@pytest.fixture(autouse=True)
async def nothing_failed(town: Town, troubles: list[str]) -> AsyncIterator[None]:
    """Whoever writes a conversation's test is told of a traceback even where nobody looked."""
    yield
    if town.bot is not None:
        await town.bot.dispatch.idle()
    failed, unsent = town.do(_left)
    assert [error[: len(known)] for error, known in zip(failed, troubles, strict=False)] == troubles
    assert failed[len(troubles) :] == []
    assert unsent == 0


def _left(session: Session) -> tuple[list[str], int]:
    return [error for *_, error in inbox.failed(session)], outbox.count(session, "failed")
