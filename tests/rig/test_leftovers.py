"""A killed bot leaves folders of its worker processes; the next start clears them."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import places
from tests.rig.conftest import GARMENTS, County, event
from tests.rig.foreign import Messenger, serving
from tests.rig.office import TOKEN, Member, Office
from tests.rig.roles import report

pytestmark = [pytest.mark.rig, pytest.mark.xdist_group("rig")]


@pytest.fixture
async def nearby(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[County]:
    """A county whose folder has a short name, as on a server, and a system's temporary folder
    that nobody else uses.
    """
    with tempfile.TemporaryDirectory(prefix="x") as folder:
        shared = Path(folder) / "tmp"
        shared.mkdir()
        (shared / "pymp-another").mkdir()
        monkeypatch.setenv("TMPDIR", str(shared))
        messenger = Messenger(TOKEN, "county_bot", seed=59)
        async with serving(messenger) as url:
            made = County(messenger, Office(Path(folder), url))
            try:
                yield made
            finally:
                await made.office.kill()
                places.forget(Path(folder))


async def test_nothing_of_a_killed_bot_is_left_after_the_next_start(nearby: County) -> None:
    office = nearby.office

    def own() -> list[Path]:
        """What the bots of this county have in their temporary folders."""
        return [*office.folder.glob("data/*.tmp/pymp-*"), *office.folder.glob("tmp/*.tmp/pymp-*")]

    await nearby.set_up([Member("李梅", "13800001001", GARMENTS)], {})
    links = await office.invite_all()
    await nearby.start()
    mei = await nearby.join("李梅", links["李梅"])
    await report(mei, event("李梅", 1))
    left = set(own())
    assert left, "its photos were inspected by worker processes"
    await office.kill()
    assert all(folder.exists() for folder in left)

    await nearby.start()
    await asyncio.wait_for(nearby.messenger.polled.wait(), 60)
    assert not any(folder.exists() for folder in left)
    await office.kill()
    assert [path.name for path in (office.folder / "tmp").glob("pymp-*")] == ["pymp-another"]
