"""getUpdates: offsets confirm, ids are consecutive, one poller at a time."""

import asyncio
from typing import Any

import pytest

from bot.sandbox import limits
from bot.sandbox.phone import Phone
from tests.sandbox.conftest import Client


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_an_offset_confirms_them(client: Client, phone: Phone) -> None:
    await phone.send("一")
    first = await client.result("getUpdates")
    assert texts(first) == ["/start", "一"]
    assert await client.result("getUpdates") == first
    assert first[1]["update_id"] == first[0]["update_id"] + 1
    rest = await client.result("getUpdates", offset=first[0]["update_id"] + 1)
    assert texts(rest) == ["一"]
    assert texts(await client.result("getUpdates")) == ["一"]
    assert await client.result("getUpdates", offset=rest[0]["update_id"] + 1) == []


async def test_limit_takes_the_oldest_and_a_negative_offset_the_newest(
    client: Client, phone: Phone
) -> None:
    for text in "一二三":
        await phone.send(text)
    assert texts(await client.result("getUpdates", limit=2)) == ["/start", "一"]
    assert texts(await client.result("getUpdates", offset=-2)) == ["二", "三"]
    assert texts(await client.result("getUpdates")) == ["二", "三"]


async def test_an_offset_of_another_time_forgets_nothing(client: Client, phone: Phone) -> None:
    tail = (await client.result("getUpdates"))[0]["update_id"] + 1
    assert texts(await client.result("getUpdates", offset=tail + 1000)) == ["/start"]
    assert texts(await client.result("getUpdates", offset=1)) == ["/start"]


async def test_a_long_poll_ends_with_the_first_update(
    client: Client, phone: Phone, polled: asyncio.Event
) -> None:
    start = (await client.result("getUpdates"))[0]["update_id"]
    poll = asyncio.create_task(client.result("getUpdates", offset=start + 1, timeout=30))
    await polled.wait()
    assert not poll.done()
    await phone.send("来了")
    assert texts(await asyncio.wait_for(poll, 20)) == ["来了"]


async def test_a_long_poll_ends_empty_when_its_time_is_over(
    client: Client, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "POLL_SECONDS", 0.05)
    start = (await client.result("getUpdates"))[0]["update_id"]
    assert await client.result("getUpdates", offset=start + 1, timeout=1) == []


async def test_a_second_poller_ends_the_first_with_a_conflict(
    client: Client, phone: Phone, polled: asyncio.Event
) -> None:
    start = (await client.result("getUpdates"))[0]["update_id"]
    first = asyncio.create_task(client.refusal("getUpdates", offset=start + 1, timeout=30))
    await polled.wait()
    second = asyncio.create_task(client.result("getUpdates", offset=start + 1, timeout=30))
    assert (await first).startswith("409 Conflict: terminated by other getUpdates request")
    await phone.send("归第二个")
    assert texts(await second) == ["归第二个"]


async def test_only_the_kinds_asked_for_are_queued(client: Client, phone: Phone) -> None:
    start = (await client.result("getUpdates", allowed_updates=["callback_query"]))[0]["update_id"]
    await phone.send("不要")
    assert await client.result("getUpdates", offset=start + 1) == []
    await client.result("getUpdates", allowed_updates=[])
    await phone.send("要")
    assert texts(await client.result("getUpdates")) == ["要"]
