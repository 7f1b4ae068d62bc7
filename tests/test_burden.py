"""Counting what the bot costs people: nothing twice, nothing lost but by a kill."""

import asyncio
from typing import Any

from bot.counts import Burden, Cost
from bot.handlers.conversation import gathered
from bot.rules.months import Month
from bot.rules.roles import Role
from bot.storage.meeting import burden
from bot.storage.people import roles
from bot.transport.counting import Counting
from tests.conftest import MONDAY, Town

MONTH = Month(2026, 11)


def test_an_album_is_one_action_whatever_comes_between_chats() -> None:
    counted = Burden()
    for chat, album in ((1, "a"), (2, "b"), (1, "a"), (2, "b"), (1, "c"), (1, ""), (1, "")):
        counted.acted("2026-11", chat, "上报工作", album)
    counted.sent("2026-11", 1, "上报工作")
    assert counted.take() == [("2026-11", 1, "上报工作", 4, 1), ("2026-11", 2, "上报工作", 1, 0)]
    assert counted.take() == []


def test_every_conversation_is_called_something() -> None:
    named = [each.called for each in gathered() if each.presses or each.errands or each.matters]
    assert all(named)
    assert {"上报工作", "待审核", "意见反馈", "使用负担", "每日提醒"} <= set(named)
    assert max(map(len, named)) <= 32


async def test_what_cannot_be_written_is_counted_on() -> None:
    written: list[Cost] = []

    class Trouble:
        """A writer whose database is away at first."""

        is_away = True

        async def do(self, _step: Any, costs: list[Cost]) -> None:
            if self.is_away:
                raise ConnectionError
            written.extend(costs)

    writer = Trouble()
    counting = Counting(writer, lambda: MONDAY)  # type: ignore[arg-type]
    for chat in range(250):
        counting.acted(chat, "上报工作")
    await counting.write_down()
    assert written == []
    counting.acted(7, "上报工作")
    writer.is_away = False
    await asyncio.gather(counting.write_down(), counting.write_down())
    assert len(written) == 250
    assert sum(taps for *_, taps, _ in written) == 251


async def test_processes_add_up_and_the_last_role_stands(town: Town) -> None:
    mei = await town.joined("李梅", Role.COORDINATOR)
    await town.stop()
    chat = mei.user.id
    cost = ("2026-11", chat, "上报工作", 3, 1)
    for _ in range(2):
        town.do(burden.add, [cost, ("2026-11", 999, "上报工作", 9, 9)])
    (row,) = [row for row in town.do(burden.of_month, MONTH) if row.conversation == "上报工作"]
    assert (row.taps, row.messages, row.role) == (6, 2, Role.COORDINATOR)
    town.do(roles.give, row.person_id, Role.DEPUTY, 1)
    town.do(burden.add, [cost])
    (row,) = [row for row in town.do(burden.of_month, MONTH) if row.conversation == "上报工作"]
    assert (row.taps, row.role) == (9, Role.LIAISON)
