"""Intake: on disk first, acknowledged afterwards; each chat in order, nobody in the way."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.sandbox.accounts import User
from bot.sandbox.people import Participant
from bot.storage import inbox
from bot.storage.inbox import Received
from bot.transport.dispatch import MOST, Dispatch
from bot.transport.in_turn import InTurn
from bot.transport.intake import HOLD, SECRET_HEADER, Intake, poll, webhook
from tests.sandbox.conftest import polled
from tests.tampering import no_longer_refusing, refusing
from tests.transport.conftest import Line

__all__ = ["polled"]


@dataclass
class Door:
    """The way in, with a handler that notes what comes, once it is let."""

    line: Line
    came: list[str] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.open.set()
        self.dispatch = Dispatch(InTurn(self.line.reader, self.work).work)
        self.intake = Intake(self.line.writer, self.line.reader, self.dispatch)

    async def work(self, row: Received) -> bool:
        await self.open.wait()
        text = row.update["message"].get("text", "?")
        if not await self.line.writer.do(inbox.settle, row.id):
            return False
        self.came.append(text)
        if text == "坏":
            raise ValueError(text)
        return True

    def person(self, name: str = "李梅") -> Participant:
        user: User = self.line.world.add_user(name)
        return Participant(self.line.world, user, self.line.world.main_bot)

    async def polling(self) -> None:
        await self.intake.recover()
        self.task = asyncio.create_task(poll(self.line.post, self.intake, self.stop, lambda: True))

    def waiting(self) -> int:
        """What Telegram still keeps for us."""
        return len(self.line.world.main_bot.updates.pending)

    def undone(self) -> int:
        return int(self.line.store.do(inbox.count, "new"))


@pytest.fixture
async def door(quiet_line: Line) -> AsyncIterator[Door]:
    door = Door(quiet_line)
    yield door
    door.open.set()
    door.stop.set()
    if hasattr(door, "task"):
        await door.task
    await door.dispatch.idle()


async def test_each_chat_is_worked_on_in_order_and_nobody_waits_for_another(door: Door) -> None:
    await door.polling()
    mei, wang = door.person("李梅"), door.person("王强")
    for n in range(50):
        mei.send_text(f"梅{n}")
        wang.send_text(f"王{n}")
    await door.line.until(lambda: len(door.came) == 100)
    for who in "梅王":
        mine = [text for text in door.came if text[0] == who]
        assert mine == [f"{who}{n}" for n in range(50)]


async def test_an_update_is_acknowledged_only_once_it_is_on_disk(door: Door) -> None:
    on_disk: list[int] = []
    updates = door.line.world.main_bot.updates
    confirm = updates.confirm

    def watched(before: int) -> None:
        if updates.pending and updates.pending[0]["update_id"] < before:
            on_disk.append(len(door.line.store.sql("SELECT id FROM inbox")))
        confirm(before)

    updates.confirm = watched  # type: ignore[method-assign]
    person = door.person()
    for n in range(3):
        person.send_text(f"{n}")
    await door.polling()
    await door.line.until(lambda: door.waiting() == 0)
    assert on_disk == [3]


async def test_what_cannot_be_written_down_is_not_acknowledged_and_comes_again(
    door: Door,
) -> None:
    door.line.store.sql(*refusing("inbox", "INSERT"))
    await door.polling()
    door.person().send_text("一")
    await door.line.until(lambda: door.line.called("getUpdates") >= 2)
    assert (door.waiting(), door.came) == (1, [])
    door.line.store.sql(no_longer_refusing("inbox"))
    await door.line.until(lambda: door.came == ["一"])


async def test_polling_stops_above_a_thousand_undone_and_goes_on(door: Door) -> None:
    door.open.clear()
    people = [door.person(f"员{n}") for n in range(10)]
    for n in range(MOST + 400):
        people[n % 10].send_text(f"{n}")
    await door.polling()
    await door.line.until(lambda: door.undone() >= MOST)
    await asyncio.sleep(0.1)
    assert MOST <= door.undone() < MOST + 100
    assert door.waiting() >= 300
    door.open.set()
    await door.line.until(lambda: len(door.came) == MOST + 400)
    assert len(set(door.came)) == MOST + 400


async def test_duplicates_and_batches_in_reverse_lose_and_double_nothing(door: Door) -> None:
    door.line.world.faults.duplicate(5)
    door.line.world.faults.reorder(2)
    person = door.person()
    for n in range(20):
        person.send_text(f"{n}")
    await door.polling()
    await door.line.until(lambda: len(door.came) >= 20 and door.waiting() == 0)
    await asyncio.sleep(0.1)
    assert sorted(map(int, door.came)) == list(range(20))


@pytest.mark.parametrize("trouble", ["error", "reset", "lose_answer", "flood"])
async def test_trouble_with_telegram_loses_and_doubles_nothing(door: Door, trouble: str) -> None:
    strike = getattr(door.line.world.faults, trouble)
    _ = strike(1, method="getUpdates") if trouble == "flood" else strike(method="getUpdates")
    person = door.person()
    person.send_text("一")
    await door.polling()
    person.send_text("二")
    await door.line.until(lambda: len(door.came) == 2)
    assert door.came == ["一", "二"]


async def test_an_update_that_cannot_even_be_settled_blocks_nobody(door: Door) -> None:
    await door.polling()
    person = door.person()
    for text in ("坏", "好"):
        person.send_text(text)
    await door.line.until(lambda: door.came == ["坏", "好"])


async def test_what_a_former_process_left_undone_goes_first(door: Door) -> None:
    person = door.person()
    old = {"update_id": 5, "message": {"chat": {"id": person.user.id}, "text": "上次的"}}
    door.line.store.do(inbox.write_down, [old])
    person.send_text("这次的")
    await door.polling()
    await door.line.until(lambda: len(door.came) == 2)
    assert door.came == ["上次的", "这次的"]


async def test_a_stop_ends_a_long_poll_at_once(door: Door, polled: asyncio.Event) -> None:
    await door.polling()
    await polled.wait()
    async with asyncio.timeout(HOLD / 2):
        door.stop.set()
        await door.task


@dataclass
class Hook:
    """The webhook's address, as Telegram would use it."""

    door: Door
    url: str
    http: ClientSession

    async def post(self, body: Any, secret: str | None = "s-1") -> int:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with self.http.post(self.url, data=data, headers=headers) as answer:
            return answer.status


@pytest.fixture
async def hook(door: Door) -> AsyncIterator[Hook]:
    app = webhook("https://bot.example.cn/telegram", "s-1", door.intake)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession() as http:
        yield Hook(door, f"http://127.0.0.1:{runner.addresses[0][1]}/telegram", http)
    door.open.set()
    await runner.cleanup()


def update(update_id: int, text: str = "好") -> dict[str, Any]:
    return {"update_id": update_id, "message": {"message_id": 1, "chat": {"id": 7}, "text": text}}


async def test_the_webhook_answers_200_once_the_update_is_on_disk_and_not_later(
    hook: Hook,
) -> None:
    await hook.door.intake.recover()
    hook.door.open.clear()
    assert await hook.post(update(5)) == 200
    assert hook.door.undone() == 1
    hook.door.open.set()
    await hook.door.line.until(lambda: hook.door.came == ["好"])


async def test_the_webhook_answers_no_200_for_what_is_not_on_disk(hook: Hook) -> None:
    hook.door.line.store.sql(*refusing("inbox", "INSERT"))
    assert await hook.post(update(5)) == 500
    hook.door.line.store.sql(no_longer_refusing("inbox"))
    assert await hook.post(update(5)) == 200
    assert hook.door.undone() == 1


@pytest.mark.parametrize("secret", [None, "", "s-2", "s-11", "密", "\udcff"])
async def test_whoever_does_not_know_the_secret_is_turned_away(
    hook: Hook, secret: str | None
) -> None:
    assert await hook.post(update(5), secret) == 403
    assert hook.door.undone() == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"null", b'{"update_id": "x"}', b"\xff"])
async def test_what_is_no_update_is_refused(hook: Hook, body: bytes) -> None:
    assert await hook.post(body) == 400


async def test_the_same_update_posted_twice_is_worked_on_once(hook: Hook) -> None:
    await hook.door.intake.recover()
    assert [await hook.post(update(5)) for _ in range(3)] == [200] * 3
    await hook.door.dispatch.idle()
    assert hook.door.came == ["好"]


async def test_what_the_webhook_takes_while_telegram_is_away_waits_its_turn(hook: Hook) -> None:
    hook.door.line.store.do(inbox.write_down, [update(4, "上次的")])
    assert await hook.post(update(5, "先来的")) == 200
    assert await hook.post(update(6, "后来的")) == 200
    assert hook.door.came == []
    await hook.door.intake.recover()
    await hook.post(update(7, "最后的"))
    await hook.door.dispatch.idle()
    assert hook.door.came == ["上次的", "先来的", "后来的", "最后的"]
