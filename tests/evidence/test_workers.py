"""Worker processes: heavy work goes there, and a dead one costs nobody anything."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import Refused
from bot.evidence.copies import clean_copy
from bot.evidence.inspect import inspect
from bot.evidence.workers import WORKBOOK, Crashed, Limits, Workers, apart
from tests.evidence.conftest import Save, scene


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    pool = Workers(2)
    yield pool
    pool.close()


def die_once(marker: Path) -> str:
    """Kill the own process, unless that has happened before."""
    if marker.exists():
        return "done"
    marker.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def wait_and_square(number: int) -> int:
    time.sleep(0.05)
    return number * number


def refuse() -> None:
    raise Refused("不行，例如这样。")


def test_importing_the_workers_does_not_load_pillow() -> None:
    code = "import sys, bot.evidence.workers; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_work_is_done_elsewhere_and_politely(workers: Workers) -> None:
    assert await workers.run(os.getpid) != os.getpid()
    assert await workers.run(os.nice, 0) >= min(19, os.nice(0) + 10)


async def test_a_photo_is_inspected_in_a_worker(workers: Workers, save: Save) -> None:
    path = save(scene(), "a.jpg")
    assert await workers.run(inspect, path, "a.jpg", "image/jpeg") == inspect(path, "a.jpg", "")
    assert await workers.run(clean_copy, path, longest=100) == clean_copy(path, 100)


async def test_a_refusal_comes_back_as_it_was_raised(workers: Workers) -> None:
    with pytest.raises(Refused) as caught:
        await workers.run(refuse)
    assert caught.value.sentence == "不行，例如这样。"


async def test_a_killed_worker_is_replaced_and_its_work_done_again(
    workers: Workers, tmp_path: Path
) -> None:
    assert await workers.run(die_once, tmp_path / "marker") == "done"
    assert await workers.run(wait_and_square, 3) == 9


async def test_what_kills_its_worker_twice_fails_alone(workers: Workers) -> None:
    bad = asyncio.ensure_future(workers.run(die))
    good = [asyncio.ensure_future(workers.run(wait_and_square, number)) for number in range(3)]
    with pytest.raises(Crashed, match="例如"):
        await bad
    assert await asyncio.gather(*good) == [0, 1, 4]


async def test_a_closed_pool_opens_again_when_needed(workers: Workers) -> None:
    first = await workers.run(os.getpid)
    workers.close()
    assert await workers.run(os.getpid) != first


def test_work_apart_has_limits_of_its_own() -> None:
    assert apart(WORKBOOK, os.getpid) != os.getpid()
    with pytest.raises(MemoryError):
        apart(Limits(memory=1 << 27, seconds=60), bytearray, 1 << 28)
    with pytest.raises(Crashed, match="例如"):
        apart(Limits(memory=1 << 28, seconds=1), time.sleep, 60)
    with pytest.raises(Crashed, match="例如"):
        apart(WORKBOOK, die)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="读取进程状态需要 /proc")
def test_workers_end_when_their_parent_is_killed() -> None:
    code = (
        "import asyncio, os, time\n"
        "from bot.evidence.workers import Workers\n"
        "workers = Workers(1)\n"
        "print(asyncio.run(workers.run(os.getpid)), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        was_running = running(worker)
        parent.kill()
    assert was_running
    deadline = time.monotonic() + 60
    while running(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not running(worker)


def running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
