"""How fast the bot speaks: so fast over all, so fast in each chat, and not while told to wait."""

from itertools import count

import pytest

from bot.rules.tries import growing
from bot.transport.pace import BURST, Pace


class Watch:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


def spoken(pace: Pace, chat: int) -> int:
    """How often a chat may be written to before it has to wait."""
    for times in count():
        if pace.wait(chat) > 0:
            return times
        pace.take(chat)
    raise AssertionError


def test_a_chat_takes_a_small_burst_and_then_one_a_second(watch: Watch) -> None:
    pace = Pace(1000, 1, watch)
    assert spoken(pace, 7) == BURST
    assert pace.wait(7) == pytest.approx(1)
    assert pace.wait(8) == 0
    watch.now += 1
    assert spoken(pace, 7) == 1


def test_all_chats_together_keep_to_the_rate(watch: Watch) -> None:
    pace = Pace(30, 1000, watch)
    assert sum(spoken(pace, chat) for chat in range(100)) == 30
    watch.now += 0.5
    assert sum(spoken(pace, chat) for chat in range(100)) == 15


def test_a_quiet_hour_saves_up_no_more_than_a_burst(watch: Watch) -> None:
    pace = Pace(1000, 1, watch)
    spoken(pace, 7)
    watch.now += 3600
    assert spoken(pace, 7) == BURST


def test_a_pause_is_that_chats_own(watch: Watch) -> None:
    pace = Pace(30, 1, watch)
    pace.pause(7, 10)
    assert (pace.wait(7), pace.wait(8)) == (10, 0)
    watch.now += 10
    assert pace.wait(7) == 0


def test_a_second_chat_told_so_meanwhile_pauses_all(watch: Watch) -> None:
    pace = Pace(30, 1, watch)
    pace.pause(7, 10)
    pace.pause(8, 20)
    assert pace.wait(9) == 20
    watch.now += 20
    assert pace.wait(9) == 0


def test_the_same_chat_told_so_twice_pauses_itself_only(watch: Watch) -> None:
    pace = Pace(30, 1, watch)
    pace.pause(7, 10)
    pace.pause(7, 20)
    assert pace.wait(9) == 0


def test_a_chat_that_waits_for_another_reason_pauses_nobody_else(watch: Watch) -> None:
    pace = Pace(30, 1, watch)
    pace.hold(7, 60)
    pace.pause(8, 20)
    assert (pace.wait(7), pace.wait(8), pace.wait(9)) == (60, 20, 0)


def test_a_shorter_pause_does_not_cut_a_longer_one_of_all_short(watch: Watch) -> None:
    pace = Pace(30, 1, watch)
    for chat, seconds in ((7, 30), (8, 30), (9, 1)):
        pace.pause(chat, seconds)
    assert pace.wait(10) == 30


def test_thousands_of_chats_are_not_remembered_for_ever(watch: Watch) -> None:
    pace = Pace(1_000_000, 1, watch)
    for chat in range(10_000):
        pace.wait(chat)
        pace.take(chat)
        watch.now += 0.01
    assert len(pace._chats) < 3000


def test_waits_double_up_to_a_limit_however_long_the_outage() -> None:
    assert [growing(n, 0.5, 30) for n in (1, 2, 5, 6, 7, 100_000)] == [1, 2, 16, 30, 30, 30]
