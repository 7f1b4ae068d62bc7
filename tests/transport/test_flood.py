"""A chat, or all, told by Telegram to wait: so long and no longer, by the sender's watch."""

import asyncio
from dataclasses import dataclass

import pytest

from tests.places import only_sqlite
from tests.transport.conftest import Line, heard

# By PostgreSQL's clock, which nobody moves, it is played in test_together.
pytestmark = only_sqlite


@dataclass
class Watch:
    """The sender's watch; it stands until it is moved."""

    line: Line
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += seconds
        self.line.writer.on_wake({"outbox"})


@pytest.fixture
async def watch(quiet_line: Line) -> Watch:
    """The sender runs by this watch."""
    watch = Watch(quiet_line)
    quiet_line.watch = watch
    quiet_line.begin()
    return watch


async def test_a_chat_told_to_wait_is_left_alone_so_long_and_the_others_are_not(
    quiet_line: Line, watch: Watch
) -> None:
    line = quiet_line
    mei, wang = await line.phone("李梅"), await line.phone("王强")
    line.world.faults.flood(1, chat_id=mei.user.id)
    await line.say(mei, "一")
    await line.say(mei, "二")
    await line.until(lambda: line.pace.wait(mei.user.id) > 0)
    await line.say(wang, "好")
    await wang.until("好")
    watch.move(0.9)
    await line.say(wang, "更好")
    await wang.until("更好")
    assert heard(mei) == []
    watch.move(0.1)
    await mei.until("二")
    assert heard(mei) == ["一", "二"]


async def test_when_two_chats_are_told_to_wait_all_do(quiet_line: Line, watch: Watch) -> None:
    line = quiet_line
    mei, wang, zhao = [await line.phone(name) for name in ("李梅", "王强", "赵敏")]
    for phone in (mei, wang):
        line.world.faults.flood(1, chat_id=phone.user.id)
    await asyncio.gather(line.say(mei, "一"), line.say(wang, "二"))
    await line.until(lambda: line.pace.wait(zhao.user.id) > 0)
    await line.say(zhao, "三")
    watch.move(0.9)
    assert line.pace.wait(zhao.user.id) > 0
    assert [heard(phone) for phone in (mei, wang, zhao)] == [[], [], []]
    watch.move(0.1)
    await line.delivered()
    assert [heard(phone) for phone in (mei, wang, zhao)] == [["一"], ["二"], ["三"]]
