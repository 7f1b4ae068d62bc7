"""The clock moves forward only, and dates the messages."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Refused
from bot.sandbox.clock import Clock
from bot.sandbox.phone import Phone
from bot.sandbox.world import World

NOON = datetime(2026, 11, 19, 4, tzinfo=UTC)


def test_a_still_clock_stands_until_it_is_moved() -> None:
    clock = Clock(NOON, ticking=False)
    assert clock.now() == clock.now() == NOON
    clock.advance(timedelta(hours=3))
    assert clock.now() == datetime(2026, 11, 19, 7, tzinfo=UTC)
    clock.advance(30)
    assert clock.timestamp() == int(NOON.timestamp()) + 3 * 3600 + 30


def test_a_ticking_clock_goes_on_from_where_it_was_put() -> None:
    clock = Clock(NOON)
    clock.move_to(NOON + timedelta(days=1))
    assert NOON + timedelta(days=1) <= clock.now() < NOON + timedelta(days=1, minutes=1)


def test_a_clock_is_never_put_back() -> None:
    clock = Clock(NOON, ticking=False)
    with pytest.raises(Refused, match="时钟只能往后拨"):
        clock.move_to(NOON - timedelta(seconds=1))
    with pytest.raises(Refused, match="时区"):
        clock.move_to(datetime(2027, 1, 1))  # noqa: DTZ001 - the naive one is the point
    assert clock.now() == NOON


def test_whoever_asked_is_told_of_a_move() -> None:
    clock, heard = Clock(NOON, ticking=False), []
    clock.moved.append(lambda: heard.append(clock.now()))
    clock.advance(1)
    assert heard == [NOON + timedelta(seconds=1)]


async def test_messages_bear_the_clocks_time() -> None:
    world = World(Clock(NOON, ticking=False))
    world.add_bot("7:x", "bot", "机器人")
    phone = Phone(world, world.add_user("李梅"))
    assert (await phone.start()).body["date"] == int(NOON.timestamp())
    world.clock.advance(3600)
    assert (await phone.send("晚了")).body["date"] == int(NOON.timestamp()) + 3600
