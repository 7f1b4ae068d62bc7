"""A foreign messenger on loopback, an office that knows only its address, and a cast."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from tests.rig.foreign import Messenger, serving
from tests.rig.material import photo, plan
from tests.rig.office import TOKEN, Member, Office
from tests.rig.people import Person
from tests.rig.roles import Event, join

GARMENTS, COURIERS = "服装制造", "快递行业"
OFFICER: Final = "赵敏"


@dataclass
class County:
    """The messenger, the office, and who has a phone."""

    messenger: Messenger
    office: Office
    members: list[Member] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    async def set_up(self, members: list[Member], liaisons: dict[str, str]) -> None:
        self.members = members
        await self.office.set_up(members, liaisons, OFFICER)

    async def start(self) -> None:
        self.messenger.began()
        await self.office.start()

    async def join(self, name: str, token: str, *, impatient: bool = False) -> Person:
        """Somebody takes the phone and follows the link."""
        person = self.people[name] = Person(self.messenger, name, impatient=impatient)
        phone = next((member.phone for member in self.members if member.name == name), "")
        await join(person, token, phone)
        return person


@pytest.fixture
async def county(tmp_path: Path) -> AsyncIterator[County]:
    messenger = Messenger(TOKEN, "county_bot", seed=59, lag=0.03)
    async with serving(messenger) as url:
        made = County(messenger, Office(tmp_path, url))
        try:
            yield made
        finally:
            await made.office.kill()


def event(name: str, number: int) -> Event:
    """The n-th publicity event of somebody."""
    of = f"{name}第{number}讲"
    photos = [photo(f"{of}{place}") for place in ("门口", "车间", "食堂")]
    return Event(f"劳动合同法·{of}", f"{name}的车间", photos, plan(of))
