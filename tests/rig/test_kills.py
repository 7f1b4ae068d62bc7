"""Kill -9 at random moments while a county works: nothing is lost, nothing counts twice."""

import asyncio
import itertools
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import pytest

from tests.rig import books
from tests.rig.conftest import COURIERS, GARMENTS, OFFICER, County, event
from tests.rig.office import Member
from tests.rig.people import Person, Stuck
from tests.rig.roles import Event, approved_by, ask_for_summary, report, review

pytestmark = pytest.mark.rig

KILLS: Final = int(os.environ.get("RIG_KILLS", "10"))
"""Ten at hand; `.ci/run` asks for fifty."""
SEED: Final = int(os.environ.get("RIG_SEED", "59"))
DURING_START: Final = 0.2
START_TAKES: Final = 1.5
CAP, EACH = 20, 5

LIAISONS: Final = {GARMENTS: "王强", COURIERS: "孙波"}
NAMES: Final = ("李一", "周二", "吴三", "郑四", "冯五", "陈六", "褚七", "卫八")
MEMBERS: Final = [
    Member(name, f"1380000{2001 + i}", (GARMENTS, COURIERS)[i % 2])
    for i, name in enumerate((*LIAISONS.values(), *NAMES))
]


@dataclass
class Ledger:
    """What the people themselves know: their submissions by number, and who waits in vain."""

    submitted: dict[str, Event] = field(default_factory=dict)
    of: Counter[str] = field(default_factory=Counter)
    stuck: list[str] = field(default_factory=list)


@dataclass
class Rig:
    """A county at work while its bot is killed again and again."""

    county: County
    ledger: Ledger = field(default_factory=Ledger)
    killing: bool = True

    async def kill_again_and_again(self) -> None:
        """Every moment is drawn beforehand: during the start, or while people are being served."""
        drawn = random.Random(SEED)
        for _ in range(KILLS):
            await self.county.start()
            if drawn.random() < DURING_START:
                await asyncio.sleep(drawn.uniform(0.02, START_TAKES))
            else:
                await asyncio.wait_for(self.county.messenger.polled.wait(), 120)
                await asyncio.sleep(drawn.uniform(0.02, 1.5))
            await self.county.office.kill()
        await self.county.start()
        self.killing = False

    async def coordinator(self, name: str, token: str, *, impatient: bool) -> None:
        """Join, then one event after the other until the killing is over."""
        try:
            person = await self.county.join(name, token, impatient=impatient)
            for number in itertools.count(1):
                if not self.killing and number > 1:
                    return
                told = event(name, number)
                entry = await report(person, told)
                self.ledger.submitted[entry] = told
                self.ledger.of[name] += 1
        except Stuck as stuck:
            self.ledger.stuck.append(str(stuck))

    async def liaison(
        self, name: str, token: str, is_over: Callable[[Person], object], *, impatient: bool
    ) -> None:
        try:
            person = await self.county.join(name, token, impatient=impatient)
            await review(person, lambda: is_over(person), seconds=180)
        except Stuck as stuck:
            self.ledger.stuck.append(str(stuck))

    async def work(self, links: dict[str, str]) -> None:
        """Half of the people press again after three seconds, half wait for what was asked."""
        done = asyncio.Event()

        def approved(person: Person) -> bool:
            mine = {n for n, told in self.ledger.submitted.items() if _force(told) == person.name}
            return done.is_set() and mine <= set(approved_by(person))

        async def coordinators() -> None:
            await asyncio.gather(
                *(
                    self.coordinator(name, links[name], impatient=i % 4 < 2)
                    for i, name in enumerate(NAMES)
                )
            )
            done.set()

        await asyncio.gather(
            self.kill_again_and_again(),
            coordinators(),
            *(
                self.liaison(name, links[name], approved, impatient=name == "王强")
                for name in LIAISONS.values()
            ),
        )


def _force(told: Event) -> str:
    """The liaison who decides an event, by whose it is."""
    name = told.place.removesuffix("的车间")
    force = next(member.task_force for member in MEMBERS if member.name == name)
    return LIAISONS[force]


async def drained(county: County) -> str:
    """What `doctor` says once inbox and outbox are empty, or at last."""
    said = ""
    for _ in range(60):
        said = await county.office.succeed("doctor")
        if said.count("待处理 0\t失败 0") == 2:
            return said
        await asyncio.sleep(1)
    return said


async def test_no_submission_is_lost_or_doubled_however_often_the_bot_is_killed(
    county: County,
) -> None:
    await county.set_up(MEMBERS, LIAISONS)
    links = await county.office.invite_all()
    rig, began = Rig(county), time.monotonic()
    await rig.work(links)
    took = time.monotonic() - began
    said, database = await drained(county), county.office.database

    there, mine = books.numbers(database), rig.ledger.submitted
    lost = len(set(mine) - there) + len(rig.ledger.stuck)
    doubled = len(there - set(mine)) + len(mine) - len({told.theme for told in mine.values()})
    unheard = set(county.messenger.confirmed) - books.written_down(database)
    repeated = county.messenger.repeated()
    again = sum(person.again for person in county.people.values())
    print(  # noqa: T201 - the rig's one line
        f"\n{KILLS} kills, {len(mine)} submissions, {lost} lost, {doubled} doubled, "
        f"{len(county.messenger.confirmed)} updates, {len(unheard)} of them lost, "
        f"{again} pressed again, {repeated} messages repeated, {took:.0f} s"
    )

    assert rig.ledger.stuck == []
    assert (lost, doubled, unheard) == (0, 0, set())
    assert said.count("待处理 0\t失败 0") == 2, said
    assert repeated <= KILLS
    assert books.acts(database, "submit") == dict.fromkeys(mine, 1)
    assert books.acts(database, "approve") == dict.fromkeys(mine, 1)
    assert books.kept(database) == {
        books.sha256(data): 1 for told in mine.values() for data in (*told.photos, told.plan)
    }
    await _agrees_with_the_workbook(county, rig.ledger)
    await county.office.succeed("verify")
    assert await county.office.stop() == 0


async def _agrees_with_the_workbook(county: County, ledger: Ledger) -> None:
    """The bureau's workbook, by chat and by command line, has what the people know."""
    links = await county.office.invite_all()
    officer = await county.join(OFFICER, links[OFFICER])
    figures = books.tables(await ask_for_summary(officer))
    out = county.office.folder / "汇总.xlsx"
    await county.office.succeed("report", "summary", "本季", "--out", str(out))
    assert books.tables(out.read_bytes()) == figures
    points = {row["姓名"]: row["开展宣传"] for row in figures["人员"]}
    assert {name: points[name] for name in NAMES} == {
        name: min(CAP, EACH * ledger.of[name]) for name in NAMES
    }
    decided = {row["专班"]: row for row in figures["专班"]}
    for force, liaison in LIAISONS.items():
        expected = sum(_force(told) == liaison for told in ledger.submitted.values())
        assert (decided[force]["待审核"], decided[force]["已通过"]) == (0, expected)
