"""The month is played once; every test looks at what is left of it."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.month.office import open_office
from tests.month.phones import Phone, on_the_network
from tests.month.script import Month


@dataclass(frozen=True, slots=True)
class Played:
    """What people have on their phones, what the bureau was handed, and what the office found."""

    month: Month
    failed: list[Any]
    broken: list[str]

    @property
    def phones(self) -> dict[str, Phone]:
        return self.month.phones


async def _play(folder: Path) -> Played:
    async with open_office(folder) as (office, url), on_the_network(url) as network:
        month = Month(network, office)
        await month.play()
        return Played(month, office.failed(), office.broken())


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return asyncio.run(_play(tmp_path_factory.mktemp("month")))
