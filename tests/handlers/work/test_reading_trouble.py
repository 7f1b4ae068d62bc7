"""Papers that cannot be fetched or read: nobody waits for them, and nothing else suffers."""

import asyncio
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest

from bot.actions.work.attach import FETCH
from bot.actions.work.read_papers import READ as READING
from bot.handlers.work.reading import read
from bot.rules.papers.reading import Reading
from bot.sandbox.phone import Phone
from bot.storage import errands
from bot.storage.errands import Due
from bot.storage.session import Session
from bot.storage.work import readings
from tests.conftest import Town
from tests.handlers.playing import begun, eventually
from tests.handlers.work.papers import UNIT, send_record, send_typed
from tests.handlers.work.test_reading import MARK
from tests.settling import PATIENCE_TO_READ


@pytest.fixture
def read_papers() -> str:
    return "auto"


async def test_what_telegram_does_not_give_is_given_up_though_the_others_were_read_before(
    town: Town, mei: Phone
) -> None:
    with ExitStack() as held:
        held.enter_context(town.held_up(READING))
        await send_record(mei)
        await mei.until("正在读 1 份材料…")
        with town.held_up(FETCH):
            await send_typed(mei, "收条", "今收到补发的款项。")
            await mei.until("正在读 2 份材料…")
            held.close()
            await mei.until("正在读 1 份材料…")
            town.world.faults.error(502, "getFile", times=None)
    card = await mei.until(f"单位：{UNIT}{MARK}", PATIENCE_TO_READ)
    assert "正在读" not in card.text
    town.world.faults.due.clear()


def on_the_list(town: Town) -> Due:
    def step(session: Session) -> Due:
        return next(each for each in errands.due(session) if each.kind == READING)

    found: Due = town.do(step)
    return found


async def test_a_file_that_took_the_bot_down_twice_is_not_read_again(
    town: Town, mei: Phone
) -> None:
    with town.held_up(READING):
        await send_record(mei)
        await mei.until("正在读 1 份材料…")
        await town.stop()
    town.do(errands.note, on_the_list(town), {"begun": 2})
    await town.start()
    card = await mei.until("这是哪一项工作的材料")
    assert "正在读" not in card.text
    draft = begun(town, mei)[0].id
    assert town.do(readings.any_of, draft)
    assert not town.do(readings.of_draft, draft)
    assert READING not in {each.kind for each in town.do(errands.due)}


async def test_that_a_file_is_begun_is_written_down_unless_it_ends_or_the_bot_does(
    town: Town, mei: Phone
) -> None:
    seen: list[Any] = []
    is_reading = asyncio.Event()

    async def without_end(_path: Path, _name: str, _mime: str) -> Reading:
        seen.append(on_the_list(town).asked)
        is_reading.set()
        await asyncio.Event().wait()
        raise AssertionError

    assert town.bot is not None
    doers: dict[str, Any] = town.bot.errands._doers  # type: ignore[assignment]
    doers[READING] = partial(read, replace(doers[READING].args[0], read=without_end))
    await send_record(mei)
    await is_reading.wait()
    await town.stop()
    assert seen == [{"begun": 1}]
    assert on_the_list(town).asked == {"begun": 0}
    await town.start()
    await mei.until(f"单位：{UNIT}{MARK}")


async def test_nothing_is_loaded_beside_peoples_taps_when_the_first_paper_comes(
    town: Town, mei: Phone
) -> None:
    await town.stop()
    server: Any = forkserver._forkserver
    server._stop()
    await town.start()
    assert town.bot is not None
    await eventually(lambda: server._forkserver_pid is not None)
    ready = server._forkserver_pid
    await send_record(mei)
    await mei.until("✅ 调解笔录 1")
    (pid,) = town.bot.papers.pids
    assert parent_of(pid) == ready == server._forkserver_pid
    assert "bot.evidence.reading.reader" in server._preload_modules


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[1])
