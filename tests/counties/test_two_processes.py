"""`xietiao run --county-dir` started twice on the same databases, each time as a process."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from bot.rules.roles import Role
from bot.sandbox.phone import Phone
from tests.counties.conftest import KINDS, PATIENCE, Deployment

ROOT: Final = Path(__file__).resolve().parents[2]
COUNTIES: Final = ("甲县", "乙县")


class Run:
    """One process, and what it logs."""

    def __init__(self, process: Process) -> None:
        self.process, self.log = process, ""
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def of(cls, deployment: Deployment) -> "Run":
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--county-dir", "counties"),
            cwd=deployment.folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=PIPE,
        )  # fmt: skip
        return cls(process)

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.log += line.decode()

    async def told(self, event: str, county: str) -> None:
        """Until its log says that of a county."""
        async with asyncio.timeout(PATIENCE):
            while not any(event in line and county in line for line in self.log.splitlines()):
                assert self.process.returncode is None, self.log
                await asyncio.sleep(0.02)

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        if self.process.returncode is None:
            self.process.send_signal(how)
        await asyncio.wait_for(self.process.wait(), PATIENCE)
        await self._reading
        return self.process.returncode or 0


@pytest.fixture
async def runs(deployment: Deployment) -> AsyncIterator[list[Run]]:
    made: list[Run] = []
    yield made
    for run in made:
        await run.end(signal.SIGKILL)


def helps(phone: Phone) -> int:
    return sum(not m.outgoing and "先选种类" in m.text for m in phone.messages)


@pytest.mark.parametrize("kind", [KINDS[1]], indirect=True)
async def test_two_that_run_the_same_counties_work_as_one(
    kind: str, deployment: Deployment, runs: list[Run]
) -> None:
    phones: list[Phone] = []
    for name, person in zip(COUNTIES, ("李梅", "王强"), strict=True):
        deployment.county(name)
        user = deployment.world.add_user(person)
        phones.append(deployment.joined(name, person, user, Role.COORDINATOR))
    runs += [await Run.of(deployment), await Run.of(deployment)]
    for run in runs:
        for name in COUNTIES:
            await run.told("ready", name)
    for phone in phones:
        await phone.start()
        await phone.until("先选种类")
    await asyncio.gather(*(ask_for_help(phone, 5) for phone in phones))
    for name in COUNTIES:
        leaders = [run for run in runs if _says(run, "leads", name)]
        assert len(leaders) == 1, [run.log for run in runs]

    assert await runs[0].end(signal.SIGKILL) == -signal.SIGKILL
    for name in COUNTIES:
        await runs[1].told("leads", name)
    await asyncio.gather(*(ask_for_help(phone, 2) for phone in phones))
    for name in COUNTIES:
        assert deployment.sql(name, "SELECT count(*) FROM inbox WHERE state != 'done'") == [(0,)]
    assert await runs[1].end() == 0
    assert "Traceback" not in runs[1].log


def _says(run: Run, event: str, county: str) -> bool:
    return any(event in line and county in line for line in run.log.splitlines())


async def ask_for_help(phone: Phone, times: int) -> None:
    """As often it is given, and not once more."""
    before = helps(phone)
    for _ in range(times):
        await phone.send("/help")
    async with asyncio.timeout(PATIENCE):
        while helps(phone) < before + times:
            await asyncio.sleep(0.02)
    await phone.quiet()
    assert helps(phone) == before + times
