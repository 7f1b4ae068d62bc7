"""Three processes on one PostgreSQL and one bucket: they are killed, and both are away for a while;
nothing is lost, nothing is there twice, and every chat keeps its order.
"""

import asyncio
import itertools
import os
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest

from tests.rig import books
from tests.rig.conftest import County, event
from tests.rig.foreign import serving
from tests.rig.office import TOKEN, Office
from tests.rig.people import Person, Stuck
from tests.rig.roles import Event, approved_by, begin, report, review
from tests.rig.several import Hooked, Several
from tests.rig.test_kills import LIAISONS, MEMBERS, NAMES, _force, drained
from tests.servers.bucket import BucketServer, Door
from tests.servers.postgres import Server

pytestmark = pytest.mark.rig

PROCESSES: Final = 3
SECONDS: Final = float(os.environ.get("RIG_SECONDS", "45"))
SEED: Final = int(os.environ.get("RIG_SEED", "59"))
EVERY: Final = (2.0, 4.0)
"""Seconds between two kills."""
# What is asked one after the other; the day is shown as a date.
ANSWERS: Final = ("企业", "某某车间", "昨天", "实地走访", "劳动合同法", "本单位", "自发开展")
AWAY: Final = float(os.environ.get("RIG_AWAY", "3"))
"""Seconds for which the database, and later the bucket, is away."""


@dataclass
class Rig:
    """A county at work while its processes, its database and its bucket fail."""

    county: County
    several: Several
    server: Server
    door: Door
    submitted: dict[str, Event] = field(default_factory=dict)
    stuck: list[str] = field(default_factory=list)
    kills: int = 0
    failing: bool = True

    async def fail(self) -> None:
        """A process every few seconds; PostgreSQL after a third of the time, as if the power had
        gone; the bucket after two thirds.
        """
        drawn, began = random.Random(SEED), time.monotonic()
        later = [(SECONDS / 3, self._power_cut), (SECONDS * 2 / 3, self._no_bucket)]
        while (now := time.monotonic() - began) < SECONDS:
            if later and now > later[0][0]:
                await later.pop(0)[1]()
            place = drawn.randrange(PROCESSES)
            await self.several.kill(place)
            self.county.messenger.began()
            self.kills += 1
            await asyncio.sleep(drawn.uniform(*EVERY) / 2)
            await self.several.start(place)
            await asyncio.sleep(drawn.uniform(*EVERY) / 2)
        self.failing = False

    async def _power_cut(self) -> None:
        await asyncio.to_thread(self.server.stop, "immediate")
        await asyncio.sleep(AWAY)
        await asyncio.to_thread(self.server.start)

    async def _no_bucket(self) -> None:
        self.door.shut()
        await asyncio.sleep(AWAY)
        self.door.open()

    async def coordinator(self, name: str, token: str) -> None:
        try:
            person = await self.county.join(name, token, impatient=True)
            for number in itertools.count(1):
                if not self.failing and number > 1:
                    return
                told = event(name, number)
                self.submitted[await report(person, told)] = told
        except Stuck as stuck:
            self.stuck.append(str(stuck))

    async def liaison(self, name: str, token: str, done: asyncio.Event) -> None:
        def over(person: Person) -> bool:
            mine = {n for n, told in self.submitted.items() if _force(told) == name}
            return done.is_set() and mine <= set(approved_by(person))

        try:
            person = await self.county.join(name, token, impatient=True)
            await review(person, lambda: over(person), seconds=180)
        except Stuck as stuck:
            self.stuck.append(str(stuck))

    async def work(self, links: dict[str, str]) -> None:
        done = asyncio.Event()

        async def coordinators() -> None:
            await asyncio.gather(*(self.coordinator(name, links[name]) for name in NAMES))
            done.set()

        await asyncio.gather(
            self.fail(),
            coordinators(),
            *(self.liaison(name, links[name], done) for name in LIAISONS.values()),
        )


@pytest.fixture
async def rig(tmp_path: Path, bucket_server: BucketServer, door: Door) -> AsyncIterator[Rig]:
    server = Server(keeps=True)
    messenger = Hooked(TOKEN, "county_bot", seed=59, lag=0.03)
    async with serving(messenger) as url:
        settings: dict[str, str] = {
            **bucket_server.environment(door.port),
            "EVIDENCE_URL": f"s3://county/{tmp_path.name}",
        }
        office = Office(tmp_path, url, server.create("county"), **settings)
        several = Several(office, PROCESSES)
        messenger.several = several
        messenger.open()
        try:
            yield Rig(County(messenger, office), several, server, door)
        finally:
            await several.close()
            await messenger.close()
            server.close()


def asked(rig: Rig, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(rig.server.url("county")) as db:
        return db.execute(statement.encode()).fetchall()


async def test_nothing_is_lost_or_doubled_whichever_of_three_processes_dies(rig: Rig) -> None:
    county = rig.county
    await county.set_up(MEMBERS, LIAISONS)
    links = await county.office.invite_all()
    await rig.several.start()
    await rig.several.ready()
    began = time.monotonic()
    await rig.work(links)
    said = await drained(county)
    took = time.monotonic() - began
    async with asyncio.timeout(60):  # what a process had that was killed is done too
        while asked(rig, "SELECT count(*) FROM errand") != [(0,)]:
            await asyncio.sleep(0.1)

    mine = rig.submitted
    there = {f"X{row}" for (row,) in asked(rig, "SELECT id FROM entry")}
    lost = len(set(mine) - there) + len(rig.stuck)
    doubled = len(there - set(mine)) + len(mine) - len({told.theme for told in mine.values()})
    kept = {row for (row,) in asked(rig, "SELECT update_id FROM inbox")}
    unheard = set(county.messenger.confirmed) - kept
    repeated = county.messenger.repeated()
    again = sum(person.again for person in county.people.values())
    print(  # noqa: T201 - the rig's one line
        f"\n{PROCESSES} processes, {rig.kills} kills, {len(mine)} submissions, {lost} lost, "
        f"{doubled} doubled, {len(county.messenger.confirmed)} updates, {len(unheard)} lost, "
        f"{again} pressed again, {repeated} messages repeated, {took:.0f} s"
    )
    assert rig.stuck == []
    assert (lost, doubled, unheard) == (0, 0, set())
    assert repeated <= rig.kills + 1, "each kill one, and the power cut"
    assert asked(rig, "SELECT error FROM inbox WHERE state = 'failed'") == []
    assert said.count("待处理 0\t失败 0") == 2, said
    for act in ("submit", "approve"):
        rows = asked(rig, f"SELECT subject, count(*) FROM audit WHERE act = '{act}' GROUP BY 1")
        assert {f"X{of.partition(':')[2]}": n for of, n in rows} == dict.fromkeys(mine, 1)
    ready = "SELECT sha256, count(*) FROM evidence WHERE state = 'ready' GROUP BY 1"
    assert dict(asked(rig, ready)) == {
        books.sha256(data): 1 for told in mine.values() for data in (*told.photos, told.plan)
    }
    await county.office.succeed("verify")


@pytest.mark.parametrize("fails", [False, True], ids=["in peace", "while things fail"])
async def test_every_chat_keeps_its_order_whichever_process_hears_it(
    rig: Rig, *, fails: bool
) -> None:
    """Many people type five answers at the same moment, each to another process. What was kept is
    worked on in order too where the process that kept it dies, and PostgreSQL loses its power.
    """
    county = rig.county
    await county.set_up(MEMBERS, LIAISONS)
    links = await county.office.invite_all()
    await rig.several.start()
    await rig.several.ready()
    people = await asyncio.gather(*(county.join(name, links[name]) for name in NAMES))
    await asyncio.gather(*(begin(person) for person in people))
    kept = len(county.messenger.confirmed) + len(people) * len(ANSWERS)
    for text in ANSWERS:
        for person in people:
            person.type(text)
    if fails:
        async with asyncio.timeout(60):
            while len(county.messenger.confirmed) < kept:
                await asyncio.sleep(0.01)
        await rig.several.kill(0)
        await rig._power_cut()
    for person in people:
        await person.reach(lambda: _all_of_it(person), lambda: None, seconds=60)  # noqa: B023


def _all_of_it(person: Person) -> bool:
    card = person.newest(lambda letter: letter.data_of("取消"))
    return card is not None and all(text in card.text for text in ANSWERS if text != "昨天")
